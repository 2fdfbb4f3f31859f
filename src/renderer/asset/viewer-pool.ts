import type { WorkerEnd } from './worker-end.ts';
import type { FromViewer, ToViewer } from './workers/protocol.ts';

type ViewerWorker = WorkerEnd<ToViewer>;

/** A viewer in the hands of one view. */
export interface ViewerPort extends ViewerWorker {
  /** Gives it back. @param isSound whether another view may have it: it has answered so far, and nothing is under way */
  release: (isSound: boolean) => void;
}

/** Milliseconds that a viewer has to put its things away. */
export const putAwayMs = 1_000;
/** Milliseconds that a view waits for the viewer of the one before it: less than it takes to start another. */
export const handOverMs = 100;
/** Milliseconds that a viewer is kept for another view: a little less than the page waits before it frees memory, see `ViewerPlace`. */
export const idleMs = 8_000;

/**
 * Viewers for views. One that was given back serves the next view: its scripts are loaded, its graphics are there and its shaders
 * compiled, which is most of what a first picture takes. One that may not be sound is ended.
 */
export class ViewerPool {
  readonly #start: () => ViewerWorker;
  /** Those that nobody uses, and the timer that ends each. */
  readonly #idle = new Map<ViewerWorker, ReturnType<typeof setTimeout>>();
  /** How many put their things away for another view. */
  #clearing = 0;
  #waiting: Lease[] = [];

  constructor(start: () => ViewerWorker) {
    this.#start = start;
  }

  take(): ViewerPort {
    const lease = new Lease((worker, isSound) => this.#takeBack(worker, isSound));
    const [idle] = this.#idle.keys();
    if (idle !== undefined) lease.begin(this.#takeIdle(idle));
    else if (this.#waiting.length < this.#clearing) this.#wait(lease);
    else lease.begin(this.#start());
    return lease;
  }

  #wait(lease: Lease): void {
    this.#waiting.push(lease);
    setTimeout(() => {
      if (!this.#waiting.includes(lease)) return;
      this.#waiting = this.#waiting.filter((one) => one !== lease);
      if (!lease.isOver) lease.begin(this.#start());
    }, handOverMs);
  }

  #takeBack(worker: ViewerWorker, isSound: boolean): void {
    if (!isSound) return end(worker);
    this.#clearing += 1;
    ask(worker, 'clear', 'cleared', (isCleared) => {
      this.#clearing -= 1;
      if (isCleared) this.#passOn(worker);
      else worker.terminate();
    });
  }

  #passOn(worker: ViewerWorker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#keep(worker);
    else if (next.isOver) this.#passOn(worker);
    else next.begin(worker);
  }

  #keep(worker: ViewerWorker): void {
    const drop = (): void => end(this.#takeIdle(worker));
    this.#idle.set(worker, setTimeout(drop, idleMs));
    worker.onerror = drop;
    worker.onmessage = ({ data }) => {
      if ((data as FromViewer).kind === 'problem') drop();
    };
  }

  #takeIdle(worker: ViewerWorker): ViewerWorker {
    clearTimeout(this.#idle.get(worker));
    this.#idle.delete(worker);
    return worker;
  }
}

/** What it is told before a worker is there waits for that. */
class Lease implements ViewerPort {
  onmessage: ViewerPort['onmessage'] = null;
  onerror: ViewerPort['onerror'] = null;
  readonly #giveBack: (worker: ViewerWorker, isSound: boolean) => void;
  #worker: ViewerWorker | null = null;
  #untold: { message: ToViewer; transfer: Transferable[] }[] = [];
  #isOver = false;

  constructor(giveBack: (worker: ViewerWorker, isSound: boolean) => void) {
    this.#giveBack = giveBack;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  begin(worker: ViewerWorker): void {
    this.#worker = worker;
    worker.onmessage = (event) => this.onmessage?.(event);
    worker.onerror = (event) => this.onerror?.(event);
    for (const { message, transfer } of this.#untold) worker.postMessage(message, transfer);
    this.#untold = [];
  }

  postMessage(message: ToViewer, transfer: Transferable[]): void {
    if (this.#worker === null) this.#untold.push({ message, transfer });
    else this.#worker.postMessage(message, transfer);
  }

  release(isSound: boolean): void {
    const worker = this.#leave();
    if (worker !== null) this.#giveBack(worker, isSound);
  }

  terminate(): void {
    this.#leave()?.terminate();
  }

  #leave(): ViewerWorker | null {
    const worker = this.#worker;
    this.#isOver = true;
    this.#worker = null;
    return worker;
  }
}

function end(worker: ViewerWorker): void {
  ask(worker, 'end', 'ended', () => worker.terminate());
}

/** @param then is told whether it answered in time, and without an error */
function ask(
  worker: ViewerWorker,
  kind: 'clear' | 'end',
  answer: FromViewer['kind'],
  then: (isAnswered: boolean) => void,
): void {
  const finish = (isAnswered: boolean): void => {
    clearTimeout(timer);
    [worker.onmessage, worker.onerror] = [null, null];
    then(isAnswered);
  };
  const timer = setTimeout(() => finish(false), putAwayMs);
  worker.onmessage = ({ data }) => {
    const heard = (data as FromViewer).kind;
    if (heard === answer || heard === 'problem') finish(heard === answer);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    finish(false);
  };
  worker.postMessage({ kind }, []);
}
