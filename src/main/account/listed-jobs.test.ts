import { expect, it } from 'vitest';
import { readJobList } from '../api/job-list.ts';
import { newWatchedJob, withAnswer } from '../jobs/watched-job.ts';
import type { WatchedJobRecord } from '../jobs/job-record.ts';
import { JobStore } from '../jobs/job-store.ts';
import { ListedJobs } from './listed-jobs.ts';
import { storedJobs } from '../testing/stored-jobs.ts';

async function pageOf(status: string, ...ids: string[]) {
  const page = await readJobList({ data: ids.map((id) => ({ id, status })) });
  if (page === null) throw new Error('That is no list.');
  return page;
}

/** Jobs as they are after these answers for them. */
const answeredWith = async (status: string, ...ids: string[]): Promise<WatchedJobRecord[]> =>
  (await pageOf(status, ...ids)).jobs.map(
    (entry) => withAnswer(newWatchedJob(entry.job.id, 1, null, 1), entry, 1).record,
  );

/** The account's list beside jobs of an earlier run. */
function setUp(records: readonly WatchedJobRecord[], unreadable: string[] = []) {
  const jobs = new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => 1,
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  jobs.load({ jobs: storedJobs(records), unreadable, revision: 1 });
  const watched: string[] = [];
  const asked: string[] = [];
  const listed = new ListedJobs({
    jobs,
    dismissed: { has: () => false },
    now: () => 1,
    watch: (found) => watched.push(...found.map(({ record }) => record.id)),
    settle: () => {},
    pollNow: (ids) => asked.push(...ids),
  });
  return { listed, watched, asked };
}

it('does not watch a job of which only a later version of the app can read the record', async () => {
  const { listed, watched } = setUp([], ['strange']);
  listed.begin();
  listed.take(await pageOf('running', 'strange', 'plain'));
  expect(watched).toEqual(['plain']);
});

it('polls a job once that has ended according to the list, not at every reading of the list', async () => {
  const { listed, asked } = setUp(await answeredWith('running', 'chair'));
  const look = async (status: string) => listed.take(await pageOf(status, 'chair'));
  for (let time = 0; time < 3; time += 1) await look('completed');
  expect(asked).toEqual(['chair']);
  await look('failed');
  expect(asked).toHaveLength(2);
  await look('running');
  for (let time = 0; time < 3; time += 1) await look('failed');
  expect(asked).toHaveLength(3);
});

it('polls a job whose end the list takes back, but none whose own answer told that end', async () => {
  const [told, answered] = await answeredWith('failed', 'told', 'answered');
  if (told === undefined || answered === undefined) throw new Error('There are no jobs.');
  const { listed, asked } = setUp([{ ...told, owed: 'end' }, answered]);
  listed.take(await pageOf('failed', 'told', 'answered'));
  expect(asked).toEqual([]);
  listed.take(await pageOf('running', 'told', 'answered'));
  expect(asked).toEqual(['told']);
});

it('polls a job once that has ended otherwise according to the list than is known', async () => {
  const { listed, asked } = setUp(await answeredWith('failed', 'chair'));
  for (let time = 0; time < 3; time += 1) listed.take(await pageOf('completed', 'chair'));
  expect(asked).toEqual(['chair']);
});
