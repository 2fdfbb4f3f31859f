import { failed } from '../../shared/errors.ts';
import { badAnswer } from '../api/api-failure.ts';
import type { OpenResult } from '../api/result-stream.ts';
import { reachOf, type Reach } from '../api/gate.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { RequestRate } from '../api/request-rate.ts';
import type { Clock } from '../lib/clock.ts';
import { downloadReasons } from '../words/reasons.ts';

export type ResultGates = Pick<
  OriginGates,
  'admit' | 'wouldAdmit' | 'stateOf' | 'until' | 'subscribe' | 'noteAnswer' | 'noteFailure' | 'noteAbandoned'
>;

export interface GatedResultsOptions {
  openResult: OpenResult;
  gates: ResultGates;
  rate: Pick<RequestRate, 'turn' | 'noteResult'>;
  /** The origin of the API. */
  api: string;
  clock: Pick<Clock, 'now' | 'steady'>;
}

/**
 * Opens results only when it is their turn, and where the gates of the API and of the file host let a request through, and
 * notes how each went. A failure that is the matter of a whole origin says so in `waitsFor`: nothing comes from there to
 * anybody, so it uses up no try, and its time has come when the gate of that origin changes.
 */
export const createGatedResults =
  ({ openResult, gates, rate, api, clock }: GatedResultsOptions): OpenResult =>
  async (jobId, format, options) => {
    await rate.turn(options.signal);
    // Sent alone, it finds out whether the API answers again: a refusal says nothing of the pace then.
    const isProbe = gates.until(api) !== null;
    if (!gates.admit(api, 'results')) return held(gates, api);
    const startedAt = clock.now();
    const sentAt = clock.steady();
    /** Each may have been let through to find out whether its host answers again, and is to be told what came of it. */
    const asked = new Set([api]);
    let heldBack: string | null = null;
    const outcome = await openResult(jobId, format, {
      ...options,
      admit(origin) {
        const isAdmitted = asked.has(origin) || gates.admit(origin, 'results');
        if (isAdmitted) asked.add(origin);
        else heldBack = origin;
        return isAdmitted;
      },
    }).catch((error: unknown) => {
      for (const origin of asked) gates.noteAbandoned(origin);
      throw error;
    });
    const request = { resource: `result of ${jobId}`, startedAt };
    if (heldBack !== null) {
      if (showsPages(gates, heldBack)) for (const host of asked) noteSentOn(host);
      else for (const origin of asked) gates.noteAnswer(origin);
      return held(gates, heldBack);
    }
    if (options.signal.aborted) {
      for (const origin of asked) gates.noteAbandoned(origin);
      return outcome;
    }
    if (outcome.ok) {
      for (const origin of asked) gates.noteAnswer(origin);
      rate.noteResult('opened', sentAt);
      return outcome;
    }
    const { failure } = outcome;
    const { code, text, retryAfterMs = null, origin = api } = failure;
    if (code === 'rate-limited' && origin === api && !isProbe) rate.noteResult('refused', sentAt);
    const noted = { code, text, retryAfterMs };
    const isMisled = code === 'address-refused' || (code === 'bad-answer' && origin !== api);
    for (const host of asked)
      if (isMisled && (host !== origin || host === api)) noteSentOn(host);
      // Whoever sent on to a file host has answered.
      else if (host !== origin) gates.noteAnswer(host);
    // Many results may still be being packed while the API is well: they speak for it as one. A file host has nothing else.
    const resource = origin === api && code === 'service-down' ? 'results' : request.resource;
    if (!isMisled || origin !== api) gates.noteFailure(origin, noted, { resource, startedAt });
    if (isOfRequest.has(reachOf(noted))) return outcome;
    const closed = [api, origin].find((each) => gates.until(each) !== null);
    return closed === undefined
      ? outcome
      : { ok: false, failure: { ...failure, waitsFor: closed, hasProbed: true } };

    /**
     * Whoever sent on to a page, or to an address that must not be asked, may be the API, whose file host is blocked here, or
     * a proxy in its place with its sign-in page. That says nothing of a host, unless nothing of use comes from there anyway.
     */
    function noteSentOn(host: string): void {
      const gate = gates.stateOf(host);
      if (gate.kind === 'open') return;
      if (gate.failure.code === 'bad-answer')
        gates.noteFailure(host, badAnswer(downloadReasons.hostRedirects), request);
      else gates.noteAnswer(host);
    }
  };

const isOfRequest: ReadonlySet<Reach> = new Set(['request', 'none']);

/** Whether what answers there is no file host, as far as is known. */
function showsPages(gates: ResultGates, origin: string): boolean {
  const gate = gates.stateOf(origin);
  return gate.kind === 'closed' && gate.failure.code === 'bad-answer';
}

function held(gates: ResultGates, origin: string) {
  const gate = gates.stateOf(origin);
  const { failure } = gate.kind === 'closed' ? gate : failed('offline');
  return { ok: false as const, failure: { ...failure, origin, waitsFor: origin } };
}
