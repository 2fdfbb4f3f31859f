import type { WorkerEnd } from './worker-end.ts';
import type { FromViewer, ToViewer } from './workers/protocol.ts';

type ViewerWorker = WorkerEnd<ToViewer>;

/** A viewer in the hands of one view. */
export interface ViewerPort extends ViewerWorker {
  /** Gives it back. @param isSound whether another view may have it: it had no problem, and reads nothing */
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
  /** Views that wait for one of those, and the timer that has each wait no longer. */
  readonly #waiting = new Map<Lease, ReturnType<typeof setTimeout>>();

  constructor(start: () => ViewerWorker) {
    this.#start = start;
  }

  take(): ViewerPort {
    const lease = new Lease({
      giveBack: (worker, isSound) => this.#takeBack(worker, isSound),
      giveUp: () => this.#takeWaiting(lease),
    });
    const [idle] = this.#idle.keys();
    if (idle !== undefined) lease.begin(this.#takeIdle(idle));
    else if (this.#waiting.size < this.#clearing)
      this.#waiting.set(
        lease,
        setTimeout(() => this.#takeWaiting(lease).begin(this.#start()), handOverMs),
      );
    else lease.begin(this.#start());
    return lease;
  }

  #takeWaiting(lease: Lease): Lease {
    clearTimeout(this.#waiting.get(lease));
    this.#waiting.delete(lease);
    return lease;
  }

  #takeBack(worker: ViewerWorker, isSound: boolean): void {
    if (!isSound) {
      end(worker);
      // Whatever took the graphics of one took those of all.
      for (const idle of [...this.#idle.keys()]) end(this.#takeIdle(idle));
      return;
    }
    this.#clearing += 1;
    ask(worker, 'clear', 'cleared', (isCleared) => {
      this.#clearing -= 1;
      if (isCleared) this.#passOn(worker);
      else worker.terminate();
    });
  }

  #passOn(worker: ViewerWorker): void {
    const [next] = this.#waiting.keys();
    if (next === undefined) this.#keep(worker);
    else this.#takeWaiting(next).begin(worker);
  }

  #keep(worker: ViewerWorker): void {
    const drop = (): void => end(this.#takeIdle(worker));
    this.#idle.set(worker, setTimeout(drop, idleMs));
    worker.onerror = (event) => {
      event.preventDefault();
      drop();
    };
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

interface LeaseEnd {
  giveBack: (worker: ViewerWorker, isSound: boolean) => void;
  /** It is over before it had a worker. */
  giveUp: () => void;
}

/** What it is told before a worker is there waits for that. */
class Lease implements ViewerPort {
  onmessage: ViewerPort['onmessage'] = null;
  onerror: ViewerPort['onerror'] = null;
  readonly #end: LeaseEnd;
  #worker: ViewerWorker | null = null;
  #untold: { message: ToViewer; transfer: Transferable[] }[] = [];

  constructor(atEnd: LeaseEnd) {
    this.#end = atEnd;
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
    if (worker !== null) this.#end.giveBack(worker, isSound);
  }

  terminate(): void {
    this.#leave()?.terminate();
  }

  #leave(): ViewerWorker | null {
    const worker = this.#worker;
    this.#worker = null;
    if (worker === null) this.#end.giveUp();
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
