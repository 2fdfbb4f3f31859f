import type { ApiOutcome } from '../rigyd/api-failure.ts';
import type { RigydClient } from '../rigyd/client.ts';
import type { OriginGates } from './origin-gates.ts';
import type { RequestRate } from './request-rate.ts';

/** What `/me` and the list have in common: without a job that fails as well, they close no gate. */
const account = 'account';

/**
 * A client that notes in the API's gate how each JSON request went. Whether a request may be sent is for its caller to
 * ask; opening a result is noted by the download queue, which knows what host answered. Only the check of a key, which no
 * gate holds back, waits for its turn here.
 *
 * @param wasAnswered whether the service has answered with a job before
 */
export const createGatedClient = (
  client: RigydClient,
  gates: Pick<OriginGates, 'noting' | 'isOpen'>,
  origin: string,
  rate: Pick<RequestRate, 'turn' | 'noting'>,
  wasAnswered: (jobId: string) => boolean,
): RigydClient => {
  /** Which of `/me` and the list the service has answered with. */
  const known = new Set<string>();
  const ofAccount = async <T>(
    path: string,
    signal: AbortSignal | undefined,
    send: () => Promise<ApiOutcome<T>>,
  ): Promise<ApiOutcome<T>> => {
    const wasAnswered = known.has(path);
    // Where the service has one of the two, the other may be none of this key's.
    const request = { resource: account, wasAnswered, isOfAccount: wasAnswered || known.size === 0 };
    const outcome = await gates.noting(origin, request, signal, send);
    if (outcome.ok) known.add(path);
    return outcome;
  };
  return {
    getJob: (id, signal) =>
      rate.noting(
        () =>
          gates.noting(origin, { resource: id, wasAnswered: wasAnswered(id) }, signal, () =>
            client.getJob(id, signal),
          ),
        !gates.isOpen(origin),
      ),
    listJobs: (place, pageSize, signal) =>
      ofAccount('/conversions', signal, () => client.listJobs(place, pageSize, signal)),
    getAccount: (signal) => ofAccount('/me', signal, () => client.getAccount(signal)),
    checkKey: async (key, knownId) => {
      // It asks for a job that is known as well, where there is one.
      if (knownId !== null) await rate.turn();
      await rate.turn();
      return gates.noting(origin, { resource: 'key' }, undefined, () => client.checkKey(key, knownId));
    },
    openResult: client.openResult,
  };
};
