import type { Connection } from '../../shared/session.ts';
import { isOutage, type Gate } from '../api/gate.ts';

/** What decides how the connection is shown. */
export interface ConnectionFacts {
  gate: Gate;
  /** Whether nothing is asked, for lack of a key that the service takes. */
  isLocked: boolean;
  /** Whether the service has just answered. */
  isAnswered: boolean;
}

/** The connection as a person sees it, after a request was settled or the gate of the API changed. */
export function connectionAfter(
  before: Connection,
  { gate, isLocked, isAnswered }: ConnectionFacts,
): Connection {
  if (isLocked) return before.kind === 'idle' ? before : { kind: 'idle' };
  if (gate.kind === 'open') {
    const isOver = isAnswered || before.kind === 'offline' || before.kind === 'waiting';
    return isOver && before.kind !== 'online' ? { kind: 'online' } : before;
  }
  // A service that is down and says for how long is down all the same.
  if (gate.reason === 'rate-limited' && !isOutage(gate)) return { kind: 'waiting', until: gate.until };
  const since = before.kind === 'offline' ? before.since : gate.since;
  return { kind: 'offline', since, failure: gate.failure, retryAt: gate.until };
}
