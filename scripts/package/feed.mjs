import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { sha512Of } from '../lib/files.mjs';
import { plainError } from '../lib/plain-error.mjs';

/** What an installed app looks for, see docs/updates.md. `src/main/updates/signed-feed.ts` reads it. */
export const feedName = 'updates.json';

/**
 * @typedef {object} Feed
 * @property {string} version
 * @property {string} signedAt ISO 8601, UTC; an app refuses what is older than the newest that it has seen
 * @property {string} notes plain text
 * @property {{ target: string, name: string, size: number, sha512: string }[]} files
 */

/** What the header of the signature says. `typ` keeps it from counting for anything else that the key may sign. */
const header = { alg: 'EdDSA', typ: 'rigyd-desk-updates' };

/**
 * Signs a feed: a JSON Web Signature in its flattened JSON form (RFC 7515, 7.2.2) with Ed25519 (RFC 8037).
 *
 * @param {Feed} feed
 * @param {string} privateKey PEM
 */
export function signFeed(feed, privateKey) {
  const key = readPrivateKey(privateKey);
  const [head, payload] = [header, feed].map((part) => base64url(JSON.stringify(part)));
  const signature = base64url(sign(null, Buffer.from(`${head}.${payload}`, 'ascii'), key));
  return `${JSON.stringify({ protected: head, payload, signature }, null, 2)}\n`;
}

/** A new key. The public half is `x` of a JWK, which `package.json` names. */
export function makeKey() {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { privateKey: pem, publicKey: publicKeyOf(pem) };
}

/** @param {string} privateKey PEM */
export const publicKeyOf = (privateKey) =>
  String(createPublicKey(readPrivateKey(privateKey)).export({ format: 'jwk' }).x);

/** @param {string} pem */
function readPrivateKey(pem) {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The system's own words would say nothing of what to do.
  }
  throw plainError(
    'The key is not an Ed25519 key in PEM. Make one with `npm run sign-feed -- --new-key <file>`.',
  );
}

/** @param {string | Buffer} data */
const base64url = (data) => Buffer.from(data).toString('base64url');

/**
 * The feed of a release: its files that apps update themselves with. Other packages are left out: a package manager or a person
 * brings those.
 *
 * @param {string} folder with the packages of one version
 * @param {Omit<Feed, 'files'>} release
 * @returns {Promise<Feed>}
 */
export async function feedOf(folder, release) {
  /** @type {Feed['files']} */
  const files = [];
  for (const name of readdirSync(folder).sort()) {
    const target = targetOf(name);
    if (target === null) continue;
    if (!name.includes(`-${release.version}`))
      throw plainError(`${name} is not of version ${release.version}. Package again first.`);
    if (files.some((file) => file.target === target))
      throw plainError(`There are two files for ${target} in ${folder}. Leave one.`);
    const file = path.join(folder, name);
    files.push({ target, name, size: statSync(file).size, sha512: await sha512Of(file) });
  }
  if (files.length === 0) throw plainError(`There is no AppImage, installer or disk image in ${folder}.`);
  return { ...release, files };
}

/** Files that apps update themselves with, by what their names end in, and Node's name for the system. */
const kinds = /** @type {const} */ ([
  [/\.AppImage$/, 'linux'],
  [/-setup\.exe$/, 'win32'],
  [/\.dmg$/, 'darwin'],
]);

/**
 * The system and processor that a file is for, as Node names them; null where no app updates itself with it.
 *
 * @param {string} name
 */
export function targetOf(name) {
  const [, platform] = kinds.find(([ending]) => ending.test(name)) ?? [];
  if (platform === undefined) return null;
  return `${platform}-${/arm64|aarch64/.test(name) ? 'arm64' : 'x64'}`;
}
