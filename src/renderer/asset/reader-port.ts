import type { WorkerEnd } from './worker-end.ts';
import type { MujocoAsked } from './workers/start-mujoco.ts';

/**
 * A worker that reads assets, as the page has it, and each MuJoCo that it asks for, which is ended with it. The page starts that one:
 * a worker must start no other. Where it ends one and is ended itself before that one is gone, Chromium crashes with the whole window
 * (`WorkerThread::ChildThreadTerminatedOnWorkerThread` shuts down a thread that was not prepared for it).
 */
export class ReaderPort implements WorkerEnd {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly #worker: WorkerEnd;
  readonly #startMujoco: () => WorkerEnd;
  readonly #running = new Set<WorkerEnd>();

  constructor(worker: WorkerEnd, startMujoco: () => WorkerEnd) {
    this.#worker = worker;
    this.#startMujoco = startMujoco;
    worker.onmessage = (event: MessageEvent<{ kind: string } | MujocoAsked>) => {
      if ('talk' in event.data) this.#start(event.data);
      else this.onmessage?.(event);
    };
    worker.onerror = (event) => this.onerror?.(event);
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#worker.postMessage(message, transfer);
  }

  /** Ends the worker, and whatever runs for it. */
  terminate(): void {
    this.#worker.terminate();
    for (const mujoco of this.#running) mujoco.terminate();
    this.#running.clear();
    this.#worker.onmessage = null;
  }

  #start({ talk, life }: MujocoAsked): void {
    const mujoco = this.#startMujoco();
    this.#running.add(mujoco);
    mujoco.onerror = (event) => {
      event.preventDefault();
      life.postMessage(event.message);
    };
    life.onmessage = () => {
      mujoco.terminate();
      this.#running.delete(mujoco);
      life.close();
    };
    mujoco.postMessage(talk, [talk]);
  }
}
