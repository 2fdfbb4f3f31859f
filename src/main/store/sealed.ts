import { hash } from 'node:crypto';

/**
 * Records on disk carry a checksum of their own: the database can lose or alter a row after a damaged file without
 * saying so.
 *
 * @param name what the value is stored under, so that it cannot turn up under another name
 */
export function seal(name: string, value: unknown): string {
  const body = JSON.stringify(value);
  return `${checksum(name, body)} ${body}`;
}

/** What was sealed; undefined if a single character of it or of its name has changed since. */
export function unseal(name: string, sealed: string): unknown {
  const space = sealed.indexOf(' ');
  const body = sealed.slice(space + 1);
  if (checksum(name, body) !== sealed.slice(0, space)) return undefined;
  return JSON.parse(body);
}

const checksum = (name: string, body: string): string =>
  hash('sha256', `${name}\n${body}`, 'base64url').slice(0, 16);
