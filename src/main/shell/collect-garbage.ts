import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AtRest } from '../../shared/lib/at-rest.ts';

/** Milliseconds after which a start has left behind what it leaves: the window has all rows by then. */
const settlingMs = 5_000;

/** Milliseconds without any change after which the work is over. */
const restMs = 10_000;

/** By how much the heap must have grown since it was collected last. */
const growth = 1.25;

/**
 * Has garbage collected when nobody waits for anything: five seconds after the start, and whenever nothing has changed for a while
 * and the heap has grown meanwhile. V8 collects when it needs room, and an app that does nothing needs none: what the start
 * or a day of work took would stay for hours, more than all that is kept of a list of thousands. It blocks main for 40 to 50 ms.
 */
export class GarbageCollection {
  /** Bytes of the heap after it was collected last; null before the start is over. */
  #collectedBytes: number | null = null;
  readonly #atRest = new AtRest({
    later: (run, ms) => setTimeout(run, ms).unref(),
    restMs,
    run: () => {
      if (this.#collectedBytes !== null && heapBytes() >= growth * this.#collectedBytes) this.#collect();
    },
  });

  /** To be called once all that the last run left is read. */
  async startIsOver(): Promise<void> {
    await pause(settlingMs, undefined, { ref: false });
    this.#collect();
  }

  noteChange(): void {
    this.#atRest.noteChange();
  }

  #collect(): void {
    collectAll();
    this.#collectedBytes = heapBytes();
  }
}

const heapBytes = (): number => process.memoryUsage().heapTotal;

/** V8 offers it to those alone who set its flag. */
function collectAll(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (kind: { type: string; flavor: string }) => void;
  // Any other kind keeps the memory for what may come.
  collect({ type: 'major', flavor: 'last-resort' });
}
