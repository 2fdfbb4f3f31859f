import type { ErrorCode } from '../../shared/errors.ts';
import { parseJob } from '../../shared/job/job.ts';
import type { ApiOutcome, PolledJob } from '../api/client.ts';
import type { Gate } from '../api/gate.ts';
import { OriginGates } from '../api/origin-gates.ts';
import { RequestRate } from '../api/request-rate.ts';
import { Poller, type PollerOptions } from '../jobs/poller.ts';
import { virtualClock } from './virtual-clock.ts';

/** An answer of the service about a job. */
export const answer = (id: string, status: string): ApiOutcome<PolledJob> => {
  const parsed = parseJob({ id, status });
  if (parsed === null) throw new Error('not a job');
  return { ok: true, value: { ...parsed, raw: { id, status } } };
};

export const failure = (
  code: ErrorCode,
  retryAfterMs: number | null = null,
  text: string | null = null,
): ApiOutcome<PolledJob> => ({ ok: false, failure: { code, text, retryAfterMs } });

/** What the account's list says of the job `a`. */
export const listed = (status: string) => {
  const outcome = answer('a', status);
  if (!outcome.ok) throw new Error('That is no answer.');
  return outcome.value;
};

/** When a page of the list was asked for and answered: in this moment. */
export const sentNow = (clock: { steady: () => number }) => ({
  sentAt: clock.steady(),
  answeredAt: clock.steady(),
});

/** A poller whose requests the test answers, one by one or by a rule. */
export function setUpPoller(
  options: {
    concurrency?: number;
    reply?: (id: string) => ApiOutcome<PolledJob>;
    durations?: PollerOptions['durations'];
  } = {},
) {
  const clock = virtualClock();
  const asked: { id: string; at: number; signal: AbortSignal; answer: (o: ApiOutcome<PolledJob>) => void }[] =
    [];
  const log: string[] = [];
  const gates: Gate['kind'][] = [];
  const errors: unknown[] = [];
  const originGates = new OriginGates({ clock, random: () => 0.5 });
  const origin = 'https://api.rigyd.com';
  originGates.subscribe(() => {
    const { kind } = originGates.stateOf(origin);
    if (kind !== (gates.at(-1) ?? 'open')) gates.push(kind);
  });
  const poller = new Poller({
    clock,
    random: () => 0.5,
    concurrency: () => options.concurrency ?? 4,
    ...(options.durations === undefined ? {} : { durations: options.durations }),
    gates: originGates,
    rate: new RequestRate(clock),
    origin,
    request: (id, signal) =>
      originGates.noting(origin, id, signal, () => {
        const at = clock.now();
        if (options.reply !== undefined) {
          asked.push({ id, at, signal, answer: () => {} });
          return Promise.resolve(options.reply(id));
        }
        return new Promise((resolve) => asked.push({ id, at, signal, answer: resolve }));
      }),
    onAnswer: (id, { job }) => {
      if (job.status === 'throws') throw new Error('a callback threw');
      log.push(`${id} ${job.status}`);
    },
    onFailure: (id, { code }) => log.push(`${id} ${code}`),
    onLock: () => {},
    onError: (error) => errors.push(error),
  });
  const idsAsked = (): string[] => asked.map(({ id }) => id);
  const reply = async (index: number, outcome: ApiOutcome<PolledJob>): Promise<void> => {
    asked[index]?.answer(outcome);
    await clock.advance(0);
  };
  return { clock, poller, originGates, origin, asked, idsAsked, log, gates, errors, reply };
}
