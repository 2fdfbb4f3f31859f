/**
 * `npm run package`: builds the app and makes its packages for this system, in `dist`, see docs/packaging.md. Set-up is part of it.
 */
import { rmSync } from 'node:fs';
import { runCommand } from './lib/command.mjs';
import { inProject } from './lib/project.mjs';
import { makePackages } from './package/make-packages.mjs';
import { setUp } from './setup/set-up.mjs';

await runCommand(async () => {
  const runtime = await setUp({ headless: false, packaging: true });
  const output = inProject('dist');
  rmSync(output, { recursive: true, force: true });
  await makePackages(runtime, output);
  return 0;
});
