import { describe, expect, it } from 'vitest';
import { parseJob } from '../../shared/job/job.ts';
import type { JobListPage, PolledJob } from '../api/job-list.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import type { Freshness } from './list-freshness.ts';
import { WideNet } from './wide-net.ts';

const entryOf = (id: string, status: string): PolledJob => {
  const raw = { id, status };
  const parsed = parseJob(raw);
  if (parsed === null) throw new Error('That is no job.');
  return { ...parsed, raw };
};

/** A net over a list of so many jobs, all on their way. */
function setUp(count: number, verdict: Freshness | null) {
  const clock = virtualClock();
  const ids = Array.from({ length: count }, (_, index) => `job${index}`);
  const active = new Set(ids);
  const pages: number[] = [];
  const polled: string[] = [];
  const listed: string[] = [];
  const verdicts: Freshness[] = [];
  let wakes = 0;
  const net = new WideNet({
    clock,
    poller: {
      active,
      endsPerMs: () => 1 / 100_000,
      noteListed: (id) => void listed.push(id),
      pollNow: (some) => void polled.push(...some),
    },
    request: async (place) => {
      const page = 'page' in place ? place.page : 0;
      pages.push(page);
      const jobs = ids.slice((page - 1) * 100, page * 100).map((id) => entryOf(id, 'running'));
      const value: JobListPage = {
        jobs,
        unreadable: 0,
        pageCount: Math.ceil(count / 100),
        total: count,
        nextCursor: null,
      };
      return { ok: true, value };
    },
    onAnswer: () => {},
    verdict: () => verdict,
    onVerdict: (found) => verdicts.push(found),
    onWake: () => (wakes += 1),
  });
  const { signal } = new AbortController();
  /** Reads pages whenever one is due. */
  const run = async (ms: number): Promise<void> => {
    const end = clock.now() + ms;
    while (clock.now() < end) {
      const due = net.dueInMs ?? ms;
      const wait = due > 0 ? due : ((await net.read(signal)) ?? ms);
      await clock.advance(Math.min(Math.max(wait, 1), end - clock.now()));
    }
  };
  return { net, clock, active, pages, polled, listed, verdicts, run, wakes: () => wakes };
}

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

  it('answers for all jobs again and again where it proved fresh, a page for a hundred of them', async () => {
    const { pages, listed, run } = setUp(300, 'fresh');
    await run(60_000);
    expect(new Set(listed).size).toBe(300);
    expect(listed.length).toBeGreaterThan(300 * 20);
    expect(pages.length).toBeLessThan(3 * 60);
    expect(new Set(pages)).toEqual(new Set([1, 2, 3]));
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

  it('leaves those that it does not name to be polled, and looks for them once a minute', async () => {
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
