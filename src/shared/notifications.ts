import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';
import { newsWords } from './words/news.ts';

const count = z.number().int().nonnegative();

/** What is worth telling a person who is not looking. Counts are of jobs or of results. */
const newsSchema = z.discriminatedUnion('kind', [
  /** Jobs outside any batch finished. `only` is set where it is a single one. What was
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
  /** Several batches finished at the same time. */
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

/** A piece of news in the list of notifications. */
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

/** A headline and the sentence under it. The same in the window and in the system's notification. */
export interface Words {
  title: string;
  text: string;
}

/** What a person reads of a piece of news. */
export function describeNews(news: News): Words {
  switch (news.kind) {
    case 'jobs':
      return describeJobs(news);
    case 'batch':
      return { title: news.name, text: newsWords.counts(news) };
    case 'batches':
      return { title: newsWords.batchesFinished(news.batches), text: newsWords.counts(news) };
    case 'downloads':
      return describeDownloads(news);
  }
}

function describeJobs({ only, completed, failed }: News & { kind: 'jobs' }): Words {
  if (only === null)
    return {
      title: newsWords.jobsFinished(completed + failed),
      text: newsWords.counts({ completed, failed, unknown: 0 }),
    };
  const { cancelled, failed: hasFailed } = newsWords;
  const ending = failed === 0 ? newsWords.completed : only.isCancelled === true ? cancelled : hasFailed;
  return { title: only.name, text: ending };
}

function describeDownloads({ saved, failed, folder, name }: News & { kind: 'downloads' }): Words {
  if (saved === 0) return { title: newsWords.downloadsFailed, text: newsWords.noneDownloaded(failed) };
  const shown = folder === null ? null : shortFolder(folder);
  return {
    title: newsWords.downloadsFinished,
    text: newsWords.downloaded({ saved, failed, name, folder: shown }),
  };
}

/** The last two parts of a path, which is what people call a folder by. */
const shortFolder = (folder: string): string =>
  folder.split(/[/\\]/).filter(Boolean).slice(-2).join('/') || folder;
