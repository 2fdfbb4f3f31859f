import { describe, expect, it } from 'vitest';
import { capacityOf, gateAfterFailure, openGate, type Gate } from './gate.ts';

const now = 1_000_000;
const middle = 0.5;
const after = (
  gate: Gate,
  code: Parameters<typeof gateAfterFailure>[1]['code'],
  retryAfterMs: number | null = null,
) => gateAfterFailure(gate, { code, retryAfterMs }, now, middle);

describe('the gate', () => {
  it.each(['offline', 'timeout'] as const)(
    'closes for everyone after %s, and waits longer each time',
    (code) => {
      const waits: number[] = [];
      let gate: Gate = openGate;
      for (let round = 0; round < 6; round += 1) {
        gate = after(gate.kind === 'closed' ? { ...gate, until: now } : gate, code);
        if (gate.kind === 'closed') waits.push(gate.until - now);
      }
      expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    },
  );

  it('closes for as long as the service asks', () => {
    expect(after(openGate, 'rate-limited', 7_000)).toMatchObject({
      reason: 'rate-limited',
      until: now + 7_000,
    });
    expect(after(openGate, 'service-down', 9_000)).toMatchObject({
      reason: 'rate-limited',
      until: now + 9_000,
    });
  });

  it('stays open when only one job has trouble', () => {
    for (const code of ['not-found', 'bad-answer', 'service-down', 'forbidden', 'rejected'] as const)
      expect(after(openGate, code)).toBe(openGate);
  });

  it.each(['unauthorized', 'no-key'] as const)(
    'locks after %s, and nothing but a new key opens it',
    (code) => {
      const locked = after(openGate, code);
      expect(locked).toEqual({ kind: 'locked' });
      expect(after(locked, 'offline')).toEqual({ kind: 'locked' });
      expect(capacityOf(locked, now + 1e9, 4)).toBe(0);
    },
  );

  it('counts failures of questions that were under way together as one', () => {
    const first = after(openGate, 'offline');
    expect(after(first, 'offline')).toEqual(first);
    expect(after(first, 'rate-limited', 60_000)).toMatchObject({ until: now + 60_000, failures: 1 });
  });

  it('lets through everyone, nobody, or one to probe', () => {
    const closed: Gate = { kind: 'closed', reason: 'offline', until: now, failures: 1 };
    expect(capacityOf(openGate, now, 4)).toBe(4);
    expect(capacityOf(closed, now - 1, 4)).toBe(0);
    expect(capacityOf(closed, now, 4)).toBe(1);
  });
});
