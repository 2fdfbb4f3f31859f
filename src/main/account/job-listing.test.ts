import { describe, expect, it } from 'vitest';
import type { Listing } from '../../shared/account.ts';
import { plainTextRefusal, success } from '../../shared/errors.ts';
import type { ApiFailure } from '../api/api-failure.ts';
import { readJobList, type JobListPage } from '../api/job-list.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { JobListing, listIntervals, type JobListingOptions } from './job-listing.ts';

const pageOf = async (ids: readonly string[]): Promise<JobListPage> => {
  const data = ids.map((id) => ({ id, status: 'queued' }));
  const page = await readJobList({ data, meta: { pageCount: 1_000 } });
  if (page === null) throw new Error('not a list');
  return page;
};

/** A listing that nobody follows but by what is given. */
const listingOf = (options: Partial<JobListingOptions> & Pick<JobListingOptions, 'request'>): JobListing =>
  new JobListing({
    clock: virtualClock(),
    random: () => 0.5,
    onBegin: () => {},
    onPage: () => {},
    onListing: () => {},
    onRefused: () => {},
    onShrink: () => {},
    isKeptBack: () => false,
    ...options,
  });

it('a list that has ever new jobs on top is left once a hundred thousand were met', async () => {
  const pages: JobListPage[] = [];
  const template = await pageOf(['a']);
  const listing = listingOf({
    request: async () => {
      const jobs = Array.from({ length: 10_000 }, (_, index) =>
        template.jobs.map(({ job, ...rest }) => ({
          ...rest,
          job: { ...job, id: `${pages.length}-${index}` },
        })),
      ).flat();
      const page = { ...template, jobs };
      pages.push(page);
      return success(page);
    },
  });
  let wait: number | null = 0;
  while (wait !== null && pages.length < 20) wait = await listing.step(new AbortController().signal);
  expect(pages).toHaveLength(10);
});

it('pages that are too large to be read are requested again in smaller ones, from the top', async () => {
  const asked: string[] = [];
  const found: string[] = [];
  const tooLarge = {
    code: 'answer-too-large',
    text: 'The answer is larger than 8 MB.',
    retryAfterMs: null,
  } as const;
  const listing = listingOf({
    request: async (place, size) => {
      const page = 'page' in place ? place.page : 0;
      asked.push(`${page} of ${size}`);
      if (size > 25 && page > 1) return { ok: false, failure: tooLarge };
      return success(await pageOf([`${size}-${page}`]));
    },
    onPage: ({ jobs }) => found.push(...jobs.map(({ job }) => job.id)),
  });
  for (let step = 0; step < 6; step += 1) await listing.step(new AbortController().signal);
  expect(asked).toEqual(['1 of 100', '2 of 100', '1 of 50', '2 of 50', '1 of 25', '2 of 25']);
  expect(found).toEqual(['100-1', '50-1', '25-1', '25-2']);
});

it('pages of a size that the service refuses are requested in smaller ones, as whoever asks for others is told', async () => {
  const asked: number[] = [];
  const told: number[] = [];
  const listing = listingOf({
    request: async (_place, size) => {
      asked.push(size);
      if (size > 25) return { ok: false, failure: { code: 'rejected', text: null, retryAfterMs: null } };
      return success(await pageOf(['a']));
    },
    onShrink: () => told.push(listing.pageSize),
  });
  for (let step = 0; step < 4; step += 1) await listing.step(new AbortController().signal);
  expect(asked).toEqual([100, 50, 25, 25]);
  expect(told).toEqual([50, 25]);
});

it('of a list that is too large however few are requested, the first jobs are taken, and that is said', async () => {
  const listings: Listing[] = [];
  const found: string[] = [];
  const sizes: number[] = [];
  const listing = listingOf({
    request: async (_place, size) => {
      sizes.push(size);
      return success({ ...(await pageOf(['a', 'b'])), isCut: true });
    },
    onPage: ({ jobs }) => found.push(...jobs.map(({ job }) => job.id)),
    onListing: (one) => listings.push(one),
  });
  const { signal } = new AbortController();
  const waits: (number | null)[] = [];
  for (let step = 0; step < 12; step += 1) waits.push(await listing.step(signal));
  expect(sizes.slice(0, 5)).toEqual([100, 50, 25, 10, 10]);
  expect(found.slice(0, 3)).toEqual(['a', 'b', 'a']);
  expect(listings.at(-1)).toMatchObject({
    kind: 'failing',
    failure: {
      code: 'answer-too-large',
      text: 'Only the first 2 jobs were read. Add the IDs of others to watch them.',
    },
  });
  expect(waits.at(-1)).toBe(listIntervals.maxFailedMs);
});

