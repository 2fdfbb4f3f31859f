import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { dismissedSchema } from '../account/dismissed-jobs.ts';
import { replaceFile } from '../files/replace-file.ts';
import { seal, unseal } from '../store/sealed.ts';
import { watchedJobSchema, type WatchedJobRecord } from '../jobs/watched-job.ts';

/** What of a job cannot be asked of the service again. */
const backedUpJobSchema = watchedJobSchema
  .pick({
    id: true,
    order: true,
    addedAt: true,
    source: true,
    batches: true,
    tags: true,
    note: true,
    archived: true,
  })
  .extend({ download: z.unknown() });

type BackedUpJob = z.infer<typeof backedUpJobSchema>;

/**
 * What a person gave and cannot be asked of the service again: which jobs are watched, where their results lie, the
 * batches and the settings. A plain file beside the database, replaced as a whole, for the day the database is damaged.
 */
const backupSchema = z.object({
  /** Of the list when this was written, see job-store.ts: a database behind it has lost something. */
  revision: z.number(),
  settings: z.unknown(),
  batches: z.array(z.unknown()).catch([]),
  /** Of the batches, likewise. */
  batchRevision: z.number().optional(),
  /** One that cannot be read is left out, so that it does not take the others with it. */
  jobs: z
    .array(z.unknown())
    .transform((jobs) => jobs.flatMap((job) => backedUpJobSchema.safeParse(job).data ?? [])),
  /** Jobs that a person took out of the list, which the account must not bring back. */
  dismissed: dismissedSchema.optional(),
  /** That the database was written in last, see unsaved-rows.ts. */
  generation: z.number().optional().catch(undefined),
  /** That there is a key in the keychain, see preferences.ts; never the key. */
  keyHint: z.unknown().optional(),
});

export type WatchListBackup = z.infer<typeof backupSchema>;

export const backedUpJob = (record: WatchedJobRecord): BackedUpJob => {
  const { id, order, addedAt, source, batches, tags, note, archived, download } = record;
  return { id, order, addedAt, source, batches, tags, note, archived, download };
};

const sealedAs = 'watch-list';

/** The backup, or null if there is none that can be trusted. */
export async function readBackup(path: string): Promise<WatchListBackup | null> {
  try {
    const parsed = backupSchema.safeParse(unseal(sealedAs, await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The text of a backup's file. */
export const sealBackup = (backup: WatchListBackup): string => seal(sealedAs, backup);

/** Replaces the backup in one step, see {@link replaceFile}; only its owner may read it. */
export const replaceBackup = (path: string, sealed: string): Promise<void> =>
  replaceFile(path, sealed, { mode: 0o600, ending: '.new' });
