import { publicKeyOf } from '../package/feed.mjs';

/**
 * What the owner of the app decides before a first release, see docs/releasing.md.
 *
 * @typedef {object} Decisions
 * @property {string} license of package.json
 * @property {{ feed?: string, publicKey?: string } | undefined} updates of package.json
 * @property {string} homepage
 * @property {string} maintainer
 * @property {import('../package/configuration.mjs').WindowsSigning} windowsSigning
 * @property {string | undefined} signingKey PEM, where there is one to compare
 */

/**
 * What is not decided yet, in sentences. A release would come to its end without it, or fail there, after everything was signed.
 *
 * @param {Decisions} decisions
 * @returns {string[]}
 */
export function undecided({ license, updates, homepage, maintainer, windowsSigning, signingKey }) {
  const open = [];
  if (license === 'UNLICENSED')
    open.push('package.json says UNLICENSED: nobody else may use what is released. Choose a license.');
  if (updates === undefined)
    open.push('package.json has no `updates`: apps would never learn of a new version. Name feed and key.');
  else open.push(...wrongUpdates(updates, signingKey));
  if (new URL(homepage).hostname === 'docs.rigyd.com')
    open.push(
      `scripts/package/application.mjs has ${homepage} for a homepage, which tells nothing of this app.`,
    );
  if (maintainer.includes('@localhost'))
    open.push(`scripts/package/application.mjs has ${maintainer} for a maintainer, whom nobody can reach.`);
  if (windowsSigning === null)
    open.push(
      'scripts/package/application.mjs has no `windowsSigning`: nothing would be signed for Windows.',
    );
  return open;
}

/**
 * @param {{ feed?: string, publicKey?: string }} updates
 * @param {string | undefined} signingKey
 */
function wrongUpdates({ feed = '', publicKey = '' }, signingKey) {
  const wrong = [];
  if (!URL.canParse(feed) || new URL(feed).protocol !== 'https:')
    wrong.push('`updates.feed` in package.json is no https address.');
  if (!/^[\w-]{43}$/.test(publicKey))
    wrong.push('`updates.publicKey` in package.json is no public key; `npm run sign-feed` prints one.');
  else if (signingKey !== undefined && publicKeyOf(signingKey) !== publicKey)
    wrong.push(
      '`updates.publicKey` in package.json is not the public half of the key that the feed is signed with.',
    );
  return wrong;
}
