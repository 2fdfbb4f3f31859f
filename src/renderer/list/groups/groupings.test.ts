import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../shared/batch.ts';
import type { Grouping } from '../../../shared/grouping.ts';
import type { JobRow } from '../../../shared/watched-job.ts';
import { formatDay, formatTimeOfDay } from '../../ui/format.ts';
import { jobRow } from '../../testing/states.ts';
import { groupsOf } from './grouped-rows.ts';
import { groupingBy } from './groupings.ts';
import { Sessions } from './sessions.ts';

const batch = (id: string): Batch => ({ id, name: `${id}.csv`, createdAt: 0, expected: 1, collects: false });
const batches = [batch('new'), batch('old')];
/** A local time, in milliseconds since the epoch. */
const local = (...[day, hour, min]: [day: number, hour: number, min: number]): number =>
  new Date(2026, 10, day, hour, min).getTime();
const now = local(27, 9, 0);

/** The heads of the groups, each with the names of its jobs. */
function heads(by: Grouping, rows: Partial<JobRow>[], chosen: string | null = null): Record<string, string> {
  const all = rows.map((values, index) =>
    jobRow({ id: `j${index}`, name: String(index), fetchedAt: 1, ...values }),
  );
  const sessions = new Sessions(all.map(({ createdAt, addedAt }) => createdAt ?? addedAt));
  const grouping = groupingBy(by, { batches, batch: chosen, sessions });
  if (grouping === null) throw new Error('Not grouped.');
  const groups = [...groupsOf(all, grouping).values()].sort(grouping.compare);
  return Object.fromEntries(
    groups.map((group) => [
      `${groups.indexOf(group)} ${grouping.labelOf(group, now)}`,
      group.rows.map(({ name }) => name).join(' '),
    ]),
  );
}

describe('the groups of the list', () => {
  it('are days as jobs were submitted, or added where that is not known, the newest first', () => {
    const rows = [
      { createdAt: local(26, 23, 59) },
      { createdAt: local(27, 0, 0) },
      { createdAt: local(20, 12, 0) },
      { createdAt: null, addedAt: local(27, 8, 0) },
    ];
    expect(heads('day', rows)).toEqual({
      '0 Today': '1 3',
      '1 Yesterday': '0',
      [`2 ${formatDay(local(20, 0, 0))}`]: '2',
    });
  });

  it('are sessions without a pause, over midnight as well', () => {
    const [from, to] = [local(26, 23, 50), local(27, 0, 10)];
    const rows = [{ createdAt: local(27, 8, 0) }, { createdAt: to }, { createdAt: from }];
    expect(heads('session', rows)).toEqual({
      [`0 Today, ${formatTimeOfDay(local(27, 8, 0))}`]: '0',
      [`1 Yesterday, ${formatTimeOfDay(from)} – ${formatTimeOfDay(to)}`]: '1 2',
    });
  });

  it('are batches, the newest first: a job in several stands in the newest, those in none last', () => {
    const rows = [
      {},
      { batches: ['old'] },
      { batches: ['old', 'new'] },
      { batches: ['new'] },
      { batches: ['gone'] },
    ];
    expect(heads('batch', rows)).toEqual({ '0 new.csv': '2 3', '1 old.csv': '1', '2 No batch': '0 4' });
    const inOld = rows.slice(1, 3);
    expect(heads('batch', inOld, 'old')).toEqual({ '0 old.csv': '0 1' });
  });

  it('are types by their names, and those not known yet last', () => {
    expect(
      heads('type', [{ type: null }, { type: 'text_to_simready' }, { type: 'glb_to_simready' }]),
    ).toEqual({
      '0 3D model': '2',
      '1 Text': '1',
      '2 Unknown type': '0',
    });
  });

  it('are statuses in the order in which a job goes through them', () => {
    const statuses = ['cancelled', 'failed', 'completed', 'running', 'baking', 'queued', 'submitting'];
    expect(Object.keys(heads('status', [...statuses.map((status) => ({ status })), {}]))).toEqual([
      '0 Not checked yet',
      '1 Submitting',
      '2 Queued',
      '3 Baking',
      '4 Running',
      '5 Completed',
      '6 Failed',
      '7 Cancelled',
    ]);
  });

  it('are stages that jobs are at or failed at', () => {
    const rows = [
      { status: 'running', stage: 'collision_decompose' },
      { status: 'failed', stage: 'collision_decompose' },
      { status: 'completed', stage: 'export' },
      { status: 'queued' },
    ];
    expect(heads('stage', rows)).toEqual({ '0 Collision decompose': '0 1', '1 No stage': '2 3' });
  });

  it('are reasons without their numbers, the most frequent first, and what has not failed last', () => {
    const failure = (error: string | null, status = 'failed') => ({ status, error });
    const rows = [
      { status: 'running' },
      failure('Cut 3 times.'),
      failure('No mesh 7.'),
      failure('Cut 12 times.'),
      failure(null),
      failure(null, 'cancelled'),
    ];
    expect(heads('reason', rows)).toEqual({
      '0 Cut # times.': '1 3',
      '1 No reason given': '4',
      '2 Cancelled': '5',
      // As all of them have it.
      '3 No mesh 7.': '2',
      '4 Not failed': '0',
    });
  });

  it('are none until something is chosen', () => {
    expect(groupingBy('none', { batches, batch: null, sessions: new Sessions() })).toBeNull();
  });
});
