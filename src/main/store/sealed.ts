import { createHash } from 'node:crypto';

/**
 * Records on disk carry a checksum of their own: the database can lose or alter a row after a damaged file without
 * saying so.
 */
export function seal(value: unknown): string {
  const body = JSON.stringify(value);
  return `${checksum(body)} ${body}`;
}

/** What was sealed; undefined if a single character of it has changed since. */
export function unseal(sealed: string): unknown {
  const space = sealed.indexOf(' ');
  const body = sealed.slice(space + 1);
  if (space < 0 || checksum(body) !== sealed.slice(0, space)) return undefined;
  return JSON.parse(body);
}

const checksum = (body: string): string => createHash('sha256').update(body).digest('base64url').slice(0, 16);
