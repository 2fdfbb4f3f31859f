/**
 * `node scripts/session.mjs [--display-only] [--] command [arguments]`: runs a command in a session of its own, with
 * an unlocked keyring and a display in memory. Outside Linux, where there is no need, it runs the command as it is.
 */
import { runCommand } from './lib/command.mjs';
import { plainError } from './lib/plain-error.mjs';
import { parseSessionArguments, runInSession } from './session/run-in-session.mjs';

await runCommand(async () => {
  const { keychain, command, args } = parseSessionArguments(process.argv.slice(2));
  if (command === undefined)
    throw plainError('Usage: node scripts/session.mjs [--display-only] [--] command …');
  return runInSession(command, args, { keychain });
});
