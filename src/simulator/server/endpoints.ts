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

/** Which call of the API a request is, and which job it is about. */
export function apiTarget(method: string, path: string): Target {
  for (const [pattern, endpoint] of method === 'POST' ? POST : GET) {
    const found = pattern.exec(path);
    if (found !== null)
      return { endpoint, job: found[1] === undefined ? null : decodeURIComponent(found[1]) };
  }
  return { endpoint: null, job: null };
}

/** The same for the assets host, where every path starts with the job. */
export function assetTarget(path: string): Target {
  const job = /^\/jobs\/([^/]+)\//.exec(path)?.[1];
  return { endpoint: 'assets', job: job === undefined ? null : decodeURIComponent(job) };
}
