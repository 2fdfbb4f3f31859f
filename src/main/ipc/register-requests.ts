import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { requestNames, wireName, type RequestName } from '../../shared/channels.ts';
import { requests, type RequestParams, type RequestResult } from '../../shared/contract.ts';
import { failed, type Outcome, messageOf } from '../../shared/errors.ts';
import { log } from '../log/log.ts';

/** One handler a request; a missing one does not compile. */
export type Handlers = {
  [N in RequestName]: (
    params: RequestParams<N>,
  ) => Outcome<RequestResult<N>> | Promise<Outcome<RequestResult<N>>>;
};

/**
 * Registers the handlers of all requests. A sender that is not the app's own page, or a payload that does not fit its
 * schema, is answered with a failure and reaches no handler; so is whatever a handler throws.
 *
 * @param isTrusted whether a frame may ask; it is called before anything is awaited, while the frame is still known
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
