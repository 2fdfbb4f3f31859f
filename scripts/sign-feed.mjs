/**
 * `npm run sign-feed -- <folder>`: writes `updates.json` beside the packages in a folder, which tells installed apps of this version,
 * signed with the key in RIGYD_UPDATE_SIGNING_KEY (PEM). See docs/updates.md.
 *
 * `npm run sign-feed -- --previous-key <folder>`: the same with the key of before, in the release that changes it.
 *
 * `npm run sign-feed -- --new-key <file>`: makes that key.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from './lib/command.mjs';
import { plainError } from './lib/plain-error.mjs';
import { inProject } from './lib/project.mjs';
import { feedName, feedOf, makeKey, publicKeyOf, signFeed } from './package/feed.mjs';
import { notesOf } from './release/changelog.mjs';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { 'new-key': { type: 'string' }, 'previous-key': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values['new-key'] !== undefined) return newKey(values['new-key']);
  const [folder] = positionals;
  if (folder === undefined) throw plainError('Which folder has the packages? `npm run sign-feed -- dist`');
  return signFolder(folder, values['previous-key']);
});

/** @param {string} file */
function newKey(file) {
  const { privateKey, publicKey } = makeKey();
  // Never over another key: what was signed with it could not be followed up.
  writeFileSync(file, privateKey, { mode: 0o600, flag: 'wx' });
  console.log(`The private key is in ${file}: keep it secret, and safe. The public key for package.json is`);
  console.log(publicKey);
  return 0;
}

/**
 * @param {string} folder
 * @param {boolean} isPrevious whether the key is the one that installed copies know, and package.json names the next one
 */
async function signFolder(folder, isPrevious) {
  const key = process.env['RIGYD_UPDATE_SIGNING_KEY'];
  if (key === undefined) throw plainError('RIGYD_UPDATE_SIGNING_KEY has to be the private key, as PEM.');
  const { version, updates } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  if ((updates?.publicKey === publicKeyOf(key)) === isPrevious)
    throw plainError(
      isPrevious
        ? 'The key is the one of package.json (`updates.publicKey`), and not the one of before.'
        : 'The key is not the one of which package.json names the public half (`updates.publicKey`).',
    );
  const notes = notesOf(readFileSync(inProject('CHANGELOG.md'), 'utf8'), version);
  const feed = await feedOf(folder, { version, notes, signedAt: new Date().toISOString() });
  writeFileSync(path.join(folder, feedName), signFeed(feed, key));
  console.log(`${path.join(folder, feedName)} announces version ${version}:`);
  for (const { target, name } of feed.files) console.log(`  ${target}  ${name}`);
  return 0;
}
