import type { ApiOutcome, PolledJob } from '../api/client.ts';
import { OriginGates } from '../api/origin-gates.ts';
import { RequestRate } from '../api/request-rate.ts';
import { Poller } from '../jobs/poller.ts';
import { virtualClock } from './virtual-clock.ts';
import { answer, failure } from './poller-harness.ts';

/** What becomes of a request: the milliseconds until its answer is there, why there is none, or what it is instead. */
type Takes = (id: string, now: number) => number | 'no-network' | 'unknown' | ApiOutcome<PolledJob>;

/** Milliseconds until the service says that it does not know an ID. */
const unknownMs = 100;

/** Milliseconds until a JSON answer must be there, as in the client. */
const timeoutMs = 20_000;

/** A poll loop and its gates over a service whose answers take a while, and say that a job is in this status. */
export function setUpTimedPoller(takes: Takes, statusOf = (_id: string): string => 'running') {
  const clock = virtualClock();
  const origin = 'https://api.rigyd.com';
  const gates = new OriginGates({ clock, random: () => 0.5 });
  const rate = new RequestRate(clock);
  const asked: { id: string; at: number }[] = [];
  const answered: { id: string; at: number }[] = [];
  const changes: { kind: string; at: number }[] = [];
  // Reading the same answer again and again would be most of the work of a test with many requests.
  const answers = new Map<string, ApiOutcome<PolledJob>>();
  const answerAbout = (id: string): ApiOutcome<PolledJob> => {
    const status = statusOf(id);
    const key = `${id} ${status}`;
    const known = answers.get(key) ?? answer(id, status);
    answers.set(key, known);
    return known;
  };
  let inFlight = 0;
  let maxInFlight = 0;
  gates.subscribe(() => changes.push({ kind: gates.stateOf(origin).kind, at: clock.now() }));

  const send = async (id: string, signal: AbortSignal): Promise<ApiOutcome<PolledJob>> => {
    asked.push({ id, at: clock.now() });
    inFlight += 1;
    maxInFlight = Math.max(maxInFlight, inFlight);
    const outcome = await outcomeOf(id, signal);
    inFlight -= 1;
    return outcome;
  };
  const outcomeOf = (id: string, signal: AbortSignal): Promise<ApiOutcome<PolledJob>> =>
    new Promise((resolve) => {
      const ms = takes(id, clock.now());
      signal.addEventListener('abort', () => resolve(failure('connection-lost')));
      if (ms === 'no-network') resolve(failure('offline', null, 'net::ERR_INTERNET_DISCONNECTED'));
      else if (typeof ms === 'object') resolve(ms);
      else if (ms === 'unknown') clock.setTimeout(() => resolve(failure('not-found')), unknownMs);
      else
        clock.setTimeout(
          () => resolve(ms > timeoutMs ? failure('timeout') : answerAbout(id)),
          Math.min(ms, timeoutMs),
        );
    });

  const poller = new Poller({
    clock,
    random: () => 0.5,
    concurrency: () => rate.maxInFlight,
    gates,
    rate,
    origin,
    request: (id, signal) =>
      rate.noting(() => gates.noting(origin, id, signal, () => send(id, signal)), !gates.isOpen(origin)),
    onAnswer: (id) => answered.push({ id, at: clock.now() }),
    onFailure: () => {},
    onLock: () => {},
    onError: () => {},
  });
  return { clock, gates, poller, asked, answered, changes, maxInFlight: () => maxInFlight };
}
