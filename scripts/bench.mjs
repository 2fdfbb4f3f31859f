/**
 * `npm run bench [-- NAME …]`: measures the built app against other ways of doing the same, in one run: medians, the least
 * and the most, ratios, and whether each target is met. It takes the machine for itself; it fails only where it cannot measure.
 */
import { buildIfNeeded } from './build/build.mjs';
import { runCommand } from './lib/command.mjs';
import { inProject } from './lib/project.mjs';
import { runInSession } from './session/run-in-session.mjs';
import { setUp } from './setup/set-up.mjs';

await runCommand(async () => {
  await setUp({ headless: true });
  const built = await buildIfNeeded();
  if (built !== 0) return built;
  const args = ['--import', 'tsx', inProject('bench/run.ts'), ...process.argv.slice(2)];
  return runInSession(process.execPath, args, { cwd: inProject() });
});
