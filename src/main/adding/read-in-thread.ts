import { Worker } from 'node:worker_threads';
import type { GivenText } from '../../shared/given-text.ts';
import { readGiven, type ReadGiven } from './read-given.ts';

/** Reads what was given. Once `signal` is aborted, reading ends and the promise is rejected. */
export type Read = (given: readonly GivenText[], signal: AbortSignal) => Promise<ReadGiven>;

/** Characters that are read at once: the slowest text of this length takes a tenth of a second. */
const mostAtOnce = 100_000;

/**
 * Makes the function that reads what was given. Much of it is read in a thread of its own: tens of megabytes take many
 * seconds, in which the app would neither ask the service nor answer its window.
 *
 * @param worker the file of read-given-worker.ts
 */
export const createRead =
  (worker: string): Read =>
  async (given, signal) => {
    const size = given.reduce((sum, { text }) => sum + text.length, 0);
    return size <= mostAtOnce ? readGiven(given) : readInThread(worker, given, signal);
  };

function readInThread(worker: string, given: readonly GivenText[], signal: AbortSignal): Promise<ReadGiven> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const thread = new Worker(worker, { workerData: given });
    const end = (): void => void thread.terminate();
    signal.addEventListener('abort', end);
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      signal.removeEventListener('abort', end);
      reject(new Error(`Reading ended early, with code ${code}.`));
    });
  });
}
