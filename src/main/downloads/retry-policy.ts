import type { Download } from '../../shared/downloads.ts';
import type { ErrorCode, Failure } from '../../shared/errors.ts';
import type { ResultFailure } from '../api/result-stream.ts';
import { backoff, withJitter } from '../lib/backoff.ts';

/**
 * What a failure of a download means for the next try.
 *
 * - `transient`: it may work again in a moment.
 * - `unreachable`: nothing comes from the origin; its gate knows when it may be requested again.
 * - `not-yet`: true for the first moments after a job completed. Each try gets a fresh address of the file host.
 * - `intercepted`: perhaps a proxy's doing, which leads all requests to its sign-in page for a while, or decrypts them. A
 *   certificate may also have expired, until the host has another one. A 403 may be about the plan of the account, or come
 *   from a gateway that refuses this machine for a while; the text does not tell which.
 * - `key`: until there is a key that the service accepts.
 * - `damaged`: one try from the start may work, where a power cut took the end of a file or a folder was moved away.
 * - `stopped`: goes on only when something else changes, with what was received so far.
 *
 * Any other failure is final.
 */
type FailureKind = 'transient' | 'unreachable' | 'not-yet' | 'intercepted' | 'key' | 'damaged' | 'stopped';

const kinds: Partial<Record<ErrorCode, FailureKind>> = {
  'connection-lost': 'transient',
  timeout: 'transient',
  truncated: 'transient',
  'service-down': 'transient',
  offline: 'unreachable',
  'rate-limited': 'unreachable',
  'not-found': 'not-yet',
  'not-completed': 'not-yet',
  'link-expired': 'not-yet',
  'bad-answer': 'intercepted',
  'address-refused': 'intercepted',
  certificate: 'intercepted',
  forbidden: 'intercepted',
  'no-key': 'key',
  unauthorized: 'key',
  'archive-damaged': 'damaged',
  'folder-unavailable': 'damaged',
  'payment-required': 'stopped',
  interrupted: 'stopped',
  'folder-silent': 'stopped',
  'folder-missing': 'stopped',
};

const kindOf = (code: ErrorCode): FailureKind | 'final' => kinds[code] ?? 'final';

/** Whether a transfer may work again in a moment. */
export const isTransient = (code: ErrorCode): boolean => kindOf(code) === 'transient';

/** Whether an accepted key may fix it. */
export const isOfKey = (failure: Failure | null): boolean =>
  failure !== null && kindOf(failure.code) === 'key';

/** Something else than the file answered in place of the API or its file host, a proxy say. */
const isFromElsewhere = ({ code, origin }: ResultFailure): boolean =>
  code === 'bad-answer' && origin !== undefined;

/** Whether the next try can go on with what has been received, perhaps with another key. */
export function isResumable(failure: ResultFailure): boolean {
  const kind = kindOf(failure.code);
  return failure.code === 'bad-answer' ? isFromElsewhere(failure) : kind !== 'final' && kind !== 'damaged';
}

/** Tries after the first one, before a download is shown as failed. */
export const maxRetries = 4;

const isWorthRetrying = (failure: ResultFailure, attempts: number): boolean => {
  const kind = kindOf(failure.code);
  const mayPass = kind === 'transient' || kind === 'unreachable' || kind === 'not-yet';
  return (mayPass || isFromElsewhere(failure)) && attempts < maxRetries;
};

const minDelayMs = 1_000;
const firstDelayMs = 2_000;

/**
 * Milliseconds before the next try: as long as the host asked for, but at least a second; else 2 s, 6 s, 18 s and at most
 * 54 s, less a random part of up to half, so that many clients do not return at the same moment. As there are few tries, a
 * host that asks for a short delay does not get many requests.
 *
 * @param attempts how many tries in a row have failed, at least 1
 * @param retryAfterMs null or 0 where the host asked for no delay
 * @param random between 0 and 1
 */
export const retryDelayMs = (attempts: number, retryAfterMs: number | null, random: number): number =>
  retryAfterMs === null || retryAfterMs <= 0
    ? firstDelayMs * 3 ** (Math.min(attempts, maxRetries) - 1) * (0.5 + random / 2)
    : Math.max(retryAfterMs, minDelayMs);

const firstLateDelayMs = 5 * 60_000;
const maxLateIntervalMs = 60 * 60_000;
/** The longest delay before a late retry, in milliseconds, jitter included. */
export const maxLateDelayMs = withJitter(maxLateIntervalMs, 1);
const maxLateRetries = 24;
const maxLateRetriesOfBody = 3;

/** How a body ends that does not come whole. */
const ofBody: ReadonlySet<ErrorCode> = new Set(['truncated', 'timeout', 'connection-lost', 'bad-answer']);

/**
 * Whether a download shown as failed is retried later, `lateTries` such tries having failed: it was not the result that
 * failed but the service, a file host or a proxy, and perhaps nobody is there to retry when that works again. It goes on for
 * about a day; for half an hour where the body itself failed, as each try transfers as much again and may never complete.
 */
function isWorthRetryingLate({ code, origin }: ResultFailure, lateTries: number): boolean {
  const kind = kindOf(code);
  const max = origin === undefined && ofBody.has(code) ? maxLateRetriesOfBody : maxLateRetries;
  return kind !== 'final' && kind !== 'damaged' && kind !== 'stopped' && lateTries < max;
}

