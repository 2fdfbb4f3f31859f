import { parseJob } from '../../shared/job/job.ts';
import type { Freshness } from '../account/list-freshness.ts';
import { WideNet } from '../account/wide-net.ts';
import type { ApiFailure } from '../api/api-failure.ts';
import type { JobListPage, PolledJob } from '../api/job-list.ts';
import { virtualClock } from './virtual-clock.ts';

const entries = new Map<string, PolledJob>();

/** An entry of the list, read once: thousands of pages name the same. */
export function entryOf(id: string, status: string): PolledJob {
  const key = `${id} ${status}`;
  const known = entries.get(key);
  if (known !== undefined) return known;
  const raw = { id, status };
  const parsed = parseJob(raw);
  if (parsed === null) throw new Error('That is no job.');
  const entry = { ...parsed, raw };
  entries.set(key, entry);
  return entry;
}

/**
 * A net over a list of so many jobs, all on their way.
 *
 * @param statusOf what the list says of the job at this place, so many milliseconds after the start
 */
export function setUpWideNet(
  count: number,
  verdict: Freshness | null,
  statusOf: (index: number, ms: number) => string = () => 'running',
) {
  const clock = virtualClock();
  const ids = Array.from({ length: count }, (_, index) => `job${index}`);
  const active = new Set(ids);
  const pages: number[] = [];
  const polled: string[] = [];
  const batches: string[][] = [];
  const covered = new Map<string, number>();
  const listed: string[] = [];
  const told: string[] = [];
  /** Polled when the list had named their end. */
  const confirmed: string[] = [];
  const doubted: string[] = [];
  /** Jobs for which the poller has an answer that may be newer. */
  const newer = new Set<string>();
  /** Jobs whose own requests fail. */
  const failing = new Set<string>();
  const verdicts: Freshness[] = [];
  const start = clock.now();
  /** Why pages are not answered now, and which; all of them where none is named. */
  const trouble = { failure: null as ApiFailure | null, pages: null as readonly number[] | null };
  let wakes = 0;
  const net = new WideNet({
    clock,
    poller: {
      active,
      isFailing: (id) => failing.has(id),
      endsPerMs: () => 1 / 100_000,
      noteListed: (id, { job }, _sent, coveredMs) => {
        if (newer.has(id)) return false;
        listed.push(id);
        covered.set(id, coveredMs);
        if (job.status === 'completed') active.delete(id);
        return true;
      },
      pollFirst: (some) => {
        polled.push(...some);
        batches.push([...some]);
        confirmed.push(...some.filter((id) => !active.has(id)));
      },
    },
    onDoubt: (some) => doubted.push(...some),
    request: async (place) => {
      const page = 'page' in place ? place.page : 0;
      pages.push(page);
      if (trouble.failure !== null && (trouble.pages?.includes(page) ?? true)) {
        const { failure } = trouble;
        await clock.advance(0);
        return { ok: false, failure };
      }
      const first = (page - 1) * 100;
      const jobs = ids
        .slice(first, first + 100)
        .map((id, index) => entryOf(id, statusOf(first + index, clock.now() - start)));
      const value: JobListPage = {
        jobs,
        unreadable: 0,
        pageCount: Math.ceil(ids.length / 100),
        total: ids.length,
        nextCursor: null,
      };
      return { ok: true, value };
    },
    onAnswer: (id) => told.push(id),
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
  return {
    net,
    clock,
    ids,
    active,
    pages,
    polled,
    batches,
    covered,
    listed,
    told,
    confirmed,
    doubted,
    newer,
    failing,
    verdicts,
    run,
    signal,
    trouble,
    wakes: () => wakes,
  };
}
