import { createHash } from 'node:crypto';

/** The same for the same set of IDs, in whatever order; another for any other set. */
export function fingerprintOf(ids: readonly string[]): string {
  const hash = createHash('sha256');
  for (const id of ids.toSorted()) hash.update(`${id}\n`);
  return hash.digest('base64url');
}
