/**
 * `npm run soak -- [--kills N] [--minutes N] [--seed N]`: the real app is used without a pause and killed at random
 * moments, 200 times unless told otherwise, for an hour with random faults of the service and full disks. What it
 * acknowledged and lost is printed, with the seed that does the same again. See e2e/soak.spec.ts.
 *
 * Full disks take a user who may mount one, such as root; without, the run says that there were none.
 */
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './build/build.mjs';
import { runCommand } from './lib/command.mjs';
import { runPackage } from './lib/packages.mjs';
import { wholeNumber } from './lib/whole-number.mjs';
import { setUp } from './setup/set-up.mjs';

await runCommand(async () => {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ options: { kills: text, minutes: text, seed: text } });
  const kills = wholeNumber('--kills', values.kills) ?? 200;
  const minutes = wholeNumber('--minutes', values.minutes) ?? 60;
  const seed = wholeNumber('--seed', values.seed) ?? Math.floor(Math.random() * 2 ** 31);
  await setUp({ headless: true });
  const built = await buildIfNeeded();
  if (built !== 0) return built;
  console.log(`${kills} kills, ${minutes} minutes, seed ${seed}.`);
  const env = {
    ...process.env,
    SOAK_KILLS: String(kills),
    SOAK_MINUTES: String(minutes),
    SOAK_SEED: String(seed),
  };
  return (await runPackage('@playwright/test', 'playwright', ['test', 'e2e/soak.spec.ts'], { env })).code;
});
