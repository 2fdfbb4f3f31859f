import { expect, it } from 'vitest';
import { readJobList } from '../rigyd/job-list.ts';
import { JobStore } from '../store/job-store.ts';
import { ListedJobs } from './listed-jobs.ts';

it('does not watch a job of which only a later version of the app can read the record', async () => {
  const watched: string[] = [];
  const jobs = new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => 1,
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
  });
  jobs.load({ records: [], unreadable: ['strange'], revision: 1 });
  const listed = new ListedJobs({
    jobs,
    dismissed: { has: () => false },
    now: () => 1,
    watch: (found) => watched.push(...found.map(({ record }) => record.id)),
    settle: () => {},
    askNow: () => {},
  });
  listed.begin();
  const page = await readJobList({ data: ['strange', 'plain'].map((id) => ({ id, status: 'running' })) });
  if (page === null) throw new Error('That is no list.');
  listed.take(page);
  expect(watched).toEqual(['plain']);
});
