import { expect, it } from 'vitest';
import { readJobList } from '../api/job-list.ts';
import { newWatchedJob, withAnswer } from '../jobs/watched-job.ts';
import { JobStore } from '../jobs/job-store.ts';
import { ListedJobs } from './listed-jobs.ts';
import { storedJobs } from '../testing/stored-jobs.ts';

it('does not watch a job of which only a later version of the app can read the record', async () => {
  const watched: string[] = [];
  const jobs = new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => 1,
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  jobs.load({ jobs: storedJobs([]), unreadable: ['strange'], revision: 1 });
  const listed = new ListedJobs({
    jobs,
    dismissed: { has: () => false },
    now: () => 1,
    watch: (found) => watched.push(...found.map(({ record }) => record.id)),
    settle: () => {},
    pollNow: () => {},
  });
  listed.begin();
  const page = await readJobList({ data: ['strange', 'plain'].map((id) => ({ id, status: 'running' })) });
  if (page === null) throw new Error('That is no list.');
  listed.take(page);
  expect(watched).toEqual(['plain']);
});

it('polls a job once that has ended according to the list, not at every reading of the list', async () => {
  const jobs = new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => 1,
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  const pageOf = async (status: string) => {
    const page = await readJobList({ data: [{ id: 'chair', status }] });
    if (page === null) throw new Error('That is no list.');
    return page;
  };
  const [entry] = (await pageOf('running')).jobs;
  if (entry === undefined) throw new Error('It has no job.');
  jobs.load({
    jobs: storedJobs([withAnswer(newWatchedJob('chair', 1, null, 1), entry, 1).record]),
    unreadable: [],
    revision: 1,
  });
  const asked: string[] = [];
  const listed = new ListedJobs({
    jobs,
    dismissed: { has: () => false },
    now: () => 1,
    watch: () => {},
    settle: () => {},
    pollNow: (ids) => asked.push(...ids),
  });
  const look = async (status: string) => listed.take(await pageOf(status));
  for (let time = 0; time < 3; time += 1) await look('completed');
  expect(asked).toEqual(['chair']);
  await look('failed');
  expect(asked).toHaveLength(2);
  await look('running');
  for (let time = 0; time < 3; time += 1) await look('failed');
  expect(asked).toHaveLength(3);
});
