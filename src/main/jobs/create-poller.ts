import type { Failure } from '../../shared/errors.ts';
import type { Job } from '../../shared/job/job.ts';
import { isTerminal } from '../../shared/job/job-status.ts';
import type { Clock } from '../lib/clock.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Publisher } from '../state/publisher.ts';
import { log } from '../log/log.ts';
import type { ApiFailure } from '../api/api-failure.ts';
import type { PolledJob, RigydClient } from '../api/client.ts';
import { reachOf, isOutage, type Gate } from '../api/gate.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { RequestRate } from '../api/request-rate.ts';
import type { Durations } from './durations.ts';
import type { JobStore } from './job-store.ts';
import { withAnswer, withFailure } from './watched-job.ts';
import { Poller, type Sent } from './poller.ts';
import type { Connection } from '../../shared/session.ts';

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
  durations: Durations;
  /** The service answered for a job. */
  onAnswer: (id: string, answer: PolledJob, sent: Sent) => void;
  /** A job came to its end. */
  onEnded: (job: Job) => void;
}

/** Connects the poll loop to the jobs, the key and the state of the connection. */
export function createPoller(options: CreatePollerOptions): Poller {
  const { client, clock, random, gates, rate, origin, jobs, keys, publisher, durations } = options;
  const { onAnswer, onEnded } = options;

  const poller = new Poller({
    clock,
    random,
    concurrency: () => rate.maxInFlight,
    durations,
    gates,
    rate,
    origin,
    request: (id, signal) => client.getJob(id, signal),
    onAnswer: (id, answer, sent) => {
      // While locked, this answer is older than the refusal.
      if (!poller.isLocked) keys.noteAccepted();
      const before = jobs.get(id)?.job?.status ?? null;
      jobs.update(id, (watched) => withAnswer(watched, answer, clock.now()));
      if (isTerminal(answer.job.status) && before !== answer.job.status) onEnded(answer.job);
      onAnswer(id, answer, sent);
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
   * A 401 concerns the key only if the service refuses it for other jobs as well; else the job belongs to another key. If
   * the check fails, neither is known.
   */
  async function noteRefusal(id: string, failure: ApiFailure, isUnsure: boolean): Promise<void> {
    const answeredAt = jobs.get(id)?.record.fetchedAt;
    const refused = await keys.doubt();
    const judged: Failure = refused.ok
      ? { ...failure, code: refused.value ? 'unauthorized' : 'forbidden' }
      : refused.failure;
    // An answer that came while the key was checked is newer than the refusal.
    if (jobs.get(id)?.record.fetchedAt === answeredAt) noteFailure(id, judged, isUnsure);
    showConnection(true);
  }

  function noteFailure(id: string, failure: Failure, isUnsure: boolean): void {
    const { pollingSince } = poller;
    jobs.update(id, (watched) => withFailure(watched, failure, clock.now(), { pollingSince, isUnsure }));
  }

  function showConnection(isAnswered: boolean): void {
    const { session } = publisher.state;
    const facts = { gate: gates.stateOf(origin), isLocked: poller.isLocked, isAnswered };
    const connection = connectionAfter(session.connection, facts);
    if (connection !== session.connection) publisher.set('session', { ...session, connection });
  }
}

/** What decides which connection state is shown. */
export interface ConnectionFacts {
  gate: Gate;
  /** Whether polling is locked, for lack of a key that the service accepts. */
  isLocked: boolean;
  /** Whether the service has just answered. */
  isAnswered: boolean;
}

/** The connection to show after a request has settled or the gate of the API has changed. */
export function connectionAfter(
  before: Connection,
  { gate, isLocked, isAnswered }: ConnectionFacts,
): Connection {
  if (isLocked) return before.kind === 'idle' ? before : { kind: 'idle' };
  if (gate.kind === 'open') {
    const isOver = isAnswered || before.kind === 'offline' || before.kind === 'waiting';
    return isOver && before.kind !== 'online' ? { kind: 'online' } : before;
  }
  // A service that is down counts as down also if it says for how long.
  if (gate.reason === 'rate-limited' && !isOutage(gate)) return { kind: 'waiting', until: gate.until };
  const since = before.kind === 'offline' ? before.since : gate.since;
  return { kind: 'offline', since, failure: gate.failure, retryAt: gate.until };
}
