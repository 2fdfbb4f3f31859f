import type { ErrorCode, Failure } from '../../shared/errors.ts';
import type { ApiFailure } from './api-failure.ts';
import { backoff, withJitter } from '../lib/backoff.ts';

/**
 * Whether an origin may be asked. Trouble that concerns every request closes one gate for all of them, instead of letting
 * a thousand jobs each find out for themselves. Times are milliseconds since the epoch.
 */
export type Gate = { kind: 'open' } | ClosedGate;

export interface ClosedGate {
  kind: 'closed';
  /**
   * `offline`: no connection, or no answer. `rate-limited`: the service asked to wait. `failing`: whatever answers is of no
   * use (errors of the service itself, a proxy's page).
   */
  reason: 'offline' | 'rate-limited' | 'failing';
  /** Since when nothing of use was answered. */
  since: number;
  /** When this wait began. */
  closedAt: number;
  /** Nothing is sent before then; from then on a single request probes. */
  until: number;
  /** Probes that failed in a row. */
  failures: number;
  /** What this wait is for. */
  failure: Failure;
}

export const openGate: Gate = { kind: 'open' };

/**
 * How far a failure reaches.
 *
 * - `network`: this machine has no network, so no origin can be reached.
 * - `origin`: the origin cannot be reached (refused, unresolvable, a certificate that is not trusted).
 * - `wait`: the service asked to be left alone for a while.
 * - `busy`: the service asked to be left alone with a 503, which may be about one job, or one result still being packed.
 * - `silence`: the connection broke or no answer came in time, which may be the matter of one job.
 * - `unusable`: something answered, but nothing of use; one job's trouble, unless nothing else is answered either.
 * - `request`: the service answered, and means this request.
 * - `none`: nothing was sent.
 */
export type Reach = 'network' | 'origin' | 'wait' | 'busy' | 'silence' | 'unusable' | 'request' | 'none';

const reaches: Partial<Record<ErrorCode, Reach>> = {
  offline: 'origin',
  certificate: 'origin',
  'rate-limited': 'wait',
  timeout: 'silence',
  'connection-lost': 'silence',
  'service-down': 'unusable',
  'bad-answer': 'unusable',
  'no-key': 'none',
  internal: 'none',
};

/** Chromium's errors of a machine without a network. */
const noNetwork = /ERR_(INTERNET_DISCONNECTED|NETWORK_IO_SUSPENDED|NETWORK_ACCESS_DENIED)/;

export function reachOf({ code, text, retryAfterMs }: ApiFailure): Reach {
  if (code === 'offline' && noNetwork.test(text ?? '')) return 'network';
  if (code === 'service-down' && retryAfterMs !== null) return 'busy';
  return reaches[code] ?? 'request';
}

const firstWaitMs = 2_000;
const maxWaitMs = 30_000;
/** A certificate does not mend itself within seconds. */
const firstCertificateWaitMs = 30_000;
const maxCertificateWaitMs = 5 * 60_000;

/**
 * The gate after a failure that reaches further than its request. The wait that the service asks for can lengthen the
 * backoffMs of that many failures, never shorten it.
 *
 * @param since when the trouble began
 * @param random in [0, 1)
 */
export function closedAfter(
  gate: Gate,
  failure: ApiFailure,
  { since, now, random }: { since: number; now: number; random: number },
): ClosedGate {
  const { code, text, retryAfterMs } = failure;
  const reason = reasonOf(reachOf(failure));
  // Several requests were in flight when the first one failed: their failures are the same one.
  if (gate.kind === 'closed' && gate.until > now)
    return retryAfterMs === null || now + retryAfterMs <= gate.until
      ? gate
      : { ...gate, reason, closedAt: now, until: now + retryAfterMs, failure: { code, text } };
  const failures = gate.kind === 'closed' ? gate.failures + 1 : 1;
  const backoffMs =
    code === 'certificate'
      ? backoff(firstCertificateWaitMs, failures, maxCertificateWaitMs)
      : backoff(firstWaitMs, failures, maxWaitMs);
  return {
    kind: 'closed',
    reason,
    since: gate.kind === 'closed' ? gate.since : since,
    closedAt: now,
    until: now + Math.max(retryAfterMs ?? 0, withJitter(backoffMs, random)),
    failures,
    failure: { code, text },
  };
}

/** Whether it is closed because the service is down, and said for how long. */
export const isOutage = ({ reason, failure }: ClosedGate): boolean =>
  reason === 'rate-limited' && failure.code === 'service-down';

const reasonOf = (reach: Reach): ClosedGate['reason'] =>
  reach === 'wait' || reach === 'busy' ? 'rate-limited' : reach === 'unusable' ? 'failing' : 'offline';
