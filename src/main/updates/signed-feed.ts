import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { parseJson } from '../lib/parse-json.ts';
import { updateReasons } from '../words/reasons.ts';

/** What the header of a feed's signature says: `typ` keeps what was signed for something else from being taken for a feed. */
export const feedHeader = { alg: 'EdDSA', typ: 'rigyd-desk-updates' } as const;

/** Systems and processors as Node names them, `linux-x64` say. */
const target = z.string().regex(/^[a-z\d]+-[a-z\d]+$/);

/** A file for one system. */
const fileSchema = z.object({
  target,
  /** Of a file beside the feed; no path. */
  name: z.string().regex(/^[A-Za-z\d][\w .+-]{0,150}$/),
  size: z
    .int()
    .min(1)
    .max(2 ** 30),
  /** Base64 of 64 bytes. */
  sha512: z.base64().length(88),
});
export type FeedFile = z.infer<typeof fileSchema>;

/** The newest version, as its maker announced it. */
const feedSchema = z.object({
  /** UTC. Tells an older feed from a newer one, also where that withdraws a version. */
  signedAt: z.iso.datetime(),
  version: z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}$/),
  notes: z.string().max(20_000),
  files: z.array(fileSchema).max(50),
});
export type Feed = z.infer<typeof feedSchema>;

/** The flattened JSON form of a JSON Web Signature (RFC 7515, 7.2.2). */
const signedSchema = z.strictObject({
  protected: z.base64url(),
  payload: z.base64url(),
  signature: z.base64url(),
});

/**
 * Reads a feed whose signature holds. Of any other no more is parsed than its envelope, the three texts that a signature comes in;
 * header and payload are not looked into. Fails with `update-unreadable` for what is no signed feed at all, `update-unsigned` where
 * the signature is not that of the key.
 *
 * @param publicKey `x` of a JWK with an Ed25519 key (RFC 8037)
 */
export function readSignedFeed(text: string, publicKey: string): Outcome<Feed> {
  const signed = signedSchema.safeParse(parseJson(text));
  if (!signed.success) return failed('update-unreadable', updateReasons.notFeed);
  const { protected: header, payload, signature } = signed.data;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const isSigned = verify(
    null,
    Buffer.from(`${header}.${payload}`, 'ascii'),
    key,
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) return failed('update-unsigned');
  const { alg, typ } = headerSchema.safeParse(parseJson(decoded(header))).data ?? {};
  if (alg !== feedHeader.alg || typ !== feedHeader.typ) return failed('update-unsigned');
  const feed = feedSchema.safeParse(parseJson(decoded(payload)));
  return feed.success ? success(feed.data) : failed('update-unreadable', updateReasons.otherFeed);
}

const headerSchema = z.object({ alg: z.string(), typ: z.string() });

const decoded = (text: string): string => Buffer.from(text, 'base64url').toString('utf8');

/**
 * Which of two versions is the later one: negative where `one` is, positive where `other` is. A version with something after its
 * numbers comes before the one without.
 *
 * @param one `1.2.3`, or `1.2.3-beta.1`
 */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const place = a.findIndex((number, index) => number !== b[index]);
  return place === -1 ? 0 : (b[place] ?? 0) - (a[place] ?? 0);
}

/** With a last one that is 0 for what comes before the version itself, a beta say. */
function numbersOf(version: string): number[] {
  const [numbers = '', ...before] = version.split('-');
  return [...numbers.split('.').map(Number), before.length === 0 ? 1 : 0];
}
