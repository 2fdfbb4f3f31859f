import { Worker } from 'node:worker_threads';
import { readGiven, type Given, type ReadGiven } from './read-given.ts';

/** Reads what was given; the content of a file is not the caller’s any more. Once `signal` is aborted, reading ends and the promise is rejected. */
export type Read = (given: readonly Given[], signal: AbortSignal) => Promise<ReadGiven>;

/** Characters, or bytes of a file, that are read at once: the slowest text of this length takes a tenth of a second. */
const maxAtOnce = 100_000;

/**
 * Makes the function that reads what was given. Much of it is read in a thread of its own: tens of megabytes take many
 * seconds, in which the app would neither ask the service nor answer its window.
 *
 * @param worker the file of read-given-worker.ts
 */
export const createRead =
  (worker: string): Read =>
  async (given, signal) => {
    const size = given.reduce((sum, one) => sum + sizeOf(one), 0);
    return size <= maxAtOnce ? readGiven(given) : readInThread(worker, given, signal);
  };

function readInThread(worker: string, given: readonly Given[], signal: AbortSignal): Promise<ReadGiven> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const thread = new Worker(worker, { workerData: given, transferList: given.flatMap(wholeBuffer) });
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

function sizeOf(given: Given): number {
  if ('text' in given) return given.text.length;
  return 'content' in given ? given.content.length : 0;
}

/** The memory of a file's content, where nothing else is in it: the thread can have it without a copy. */
function wholeBuffer(given: Given): ArrayBuffer[] {
  if (!('content' in given)) return [];
  const { buffer, byteLength } = given.content;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
