import { describe, expect, it } from 'vitest';
import type { ApiFailure } from './api-failure.ts';
import { closedAfter, openGate, reachOf, type Gate } from './gate.ts';

const now = 1_000_000;
const failure = (
  code: ApiFailure['code'],
  retryAfterMs: number | null = null,
  text: string | null = null,
) => ({
  code,
  text,
  retryAfterMs,
});
const after = (gate: Gate, code: ApiFailure['code'], retryAfterMs: number | null = null) =>
  closedAfter(gate, failure(code, retryAfterMs), { since: now - 500, now, random: 0.5 });
const waitsOf = (code: ApiFailure['code'], rounds: number, retryAfterMs: number | null = null): number[] => {
  const waits: number[] = [];
  let gate: Gate = openGate;
  for (let round = 0; round < rounds; round += 1) {
    const closed = after(gate, code, retryAfterMs);
    waits.push(closed.until - now);
    gate = { ...closed, until: now };
  }
  return waits;
};

describe('the gate', () => {
  it.each(['offline', 'timeout', 'connection-lost', 'service-down', 'bad-answer'] as const)(
    'after %s waits longer with each probe that fails',
    (code) => expect(waitsOf(code, 6)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]),
  );

  it('tries a certificate that is not trusted rarely', () => {
    expect(waitsOf('certificate', 6)).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('waits for as long as the service asks', () => {
    expect(after(openGate, 'rate-limited', 7_000)).toMatchObject({
      reason: 'rate-limited',
      until: now + 7_000,
    });
    expect(after(openGate, 'service-down', 9_000)).toMatchObject({ until: now + 9_000 });
  });

  it.each([null, 0, 1, 1_000])('waits no shorter than without, where the service asks for %s ms', (asked) => {
    expect(waitsOf('rate-limited', 6, asked)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('remembers since when nothing is answered, through all probes', () => {
    const first = after(openGate, 'offline');
    expect(first.since).toBe(now - 500);
    expect(closedAfter(first, failure('timeout'), { since: now, now: now + 9_000, random: 0 }).since).toBe(
      now - 500,
    );
  });

  it('counts failures of requests that were in flight together as one', () => {
    const first = after(openGate, 'offline');
    expect(after(first, 'offline')).toBe(first);
    expect(after(first, 'rate-limited', 60_000)).toMatchObject({ until: now + 60_000, failures: 1 });
  });

  it('says of a wait that takes the place of another what that one is for', () => {
    const busy = after(openGate, 'service-down', 9_000);
    expect(after(busy, 'rate-limited', 60_000)).toMatchObject({
      reason: 'rate-limited',
      failure: { code: 'rate-limited' },
    });
  });
});

describe('a failure', () => {
  it.each([
    ['offline', null, 'net::ERR_INTERNET_DISCONNECTED', 'network'],
    ['offline', null, 'net::ERR_CONNECTION_REFUSED', 'origin'],
    ['certificate', null, null, 'origin'],
    ['rate-limited', null, null, 'wait'],
    ['service-down', 9_000, null, 'busy'],
    ['service-down', null, null, 'unusable'],
    ['bad-answer', null, null, 'unusable'],
    ['timeout', null, null, 'silence'],
    ['connection-lost', null, null, 'silence'],
    ['not-found', null, null, 'request'],
    ['unauthorized', null, null, 'request'],
    ['no-key', null, null, 'none'],
  ] as const)('%s with Retry-After %s and the text %s reaches as far as: %s', (code, wait, text, reach) => {
    expect(reachOf(failure(code, wait, text))).toBe(reach);
  });
});
