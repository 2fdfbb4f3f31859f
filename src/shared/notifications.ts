import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';

const count = z.number().int().nonnegative();

/** What is worth telling a person who is not looking. Counts are of jobs or of results. */
const newsSchema = z.discriminatedUnion('kind', [
  /** Jobs outside any batch are over. `only` is set where it is a single one. What was
   * cancelled counts as failed, having no result. */
  z.object({
    kind: z.literal('jobs'),
    completed: count,
    failed: count,
    only: z.object({ id: z.string(), name: z.string(), isCancelled: z.boolean().optional() }).nullable(),
  }),
  /** Every job of a batch is settled; `unknown` are IDs that the service does not know. */
  z.object({
    kind: z.literal('batch'),
    batchId: z.string(),
    name: z.string(),
    completed: count,
    failed: count,
    unknown: count,
  }),
  /** Several batches were over at the same time. */
  z.object({ kind: z.literal('batches'), batches: count, completed: count, failed: count, unknown: count }),
  /**
   * No download is under way any more. `folder` is the one in which all lie that were saved, `last` the job whose result was
   * saved last, `name` the job's if it is the only one.
   */
  z.object({
    kind: z.literal('downloads'),
    saved: count,
    failed: count,
    folder: z.string().nullable(),
    last: z.string().nullable(),
    name: z.string().nullable(),
  }),
]);

export type News = z.infer<typeof newsSchema>;

/** A piece of news in the notice centre. */
export const notificationSchema = z.object({
  /** Grows with every notification. */
  id: count,
  /** Milliseconds since the epoch. */
  at: momentSchema,
  read: z.boolean(),
  news: newsSchema,
});

export type AppNotification = z.infer<typeof notificationSchema>;

/** What a click on a notification, in the tray or on a link opens; null is the window as it is. */
export type Target =
  | { kind: 'job'; id: string }
  | { kind: 'batch'; id: string }
  /** The folder of a job's result, in the system's file manager. */
  | { kind: 'result'; id: string }
  | null;

export function targetOf(news: News): Target {
  switch (news.kind) {
    case 'jobs':
      return news.only === null ? null : { kind: 'job', id: news.only.id };
    case 'batch':
      return { kind: 'batch', id: news.batchId };
    case 'batches':
      return null;
    case 'downloads':
      return news.last === null ? null : { kind: 'result', id: news.last };
  }
}
