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
  const body = unsealText(name, sealed);
  return body === undefined ? undefined : JSON.parse(body);
}

/** The JSON of what was sealed, likewise. */
export function unsealText(name: string, sealed: string): string | undefined {
  const space = sealed.indexOf(' ');
  const body = sealed.slice(space + 1);
  return checksum(name, body) === sealed.slice(0, space) ? body : undefined;
}

/** The JSON of what was sealed, likewise, of a whole file. */
export function unsealBytes(name: string, sealed: Buffer): Buffer | undefined {
  const space = sealed.indexOf(' ');
  const body = sealed.subarray(space + 1);
  const digest = createHash('sha256').update(`${name}\n`).update(body).digest('base64url');
  return shortened(digest) === sealed.toString('latin1', 0, space) ? body : undefined;
}

const checksum = (name: string, body: string): string =>
  shortened(hash('sha256', `${name}\n${body}`, 'base64url'));

const shortened = (digest: string): string => digest.slice(0, 16);
