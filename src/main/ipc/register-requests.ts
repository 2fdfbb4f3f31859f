import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { pathRequestNames, requestNames, wireName, type RequestName } from '../../shared/channels.ts';
import { failed, messageOf, type Outcome } from '../../shared/errors.ts';

/** Answers a request of the page, see answer-request.ts. */
export type Answer = (name: RequestName, params: unknown) => Promise<Outcome<unknown>>;

/**
 * Registers all requests before there is anything that could answer them, so that the page may ask at once. If the sender is
 * not the app's own page, the answer is a failure.
 *
 * @param answer resolves when there is; a rejection is a failure of every request
 * @param isTrusted whether a frame may send requests; called before anything is awaited, while the frame is still known
 */
export function registerRequests(
  answer: Promise<Answer>,
  isTrusted: (event: IpcMainInvokeEvent) => boolean,
): void {
  for (const name of [...requestNames, ...pathRequestNames])
    ipcMain.handle(wireName(name), async (event, params: unknown) => {
      if (!isTrusted(event)) return failed('invalid-request');
      try {
        return await (
          await answer
        )(name, params);
      } catch (error) {
        return failed('internal', messageOf(error));
      }
    });
}
