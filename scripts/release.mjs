/**
 * `npm run release -- 1.2.3`: makes this the source of that version, to be committed and tagged, see docs/releasing.md.
 *
 * `npm run release -- --check [tag]`: says what keeps the version from being released. With the key of the feed in
 * RIGYD_UPDATE_SIGNING_KEY (PEM), also whether it is the one that apps know.
 *
 * `npm run release -- --notes`: prints what the changelog says of the version.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCommand } from './lib/command.mjs';
import { plainError } from './lib/plain-error.mjs';
import { inProject, readPackage } from './lib/project.mjs';
import { homepage, maintainer, windowsSigning } from './package/application.mjs';
import { notesOf } from './release/changelog.mjs';
import { undecided } from './release/decisions.mjs';
import { beginRelease, releaseProblems } from './release/release-files.mjs';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { check: { type: 'boolean', default: false }, notes: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [given] = positionals;
  if (values.check) return check(given);
  if (values.notes) return printNotes();
  if (given === undefined) throw plainError('Which version? `npm run release -- 1.2.3`');
  beginRelease(inProject(), given, new Date());
  console.log(`This is version ${given} now. Next: git commit, git tag v${given}, see docs/releasing.md.`);
  return 0;
});

/** @param {string | undefined} tag */
function check(tag) {
  const { license, updates } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  // A secret that is missing is empty in a workflow.
  const signingKey = process.env['RIGYD_UPDATE_SIGNING_KEY'] || undefined;
  const problems = [
    ...releaseProblems(inProject(), tag),
    ...undecided({ license, updates, homepage, maintainer, windowsSigning, signingKey }),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(`Version ${readPackage().version} can be released.`);
  return problems.length === 0 ? 0 : 1;
}

function printNotes() {
  console.log(notesOf(readFileSync(inProject('CHANGELOG.md'), 'utf8'), readPackage().version));
  return 0;
}
