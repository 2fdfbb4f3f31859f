import { Worker } from 'node:worker_threads';
import { readInputs, type Input, type ReadInputs } from './read-inputs.ts';

/** Reads inputs; the content of a file is not the caller’s any more. Once `signal` is aborted, reading ends and the promise is rejected. */
export type Read = (inputs: readonly Input[], signal: AbortSignal) => Promise<ReadInputs>;

/** Characters, or bytes of a file, that are read at once: the slowest text of this length takes a tenth of a second. */
const maxAtOnce = 100_000;

/**
 * Makes the function that reads inputs. Large ones are read in a thread of their own: tens of megabytes take many seconds,
 * in which the app would neither poll nor answer its window.
 *
 * @param worker the file of read-inputs-worker.ts
 */
export const createRead =
  (worker: string): Read =>
  async (inputs, signal) => {
    const size = inputs.reduce((sum, one) => sum + sizeOf(one), 0);
    return size <= maxAtOnce ? readInputs(inputs) : readInThread(worker, inputs, signal);
  };

function readInThread(worker: string, inputs: readonly Input[], signal: AbortSignal): Promise<ReadInputs> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const thread = new Worker(worker, { workerData: inputs, transferList: inputs.flatMap(wholeBuffer) });
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

function sizeOf(input: Input): number {
  if ('text' in input) return input.text.length;
  return 'content' in input ? input.content.length : 0;
}

/** The memory of a file's content, where nothing else is in it: the thread can have it without a copy. */
function wholeBuffer(input: Input): ArrayBuffer[] {
  if (!('content' in input)) return [];
  const { buffer, byteLength } = input.content;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
