import { describe, expect, it } from 'vitest';
import type { Connection } from '../../shared/session.ts';
import { connectionAfter } from './connection-state.ts';
import type { Gate } from './gate.ts';

const offline: Connection = { kind: 'offline', since: 10, failure: { code: 'offline', text: 'no route' } };
const idle: Connection = { kind: 'idle' };
const online: Connection = { kind: 'online' };
const open: Gate = { kind: 'open' };
const closed = (reason: 'offline' | 'rate-limited'): Gate => ({
  kind: 'closed',
  reason,
  until: 99,
  failures: 1,
});
const failure = { code: 'timeout' as const, text: null };

describe('the connection', () => {
  it('is online once the service has answered, and the same as before if it was', () => {
    for (const before of [idle, offline]) expect(connectionAfter(before, open, failure, 50)).toEqual(online);
    expect(connectionAfter(online, open, null, 50)).toBe(online);
  });

  it('is idle without a key that the service takes', () => {
    expect(connectionAfter(online, { kind: 'locked' }, failure, 50)).toEqual(idle);
  });

  it('is offline from the first failure on, with the reason of the last', () => {
    const first = connectionAfter(online, closed('offline'), { code: 'offline', text: 'no route' }, 50);
    expect(first).toEqual({ ...offline, since: 50 });
    expect(connectionAfter(first, closed('offline'), failure, 60)).toEqual({
      kind: 'offline',
      since: 50,
      failure,
    });
  });

  it('is offline for no reason in particular where none is known', () => {
    expect(connectionAfter(online, closed('offline'), null, 50)).toMatchObject({
      failure: { code: 'offline', text: null },
    });
  });

  it('waits where the service asked for it', () => {
    expect(connectionAfter(offline, closed('rate-limited'), failure, 50)).toEqual({
      kind: 'waiting',
      until: 99,
    });
  });
});
