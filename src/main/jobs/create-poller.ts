import type { Failure } from '../../shared/errors.ts';
import { isTerminal } from '../../shared/job/job-status.ts';
import type { Clock } from '../lib/clock.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Publisher } from '../state/publisher.ts';
import { log } from '../log/log.ts';
import type { ApiFailure } from '../api/api-failure.ts';
import type { RigydClient } from '../api/client.ts';
import { connectionAfter } from './connection-state.ts';
import { reachOf } from '../api/gate.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { RequestRate } from '../api/request-rate.ts';
import type { JobStore } from './job-store.ts';
import { withAnswer, withFailure } from './watched-job.ts';
import { Poller } from './poller.ts';

export interface CreatePollerOptions {
  client: Pick<RigydClient, 'getJob'>;
  clock: Clock;
  random: () => number;
  gates: OriginGates;
  rate: RequestRate;
  /** Of the API. */
  origin: string;
  jobs: JobStore;
  keys: Pick<KeyRing, 'noteAccepted' | 'doubt'>;
  publisher: Publisher;
  /** A job came to its end. */
  onEnded: (id: string) => void;
}

/** Requests in flight at once. Chromium opens six connections to a host: one is for a slow job, one for the account. */
const concurrency = 4;

/** Joins the poll loop to the store, the key's verdict and the state of the connection. */
export function createPoller(options: CreatePollerOptions): Poller {
  const { client, clock, random, gates, rate, origin, jobs, keys, publisher, onEnded } = options;

  const poller = new Poller({
    clock,
    random,
    concurrency,
    gates,
    rate,
    origin,
    ask: (id, signal) => client.getJob(id, signal),
    onAnswer: (id, answer) => {
      // After a refusal this is an answer from before it, and the loop stays locked.
      if (!poller.isLocked) keys.noteAccepted();
      const before = jobs.get(id)?.job?.status ?? null;
      jobs.update(id, (watched) => withAnswer(watched, answer, clock.now()));
      if (isTerminal(answer.job.status) && before !== answer.job.status) onEnded(id);
      showConnection(true);
    },
    onFailure: (id, failure, isUnsure) => {
      if (failure.code === 'no-key') poller.lock();
      if (failure.code === 'unauthorized') void noteRefusal(id, failure, isUnsure);
      else noteFailure(id, failure, isUnsure);
      showConnection(reachOf(failure) === 'request');
    },
    onLock: () => showConnection(false),
    onError: (error) => log('The poll loop met an error', error),
  });
  gates.subscribe(() => showConnection(false));
  return poller;

  /**
   * A 401 is the key's only where the service refuses it for other jobs as well; else the job is not this key's. Where the
   * service cannot say, nothing is known of either.
   */
  async function noteRefusal(id: string, failure: ApiFailure, isUnsure: boolean): Promise<void> {
    const answeredAt = jobs.get(id)?.record.fetchedAt;
    const refused = await keys.doubt();
    const judged: Failure = refused.ok
      ? { ...failure, code: refused.value ? 'unauthorized' : 'forbidden' }
      : refused.failure;
    // What was answered while the key was checked is newer than the refusal.
    if (jobs.get(id)?.record.fetchedAt === answeredAt) noteFailure(id, judged, isUnsure);
    showConnection(true);
  }

  function noteFailure(id: string, failure: Failure, isUnsure: boolean): void {
    const { askingSince } = poller;
    jobs.update(id, (watched) => withFailure(watched, failure, clock.now(), { askingSince, isUnsure }));
  }

  function showConnection(isAnswered: boolean): void {
    const { session } = publisher.state;
    const facts = { gate: gates.stateOf(origin), isLocked: poller.isLocked, isAnswered };
    const connection = connectionAfter(session.connection, facts);
    if (connection !== session.connection) publisher.set('session', { ...session, connection });
  }
}
