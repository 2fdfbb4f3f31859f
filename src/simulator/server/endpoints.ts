import type { Target } from '../faults/fault-table.ts';
import type { Endpoint } from '../faults/faults.ts';

const GET: readonly (readonly [RegExp, Endpoint])[] = [
  [/^\/api\/conversions\/pricing$/, 'pricing'],
  [/^\/api\/conversions\/([^/]+)\/result$/, 'result'],
  [/^\/api\/conversions\/([^/]+)$/, 'job'],
  [/^\/api\/conversions$/, 'list'],
  [/^\/api\/me$/, 'me'],
  [/^\/api\/compositions/, 'compositions'],
];
const POST: readonly (readonly [RegExp, Endpoint])[] = [
  [/^\/api\/conversions\/generate$/, 'generate'],
  [/^\/api\/conversions\/([^/]+)\/simulate$/, 'simulate'],
  [/^\/api\/conversions$/, 'submit'],
  [/^\/api\/compositions/, 'compositions'],
];

/**
 * Which call of the API a request is, and which job it is about. An address with a slash at its end is none of them, so
 * that a fault can redirect there without striking again.
 */
export function apiTarget(method: string, url: string): Target {
  const { pathname, search } = new URL(url);
  for (const [pattern, endpoint] of method === 'POST' ? POST : GET) {
    const found = pattern.exec(pathname);
    if (found !== null) return { endpoint, job: decoded(found[1]), query: search };
  }
  return { endpoint: null, job: null, query: search };
}

/** The same for the assets host, where every path names the job: a file of it, or a result that was handed on. */
export function assetTarget(url: string): Target {
  const { pathname, search } = new URL(url);
  const job = /^\/(?:jobs|api\/conversions)\/([^/]+)\//.exec(pathname)?.[1];
  return { endpoint: 'assets', job: decoded(job), query: search };
}

/** A piece of a path as it was meant; one that is no valid encoding stays as it is. */
function decoded(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
