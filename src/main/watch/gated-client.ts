import type { RigydClient } from '../rigyd/client.ts';
import type { OriginGates } from './origin-gates.ts';

/** What `/me` and the list have in common: without a job that fails as well, they close no gate. */
const account = 'account';

/**
 * A client that notes in the API's gate how each JSON request went. Whether a request may be sent is for its caller to
 * ask; opening a result is noted by the download queue, which knows what host answered.
 */
export const createGatedClient = (
  client: RigydClient,
  gates: Pick<OriginGates, 'noting'>,
  origin: string,
): RigydClient => ({
  getJob: (id, signal) => gates.noting(origin, id, signal, () => client.getJob(id, signal)),
  listJobs: (place, pageSize, signal) =>
    gates.noting(origin, account, signal, () => client.listJobs(place, pageSize, signal)),
  getAccount: (signal) => gates.noting(origin, account, signal, () => client.getAccount(signal)),
  checkKey: (key, knownId) => gates.noting(origin, 'key', undefined, () => client.checkKey(key, knownId)),
  openResult: client.openResult,
});
