import type { ErrorCode } from '../../shared/errors.ts';
import { doubled, spread } from './schedule.ts';

/**
 * Whether the service may be asked at all. A lost connection or a 429 concerns every job, so it closes one gate for all
 * instead of letting a thousand jobs each find out for themselves. When its time is over a single question probes.
 */
export type Gate =
  | { kind: 'open' }
  /** Nothing is asked before `until` (milliseconds since the epoch), then one question goes out. */
  | { kind: 'closed'; reason: 'offline' | 'rate-limited'; until: number; failures: number }
  /** No key, or the service refused it: only a new key opens this one. */
  | { kind: 'locked' };

export const openGate: Gate = { kind: 'open' };

const firstWaitMs = 2_000;
const longestWaitMs = 30_000;

/** The gate after a failed question. Failures that concern only one job leave it as it is. */
export function gateAfterFailure(
  gate: Gate,
  failure: { code: ErrorCode; retryAfterMs: number | null },
  now: number,
  random: number,
): Gate {
  switch (failure.code) {
    case 'unauthorized':
    case 'no-key':
      return { kind: 'locked' };
    case 'offline':
    case 'timeout':
      return closed('offline', failure.retryAfterMs);
    case 'rate-limited':
      return closed('rate-limited', failure.retryAfterMs);
    case 'service-down':
      return failure.retryAfterMs === null ? gate : closed('rate-limited', failure.retryAfterMs);
    default:
      return gate;
  }

  function closed(reason: 'offline' | 'rate-limited', retryAfterMs: number | null): Gate {
    if (gate.kind === 'locked') return gate;
    // Several questions were under way when the first one failed; their failures are the same one.
    if (gate.kind === 'closed' && gate.until > now)
      return { ...gate, reason, until: Math.max(gate.until, now + (retryAfterMs ?? 0)) };
    const failures = gate.kind === 'closed' ? gate.failures + 1 : 1;
    const wait = retryAfterMs ?? spread(doubled(firstWaitMs, failures, longestWaitMs), random);
    return { kind: 'closed', reason, until: now + wait, failures };
  }
}

/** How many questions may be under way at once. A gate whose time is over lets one through to probe. */
export function capacityOf(gate: Gate, now: number, concurrency: number): number {
  if (gate.kind === 'locked') return 0;
  if (gate.kind === 'closed') return gate.until > now ? 0 : 1;
  return concurrency;
}
