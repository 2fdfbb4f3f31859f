import { parentPort, workerData } from 'node:worker_threads';
import { readInputs, type Input } from './read-inputs.ts';

/** The thread in which large inputs are read: it gets the inputs, posts their content, and ends. */
parentPort?.postMessage(readInputs(workerData as Input[]));
