import type { FileThreadPool } from '../files/file-thread-pool.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import type { Clock } from '../lib/clock.ts';
import type { ArchiveLimits } from './archive.ts';
import { ArchiveThread } from './archive-thread.ts';
import type { Received } from './early-files.ts';
import type { ResultCalls } from './result-calls.ts';
import type { UnpackStep } from './unpack.ts';

export interface EarlyOptions {
  /** Where the archive is received. */
  archive: string;
  /** Where it is unpacked meanwhile; does not exist yet. */
  folder: string;
  limits: ArchiveLimits;
  signal: AbortSignal;
  clock: Pick<Clock, 'steady'>;
}

/** Bytes that come before an archive is unpacked on its way: a small one is not worth it, and they tell how fast it comes. */
export const worthEarlyBytes = 32 * 1024 ** 2;
/** What comes faster, in bytes a second, keeps processors and memory busy; unpacking beside it would only slow it down. */
const maxPace = 128 * 1024 ** 2;
/** Bytes that have to be new for another call to the thread. */
const stepBytes = 4 * 1024 ** 2;

/** One archive at a time is unpacked early: of several that come together, each is unpacked while others are received. */
export interface EarlyTurn {
  isTaken: boolean;
}

/**
 * Has a thread unpack an archive while it is received, see early-files.ts. It fails in silence: what is missing is unpacked
 * afterwards, and what is wrong is told then.
 */
export class EarlyUnpacking {
  readonly #options: EarlyOptions;
  readonly #threads: FileThreadPool<ResultCalls>;
  readonly #turn: EarlyTurn;
  readonly #worthBytes: number;
  #thread: ArchiveThread | null = null;
  /** When the first bytes came, and how many there were then. */
  #start: { at: number; bytes: number } | null = null;
  #received: Received = { bytes: 0, rest: Infinity };
  /** Bytes that the thread knows of. */
  #told = 0;
  #step: UnpackStep = 'write';
  #running: Promise<void> | null = null;
  /** Why the thread does no more. */
  #end: 'done' | 'silent' | null = null;

  constructor(
    options: EarlyOptions,
    threads: FileThreadPool<ResultCalls>,
    turn: EarlyTurn,
    worthBytes = worthEarlyBytes,
  ) {
    this.#options = options;
    this.#threads = threads;
    this.#turn = turn;
    this.#worthBytes = worthBytes;
  }

  /** Tells how far the archive has come. */
  note(received: Received): void {
    this.#received = received;
    this.#start ??= { at: this.#options.clock.steady(), bytes: received.bytes };
    if (this.#end !== null || this.#options.signal.aborted) return;
    this.#thread ??= this.#isWorth(this.#start) ? this.#begin() : null;
    if (this.#thread !== null)
      this.#running ??= this.#follow(this.#thread).finally(() => (this.#running = null));
  }

  /**
   * Unpacks what is left of an archive that is whole.
   *
   * @returns the thread that did so, the caller's from then on; null where there is none, or it broke and was given back
   */
  async finish(): Promise<ArchiveThread | null> {
    this.#received = { ...this.#received, rest: 0 };
    await this.#running;
    const thread = this.#thread;
    if (thread === null) return null;
    await this.#follow(thread);
    if (this.#thread !== thread) return null;
    this.#letGo();
    return thread;
  }

  /** Gives up what was unpacked. Resolves when nothing of the archive is read any more: it may begin anew. */
  async giveUp(): Promise<void> {
    this.#end ??= 'done';
    await this.#running;
    const thread = this.#thread;
    // What is in a folder that does not answer is left to the next download.
    const keeps = this.#end === 'silent';
    this.#end = null;
    this.#start = null;
    if (thread === null) return;
    this.#letGo();
    await thread.end(keeps);
  }

  #isWorth(start: { at: number; bytes: number }): boolean {
    // What an earlier run received of it says nothing of the pace.
    const came = this.#received.bytes - start.bytes;
    const seconds = (this.#options.clock.steady() - start.at) / 1_000;
    return came >= this.#worthBytes && came <= maxPace * seconds;
  }

  #begin(): ArchiveThread | null {
    if (this.#turn.isTaken) return null;
    try {
      const thread = new ArchiveThread(this.#threads, this.#options.archive);
      this.#turn.isTaken = true;
      return thread;
    } catch {
      return null;
    }
  }

  #letGo(): void {
    this.#thread = null;
    this.#turn.isTaken = false;
    this.#told = 0;
    this.#step = 'write';
  }

  async #follow(thread: ArchiveThread): Promise<void> {
    const { archive, folder, limits, signal } = this.#options;
    try {
      while (this.#end === null && !signal.aborted && this.#hasMore()) {
        const received = this.#received;
        this.#told = received.bytes;
        const progress = await thread.call('follow', [archive, folder, limits, received], this.#step);
        if ('next' in progress) this.#step = progress.next;
        else this.#end = 'done';
      }
    } catch (error) {
      this.#end = error instanceof FolderSilentError ? 'silent' : 'done';
      if (this.#end === 'silent') return;
      this.#letGo();
      await thread.end(false);
    }
  }

  #hasMore(): boolean {
    const { bytes, rest } = this.#received;
    return this.#step !== 'wait' || rest === 0 || bytes - this.#told >= stepBytes;
  }
}
