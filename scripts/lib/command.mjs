import { constants, userInfo } from 'node:os';
import { repairHome } from './home.mjs';
import { interruptedBy, listenForInterruption } from './interruption.mjs';
import { requireNode } from './node-version.mjs';
import { errorText } from './plain-error.mjs';

/**
 * Runs a command's main function: a Node that will do, usable HOME, orderly interruption, plain error messages, exit code.
 *
 * @param {() => Promise<number>} main answers the exit code
 */
export async function runCommand(main) {
  listenForInterruption();
  repairHome(process.env, userInfo().homedir);
  try {
    requireNode();
    process.exitCode = await main();
  } catch (error) {
    if (interruptedBy() === null) console.error(errorText(error));
    process.exitCode = 1;
  }
  const signal = interruptedBy();
  if (signal !== null) process.exitCode = 128 + constants.signals[signal];
}
