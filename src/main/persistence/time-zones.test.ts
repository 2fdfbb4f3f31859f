import { afterEach, describe, expect, it } from 'vitest';
import { jobTime } from '../../renderer/jobs/job-time.ts';
import { parseJob } from '../../shared/job/job.ts';
import { toRow } from '../jobs/job-row.ts';
import { newWatchedJob, withAnswer } from '../jobs/watched-job.ts';

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

/** Hours east of Greenwich at noon in winter; one zone is a day ahead of another, one is off by half an hour. */
const zones: [string, number][] = [
  ['UTC', 0],
  ['Pacific/Kiritimati', 14],
  ['America/St_Johns', -3.5],
];

const now = Date.UTC(2026, 0, 6, 12, 5);

function shownIn(zone: string, timing: object): ReturnType<typeof jobTime> {
  process.env['TZ'] = zone;
  const raw = { id: 'abc123', status: 'completed', timing, createdAt: '2026-01-06T11:59:00.000Z' };
  const parsed = parseJob(raw);
  if (parsed === null) throw new Error('The job cannot be read.');
  return jobTime(toRow(withAnswer(newWatchedJob('abc123', 1, null, now), { ...parsed, raw }, now)), now);
}

describe.each(zones)('in the time zone %s', (zone, hours) => {
  it('a job has taken and ended as long ago as anywhere', () => {
    const timing = {
      queued_at: '2026-01-06T11:59:10Z',
      started_at: '2026-01-06T12:00:00Z',
      completed_at: '2026-01-06T12:01:27Z',
    };
    expect(shownIn(zone, timing)).toEqual({ duration: '1 min 27 s', age: '3 min ago' });
    expect(new Date(now).getTimezoneOffset()).toBe(0 - hours * 60);
  });

  it('times without a zone are the service’s, not this machine’s', () => {
    const timing = { started_at: '2026-01-06T12:00:00', completed_at: '2026-01-06 12:01:27+00:00' };
    expect(shownIn(zone, timing)).toEqual({ duration: '1 min 27 s', age: '3 min ago' });
  });
});
