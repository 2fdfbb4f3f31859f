import type { RigydClient } from './client.ts';
import type { OriginGates } from './origin-gates.ts';
import type { RequestRate } from './request-rate.ts';

/**
 * What `/me` and the list have in common: they count as one resource, so that their silence alone closes no gate. Nor does a 429
 * to them: whoever asks for them keeps to it, and a job that is refused as well closes the gate.
 */
const account = 'account';

/**
 * A client that notes in the API's gate how each JSON request went. Whether a request may be sent is for its caller to
 * ask; opening a result is noted by the download queue, which knows what host answered. Only the check of a key, which no
 * gate holds back, waits for its turn here.
 *
 * The pace is learned from requests for jobs alone: a service may limit its list apart, which says nothing of them.
 */
export const createGatedClient = (
  client: RigydClient,
  gates: Pick<OriginGates, 'noting' | 'isOpen'>,
  origin: string,
  rate: Pick<RequestRate, 'turn' | 'noting'>,
): RigydClient => ({
  getJob: (id, signal) =>
    rate.noting(
      () => gates.noting(origin, id, signal, () => client.getJob(id, signal)),
      !gates.isOpen(origin),
    ),
  listJobs: (place, pageSize, signal, isWanted) =>
    gates.noting(origin, account, signal, () => client.listJobs(place, pageSize, signal, isWanted), true),
  getAccount: (signal) => gates.noting(origin, account, signal, () => client.getAccount(signal), true),
  checkKey: async (key, knownId) => {
    // It asks for a job that is known as well, where there is one.
    if (knownId !== null) await rate.turn();
    await rate.turn();
    return gates.noting(origin, 'key', undefined, () => client.checkKey(key, knownId));
  },
  openResult: client.openResult,
});