it('a list that is refused is failing where it was shown before, and not there where it never was; it is requested ever more rarely', async () => {
  const refused = { code: 'forbidden', text: null, retryAfterMs: null } as const;
  let isShown = true;
  const listings: Listing[] = [];
  const listing = () =>
    listingOf({
      request: async () =>
        isShown ? success({ ...(await pageOf(['a'])), pageCount: 1 }) : { ok: false, failure: refused },
      onListing: (state) => listings.push(state),
    });
  const { signal } = new AbortController();
  const shown = listing();
  await shown.step(signal);
  isShown = false;
  expect(await shown.step(signal)).toBe(listIntervals.failed);
  expect(listings.at(-1)?.kind).toBe('failing');
  const never = listing();
  const pauses = [];
  for (let at = 0; at < 10; at += 1) pauses.push(await never.step(signal));
  expect(pauses.slice(0, 3)).toEqual([15_000, 30_000, 60_000]);
  expect(pauses.at(-1)).toBe(listIntervals.maxFailedMs);
  expect(listings.at(-1)?.kind).toBe('unavailable');
});

/**
 * A list of five jobs, two to a page, that is asked for during an hour; `refuses` says which questions are refused, and how.
 *
 * @param added jobs that come in on top after ten minutes
 * @param event what happens in the course of it
 * @param isKeptBack which jobs are refused when they are asked for alone
 */
async function readForAnHour(
  refuses: (place: string, question: number) => ApiFailure | null,
  counts: (page: number, pages: number) => object = (page, pages) => ({
    meta: { page, pageCount: pages, total: 5 },
  }),
  added: readonly string[] = [],
  event?: { atMinute: number; then: (listing: JobListing) => void },
  isKeptBack: (id: string) => boolean = () => false,
) {
  const clock = virtualClock();
  const begunAt = clock.now();
  const minutes = (): number => (clock.now() - begunAt) / 60_000;
  const foundAfterMinutes = new Map<string, number>();
  /** How many jobs were on each page that was handed on. */
  const pages: number[] = [];
  const asked: string[] = [];
  const listings: Listing['kind'][] = [];
  let refused = 0;
  const listing = listingOf({
    request: async (place) => {
      const size = 2;
      const page = 'page' in place ? place.page : Number(place.cursor.split(' ')[1]);
      asked.push('page' in place ? String(page) : place.cursor);
      const failure = refuses(asked.at(-1) ?? '', asked.length);
      if (failure !== null) return { ok: false, failure };
      const ids = [
        ...(minutes() < 10 ? [] : added),
        ...Array.from({ length: 5 }, (_, index) => `job${index}`),
      ];
      const data = ids.slice((page - 1) * size, page * size).map((id) => ({ id, status: 'queued' }));
      const answer = await readJobList({ data, ...counts(page, Math.ceil(ids.length / size)) });
      return answer === null
        ? { ok: false, failure: { code: 'bad-answer', text: null, retryAfterMs: null } }
        : success(answer);
    },
    clock,
    onPage: ({ jobs }) => {
      pages.push(jobs.length);
      for (const { job } of jobs) foundAfterMinutes.set(job.id, foundAfterMinutes.get(job.id) ?? minutes());
    },
    onListing: ({ kind }) => listings.push(kind),
    onRefused: () => (refused += 1),
    isKeptBack,
  });
  const { signal } = new AbortController();
  let isHappened = false;
  while (minutes() < 60) {
    if (!isHappened && event !== undefined && minutes() >= event.atMinute) {
      isHappened = true;
      event.then(listing);
    }
    await clock.advance((await listing.step(signal)) ?? 3_600_000);
  }
  return { found: foundAfterMinutes.size, foundAfterMinutes, pages, asked, refused, listings };
}

const refusal = (code: ApiFailure['code'], text: string | null = null): ApiFailure => ({
  code,
  text,
  retryAfterMs: null,
});

