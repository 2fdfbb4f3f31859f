import { createHash, hash } from 'node:crypto';

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

/** The same of a value whose JSON comes in pieces. @returns pieces, the first of which is the checksum */
export function sealPieces(name: string, body: readonly string[]): string[] {
  const whole = createHash('sha256').update(`${name}\n`);
  for (const piece of body) whole.update(piece);
  return [`${shortened(whole.digest('base64url'))} `, ...body];
}

/** What was sealed; undefined if a single character of it or of its name has changed since. */
export function unseal(name: string, sealed: string): unknown {
  const space = sealed.indexOf(' ');
  const body = sealed.slice(space + 1);
  if (checksum(name, body) !== sealed.slice(0, space)) return undefined;
  return JSON.parse(body);
}

const checksum = (name: string, body: string): string =>
  shortened(hash('sha256', `${name}\n${body}`, 'base64url'));

const shortened = (digest: string): string => digest.slice(0, 16);
