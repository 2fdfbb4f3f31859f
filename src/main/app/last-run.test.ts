import { expect, it } from 'vitest';
import { queuedDownload } from '../../shared/downloads.ts';
import example from '../../simulator/seed-example.json' with { type: 'json' };
import type { JobStore } from '../jobs/job-store.ts';
import { newWatchedJob, withDownload, type WatchedJob } from '../jobs/watched-job.ts';
import { answered } from '../testing/answered-job.ts';
import { storedJobs } from '../testing/stored-jobs.ts';
import { LastRun } from './last-run.ts';

const job = (id: string, status: string): WatchedJob =>
  answered(newWatchedJob(id, 1, null, 1), { ...example.data, id, status }, 5);

const listOf = (...jobs: WatchedJob[]): Pick<JobStore, 'ids' | 'inUse'> => {
  const kept = storedJobs(jobs.map(({ record }) => record));
  return { ids: () => kept.ids(), inUse: () => kept.unpacked() };
};

it('knows of each job what was read of it, and of those that have changed since how they are now', () => {
  const lastRun = new LastRun();
  const learned: string[] = [];
  const read = [job('over', 'completed'), job('running', 'running'), job('gone', 'completed')];
  for (const one of read) lastRun.note(one, { note: ({ id }) => learned.push(id) });
  const now = listOf(job('over', 'completed'), job('running', 'queued'), job('new', 'running'));
  expect(Array.from(lastRun.observed(now), ({ id, status }) => [id, status])).toEqual([
    ['over', 'completed'],
    ['running', 'queued'],
    ['new', 'running'],
  ]);
  expect(learned).toEqual(['over', 'running', 'gone']);
});

it('tells jobs with a download from those without', () => {
  const lastRun = new LastRun();
  const download = queuedDownload('b', 'usd', 1);
  for (const one of [job('a', 'completed'), withDownload(job('b', 'completed'), download)])
    lastRun.note(one, { note: () => {} });
  expect(lastRun).toMatchObject({ without: ['a'], downloads: [download] });
});
