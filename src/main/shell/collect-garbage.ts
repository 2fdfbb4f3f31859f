import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds after which a start has left behind what it leaves: the window has all rows by then. */
const settlingMs = 5_000;

/**
 * Has the garbage of a start collected, once. V8 collects when it needs room, and an app that does nothing needs none: what a
 * start took would stay for hours, more than all that is kept of a list of thousands. It blocks main for 40 to 50 ms. V8
 * offers it to those alone who set its flag.
 */
export async function collectStartGarbage(): Promise<void> {
  await pause(settlingMs, undefined, { ref: false });
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (kind: { type: string; flavor: string }) => void;
  // Any other kind keeps the memory for what may come.
  collect({ type: 'major', flavor: 'last-resort' });
}
