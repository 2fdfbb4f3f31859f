import { failed } from '../../shared/errors.ts';
import { badAnswer } from '../rigyd/api-failure.ts';
import type { OpenResult } from '../rigyd/result-stream.ts';
import { reachOf, type Reach } from '../watch/gate.ts';
import type { OriginGates } from '../watch/origin-gates.ts';
import type { RequestRate } from '../watch/request-rate.ts';

export type ResultGates = Pick<
  OriginGates,
  'admit' | 'wouldAdmit' | 'stateOf' | 'until' | 'subscribe' | 'noteAnswer' | 'noteFailure' | 'noteAbandoned'
>;

export interface GatedResultsOptions {
  openResult: OpenResult;
  gates: ResultGates;
  rate: Pick<RequestRate, 'turn'>;
  /** The origin of the API. */
  api: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Opens results only when it is their turn, and where the gates of the API and of the file host let a request through, and
 * notes how each went. A failure that is the matter of a whole origin says so in `waitsFor`: nothing comes from there to
 * anybody, so it uses up no try, and its time has come when the gate of that origin changes.
 */
export const createGatedResults =
  ({ openResult, gates, rate, api, now }: GatedResultsOptions): OpenResult =>
  async (jobId, format, options) => {
    await rate.turn(options.signal);
    if (!gates.admit(api)) return held(gates, api);
    const startedAt = now();
    /** Each may have been let through to find out whether its host answers again, and is to be told what came of it. */
    const asked = new Set([api]);
    let heldBack: string | null = null;
    const outcome = await openResult(jobId, format, {
      ...options,
      admit(origin) {
        const isAdmitted = asked.has(origin) || gates.admit(origin);
        if (isAdmitted) asked.add(origin);
        else heldBack = origin;
        return isAdmitted;
      },
    }).catch((error: unknown) => {
      for (const origin of asked) gates.noteAbandoned(origin);
      throw error;
    });
    if (heldBack !== null) {
      for (const origin of asked) gates.noteAnswer(origin);
      return held(gates, heldBack);
    }
    if (options.signal.aborted) {
      for (const origin of asked) gates.noteAbandoned(origin);
      return outcome;
    }
    if (outcome.ok) {
      for (const origin of asked) gates.noteAnswer(origin);
      return outcome;
    }
    const { failure } = outcome;
    const { origin = api } = failure;
    // A page on another host, or an address that must not be asked, is where a proxy sends on to that answers in the place
    // of the API: its sign-in, say.
    const isMisled = failure.code === 'address-refused' || (failure.code === 'bad-answer' && origin !== api);
    const troubled = isMisled ? api : origin;
    // Whoever sent on to a file host has answered.
    for (const other of asked) if (other !== troubled) gates.noteAnswer(other);
    const { code, text, retryAfterMs = null } = isMisled ? badAnswer(sentOn) : failure;
    // Many results may still be being packed while the API is well: they speak for it as one. A file host has nothing else.
    const resource = troubled === api && code === 'service-down' ? 'results' : `result of ${jobId}`;
    const noted = { code, text, retryAfterMs };
    gates.noteFailure(troubled, noted, { resource, startedAt });
    const isOfOrigin = !isOfRequest.has(reachOf(noted)) && gates.until(troubled) !== null;
    return isOfOrigin ? { ok: false, failure: { ...failure, waitsFor: troubled } } : outcome;
  };

const sentOn = 'The service sends on to a page of another site.';

const isOfRequest: ReadonlySet<Reach> = new Set(['request', 'none']);

function held(gates: ResultGates, origin: string) {
  const gate = gates.stateOf(origin);
  const { failure } = gate.kind === 'closed' ? gate : failed('offline');
  return { ok: false as const, failure: { ...failure, origin, waitsFor: origin } };
}
