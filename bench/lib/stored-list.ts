import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jobKey, listKey } from '../../src/main/jobs/row-keys.ts';
import { newWatchedJob, withAnswer, withDownload, type WatchedJob } from '../../src/main/jobs/watched-job.ts';
import { backedUpJob, replaceBackup, sealBackup } from '../../src/main/persistence/backup.ts';
import { backupPath } from '../../src/main/persistence/open-store.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import { queuedDownload } from '../../src/shared/downloads.ts';
import { parseJob } from '../../src/shared/job/job.ts';
import { fileSource } from '../../src/shared/source.ts';
import { answerOf } from './answers.ts';

/** When the jobs were added, in milliseconds since the epoch. */
const addedAt = Date.parse('2026-05-06T12:00:00Z');

interface StoredList {
  jobs: number;
  /** How many of them, the last ones, are on their way. */
  active?: number;
  /** Where the result of a job lies, by the job's name; without it none is here. */
  resultOf?: (name: string) => string;
}

/** The name of the job with this number. */
export const nameOf = (at: number): string => answerOf(at, 'completed', addedAt).filename;

/** Writes what an app leaves on disk that watches so many jobs. */
export async function writeStoredList(
  userData: string,
  { jobs, active = 0, resultOf }: StoredList,
): Promise<void> {
  const folder = join(userData, 'store');
  await mkdir(folder, { recursive: true });
  const opened = await openDatabase(join(folder, 'jobs'), () => Date.now());
  if (!opened.ok) throw new Error(opened.failure.text ?? 'The database cannot be opened.');
  const { database } = opened.value;
  const records = Array.from(
    { length: jobs },
    (_, at) => storedJob(at, at >= jobs - active, resultOf).record,
  );
  const newest = records.slice(-200).map(({ id }) => id);
  await database.write(
    new Map<string, unknown>([
      ...records.map((record) => [jobKey(record.id), record] as const),
      [listKey, { count: jobs, revision: jobs, newest }],
    ]),
  );
  await database.close();
  const backup = { revision: jobs, settings: undefined, batches: [], jobs: records.map(backedUpJob) };
  await replaceBackup(backupPath(folder), sealBackup(backup));
}

function storedJob(at: number, isActive: boolean, resultOf: StoredList['resultOf']): WatchedJob {
  const now = addedAt + at * 1_000;
  const answer = answerOf(at, isActive ? 'running' : 'completed', now);
  const parsed = parseJob(answer);
  if (parsed === null) throw new Error('The answer cannot be read.');
  const added = newWatchedJob(answer.id, at + 1, fileSource('bench.csv'), now);
  const answered = withAnswer(added, { ...parsed, raw: answer }, now + 120_000);
  if (resultOf === undefined) return answered;
  const [folder, finishedAt] = [resultOf(answer.filename), now + 130_000];
  return withDownload(answered, {
    ...queuedDownload(answer.id, 'all', now),
    phase: 'done',
    folder,
    finishedAt,
  });
}
