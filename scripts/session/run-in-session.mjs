import { run } from '../lib/run.mjs';
import { startSession } from './session.mjs';

/**
 * Runs a program in a session of its own, on Linux; elsewhere as it is.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ keychain?: boolean, env?: Record<string, string | undefined>, cwd?: string }} [options]
 * @returns {Promise<number>} the program's exit code
 */
export async function runInSession(command, args, { keychain = true, env = process.env, ...options } = {}) {
  if (process.platform !== 'linux') return (await run(command, args, { ...options, env })).code;
  const session = await startSession({ keychain, env });
  try {
    return (await run(command, args, { ...options, env: session.env, stdin: true })).code;
  } finally {
    await session.stop();
  }
}

/**
 * @param {string[]} args
 * @returns {{ keychain: boolean, command: string | undefined, args: string[] }}
 */
export function parseSessionArguments(args) {
  const [first, ...afterFirst] = args;
  const keychain = first !== '--display-only';
  const rest = keychain ? args : afterFirst;
  const [command, ...commandArgs] = rest[0] === '--' ? rest.slice(1) : rest;
  return { keychain, command, args: commandArgs };
}
