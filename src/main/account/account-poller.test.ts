import { expect, it } from 'vitest';
import type { ErrorCode } from '../../shared/errors.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { AccountPoller } from './account-poller.ts';
import { maxReadAtOnce } from './wide-net.ts';

const failed = (code: ErrorCode) => ({
  ok: false as const,
  failure: { code, text: null, retryAfterMs: null },
});

/**
 * A poller whose service refuses pages of more jobs than `maxPageSize`, and whose net reads pages that are not answered
 * until they are given up.
 */
function setUp({ maxPageSize = Infinity } = {}) {
  const clock = virtualClock();
  const wanted = { jobs: true };
  /** What was asked of the net, with the size of a page at that time. */
  const asked: (number | 'forget')[] = [];
  const reading = new Set<AbortSignal>();
  const poller = new AccountPoller({
    client: {
      getAccount: async () => failed('not-found'),
      listJobs: async (_place, pageSize) => failed(pageSize > maxPageSize ? 'rejected' : 'service-down'),
    },
    clock,
    random: () => 0.5,
    wantsJobs: () => wanted.jobs,
    turn: async () => {},
    admitOrWait: () => null,
    onBegin: () => {},
    onPage: () => {},
    net: {
      dueInMs: 0,
      read: (signal) => {
        asked.push(poller.pageSize);
        reading.add(signal);
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            reading.delete(signal);
            resolve(null);
          });
        });
      },
      forget: () => asked.push('forget'),
    },
    onState: () => {},
    onAccepted: () => {},
    onRefused: () => {},
    isKeptBack: () => false,
  });
  return { poller, clock, wanted, asked, reading };
}

const pagesOf = (size: number): number[] => Array.from({ length: maxReadAtOnce }, () => size);

it('pages that are read for jobs on their way are given up and forgotten where the service gives smaller ones', async () => {
  const { poller, clock, asked, reading } = setUp({ maxPageSize: 25 });
  poller.setActive(true);
  await clock.advance(5_000);
  expect(asked).toEqual(['forget', ...pagesOf(100), 'forget', ...pagesOf(50), 'forget', ...pagesOf(25)]);
  expect(reading.size).toBe(maxReadAtOnce);
});

it('pages that are read for jobs on their way are given up and forgotten when the account is another', async () => {
  const { poller, clock, asked, reading } = setUp();
  poller.setActive(true);
  await clock.advance(1);
  asked.length = 0;
  const before = [...reading];
  poller.forget();
  await clock.advance(1);
  expect(before.map(({ aborted }) => aborted)).toEqual(before.map(() => true));
  expect(asked.indexOf('forget')).toBe(0);
  expect(asked.filter((what) => what !== 'forget')).toEqual(pagesOf(100));
});

it('pages are read for jobs on their way while the account is watched only', async () => {
  const { poller, clock, wanted, asked, reading } = setUp();
  poller.setActive(true);
  await clock.advance(1);
  asked.length = 0;
  wanted.jobs = false;
  poller.followSetting();
  poller.readForJobs();
  await clock.advance(60_000);
  expect(reading.size).toBe(0);
  expect(asked.filter((what) => what !== 'forget')).toEqual([]);
});
