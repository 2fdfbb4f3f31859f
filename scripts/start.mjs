/** `npm start [-- job ids]`: the app on the live service. */
import { buildIfNeeded } from './build/build.mjs';
import { electronLaunch } from './electron/launch-options.mjs';
import { runCommand } from './lib/command.mjs';
import { requireDisplay } from './lib/machine.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './setup/set-up.mjs';

await runCommand(async () => {
  requireDisplay();
  await setUp({ headless: false });
  const built = await buildIfNeeded();
  if (built !== 0) return built;
  const { executablePath, args, env } = electronLaunch({ args: process.argv.slice(2), automated: false });
  return (await run(executablePath, args, { env })).code;
});
