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
