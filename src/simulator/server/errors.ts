import type { AppContext } from './app-context.ts';

type ErrorStatus = 400 | 401 | 402 | 404 | 409 | 413 | 422 | 502;

/** An error as the service words it: `{ "error": "text" }`, sometimes with more beside it. */
export function failed(
  c: AppContext,
  status: ErrorStatus,
  error: string,
  more: Record<string, unknown> = {},
): Response {
  return c.json({ error, ...more }, status);
}

export const jobNotFound = (c: AppContext): Response => failed(c, 404, 'Conversion job not found');
