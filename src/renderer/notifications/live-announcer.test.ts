import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { download, jobRow } from '../testing/states.ts';
import { announceEveryMs, LiveAnnouncer, sumWords } from './live-announcer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const said: string[] = [];
  const announcer = new LiveAnnouncer((text) => said.push(text));
  /** Jobs by their status, in the order of their IDs. */
  const follow = (...statuses: (string | null)[]) =>
    announcer.follow(
      statuses.map((status, index) =>
        jobRow({ id: `job${index}`, status, fetchedAt: status === null ? null : 1 }),
      ),
    );
  const heard = () => said.filter((text) => text !== '');
  return { announcer, said, follow, heard };
}

describe('LiveAnnouncer', () => {
  it('says what ends at once, and what follows within ten seconds as one sum', () => {
    const { follow, heard } = start();
    follow('running', 'running', 'queued', 'queued', 'running');
    follow('completed', 'running', 'queued', 'queued', 'running');
    expect(heard()).toEqual(['1 job completed.']);
    follow('completed', 'completed', 'queued', 'queued', 'running');
    follow('completed', 'completed', 'completed', 'failed', 'running');
    vi.advanceTimersByTime(announceEveryMs - 1);
    expect(heard()).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(heard()).toEqual(['1 job completed.', '2 jobs completed, 1 failed.']);
  });

  it('is silent about the end of a job that only a list said to be on its way', () => {
    const { announcer, heard } = start();
    announcer.follow([jobRow({ status: 'running' })]);
    announcer.follow([jobRow({ status: 'completed', fetchedAt: 1 })]);
    expect(heard()).toEqual([]);
  });

  it('is silent about initial states, about progress, and about jobs that come and go', () => {
    const { follow, heard } = start();
    follow('completed', 'failed', null);
    follow('completed', 'failed', 'completed', 'completed');
    follow('completed', 'failed');
    follow('queued', 'failed');
    follow('running', 'failed');
    expect(heard()).toEqual([]);
  });

  it('counts downloaded results, once each', () => {
    const { announcer, heard } = start();
    const job = (phase: 'receiving' | 'done') =>
      jobRow({ status: 'completed', download: download({ phase }) });
    announcer.follow([job('receiving')]);
    announcer.follow([job('done')]);
    announcer.follow([job('done')]);
    vi.advanceTimersByTime(announceEveryMs);
    expect(heard()).toEqual(['1 result downloaded.']);
  });

  it('empties the region in between, so that the same sentence is heard again', () => {
    const { follow, said } = start();
    follow('running', 'running');
    follow('completed', 'running');
    vi.advanceTimersByTime(announceEveryMs);
    follow('completed', 'completed');
    expect(said).toEqual(['', '1 job completed.', '', '1 job completed.']);
  });

  it('says nothing after it was stopped', () => {
    const { announcer, follow, heard } = start();
    follow('running', 'running');
    follow('completed', 'running');
    follow('completed', 'completed');
    announcer.stop();
    vi.advanceTimersByTime(announceEveryMs);
    expect(heard()).toHaveLength(1);
  });
});

describe('sumWords', () => {
  it.each([
    [{ completed: 0, failed: 0, downloaded: 0 }, ''],
    [{ completed: 0, failed: 1, downloaded: 0 }, '1 job failed.'],
    [{ completed: 3, failed: 1, downloaded: 0 }, '3 jobs completed, 1 failed.'],
    [{ completed: 0, failed: 2, downloaded: 1 }, '2 jobs failed, 1 result downloaded.'],
  ])('puts %o into words', (sums, words) => expect(sumWords(sums)).toBe(words));
});
