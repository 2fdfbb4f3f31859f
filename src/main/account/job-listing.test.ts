import { expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { readJobList, type JobListPage } from '../rigyd/job-list.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { JobListing } from './job-listing.ts';

const pageOf = async (ids: readonly string[]): Promise<JobListPage> => {
  const data = ids.map((id) => ({ id, status: 'queued' }));
  const page = await readJobList({ data, meta: { pageCount: 1_000 } });
  if (page === null) throw new Error('not a list');
  return page;
};

it('a list that has ever new jobs on top is left once a hundred thousand were met', async () => {
  const pages: JobListPage[] = [];
  const listing = new JobListing({
    ask: async () => {
      const ids = Array.from({ length: 10_000 }, (_, index) => `job-${pages.length}-${index}`);
      const page = await pageOf(ids);
      pages.push(page);
      return success(page);
    },
    clock: virtualClock(),
    random: () => 0.5,
    onBegin: () => {},
    onPage: () => {},
    onListing: () => {},
    onRefused: () => {},
  });
  let wait: number | null = 0;
  while (wait !== null && pages.length < 20) wait = await listing.step(new AbortController().signal);
  expect(pages).toHaveLength(10);
});

it('pages that are too large to be read are asked for anew in smaller ones, from the top', async () => {
  const asked: string[] = [];
  const found: string[] = [];
  const tooLarge = {
    code: 'answer-too-large',
    text: 'The answer is larger than 8 MB.',
    retryAfterMs: null,
  } as const;
  const listing = new JobListing({
    ask: async (place, size) => {
      const page = 'page' in place ? place.page : 0;
      asked.push(`${page} of ${size}`);
      if (size > 25 && page > 1) return { ok: false, failure: tooLarge };
      return success(await pageOf([`${size}-${page}`]));
    },
    clock: virtualClock(),
    random: () => 0.5,
    onBegin: () => {},
    onPage: ({ jobs }) => found.push(...jobs.map(({ job }) => job.id)),
    onListing: () => {},
    onRefused: () => {},
  });
  for (let step = 0; step < 6; step += 1) await listing.step(new AbortController().signal);
  expect(asked).toEqual(['1 of 100', '2 of 100', '1 of 50', '2 of 50', '1 of 25', '2 of 25']);
  expect(found).toEqual(['100-1', '50-1', '25-1', '25-2']);
});
