/** `npm run simulator -- --port N`: the simulated service alone. */
import { runCommand } from './lib/command.mjs';
import { inProject } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUpDependencies } from './setup/set-up.mjs';
import { simulatorCommand } from './simulator/process.mjs';

await runCommand(async () => {
  await setUpDependencies();
  return (await run(process.execPath, simulatorCommand(process.argv.slice(2)), { cwd: inProject() })).code;
});
