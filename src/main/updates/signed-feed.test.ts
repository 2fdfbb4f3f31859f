import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeKey, signFeed } from '../../../scripts/package/feed.mjs';
import { compareVersions, readSignedFeed } from './signed-feed.ts';

const { privateKey, publicKey } = makeKey();
const sha512 = `${'A'.repeat(86)}==`;
const feed = {
  version: '0.2.0',
  signedAt: '2026-11-27T12:00:00.000Z',
  notes: 'New: updates.',
  files: [{ target: 'linux-x64', name: 'rigyd-desk-0.2.0-linux-x86_64.AppImage', size: 7, sha512 }],
};

const codeOf = (text: string, key = publicKey): string => {
  const read = readSignedFeed(text, key);
  return read.ok ? 'read' : read.failure.code;
};
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const parts = (text: string): Record<string, string> => JSON.parse(text) as Record<string, string>;

/** A feed that the real key signed, of these words. */
function signed(header: string, payload: string): string {
  const [head, body] = [base64url(header), base64url(payload)];
  const signature = sign(null, Buffer.from(`${head}.${body}`), createPrivateKey(privateKey));
  return JSON.stringify({ protected: head, payload: body, signature: signature.toString('base64url') });
}
const header = JSON.stringify({ alg: 'EdDSA', typ: 'rigyd-desk-updates' });

describe('a feed', () => {
  it('is read where the signature is that of the key', () => {
    expect(readSignedFeed(signFeed(feed, privateKey), publicKey)).toEqual({ ok: true, value: feed });
  });

  it('may say more than this version knows', () => {
    expect(codeOf(signed(header, JSON.stringify({ ...feed, rollout: 50 })))).toBe('read');
  });

  it('is refused where another key signed it', () => {
    expect(codeOf(signFeed(feed, makeKey().privateKey))).toBe('update-unsigned');
  });

  it('is refused where anything of it was changed since', () => {
    const original = parts(signFeed(feed, privateKey));
    const newer = base64url(JSON.stringify({ ...feed, version: '9.0.0' }));
    const otherHeader = base64url(JSON.stringify({ alg: 'EdDSA', typ: 'rigyd-desk-updates', more: 1 }));
    const [first = ''] = original['signature'] ?? '';
    const flipped = `${first === 'A' ? 'B' : 'A'}${original['signature']?.slice(1)}`;
    for (const change of [
      { payload: newer },
      { protected: otherHeader },
      { signature: flipped },
      { signature: '' },
    ])
      expect(codeOf(JSON.stringify({ ...original, ...change }))).toBe('update-unsigned');
  });

  it('is refused where the key signed it as something else', () => {
    for (const head of [{ alg: 'EdDSA', typ: 'release' }, { alg: 'none', typ: 'rigyd-desk-updates' }, {}])
      expect(codeOf(signed(JSON.stringify(head), JSON.stringify(feed)))).toBe('update-unsigned');
  });

  it('is none where the answer is a web page, nothing, or JSON of another form', () => {
    for (const text of [
      '<!doctype html><title>Sign in</title>',
      '',
      '[]',
      '{"version":"0.2.0"}',
      JSON.stringify(feed),
    ])
      expect(codeOf(text)).toBe('update-unreadable');
  });

  it.each([
    ['a version that is none', { version: '2' }],
    ['a path instead of a name', { files: [{ ...feed.files[0], name: '../desk.AppImage' }] }],
    ['an address instead of a name', { files: [{ ...feed.files[0], name: 'https://evil.test/a' }] }],
    ['a checksum of another kind', { files: [{ ...feed.files[0], sha512: 'abc' }] }],
    ['a size that no update has', { files: [{ ...feed.files[0], size: 2 ** 40 }] }],
    ['no date', { signedAt: undefined }],
    ['a date that is none', { signedAt: 'yesterday' }],
    ['no files', { files: undefined }],
  ])('is not read where it has %s, even if it is signed', (_what, change) => {
    expect(codeOf(signed(header, JSON.stringify({ ...feed, ...change })))).toBe('update-unreadable');
  });
});

it('versions are compared number by number, and what comes before a version is earlier', () => {
  const order = ['0.1.0', '0.2.0-beta.1', '0.2.0', '0.2.1', '0.10.0', '1.0.0'];
  for (const [index, version] of order.entries())
    for (const [other, another] of order.entries())
      expect(Math.sign(compareVersions(version, another)), `${version} ${another}`).toBe(
        Math.sign(other - index),
      );
});
