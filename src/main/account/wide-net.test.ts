import { describe, expect, it } from 'vitest';
import type { PolledJob } from '../api/job-list.ts';
import { entryOf, setUpWideNet as setUp } from '../testing/wide-net-harness.ts';

describe('the list as a net for many jobs', () => {
  it('is of no use for a few', async () => {
    const { net, pages, run } = setUp(11, 'fresh');
    expect(net.dueInMs).toBeNull();
    await run(60_000);
    expect(pages).toEqual([]);
  });

  it('wakes once there are enough of them', () => {
    const { net, active, wakes } = setUp(12, 'fresh');
    active.clear();
    expect(net.dueInMs).toBeNull();
    for (let index = 0; index < 12; index += 1) active.add(`job${index}`);
    const sent = { sentAt: 0, answeredAt: 1 };
    for (let count = 0; count < 3; count += 1) net.noteSingle('job0', entryOf('job0', 'running'), sent);
    expect(wakes()).toBe(1);
  });

  it('wakes all that read it and found too few, though one of them found enough just then', () => {
    const { net, active, wakes } = setUp(12, 'fresh');
    active.delete('job0');
    expect(net.dueInMs).toBeNull();
    active.add('job0');
    expect(net.dueInMs).toBe(0);
    net.noteSingle('job1', entryOf('job1', 'running'), { sentAt: 0, answeredAt: 1 });
    expect(wakes()).toBe(1);
  });

  it('answers for all jobs again and again where it proved fresh, a page for a hundred of them', async () => {
    const { pages, listed, run } = setUp(300, 'fresh');
    await run(60_000);
    expect(new Set(listed).size).toBe(300);
    expect(listed.length).toBeGreaterThan(300 * 20);
    expect(pages.length).toBeLessThan(3 * 60);
    expect(new Set(pages)).toEqual(new Set([1, 2, 3]));
  });

  it('tells nothing of a job of which there may be newer news, until the next page', async () => {
    const { told, newer, run } = setUp(20, 'fresh');
    newer.add('job0');
    await run(1);
    expect(told).toHaveLength(19);
    expect(told).not.toContain('job0');
    newer.clear();
    await run(6_000);
    expect(told).toContain('job0');
  });

  it('goes on comparing where it proved fresh, a job every few seconds', async () => {
    const { polled, run } = setUp(300, 'fresh');
    await run(60_000);
    expect(polled.length).toBeGreaterThan(5);
    expect(polled.length).toBeLessThan(20);
  });

  it('counts for nothing before it was compared, and is read ever more rarely', async () => {
    const { pages, listed, polled, run } = setUp(300, null);
    await run(10 * 60_000);
    expect(listed).toEqual([]);
    expect(polled.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThan(16);
  });

  it.each(['lagging', 'lying'] as const)('that is %s counts for nothing', async (verdict) => {
    const { listed, run } = setUp(300, verdict);
    await run(60_000);
    expect(listed).toEqual([]);
  });

  it('leaves those that it does not name to be polled', async () => {
    const { pages, active, listed, run } = setUp(100, 'fresh');
    for (let index = 0; index < 50; index += 1) active.add(`unlisted${index}`);
    await run(3 * 60_000);
    expect(listed.some((id) => id.startsWith('unlisted'))).toBe(false);
    expect(new Set(pages)).toEqual(new Set([1]));
  });

  it('begins at the first page again for another account, or when jobs were added', async () => {
    for (const change of ['forget', 'lookAgain'] as const) {
      const { net, pages, active, run } = setUp(300, 'fresh');
      await run(60_000);
      active.clear();
      for (let index = 0; index < 20; index += 1) active.add(`job${index}`);
      net[change]();
      pages.length = 0;
      await run(1);
      expect(pages[0]).toBe(1);
    }
  });

  it('says once that it proved fresh no more', async () => {
    const { net, verdicts, clock, run } = setUp(300, 'fresh');
    await run(2_000);
    for (let index = 0; index < 20; index += 1) {
      const at = clock.steady();
      net.noteSingle(`job${index}`, entryOf(`job${index}`, 'completed'), { sentAt: at, answeredAt: at });
      await run(50);
    }
    expect(verdicts).toEqual(['lagging']);
    expect(net.isFresh).toBe(false);
  });
});

/** A job of each page in every second begins to run. */
const beginning = (index: number, ms: number): string => (ms / 1_000 > index % 100 ? 'running' : 'queued');

describe('a list that is compared', () => {
  it('has one page read again and again, soon while jobs move, and a few times in a row only', async () => {
    const { pages, run } = setUp(300, null, beginning);
    await run(20_000);
    expect(pages.length).toBeGreaterThanOrEqual(7);
    expect(new Set(pages)).toEqual(new Set([1]));
    await run(10 * 60_000);
    expect(pages.length).toBeLessThan(100);
  });

  it('has the first page read that has jobs enough on their way', async () => {
    const { pages, active, run } = setUp(300, null);
    for (let index = 0; index < 95; index += 1) active.delete(`job${index}`);
    await run(60_000);
    expect(pages.slice(0, 5)).toEqual([1, 2, 2, 2, 2]);
  });

  it('has a page with a few of them read where no other has more', async () => {
    const { pages, active, run } = setUp(300, null);
    active.clear();
    for (let index = 0; index < 300; index += 20) active.add(`job${index}`);
    await run(60_000);
    expect(pages.slice(0, 5)).toEqual([1, 2, 3, 1, 1]);
  });

  it('has some of its jobs asked for right then: those that have moved, and as many others, not the same ones', async () => {
    const { batches, net, clock, run } = setUp(300, null, beginning);
    await run(1);
    for (const id of batches[0] ?? []) {
      const sent = { sentAt: clock.steady(), answeredAt: clock.steady() };
      net.noteSingle(id, entryOf(id, 'queued'), sent);
    }
    await run(4_000);
    const [first, second] = batches;
    expect(first).toHaveLength(12);
    expect(second).toHaveLength(12);
    expect(second).toEqual(expect.arrayContaining(['job1', 'job2']));
    expect(second?.filter((id) => first?.includes(id)).length).toBeLessThanOrEqual(3);
  });

  it('has no more of those asked for that have moved than of others, and none twice', async () => {
    const { batches, net, clock, run } = setUp(100, null, (index, ms) =>
      index < 50 && ms > 2_000 ? 'running' : 'queued',
    );
    await run(1);
    for (let index = 0; index < 50; index += 1) {
      const sent = { sentAt: clock.steady(), answeredAt: clock.steady() };
      net.noteSingle(`job${index}`, entryOf(`job${index}`, 'queued'), sent);
    }
    await run(3_000);
    const moved = batches[1]?.filter((id) => Number(id.slice(3)) < 50);
    expect(moved).toHaveLength(6);
    const unasked = setUp(100, null, beginning);
    await unasked.run(10_000);
    for (const ids of unasked.batches) expect(new Set(ids).size).toBe(12);
  });

  it('has a quarter of its jobs asked for at most', async () => {
    const { batches, run } = setUp(16, null);
    await run(20_000);
    expect(batches.length).toBeGreaterThan(2);
    expect(Math.max(...batches.map((ids) => ids.length))).toBe(4);
  });

  it('is not compared with jobs whose own requests fail', async () => {
    for (const verdict of [null, 'fresh'] as const) {
      const { polled, failing, run } = setUp(20, verdict);
      for (let index = 1; index < 20; index += 1) failing.add(`job${index}`);
      await run(20_000);
      expect(new Set(polled)).toEqual(new Set(['job0']));
    }
  });

  it('is read once at a time, whoever asks', async () => {
    const { net, pages, clock, signal, run } = setUp(300, null, beginning);
    await run(1);
    await clock.advance(2_500);
    await Promise.all([net.read(signal), net.read(signal), net.read(signal)]);
    expect(pages).toHaveLength(2);
  });

  it('is found to lag by its pages alone where they know less than the answers for the jobs', async () => {
    const { net, verdicts, pages, clock, run } = setUp(300, null);
    for (let index = 0; index < 100; index += 1) {
      const at = clock.steady() - 10_000;
      net.noteSingle(`job${index}`, entryOf(`job${index}`, 'cancelled'), { sentAt: at, answeredAt: at });
      net.noteSingle(`job${index}`, progressed(`job${index}`, 50), { sentAt: at, answeredAt: at });
    }
    await run(1);
    expect(verdicts).toEqual(['lagging']);
    await run(4 * 60_000);
    expect(pages).toHaveLength(1);
  });

  it('is left alone for five minutes once it was found to lag, then read a few times', async () => {
    const { pages, run } = setUp(300, 'lagging');
    await run(60_000);
    const before = pages.length;
    expect(before).toBe(8);
    await run(4 * 60_000);
    expect(pages).toHaveLength(before);
    await run(2 * 60_000);
    expect(pages.length).toBeGreaterThan(before);
  });
});

/** So many jobs end, each after so many milliseconds. */
const endingAt =
  (count: number, at: (index: number) => number) =>
  (index: number, ms: number): string =>
    index < count && ms >= at(index) ? 'completed' : 'running';

const progressed = (id: string, progress: number): PolledJob => {
  const entry = entryOf(id, 'running');
  return { ...entry, job: { ...entry.job, progress } };
};

describe('a list that proved fresh', () => {
  it('leaves a page alone with hardly any jobs on their way: they are polled one by one', async () => {
    const { pages, active, run } = setUp(200, 'fresh');
    for (let index = 103; index < 200; index += 1) active.delete(`job${index}`);
    await run(30_000);
    expect(pages.filter((page) => page === 1).length).toBeGreaterThan(5);
    expect(pages.filter((page) => page === 2)).toHaveLength(1);
  });

  it('leaves the jobs of a page with few of them to be polled, and covers the others until it is read again', async () => {
    const { covered, active, run } = setUp(200, 'fresh');
    for (let index = 103; index < 200; index += 1) active.delete(`job${index}`);
    await run(3_000);
    expect(covered.get('job102')).toBe(0);
    expect(covered.get('job0')).toBeGreaterThan(1_500);
  });

  it('is looked through again where several jobs are on none of its pages that were on those of another account', async () => {
    for (const unlisted of [40, 3]) {
      const { net, ids, pages, active, run } = setUp(200, 'fresh');
      for (let index = 20 + unlisted; index < 200; index += 1) active.delete(`job${index}`);
      await run(2_000);
      net.forget();
      for (let index = 20; index < 20 + unlisted; index += 1) ids[index] = `stranger${index}`;
      pages.length = 0;
      await run(70_000);
      expect(pages.filter((page) => page === 2)).toHaveLength(unlisted === 40 ? 2 : 1);
    }
  });

  it('is compared by jobs that have moved, by others now and then, and by those that are over once', async () => {
    const { polled, confirmed, run } = setUp(100, 'fresh', (index, ms) =>
      index < 3 && ms > 1_000 ? 'completed' : beginning(index, ms - 2_000),
    );
    await run(60_000);
    expect(polled.slice(1).some((id) => Number(id.slice(3)) > 10)).toBe(true);
    expect(polled.slice(1)).toContain('job3');
    expect(confirmed).toEqual(['job0', 'job1', 'job2']);
  });

  it('is lying where it named ends that are none, however much later that is seen', async () => {
    for (const waits of [10_000, 130_000]) {
      const { net, verdicts, clock, run } = setUp(
        100,
        'fresh',
        endingAt(10, () => 0),
      );
      await run(waits);
      for (let index = 0; index < 10; index += 1) {
        const sent = { sentAt: clock.steady(), answeredAt: clock.steady() };
        net.noteSingle(`job${index}`, entryOf(`job${index}`, 'running'), sent);
      }
      expect(verdicts).toEqual(['lying']);
    }
  });

  it('has the first ends confirmed that it names, then one every few seconds', async () => {
    const { confirmed, run } = setUp(
      100,
      'fresh',
      endingAt(80, (index) => 1_000 + 500 * index),
    );
    await run(10_000);
    const first = ['job0', 'job1', 'job2', 'job3', 'job4', 'job5', 'job6', 'job7'];
    expect(confirmed).toEqual(first);
    await run(31_000);
    expect(confirmed.length - first.length).toBeGreaterThanOrEqual(3);
    expect(confirmed.length - first.length).toBeLessThanOrEqual(4);
    expect(new Set(confirmed).size).toBe(confirmed.length);
  });

  it('has a few confirmed of many ends at once, and as many again once one of them was none', async () => {
    const { net, clock, confirmed, run } = setUp(
      100,
      'fresh',
      endingAt(60, (index) => (index < 30 ? 1_000 : 10_000)),
    );
    await run(8_000);
    expect(confirmed).toHaveLength(8);
    net.noteSingle('job0', entryOf('job0', 'running'), {
      sentAt: clock.steady(),
      answeredAt: clock.steady(),
    });
    await run(6_000);
    expect(confirmed).toHaveLength(16);
  });

  it('has all jobs polled again whose end it alone had named, once it lies', async () => {
    const { net, clock, doubted, run } = setUp(
      100,
      'fresh',
      endingAt(30, () => 1_000),
    );
    await run(5_000);
    const answered = (index: number, status: string): void => {
      const sent = { sentAt: clock.steady(), answeredAt: clock.steady() };
      net.noteSingle(`job${index}`, entryOf(`job${index}`, status), sent);
    };
    for (let index = 0; index < 5; index += 1) answered(index, 'completed');
    for (let index = 5; index < 9; index += 1) {
      expect(doubted).toEqual([]);
      answered(index, 'running');
    }
    expect(doubted).toEqual(Array.from({ length: 21 }, (_, index) => `job${index + 9}`));
  });

  it('does not end a job again that went on after it had', async () => {
    const { net, clock, active, told, run } = setUp(
      100,
      'fresh',
      endingAt(1, () => 0),
    );
    await run(1_000);
    expect(told).toContain('job0');
    active.add('job0');
    net.noteSingle('job0', entryOf('job0', 'running'), {
      sentAt: clock.steady(),
      answeredAt: clock.steady(),
    });
    told.length = 0;
    await run(10_000);
    expect(told).toContain('job1');
    expect(told).not.toContain('job0');
  });

  it('is not read where the jobs of another account were', async () => {
    const { net, ids, pages, active, run } = setUp(300, 'fresh');
    await run(2_000);
    net.forget();
    for (const id of ids.splice(12)) active.delete(id);
    pages.length = 0;
    await run(10_000);
    expect(new Set(pages)).toEqual(new Set([1]));
  });
});

describe('a list that is looked through', () => {
  it('is read only until no job on its way is missing', async () => {
    const { pages, active, run } = setUp(1_000, 'fresh');
    for (let index = 150; index < 1_000; index += 1) active.delete(`job${index}`);
    await run(3_000);
    expect(new Set(pages)).toEqual(new Set([1, 2]));
  });
});
