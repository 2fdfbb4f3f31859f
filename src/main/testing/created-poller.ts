import { success } from '../../shared/errors.ts';
import { Publisher, initialState } from '../state/publisher.ts';
import { Durations } from '../jobs/durations.ts';
import { JobStore } from '../jobs/job-store.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { createFakeClient } from './fake-client.ts';
import { virtualClock } from './virtual-clock.ts';
import { createPoller } from '../jobs/create-poller.ts';
import { createGatedClient } from '../api/gated-client.ts';
import { OriginGates } from '../api/origin-gates.ts';
import { RequestRate } from '../api/request-rate.ts';
import { storedJobs } from './stored-jobs.ts';

/** A poller as the app creates it, with its gates, and a service that says what it is told to. */
export function createdPoller(...ids: string[]) {
  /** Resolves when the service has answered whether it refuses the key. */
  let checked = Promise.resolve();
  const clock = virtualClock();
  const client = createFakeClient();
  const verdicts: string[] = [];
  const ended: string[] = [];
  const jobs = new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => clock.now(),
    onChange: () => {},
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  const records = ids.map((id, index) => newWatchedJob(id, index + 1, null, 1).record);
  jobs.load({ jobs: storedJobs(records), unreadable: [], revision: 1 });
  let sessions = 0;
  const publisher = new Publisher({
    clock,
    row: () => undefined,
    newest: () => [],
    initial: initialState(new URL('https://api.rigyd.com/api')),
    push: (patch) => (sessions += patch.session === undefined ? 0 : 1),
  });
  const origin = 'https://api.rigyd.com';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  const rate = new RequestRate(clock);
  const poller = createPoller({
    client: createGatedClient(
      client.createClient(() => 'key'),
      gates,
      origin,
      rate,
    ),
    gates,
    rate,
    origin,
    clock,
    random: () => 0.5,
    jobs,
    keys: {
      noteAccepted: () => verdicts.push('accepted'),
      doubt: async () => {
        verdicts.push('doubted');
        await checked;
        // What the key ring does when the service refuses the key for other jobs as well.
        if (client.state.failure === 'unauthorized') poller.lock();
        return success(client.state.failure === 'unauthorized');
      },
    },
    publisher,
    durations: new Durations(),
    onAnswer: () => {},
    onEnded: ({ id }) => ended.push(id),
  });
  return {
    clock,
    client,
    jobs,
    verdicts,
    ended,
    gates,
    origin,
    poller,
    retryNow: () => {
      gates.retryNow();
      poller.reopen();
    },
    checkKeyAfter: (answer: Promise<void>): void => {
      checked = answer;
    },
    watchAll: () => ids.forEach((id) => poller.watch(id)),
    record: (id: string) => jobs.get(id)?.record,
    connection: () => publisher.state.session.connection,
    sessionsPushed: () => sessions,
  };
}
