import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { interruptedBy, interruption } from './interruption.mjs';
import { plainError } from './plain-error.mjs';

/** How long a child may take to stop after it was asked to, in milliseconds. */
const STOP_PATIENCE = 8000;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]
 * @property {boolean} [capture] keep what the child prints instead of showing it
 * @property {boolean} [stdin] hand on the terminal's input; closed otherwise
 * @property {AbortSignal} [signal] stops the child, besides an interruption of the command
 * @property {(pid: number) => void} [onStart]
 * @property {Account | undefined} [account] who runs it, by default who we are; takes root
 */

/** @typedef {{ uid: number, gid: number }} Account of the system, by its numbers */

/**
 * A child's exit code as a shell would report it.
 *
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * Runs a program, without a shell, until it ends. When the command is interrupted the program gets the same signal,
 * and is killed if it does not stop. Rejects if the program cannot be started, or the command was interrupted before.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export async function run(command, args, options = {}) {
  interruption.throwIfAborted();
  const output = options.capture ? 'pipe' : 'inherit';
  const child = spawn(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.account,
    env: options.env ?? process.env,
    stdio: [options.stdin ? 'inherit' : 'ignore', output, output],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk) => (text.stdout += chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk) => (text.stderr += chunk));
  if (child.pid !== undefined) options.onStart?.(child.pid);

  /** @type {NodeJS.Timeout | undefined} */
  let killTimer;
  const stop = () => {
    child.kill(interruptedBy() ?? 'SIGTERM');
    killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE);
  };
  const stopSignal = options.signal ? AbortSignal.any([interruption, options.signal]) : interruption;
  stopSignal.addEventListener('abort', stop, { once: true });
  if (stopSignal.aborted) stop();
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', (error) => reject(plainError(`${command} could not be started: ${error.message}`)));
      child.on('close', (code, signal) => resolve({ code: exitCode(code, signal), ...text }));
    });
  } finally {
    clearTimeout(killTimer);
    stopSignal.removeEventListener('abort', stop);
  }
}
