/**
 * `npm run fuzz -- [--cases N] [--seed N]`: random input for everything that reads what comes from outside, a million
 * cases in all unless told otherwise. The seed that is printed brings the same cases again.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCommand } from './lib/command.mjs';
import { wholeNumber } from './lib/whole-number.mjs';
import { runPackage } from './lib/packages.mjs';
import { inProject } from './lib/project.mjs';
import { setUpDependencies } from './setup/set-up.mjs';

await runCommand(async () => {
  const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } });
  const cases = wholeNumber('--cases', values.cases) ?? 1_000_000;
  const seed = wholeNumber('--seed', values.seed) ?? Math.floor(Math.random() * 2 ** 31);
  const properties = countProperties();
  const each = Math.ceil(cases / properties);
  await setUpDependencies();
  console.log(`${properties} properties, ${each} cases of each, seed ${seed}.`);
  const env = { ...process.env, FUZZ_RUNS: String(each), FUZZ_SEED: String(seed) };
  return (await runPackage('vitest', 'vitest', ['run', '--project', 'fuzz'], { env })).code;
});

/** How many properties the tests of `fuzz` assert. */
function countProperties() {
  return readdirSync(inProject('fuzz'))
    .filter((name) => name.endsWith('.test.ts'))
    .reduce(
      (sum, name) => sum + readFileSync(inProject('fuzz', name), 'utf8').split('fc.assert(').length - 1,
      0,
    );
}
