import { parentPort, workerData } from 'node:worker_threads';
import { readGiven, type Given } from './read-given.ts';

/** The thread in which much text is read: it gets what was given, says what stands in it, and ends. */
parentPort?.postMessage(readGiven(workerData as Given[]));
