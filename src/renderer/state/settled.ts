import { failed, type Outcome, messageOf } from '../../shared/errors.ts';

/** The outcome of a request. One that main could not answer at all (an answer too deep to be sent, say) has failed too. */
export const settled = <T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> =>
  request.catch((error: unknown) => failed('internal', messageOf(error)));
