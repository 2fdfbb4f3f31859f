import { describe, expect, it } from 'vitest';
import type { Connection } from '../../shared/session.ts';
import { connectionAfter } from './connection-state.ts';
import type { ClosedGate, Gate } from '../api/gate.ts';

const failure = { code: 'timeout' as const, text: null };
const noRoute = { code: 'offline' as const, text: 'no route' };
const offline: Connection = { kind: 'offline', since: 10, failure: noRoute, retryAt: 30 };
const idle: Connection = { kind: 'idle' };
const online: Connection = { kind: 'online' };
const open: Gate = { kind: 'open' };
const closed = (reason: ClosedGate['reason'], values: Partial<ClosedGate> = {}): Gate => ({
  kind: 'closed',
  reason,
  since: 50,
  closedAt: 60,
  until: 99,
  failures: 1,
  failure: noRoute,
  ...values,
});
const after = (before: Connection, gate: Gate, { isLocked = false, isAnswered = false } = {}) =>
  connectionAfter(before, { gate, isLocked, isAnswered });

describe('the connection', () => {
  it('is online once the service has answered, and the same as before if it was', () => {
    for (const before of [idle, offline]) expect(after(before, open, { isAnswered: true })).toEqual(online);
    expect(after(online, open, { isAnswered: true })).toBe(online);
  });

  it('is online when the gate opens, and not known before anything was asked', () => {
    expect(after(offline, open)).toEqual(online);
    expect(after(idle, open)).toBe(idle);
  });

  it('is idle without a key that the service takes', () => {
    expect(after(online, open, { isLocked: true })).toEqual(idle);
  });

  it('is offline since nothing was answered, with the reason of the last failure and the time of the next try', () => {
    const first = after(online, closed('offline'));
    expect(first).toEqual({ kind: 'offline', since: 50, failure: noRoute, retryAt: 99 });
    expect(after(first, closed('failing', { since: 70, until: 120, failure }))).toEqual({
      kind: 'offline',
      since: 50,
      failure,
      retryAt: 120,
    });
  });

  it('waits where the service asked for it', () => {
    const asked = closed('rate-limited', { failure: { code: 'rate-limited', text: null } });
    expect(after(offline, asked)).toEqual({ kind: 'waiting', until: 99 });
  });

  it('is offline where the service is down, also where it says for how long', () => {
    const down = { code: 'service-down' as const, text: 'Under maintenance' };
    expect(after(online, closed('rate-limited', { failure: down }))).toEqual({
      kind: 'offline',
      since: 50,
      failure: down,
      retryAt: 99,
    });
  });
});
