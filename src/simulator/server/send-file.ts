import { parseRange } from '../../shared/byte-range.ts';
import type { AppContext } from './app-context.ts';
import type { Served } from '../results/result-store.ts';

let tagsGiven = 0;

/** Answers with a file: whole, or the part that a `Range` header asks for when `If-Range` still holds. */
export function sendFile(c: AppContext, file: Served, contentType: string, filename: string): Response {
  const faults = c.get('faults') ?? [];
  const tagFault = faults.find((fault) => fault.kind === 'etag')?.mode;
  const rangeFault = faults.find((fault) => fault.kind === 'ranges')?.mode;
  const etag = tagged(file.etag, tagFault);
  const headers = new Headers({
    'content-type': contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    'cache-control': 'private',
  });
  if (etag !== null) headers.set('etag', etag);
  if (rangeFault === 'ignored') return whole(file, headers);
  headers.set('accept-ranges', 'bytes');

  const condition = c.req.header('if-range');
  // Only a strong tag may vouch for the part a client has already.
  const stillHolds = condition === undefined || (condition === etag && !condition.startsWith('W/'));
  const range = parseRange(c.req.header('range'), file.bytes.length);
  if (range === null || !stillHolds) return whole(file, headers);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.bytes.length}`);
    return new Response(null, { status: 416, headers });
  }
  const from = rangeFault === 'wrong' ? Math.max(0, range.from - 1) : range.from;
  const part = file.bytes.subarray(from, range.to + 1);
  headers.set('content-range', `bytes ${from}-${range.to}/${file.bytes.length}`);
  headers.set('content-length', String(part.length));
  return new Response(new Uint8Array(part), { status: 206, headers });
}

function whole(file: Served, headers: Headers): Response {
  headers.set('content-length', String(file.bytes.length));
  return new Response(new Uint8Array(file.bytes), { headers });
}

function tagged(etag: string, mode: 'changes' | 'weak' | 'missing' | undefined): string | null {
  if (mode === undefined) return etag;
  if (mode === 'missing') return null;
  if (mode === 'weak') return `W/${etag}`;
  tagsGiven += 1;
  return `${etag.slice(0, -1)}-${tagsGiven}"`;
}
