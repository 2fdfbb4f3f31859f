import type { ServerResponse } from 'node:http';

/** An answer written to the socket by hand, which can break off, dawdle or hide its length. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly framing: 'length' | 'chunked' | 'close';
  /** The share of the body that is sent before the connection ends; 1 for all of it. */
  readonly keep: number;
  /** Bytes a second; null for all at once. */
  readonly bytesPerSecond: number | null;
  /** Bytes that come at once before a slow body begins to be slow. */
  readonly after: number;
}

/** Pieces a second of a slow body, unless it has fewer bytes a second than that. */
const MAX_PIECES = 20;

/** Sends the answer. `wait` resolves after so many milliseconds. */
export async function sendRaw(
  outgoing: ServerResponse,
  answer: RawAnswer,
  wait: (ms: number) => Promise<void>,
): Promise<void> {
  const headers: Record<string, string> = { ...answer.headers };
  delete headers['content-length'];
  if (answer.framing === 'length') headers['content-length'] = String(answer.body.length);
  if (answer.framing === 'close') {
    headers['connection'] = 'close';
    // Without this, Node would announce chunks, and a client could tell a whole body from a broken one.
    outgoing.removeHeader('transfer-encoding');
  }
  outgoing.writeHead(answer.status, headers);
  outgoing.flushHeaders();
  const body = answer.body.subarray(0, Math.floor(answer.body.length * answer.keep));
  const slow = answer.bytesPerSecond === null ? null : paceOf(answer.bytesPerSecond);
  const atOnce = slow === null ? body.length : answer.after;
  if (atOnce > 0) await written(outgoing, body.subarray(0, atOnce));
  for (let from = atOnce; slow !== null && from < body.length && !outgoing.destroyed; from += slow.piece) {
    await wait(slow.pause);
    await written(outgoing, body.subarray(from, from + slow.piece));
  }
  if (answer.keep < 1 && answer.framing !== 'close') outgoing.destroy();
  else outgoing.end();
}

/** Bytes at a time, and the milliseconds between them. */
function paceOf(bytesPerSecond: number): { piece: number; pause: number } {
  const pieces = Math.min(MAX_PIECES, bytesPerSecond);
  return { piece: Math.ceil(bytesPerSecond / pieces), pause: 1_000 / pieces };
}

/** Resolves when the bytes are on their way, or the client has gone. */
const written = (outgoing: ServerResponse, bytes: Buffer): Promise<void> =>
  new Promise((resolve) => outgoing.write(bytes, () => resolve()));
