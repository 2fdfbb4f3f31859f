import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { requestNames, wireName, type RequestName } from '../../shared/channels.ts';
import { requests, type RequestParams, type RequestResult } from '../../shared/contract.ts';
import { failed, type Outcome, messageOf } from '../../shared/errors.ts';
import { log } from '../log/log.ts';

/** One handler for each request; a missing one does not compile. */
export type Handlers = {
  [N in RequestName]: (
    params: RequestParams<N>,
  ) => Outcome<RequestResult<N>> | Promise<Outcome<RequestResult<N>>>;
};

/**
 * Registers the handlers of all requests. If the sender is not the app's own page, or the payload does not match its schema,
 * the answer is a failure and no handler is called. An exception of a handler is answered with a failure as well.
 *
 * @param isTrusted whether a frame may send requests; called before anything is awaited, while the frame is still known
 */
export function registerRequests(
  handlers: Handlers,
  isTrusted: (event: IpcMainInvokeEvent) => boolean,
): void {
  for (const name of requestNames)
    ipcMain.handle(wireName(name), (event, params: unknown) =>
      answer(handlers, name, params, () => isTrusted(event)),
    );
}

async function answer<N extends RequestName>(
  handlers: Handlers,
  name: N,
  params: unknown,
  isTrusted: () => boolean,
): Promise<unknown> {
  try {
    if (!isTrusted()) return failed('invalid-request', 'This page may not ask.');
    const parsed = requests[name].params.safeParse(params);
    if (!parsed.success) return failed('invalid-request', `${name}: ${z.prettifyError(parsed.error)}`);
    return await handlers[name](parsed.data as RequestParams<N>);
  } catch (error) {
    log(`${name} failed`, error);
    return failed('internal', messageOf(error));
  }
}
