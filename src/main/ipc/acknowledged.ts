import type { RequestName } from '../../shared/channels.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { Handlers } from './answer-request.ts';

/**
 * Requests that change stored data. Adding and importing jobs are not among them: their report says whether it is saved.
 */
const changing = new Set<RequestName>([
  'removeJobs',
  'restoreJobs',
  'renameBatch',
  'removeBatch',
  'restoreBatch',
  'setBatchCollects',
  'setBatchesArchived',
  'gatherJobs',
  'joinBatch',
  'leaveBatch',
  'collectBatch',
  'startDownloads',
  'cancelDownloads',
  'setDownloadsHeld',
  'downloadNext',
  'moveDownload',
  'retryFailedDownloads',
  'cancelWaitingDownloads',
  'chooseCommand',
  'clearCommand',
  'setCommandArguments',
  'saveKey',
  'removeKey',
  'importCliKey',
  'changeSettings',
  'chooseDownloadFolder',
  'answerKeepRunning',
  'chooseLinkHandling',
  'setNote',
  'changeTags',
  'setArchived',
  'setReview',
  'clearNotifications',
]);

/** What is on disk. */
interface Store {
  /** `all` resolves when it was read. */
  reading: { all: Promise<unknown> };
  /** Succeeds when all that was changed is on disk. */
  flush: () => Promise<Outcome<null>>;
}

/**
 * Wraps the handlers so that a change is made only after what is on disk was read, and answered only after it is on disk. If it
 * could not be written yet, the answer says so.
 */
export function acknowledged<H extends Partial<Handlers>>(handlers: H, store: Store): H {
  type Handler = (params: never) => Outcome<unknown> | Promise<Outcome<unknown>>;
  const afterWriting =
    (handler: Handler): Handler =>
    async (params) => {
      await store.reading.all;
      const outcome = await handler(params);
      if (!outcome.ok) return outcome;
      return (await store.flush()).ok ? outcome : { ...outcome, isUnsaved: true };
    };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      changing.has(name as RequestName) ? afterWriting(handler) : handler,
    ]),
  ) as H;
}