it.each([
  ['unauthorized', null, 1],
  ['forbidden', null, 0],
  ['not-found', null, 0],
  ['bad-answer', plainTextRefusal(404), 0],
] as const)(
  'a page that is refused once (%s) is requested again, not taken for the end',
  async (code, text, refusals) => {
    let isRefused = false;
    const read = await readForAnHour((place) => {
      if (place !== '2' || isRefused) return null;
      isRefused = true;
      return refusal(code, text);
    });
    expect([read.found, read.refused, read.asked.slice(0, 4)]).toEqual([5, refusals, ['1', '2', '2', '3']]);
  },
);

it('a list whose next page is not known any more is read anew from the top', async () => {
  const cursors = (epoch: string) => (page: number, pages: number) => ({
    nextCursor: page < pages ? `${epoch} ${page + 1}` : null,
  });
  let epoch = 'early';
  const read = await readForAnHour(
    (place, question) => {
      if (question === 2) epoch = 'late';
      return place.startsWith('early') ? refusal('rejected', 'Invalid cursor') : null;
    },
    (page, pages) => cursors(epoch)(page, pages),
  );
  expect([read.found, read.asked.slice(0, 6)]).toEqual([
    5,
    ['1', 'early 2', 'early 2', '1', 'late 2', 'late 3'],
  ]);
});

it('a list whose pages nobody counts ends where a page is refused twice', async () => {
  const read = await readForAnHour(
    (place) => (Number(place) > 3 ? refusal('not-found') : null),
    () => ({}),
  );
  expect([read.found, read.asked.slice(0, 7)]).toEqual([5, ['1', '2', '3', '4', '4', '1', '1']]);
  // Pages that were refused are no answers of the service.
  expect(read.pages).not.toContain(0);
});

it('a list whose pages nobody counts is read on where a page that was refused is there after all', async () => {
  let isWell = false;
  const read = await readForAnHour(
    (place) => (Number(place) > (isWell ? 3 : 1) ? refusal('not-found') : null),
    () => ({}),
    [],
    { atMinute: 15, then: () => (isWell = true) },
  );
  expect(read.found).toBe(5);
  expect(read.foundAfterMinutes.get('job4')).toBeLessThan(30);
  // All of it once in ten minutes, and the beginning each half minute.
  expect(read.asked.length).toBeLessThan(120 + 6 * 5);
});

it('a list is read whole again while jobs further down it are refused, until it names them no more', async () => {
  const whole = async (isKeptBack: (id: string) => boolean) => {
    const read = await readForAnHour(() => null, undefined, [], undefined, isKeptBack);
    return read.asked.filter((place) => place === '3').length;
  };
  expect(await whole(() => false)).toBe(1);
  expect(await whole((id) => id === 'job0')).toBe(1);
  expect(await whole((id) => id === 'another')).toBe(1);
  const times = await whole((id) => id === 'job4');
  expect(times).toBeGreaterThan(10);
  expect(times).toBeLessThan(16);
});

describe('a page that always fails', () => {
  const badPage = (code: ApiFailure['code'], page: string) => (place: string) =>
    place === page ? refusal(code) : null;

  it.each(['service-down', 'bad-answer', 'timeout', 'forbidden', 'not-found'] as const)(
    'keeps no new job from being found, and is requested ever more rarely: %s',
    async (code) => {
      const read = await readForAnHour(badPage(code, '2'), undefined, ['new']);
      expect(read.foundAfterMinutes.get('new')).toBeLessThan(12);
      expect(read.found).toBe(2 + 1);
      expect(read.asked.filter((place) => place === '2').length).toBeLessThan(24);
      expect(read.asked.length).toBeLessThan(150);
      expect(read.listings.slice(2)).not.toContain('following');
      expect(read.listings.at(-1)).toBe('failing');
    },
  );

  it('is requested at once when a person does not want to wait, and the list is whole once it comes', async () => {
    let isBad = true;
    const read = await readForAnHour(
      (place) => (isBad && place === '2' ? refusal('service-down') : null),
      undefined,
      [],
      {
        atMinute: 40,
        then: (listing) => {
          isBad = false;
          listing.retryMissing();
        },
      },
    );
    expect(read.found).toBe(5);
    expect(read.foundAfterMinutes.get('job4')).toBeLessThan(42);
    expect(read.listings.at(-1)).toBe('following');
  });
});
