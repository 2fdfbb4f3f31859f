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
  'collectBatch',
  'startDownloads',
  'cancelDownloads',
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
  'setNote',
  'changeTags',
  'setArchived',
  'clearNotifications',
]);

/**
 * Wraps the handlers so that a change is answered only after it is on disk. If it could not be written yet, the answer says
 * so.
 *
 * @param flush succeeds when all that was changed is on disk
 */
export function acknowledged<H extends Partial<Handlers>>(
  handlers: H,
  flush: () => Promise<Outcome<null>>,
): H {
  type Handler = (params: never) => Outcome<unknown> | Promise<Outcome<unknown>>;
  const afterWriting =
    (handler: Handler): Handler =>
    async (params) => {
      const outcome = await handler(params);
      if (!outcome.ok) return outcome;
      return (await flush()).ok ? outcome : { ...outcome, isUnsaved: true };
    };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      changing.has(name as RequestName) ? afterWriting(handler) : handler,
    ]),
  ) as H;
}
