import { z } from 'zod';
import type { RequestName } from '../../shared/channels.ts';
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
 * Answers a request of the page. If the payload does not match its schema, the answer is a failure and no handler is called.
 * An exception of a handler is answered with a failure as well.
 */
export async function answerRequest<N extends RequestName>(
  handlers: Handlers,
  name: N,
  params: unknown,
): Promise<Outcome<unknown>> {
  try {
    const parsed = requests[name].params.safeParse(params);
    if (!parsed.success) return failed('invalid-request', `${name}: ${z.prettifyError(parsed.error)}`);
    return await handlers[name](parsed.data as RequestParams<N>);
  } catch (error) {
    log(`${name} failed`, error);
    return failed('internal', messageOf(error));
  }
}
