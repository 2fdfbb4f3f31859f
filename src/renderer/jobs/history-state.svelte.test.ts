import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../shared/settings.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { RowList } from '../state/row-list.ts';
import { jobRow } from '../testing/states.ts';
import { HistoryState } from './history-state.svelte.ts';

const minute = 60_000;
const now = 100 * minute;

/** Stands in for the window's copy of main's state. */
class FakeReplica {
  rows = $state.raw<readonly JobRow[]>([]);
  settings = $state.raw({ ...defaultSettings, stuckAfterMinutes: 20 });
}

const replica = new FakeReplica();
const history = new HistoryState(replica);
let end = (): void => {};

beforeEach(() => {
  vi.useFakeTimers({ now });
  replica.rows = [];
  history.look();
  end = history.follow();
  flushSync();
});

afterEach(() => {
  end();
  vi.useRealTimers();
});

const still = jobRow({ id: 'still', status: 'running', changedAt: 70 * minute, fetchedAt: now });
const moving = jobRow({ id: 'moving', status: 'running', changedAt: 90 * minute, fetchedAt: now });
const done = (order: number, seconds: number): JobRow =>
  jobRow({
    id: `done ${order}`,
    order,
    status: 'completed',
    type: 'simulate_usd',
    startedAt: 0,
    completedAt: seconds * 1_000,
  });

describe('jobs that stand still', () => {
  it('are found every few seconds, not with every change', () => {
    replica.rows = [still, moving];
    flushSync();
    expect(history.isStuck(still)).toBe(false);
    vi.advanceTimersByTime(3_000);
    expect([still, moving].map((row) => history.isStuck(row))).toEqual([true, false]);
  });

  it('are stuck no more as soon as they move', () => {
    replica.rows = [still];
    history.look();
    expect(history.isStuck({ ...still, changedAt: now })).toBe(false);
    expect(history.isStuck({ ...still, progress: 4, version: 9 })).toBe(true);
  });

  it('are those of the time limit that was set', () => {
    replica.rows = [moving];
    replica.settings = { ...replica.settings, stuckAfterMinutes: 5 };
    history.look();
    expect(history.isStuck(moving)).toBe(true);
    replica.settings = { ...replica.settings, stuckAfterMinutes: 20 };
  });

  it('are not looked for among all jobs again with every change while none is on its way', () => {
    let reads = 0;
    const ended = Array.from(
      { length: 200 },
      (_, order) =>
        new Proxy(done(order, 1), {
          get: (row, key) => {
            reads += 1;
            return Reflect.get(row, key) as unknown;
          },
        }),
    );
    const list = new RowList();
    list.change(ended);
    replica.rows = list.rows;
    flushSync();
    reads = 0;
    list.change([done(200, 1)]);
    replica.rows = list.rows;
    flushSync();
    expect(reads).toBeLessThan(50);
    list.change([{ ...still, order: 201 }]);
    replica.rows = list.rows;
    flushSync();
    vi.advanceTimersByTime(3_000);
    expect(history.isStuck(still)).toBe(true);
  });

  it('are not looked for any more when nobody follows', () => {
    replica.rows = [still];
    end();
    vi.advanceTimersByTime(60_000);
    expect(history.isStuck(still)).toBe(false);
  });

  it('wake nobody while they stay the same', () => {
    replica.rows = [still];
    history.look();
    let woken = 0;
    const stop = $effect.root(() => {
      $effect(() => {
        void history.isStuck(still);
        woken += 1;
      });
    });
    flushSync();
    for (const rows of [[still], [still, moving]]) {
      replica.rows = rows;
      vi.advanceTimersByTime(9_000);
      flushSync();
    }
    expect(woken).toBe(1);
    replica.rows = [];
    flushSync();
    expect(woken).toBe(2);
    expect(vi.getTimerCount(), 'nothing can come to stand still').toBe(0);
    stop();
  });
});

describe('what finished jobs teach', () => {
  const running = jobRow({ status: 'running', type: 'simulate_usd', startedAt: now });
  const many = (count: number) => Array.from({ length: count }, (_, index) => done(index, 10 + index));

  it('is a typical range once there are enough of them', () => {
    replica.rows = many(9);
    expect(history.typicalFor(running)).toBeNull();
    replica.rows = many(11);
    expect(history.typicalFor(running)).toMatchObject({ low: 11_000, high: 19_000 });
    expect(history.compare(running, now + 12_500)).toEqual({ slower: 3, count: 11 });
  });

  it('is learned again when one is completed, and not when one moves', () => {
    replica.rows = many(11);
    const learned = history.learned;
    replica.rows = [...replica.rows, running];
    expect(history.learned).toBe(learned);
    replica.rows = many(12);
    expect(history.learned).not.toBe(learned);
  });

  it('stays what it is while a completed job changes otherwise, such as by a download of its result', () => {
    replica.rows = many(11);
    const { learned } = history;
    replica.rows = replica.rows.map((row) => ({ ...row, version: 9, progress: 100 }));
    expect(history.learned).toEqual(learned);
  });

  it('distinguishes a slow running job from one in line and one in time', () => {
    replica.rows = many(11);
    expect(history.isSlow(running, now + 19_000)).toBe(false);
    expect(history.isSlow(running, now + 19_001)).toBe(true);
    expect(history.isSlow({ ...running, startedAt: null, createdAt: 0 }, now)).toBe(false);
    expect(history.isSlow(done(1, 90), now)).toBe(false);
  });
});
