import type { Failure } from '../../shared/errors.ts';
import type { FolderCalls } from '../files/folder-calls.ts';
import type { StopReason } from './receive-body.ts';
import { downloadReasons } from '../words/reasons.ts';

/** A place in the queue. One that was given up, or taken out of turn, stays in the arrays and is skipped. */
interface Place {
  jobId: string;
}

/** Skipped places are dropped from the array when there are this many of them. */
const maxSkipped = 1024;

/** Jobs that wait for their turn, first come, first served. Every operation but one takes the same time, however many wait. */
export class ReadyQueue {
  readonly #valid = new Map<string, Place>();
  /** Those that go before all others, last one first. */
  readonly #front: Place[] = [];
  #back: Place[] = [];
  #skipped = 0;

  get size(): number {
    return this.#valid.size;
  }

  /** Puts a job at the end, or before all others. One that waits already keeps its place. */
  add(jobId: string, where: 'end' | 'front' = 'end'): void {
    if (this.#valid.has(jobId)) return;
    const place = { jobId };
    this.#valid.set(jobId, place);
    (where === 'end' ? this.#back : this.#front).push(place);
  }

  remove(jobId: string): void {
    this.#valid.delete(jobId);
  }

  /** Puts these in their order before all others; one that does not wait is left out. */
  arrange(jobIds: readonly string[]): void {
    const order = new Set([...jobIds.filter((jobId) => this.#valid.has(jobId)), ...this.#valid.keys()]);
    this.#front.length = 0;
    this.#back = [...order].map((jobId) => ({ jobId }));
    this.#skipped = 0;
    for (const place of this.#back) this.#valid.set(place.jobId, place);
  }

  /** Takes out the next job; undefined where none waits. */
  take(): string | undefined {
    for (let place = this.#next(); place !== undefined; place = this.#next()) {
      if (this.#valid.get(place.jobId) !== place) continue;
      this.#valid.delete(place.jobId);
      return place.jobId;
    }
    return undefined;
  }

  /** The jobs that wait, in no particular order. */
  jobs(): string[] {
    return [...this.#valid.keys()];
  }

  #next(): Place | undefined {
    const first = this.#front.pop();
    if (first !== undefined) return first;
    const place = this.#back[this.#skipped];
    this.#skipped = Math.min(this.#skipped + 1, this.#back.length);
    if (this.#skipped >= maxSkipped) {
      this.#back = this.#back.slice(this.#skipped);
      this.#skipped = 0;
    }
    return place;
  }
}

export interface RunningDownload {
  readonly signal: AbortSignal;
  stop(reason: StopReason): void;
  /** The folder that it goes to. */
  readonly target: string;
  /** Whether a call into that folder takes long. */
  isStalled: boolean;
  /** Whether all of it has come, so that another can be received. */
  isReceived: boolean;
}

/** Why a download waits for a folder into which a call takes long, and why no other to it is started. */
export const slownessOf = (target: string): Failure => ({
  code: 'folder-silent',
  text: downloadReasons.folderSlow(target),
});

/** The running downloads. One whose folder is slow goes on, and makes room for one that goes to another folder. */
export class RunningDownloads {
  readonly #running = new Map<string, RunningDownload>();
  readonly #unsubscribe: (() => void)[];

  /** @param onChange called with a download whose folder has become slow, or with null once it is not any more */
  constructor(
    folders: Pick<FolderCalls, 'isSlow' | 'onSlow' | 'onAnswer'>,
    onChange: (jobId: string, run: RunningDownload, slowness: Failure | null) => void,
  ) {
    const check = (): void => {
      for (const [jobId, run] of [...this.#running]) {
        if (run.isStalled === folders.isSlow(run.target)) continue;
        run.isStalled = !run.isStalled;
        onChange(jobId, run, run.isStalled ? slownessOf(run.target) : null);
      }
    };
    this.#unsubscribe = [folders.onSlow(check), folders.onAnswer(check)];
  }

  get size(): number {
    return this.#running.size;
  }

  /** How many are not held up by their folder. */
  get busy(): number {
    return this.#count((run) => !run.isStalled);
  }

  /**
   * Whether another may begin beside them: so many are received at once, and as many more checked and unpacked.
   *
   * @param max as a person chose it
   */
  hasRoom(max: number): boolean {
    return this.#count((run) => !run.isStalled && !run.isReceived) < max && this.busy < 2 * max;
  }

  #count(counts: (run: RunningDownload) => boolean): number {
    let count = 0;
    for (const run of this.#running.values()) if (counts(run)) count += 1;
    return count;
  }

  get(jobId: string): RunningDownload | undefined {
    return this.#running.get(jobId);
  }

  begin(jobId: string, target: string): RunningDownload {
    const controller = new AbortController();
    const run: RunningDownload = {
      signal: controller.signal,
      stop: (reason) => controller.abort(reason),
      target,
      isStalled: false,
      isReceived: false,
    };
    this.#running.set(jobId, run);
    return run;
  }

  /** @returns whether the job's running download is this one; another may have begun since */
  end(jobId: string, run: RunningDownload): boolean {
    return this.#running.get(jobId) === run && this.#running.delete(jobId);
  }

  /** Interrupts all, so that each can go on later. */
  interruptAll(): void {
    for (const run of this.#running.values()) run.stop('interrupted');
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.interruptAll();
  }
}
