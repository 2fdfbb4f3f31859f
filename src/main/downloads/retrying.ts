import type { Download } from '../../shared/downloads.ts';
import type { ErrorCode, Failure } from '../../shared/errors.ts';
import type { ResultFailure } from '../api/result-stream.ts';
import { backoff, withJitter } from '../lib/backoff.ts';

/** Tries by itself after the first one, before a download is left as failed. */
export const maxRetries = 4;
const minPauseMs = 1_000;
const firstPauseMs = 2_000;
const firstLatePauseMs = 5 * 60_000;
const maxLateIntervalMs = 60 * 60_000;
/** With what is added so that not all come back at the same moment. */
export const maxLatePauseMs = withJitter(maxLateIntervalMs, 1);
const maxLateRetries = 24;
/** About as many half minutes as a service is away for where that soon passes. */
const maxProbes = 8;
const maxLateOfBody = 3;

/**
 * What may be over in a while. A result that is `not-found` or `not-completed` may be so for the first moments after its
 * job completed, and each try brings a fresh address of the file host.
 */
const passing: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'rate-limited',
  'connection-lost',
  'timeout',
  'truncated',
  'service-down',
  'not-found',
  'not-completed',
  'link-expired',
]);

/**
 * What may as well be a proxy's doing, which leads all requests to its sign-in page for a while, or opens what is encrypted.
 * A certificate may also have expired, until the host has another one. A 403 may be about the plan of the account, or a
 * gateway's, which refuses this machine for a while: nobody can tell them apart by their words.
 */
const misled: ReadonlySet<ErrorCode> = new Set(['bad-answer', 'address-refused', 'certificate', 'forbidden']);

/** What a key may mend that is good again, or another one. Until then nothing is begun. */
const ofKey: ReadonlySet<ErrorCode> = new Set(['no-key', 'unauthorized']);

/** Whether a key may mend it. */
export const isOfKey = (failure: Failure | null): boolean => failure !== null && ofKey.has(failure.code);

/** What no request of its own can mend: there is no way to anybody, or the service wants to be left alone. */
const ofConnection: ReadonlySet<ErrorCode> = new Set(['offline', 'certificate', 'rate-limited']);

/**
 * Whether a download goes on waiting for the gate of an origin, `probes` of its own having failed before. It may be its own
 * result alone that fails there, and nobody else who finds out that all others would come.
 */
export const isWorthWaiting = ({ code, waitsFor }: ResultFailure, api: string, probes: number): boolean =>
  (waitsFor === api && ofConnection.has(code)) || probes < maxProbes;

/** What one more try from the start may mend: a tail that a power cut took, a folder that was moved away meanwhile. */
const mendable: ReadonlySet<ErrorCode> = new Set(['archive-damaged', 'folder-unavailable']);

/**
 * Whether the failure is worth another try, `attempts` having failed before it. What answered in the place of the API or of
 * its file host, a proxy say, may be gone in a while.
 */
export const isWorthRetrying = ({ code, origin }: ResultFailure, attempts: number): boolean =>
  (passing.has(code) || (code === 'bad-answer' && origin !== undefined)) && attempts < maxRetries;

/** What a body ends with that does not come whole. */
const ofBody: ReadonlySet<ErrorCode> = new Set(['truncated', 'timeout', 'connection-lost', 'bad-answer']);

/**
 * Whether a download that is told as failed is tried again by itself later, `lateTries` such tries having failed: what failed
 * was the service, a file host or a proxy, and nobody may be there to try again when it works. That goes on for about a day;
 * only for half an hour where the body itself failed, which costs as much again each time and may never be whole.
 */
function isWorthRetryingLate({ code, origin }: ResultFailure, lateTries: number): boolean {
  const maxLate = origin === undefined && ofBody.has(code) ? maxLateOfBody : maxLateRetries;
  return (passing.has(code) || misled.has(code) || ofKey.has(code)) && lateTries < maxLate;
}

/**
 * Milliseconds until such a try: about five minutes, and twice as long each time, up to an hour; never less than the host
 * asked to wait.
 *
 * @param lateTries how many such tries have failed
 */
const latePauseMs = (lateTries: number, retryAfterMs: number | null, random: number): number =>
  Math.max(
    withJitter(backoff(firstLatePauseMs, lateTries + 1, maxLateIntervalMs), random),
    retryAfterMs ?? 0,
  );

export interface LateTries {
  /** How many such tries have failed before this failure. */
  lateTries: number;
  /** When this one was due, if it was made earlier because somebody did not want to wait; milliseconds since the epoch. */
  due: number | undefined;
  now: number;
  /** Between 0 and 1. */
  random: number;
}

/**
 * When a download that failed is tried again by itself, and how many such tries have failed by then. One that was made early
 * does not put off the one that is due, and stands for it where that time has come.
 */
export function nextLateTry(
  failure: ResultFailure,
  { lateTries, due, now, random }: LateTries,
): Pick<Download, 'lateTries' | 'retryAt'> {
  const isDueAhead = due !== undefined && due > now;
  const tries = due === undefined || isDueAhead ? lateTries : lateTries + 1;
  if (!isWorthRetryingLate(failure, tries)) return { lateTries: tries, retryAt: null };
  const { retryAfterMs = null } = failure;
  const retryAt = isDueAhead
    ? // The clock may have been set back since.
      Math.max(Math.min(due, now + maxLatePauseMs), now + (retryAfterMs ?? 0))
    : now + latePauseMs(tries, retryAfterMs, random);
  return { lateTries: tries, retryAt };
}

/** Whether the failure is worth one more try from the start. */
export const isWorthRestarting = (code: ErrorCode): boolean => mendable.has(code);

/**
 * Milliseconds before the next try: as long as the host asked to wait, though never less than a second; else 2 s, 6 s,
 * 18 s, and 54 s at most, of which a random part is taken off so that many clients do not come back at the same moment.
 * The tries are few, so a host that asks for little is not asked often.
 *
 * @param attempts how many tries in a row have failed, at least 1
 * @param retryAfterMs null or 0 where the host asked for no wait
 * @param random between 0 and 1
 */
export const retryPauseMs = (attempts: number, retryAfterMs: number | null, random: number): number =>
  retryAfterMs === null || retryAfterMs <= 0
    ? firstPauseMs * 3 ** (Math.min(attempts, maxRetries) - 1) * (0.5 + random / 2)
    : Math.max(retryAfterMs, minPauseMs);
