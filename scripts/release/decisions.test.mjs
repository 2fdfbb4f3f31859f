import { describe, expect, it } from 'vitest';
import { makeKey } from '../package/feed.mjs';
import { undecided } from './decisions.mjs';

const { privateKey, publicKey } = makeKey();
const feed = 'https://example.org/updates.json';
const windowsSigning = {
  publisherName: 'Us',
  endpoint: 'https://weu.codesigning.azure.net/',
  codeSigningAccountName: 'us',
  certificateProfileName: 'desk',
};
const decided = {
  license: 'MIT',
  updates: { feed, publicKey },
  homepage: 'https://example.org',
  maintainer: 'Us <us@example.org>',
  windowsSigning,
  signingKey: privateKey,
};

describe('a first release', () => {
  it('can be made once its owner has decided everything', () => {
    expect(undecided(decided)).toEqual([]);
    expect(undecided({ ...decided, signingKey: undefined })).toEqual([]);
  });

  it.each([
    ['a license', { license: 'UNLICENSED' }, /UNLICENSED/],
    ['where updates are announced', { updates: undefined }, /no `updates`/],
    ['an address of the feed', { updates: { feed: 'http://example.org', publicKey } }, /no https address/],
    ['a key of the feed', { updates: { feed, publicKey: 'abc' } }, /is no public key/],
    ['the key that signs', { updates: { feed, publicKey: makeKey().publicKey } }, /not the public half/],
    ['a homepage', { homepage: 'https://docs.rigyd.com' }, /homepage/],
    ['a maintainer', { maintainer: 'Us <nobody@localhost>' }, /maintainer/],
    ['how programs for Windows are signed', { windowsSigning: null }, /windowsSigning/],
  ])('needs %s', (_what, change, problem) => {
    const open = undecided({ ...decided, ...change });
    expect(open).toHaveLength(1);
    expect(open[0]).toMatch(problem);
  });
});
