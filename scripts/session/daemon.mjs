import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { plainError } from '../lib/plain-error.mjs';

/** How long a daemon may take to be ready, in milliseconds. */
const READY_LIMIT = 15_000;

/** How long it may take to stop, in milliseconds. */
const STOP_LIMIT = 3000;

/**
 * @typedef {object} Daemon
 * @property {string} name
 * @property {import('node:child_process').ChildProcess} child
 * @property {() => string} log what it complained about so far
 */

/**
 * Starts a program that stays in the background. Its complaints go to a file in the session's folder.
 *
 * @param {string} name
 * @param {string[]} args
 * @param {object} options
 * @param {Record<string, string>} options.env
 * @param {string} options.folder
 * @param {string} [options.input] what it reads
 * @param {import('../lib/run.mjs').Account | undefined} [options.account]
 * @returns {Daemon} with pipes for what it writes to its descriptors 1 and 3
 */
export function startDaemon(name, args, { env, folder, input = '', account }) {
  const logFile = path.join(folder, `${name}.log`);
  const log = openSync(logFile, 'w');
  const child = spawn(name, args, { env, ...account, stdio: ['pipe', 'pipe', log, 'pipe'] });
  closeSync(log);
  // A daemon that ends before it has read its input is reported by `whenReady`.
  child.stdin?.on('error', () => undefined).end(input);
  return { name, child, log: () => readFileSync(logFile, 'utf8').trim() };
}

/**
 * The first line a daemon writes, with which it says that it is ready.
 *
 * @param {Daemon} daemon
 * @param {1 | 3} descriptor
 * @returns {Promise<string>} fails if it stops before, or takes too long
 */
export function firstLine(daemon, descriptor) {
  const pipe = /** @type {import('node:stream').Readable} */ (daemon.child.stdio[descriptor]);
  const line = once(createInterface(pipe), 'line').then(([text]) => String(text));
  return whenReady(daemon, line);
}

/**
 * Waits for a daemon's sign of life.
 *
 * @template T
 * @param {Daemon} daemon
 * @param {Promise<T>} ready
 * @returns {Promise<T>} fails if it stops before, or takes too long
 */
export async function whenReady(daemon, ready) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => {
    /** @param {string} why */
    const fail = (why) => reject(plainError(`${daemon.name} ${why}. ${daemon.log()}`.trim()));
    daemon.child.once('error', (error) => fail(`could not be started: ${error.message}`));
    daemon.child.once('exit', (code, signal) => fail(`stopped at once (${signal ?? `exit code ${code}`})`));
    timer = setTimeout(() => fail(`was not ready after ${READY_LIMIT / 1000} seconds`), READY_LIMIT);
  });
  try {
    return await Promise.race([ready, failure]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks a daemon to stop, so that it can remove its own traces, and kills it if it does not.
 *
 * @param {Daemon} daemon
 */
export async function stopDaemon({ child }) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