/** What this run of the app knows of a download's tries so far. */
export interface TryHistory {
  /** Whether it was started over after damage, which is done once. */
  hasRestarted: boolean;
  /** How often in a row its folder stopped answering, or went away, with no more than `bytes` received since. */
  folderStops: { count: number; bytes: number };
  /** How often in a row it was the request that found its origin still closed. */
  probes: number;
  /** When a late retry was due that was made early instead; milliseconds since the epoch. */
  dueAt: number | null;
}

export const noTries: TryHistory = {
  hasRestarted: false,
  folderStops: { count: 0, bytes: 0 },
  probes: 0,
  dueAt: null,
};

/** How often a download starts again after its folder stopped answering, or went away, in the middle of it. */
const maxFolderStops = 5;
/** A service that is soon back is away for about as many half minutes. */
const maxProbes = 8;

/** What no single result can be the reason of: there is no connection, or the service asked for a delay. */
const ofConnection: ReadonlySet<ErrorCode> = new Set(['offline', 'certificate', 'rate-limited']);

/** What a download does after a failure. Milliseconds, `retryAt` since the epoch. */
export type NextStep =
  | { kind: 'wait-for-folder'; target: string }
  | { kind: 'wait-for-origin'; origin: string }
  | { kind: 'retry'; delayMs: number; mayEndEarly: boolean }
  | { kind: 'fail'; lateTries: number; retryAt: number | null };

export interface RetryCircumstances {
  /** The origin of the API. */
  api: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** Between 0 and 1. */
  random: () => number;
}

/**
 * Decides what a download does after a failure.
 *
 * @param download as it was when it failed
 * @returns the next step, and the history with this failure
 */
export function afterFailure(
  failure: ResultFailure,
  download: Pick<Download, 'phase' | 'attempts' | 'lateTries' | 'receivedBytes' | 'target'>,
  history: TryHistory,
  { api, now, random }: RetryCircumstances,
): { next: NextStep; history: TryHistory } {
  const { code, waitsFor, retryAfterMs = null } = failure;
  const { target, attempts } = download;
  // A folder that could not be used to begin with does not get better by itself.
  const restarts = kindOf(code) === 'damaged' && download.phase !== 'queued' && !history.hasRestarted;
  if (target !== null && (code === 'folder-missing' || code === 'folder-silent')) {
    const stopped = withFolderStop(code, download, history);
    if (stopped.folderStops.count <= maxFolderStops)
      return { next: { kind: 'wait-for-folder', target }, history: stopped };
  }
  const hasRestarted = restarts || (history.hasRestarted && code !== 'folder-missing');
  if (waitsFor !== undefined && isWorthWaiting(failure, api, history.probes)) {
    const probes = failure.hasProbed === true ? history.probes + 1 : history.probes;
    return {
      next: { kind: 'wait-for-origin', origin: waitsFor },
      history: { ...history, hasRestarted, probes },
    };
  }
  if (restarts || isWorthRetrying(failure, attempts)) {
    const delayMs = retryDelayMs(attempts + 1, retryAfterMs, random());
    return {
      next: { kind: 'retry', delayMs, mayEndEarly: (retryAfterMs ?? 0) <= 0 },
      history: { ...history, hasRestarted },
    };
  }
  const late = nextLateTry(failure, { lateTries: download.lateTries, dueAt: history.dueAt, now, random });
  return { next: { kind: 'fail', ...late }, history: noTries };
}

/** One that starts over had its folder and lost it; any other had begun if there is something of it. */
function withFolderStop(
  code: 'folder-missing' | 'folder-silent',
  { phase, receivedBytes: bytes }: Pick<Download, 'phase' | 'receivedBytes'>,
  history: TryHistory,
): TryHistory {
  const isMissing = code === 'folder-missing';
  const wasStopped = isMissing ? history.hasRestarted : phase !== 'queued' && bytes > 0;
  const before = history.folderStops.bytes === bytes ? history.folderStops.count : 0;
  return {
    ...history,
    hasRestarted: history.hasRestarted && !isMissing,
    folderStops: { count: wasStopped ? before + 1 : before, bytes },
  };
}

/**
 * Whether a download goes on waiting for the gate of an origin, `probes` of its own having failed. Perhaps it is its result
 * alone that fails there, and no other download would find out that the rest would work.
 */
const isWorthWaiting = ({ code, waitsFor }: ResultFailure, api: string, probes: number): boolean =>
  (waitsFor === api && ofConnection.has(code)) || probes < maxProbes;

/**
 * When a failed download is retried late, and how many such tries have failed by then: after about five minutes, twice as
 * long each time, up to an hour, and never sooner than the host asked. A try that was made early does not put off the one
 * that is due, and counts as it once that time has come.
 */
function nextLateTry(
  failure: ResultFailure,
  {
    lateTries,
    dueAt,
    now,
    random,
  }: Pick<Download, 'lateTries'> & Pick<TryHistory, 'dueAt'> & Omit<RetryCircumstances, 'api'>,
): { lateTries: number; retryAt: number | null } {
  const isDueAhead = dueAt !== null && dueAt > now;
  const tries = dueAt === null || isDueAhead ? lateTries : lateTries + 1;
  if (!isWorthRetryingLate(failure, tries)) return { lateTries: tries, retryAt: null };
  const minDelay = failure.retryAfterMs ?? 0;
  const retryAt = isDueAhead
    ? // The clock may have been set back since.
      Math.max(Math.min(dueAt, now + maxLateDelayMs), now + minDelay)
    : now + Math.max(withJitter(backoff(firstLateDelayMs, tries + 1, maxLateIntervalMs), random()), minDelay);
  return { lateTries: tries, retryAt };
}
