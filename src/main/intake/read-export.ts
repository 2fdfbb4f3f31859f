import { z } from 'zod';
import { momentSchema } from '../../shared/lib/timestamp.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import type { Review } from '../../shared/review.ts';
import type { Source } from '../../shared/source.ts';
import type { WatchedJobRecord } from '../jobs/job-record.ts';

/** Bytes of a file that is imported, and so of one that is exported. */
export const maxImportBytes = 256 * 1024 * 1024;

const batchId = z.string().regex(/^[\w-]{1,60}$/);

/** A batch as it is exported; jobs name the batches they belong to. */
export const exportedBatchSchema = z.object({
  /** By which it is known again; null in a table, and where a person made the file. */
  id: batchId.nullable().catch(null),
  name: z
    .string()
    .overwrite((text) => wellFormedLine(text))
    .min(1)
    .max(120),
  /** Milliseconds since the epoch; null where that is not known. */
  createdAt: momentSchema.nullable().catch(null),
  expected: z.number().int().nonnegative(),
});
export type ExportedBatch = z.infer<typeof exportedBatchSchema>;

/** How a job names a batch. */
export type BatchName = Pick<ExportedBatch, 'id' | 'name'>;

/** What two names of one batch have in common: its ID, and only without one its name. */
export const batchKeyOf = ({ id, name }: BatchName): string =>
  JSON.stringify([id, id === null ? name : null]);

/** A time of a file, whose writer's clock may be ahead of this one's. Both in milliseconds since the epoch. */
export const notAfter = (now: number, at: number): number => Math.min(now, at);

/** What was asked and observed of a job: only JSON holds it. When it was asked is of no use to another app. */
export type Observed = Pick<WatchedJobRecord, 'raw' | 'changedAt' | 'transitions' | 'observations'>;

/** What was decided about a result; when, in milliseconds since the epoch, is null where that is not known. */
export type ReadReview = Pick<Review, 'decision' | 'reason'> & { at: number | null };

/** A job as it stands in a file. Everything but the ID may be missing; null means that nothing is said of it. */
export interface ReadJob {
  id: string;
  order: number | null;
  /** Milliseconds since the epoch. */
  addedAt: number | null;
  source: Source | null;
  batches: BatchName[];
  /** The file names more batches of it than were read. */
  hasMoreBatches: boolean;
  /** However many, and however long. */
  tags: string[];
  /** However long. */
  note: string | null;
  archived: boolean | null;
  review: ReadReview | null;
  observed: Observed | null;
}

/** What was read of an exported file. */
export interface ReadExport {
  jobs: ReadJob[];
  batches: ExportedBatch[];
  /** How many entries are no job, or one too many. */
  unreadable: number;
}

/** Jobs read of one file at most. */
export const maxImportedJobs = 100_000;
