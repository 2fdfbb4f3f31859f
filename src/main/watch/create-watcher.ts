import type { Failure } from '../../shared/errors.ts';
import { isTerminal } from '../../shared/job-status.ts';
import type { Clock } from '../clock.ts';
import type { KeyRing } from '../keychain/key-ring.ts';
import type { Publisher } from '../ipc/publisher.ts';
import type { RigydClient } from '../rigyd/client.ts';
import { connectionAfter } from './connection-state.ts';
import type { JobStore } from '../store/job-store.ts';
import { withAnswer, withFailure } from '../store/watched-job.ts';
import { openGate, type Gate } from './gate.ts';
import { Watcher } from './watcher.ts';

export interface CreateWatcherOptions {
  client: Pick<RigydClient, 'getJob'>;
  clock: Clock;
  random: () => number;
  jobs: JobStore;
  keys: Pick<KeyRing, 'judge'>;
  publisher: Publisher;
  /** A job came to its end. */
  onEnded: (id: string) => void;
}

/** Questions under way at once. Chromium opens six connections to a host; two stay free for what a person asks. */
const concurrency = 4;

/** Joins the poll loop to the store, the key's verdict and the state of the connection. */
export function createWatcher(options: CreateWatcherOptions): Watcher {
  const { client, clock, random, jobs, keys, publisher, onEnded } = options;
  let gate: Gate = openGate;

  return new Watcher({
    clock,
    random,
    concurrency,
    ask: (id, signal) => client.getJob(id, signal),
    onAnswer: (id, answer) => {
      // After a refusal this is an answer from before it, and the loop stays locked.
      if (gate.kind !== 'locked') keys.judge('accepted');
      const before = jobs.get(id)?.job?.status ?? null;
      jobs.update(id, (watched) => withAnswer(watched, answer, clock.now()));
      if (isTerminal(answer.job.status) && before !== answer.job.status) onEnded(id);
      showConnection(null);
    },
    onFailure: (id, failure) => {
      if (failure.code === 'unauthorized') keys.judge('rejected');
      jobs.update(id, (watched) => withFailure(watched, failure, clock.now()));
      showConnection({ code: failure.code, text: failure.text });
    },
    onGate: (changed) => {
      gate = changed;
      // A gate that opens proves nothing yet, and why it closed is known when the failure comes.
      if (gate.kind === 'locked') showConnection(null);
    },
  });

  function showConnection(failure: Failure | null): void {
    const { session } = publisher.state;
    const connection = connectionAfter(session.connection, gate, failure, clock.now());
    if (connection !== session.connection) publisher.set('session', { ...session, connection });
  }
}
