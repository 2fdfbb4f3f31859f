import type { Failure } from '../../shared/errors.ts';
import type { Connection } from '../../shared/session.ts';
import type { Gate } from './gate.ts';

/**
 * The connection as a person sees it, after a question was settled or the gate of the poll loop was locked.
 *
 * @param failure why the question failed, if it did
 */
export function connectionAfter(
  before: Connection,
  gate: Gate,
  failure: Failure | null,
  now: number,
): Connection {
  if (gate.kind === 'open') return before.kind === 'online' ? before : { kind: 'online' };
  if (gate.kind === 'locked') return { kind: 'idle' };
  if (gate.reason === 'rate-limited') return { kind: 'waiting', until: gate.until };
  const since = before.kind === 'offline' ? before.since : now;
  return { kind: 'offline', since, failure: failure ?? { code: 'offline', text: null } };
}
