import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { dismissedSchema } from '../account/dismissed-jobs.ts';
import { replaceFile } from '../files/replace-file.ts';
import { watchedJobSchema, type WatchedJobRecord } from '../jobs/job-record.ts';
import type { Clock } from '../lib/clock.ts';
import { inSlices } from '../lib/in-slices.ts';
import { sealPieces, unsealBytes } from '../store/sealed.ts';

/** What the service does not know of a job. */
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
 * What the service does not know: which jobs are watched, where their results are, the batches and the settings. A plain
 * file beside the database, replaced as a whole, for the day the database is damaged.
 */
const backupSchema = z.object({
  /** Of the list when this was written, see job-store.ts: a database behind it has lost something. */
  revision: z.number(),
  settings: z.unknown(),
  batches: z.array(z.unknown()).catch([]),
  /** Of the batches, likewise. */
  batchRevision: z.number().optional(),
  jobs: z.array(z.unknown()),
  /** Jobs that a person took out of the list, which the account must not bring back. */
  dismissed: dismissedSchema.optional(),
  /** That the database was written in last, see unsaved-rows.ts. */
  generation: z.number().optional().catch(undefined),
  /** That there is a key in the keychain, see preferences.ts; never the key. */
  keyHint: z.unknown().optional(),
});

export type WatchListBackup = Omit<z.infer<typeof backupSchema>, 'jobs'> & {
  jobs: readonly BackedUpJob[];
};

/** What a backup is made of. */
export interface BackedUp extends Omit<WatchListBackup, 'jobs'> {
  /** Taken a slice at a time. */
  jobs: Iterable<WatchedJobRecord>;
}

export const backedUpJob = (record: WatchedJobRecord): BackedUpJob => {
  const { id, order, addedAt, source, batches, tags, note, archived, download } = record;
  return { id, order, addedAt, source, batches, tags, note, archived, download };
};

const sealedAs = 'watch-list';

/** The jobs begin a line, which JSON itself never does: whoever needs none of them does not take them apart. */
const jobsMark = '\n"jobs":[';

/** The backup, or null if there is none that can be trusted. */
export async function readBackup(path: string): Promise<WatchListBackup | null> {
  try {
    const body = unsealBytes(sealedAs, await readFile(path));
    if (body === undefined) return null;
    const mark = body.indexOf(jobsMark);
    // An earlier version of the app wrote all in one line.
    if (mark < 0) return withJobsOnDemand(backupSchema.parse(JSON.parse(body.toString())));
    const others = backupSchema.parse(JSON.parse(`${body.toString('utf8', 0, mark)}"jobs":[]}`));
    return withJobsOnDemand(others, () => z.array(z.unknown()).parse(JSON.parse(jobsIn(body, mark))));
  } catch {
    return null;
  }
}

const jobsIn = (body: Buffer, mark: number): string =>
  body.toString('utf8', mark + jobsMark.length - 1, body.length - 1);

/** Nobody looks at the jobs as long as the database has lost none. One that cannot be read does not take others with it. */
function withJobsOnDemand(
  { jobs, ...backup }: z.infer<typeof backupSchema>,
  readJobs: () => readonly unknown[] = () => jobs,
): WatchListBackup {
  let read: BackedUpJob[] | null = null;
  return {
    ...backup,
    get jobs() {
      return (read ??= readJobs().flatMap((job) => backedUpJobSchema.safeParse(job).data ?? []));
    },
  };
}

/** The text of a backup's file. */
export const sealBackup = (backup: WatchListBackup): string =>
  sealPieces(sealedAs, [...beginning(backup), JSON.stringify(backup.jobs).slice(1, -1), ending]).join('');

const beginning = ({
  jobs: _,
  ...others
}: Pick<WatchListBackup, 'revision'> & { jobs: unknown }): string[] => [
  `${JSON.stringify(others).slice(0, -1)},`,
  jobsMark,
];
const ending = ']}';

/** The same text in pieces, put together a slice of the jobs at a time. */
async function sealInSlices(backup: BackedUp): Promise<string[]> {
  const pieces = beginning(backup);
  await inSlices(backup.jobs, (slice, isLast) => {
    const text = JSON.stringify(slice.map(backedUpJob)).slice(1, -1);
    pieces.push(isLast ? text : `${text},`);
  });
  return sealPieces(sealedAs, [...pieces, ending]);
}

/** Replaces the backup in one step, see {@link replaceFile}; only its owner may read it. */
export const replaceBackup = (path: string, sealed: string | readonly string[]): Promise<void> =>
  replaceFile(path, sealed, { mode: 0o600, ending: '.new' });

/** Milliseconds between two backups at least. */
const minIntervalMs = 2_000;
/** The interval is at least so many times what collecting the backup takes. */
const intervalFactor = 20;

/** Keeps the backup of the watch list current. A backup that cannot be written is tried again at the next change. */
export class BackupWriter {
  readonly #path: string;
  readonly #read: () => BackedUp;
  readonly #clock: Clock;
  #cancelTimer: (() => void) | null = null;
  #isDirty = false;
  /** Whether the file may lack something. */
  #isBehind = true;
  #writing: Promise<void> = Promise.resolve();
  /** The checksum of the last one. */
  #written: string | null = null;
  /** Milliseconds that collecting the last one took. */
  #took = 0;

  constructor(path: string, read: () => BackedUp, clock: Clock) {
    this.#path = path;
    this.#read = read;
    this.#clock = clock;
  }

  /** Writes the backup now, or once the interval since the last one is over. */
  noteChange(): void {
    this.#isDirty = true;
    this.#isBehind = true;
    if (this.#cancelTimer !== null) return;
    void this.flush();
    this.#cancelTimer = this.#clock.setTimeout(
      () => {
        this.#cancelTimer = null;
        if (this.#isDirty) this.noteChange();
      },
      Math.max(minIntervalMs, this.#took * intervalFactor),
    );
  }

  /** Something was written that the backup need not follow at once. */
  noteBehind(): void {
    this.#isBehind = true;
  }

  /** The file has all there is so far. */
  noteCurrent(): void {
    this.#isBehind = false;
  }

  /** Writes the backup, unless it has everything: with a long list that is a second of work for an app that is to end. */
  finish(): Promise<void> {
    return this.#isBehind ? this.flush() : this.#writing;
  }

  /** Writes the backup now. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#isDirty = false;
    this.#isBehind = false;
    // The database has the same rows and reports its own problems.
    this.#writing = this.#writing.then(() => this.#write()).catch(() => void (this.#isBehind = true));
    return this.#writing;
  }

  async #write(): Promise<void> {
    const begunAt = this.#clock.steady();
    const sealed = await sealInSlices(this.#read());
    this.#took = this.#clock.steady() - begunAt;
    const [checksum = null] = sealed;
    if (checksum === this.#written) return;
    await replaceBackup(this.#path, sealed);
    this.#written = checksum;
  }
}
