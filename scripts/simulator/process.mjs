import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { plainError } from '../lib/plain-error.mjs';
import { inProject } from '../lib/project.mjs';

/**
 * How to start the simulator with Node, which needs tsx to read TypeScript.
 *
 * @param {string[]} args
 */
export const simulatorCommand = (args) => ['--import', 'tsx', inProject('src/simulator/cli.ts'), ...args];

/**
 * @typedef {object} RunningSimulator
 * @property {string} baseUrl
 * @property {string} key
 * @property {() => Promise<void>} stop
 */

/**
 * What the simulator says of itself with `--json`.
 *
 * @param {string} line
 * @returns {{ baseUrl: string, key: string } | null} null if that is not it
 */
export function parseAnnouncement(line) {
  try {
    const { baseUrl, key } = JSON.parse(line);
    return typeof baseUrl === 'string' && typeof key === 'string' ? { baseUrl, key } : null;
  } catch {
    return null;
  }
}

/**
 * Starts the simulated service on a free port and waits until it answers.
 *
 * @param {string[]} [args]
 * @returns {Promise<RunningSimulator>}
 */
export async function startSimulator(args = ['--port', '0']) {
  const child = spawn(process.execPath, simulatorCommand(['--json', ...args]), {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await ended;
  };
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text));
  const notification = parseAnnouncement(await Promise.race([line, ended.then(() => '')]));
  if (notification === null) {
    await stop();
    throw plainError('The simulator did not start; what it said is above.');
  }
  return { ...notification, stop };
}
