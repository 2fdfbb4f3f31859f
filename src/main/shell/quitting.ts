import { app } from 'electron';
import { log } from '../log/log.ts';
import type { Unsaved } from '../persistence/persistence.ts';
import type { QuitAnswer } from './ask-unsaved.ts';

export interface QuittingOptions {
  /** Writes everything; answers with what of it is not on disk. */
  save: () => Promise<Unsaved | null>;
  /** Asks the person what to do about that. */
  ask: (unsaved: Unsaved) => Promise<QuitAnswer>;
  /** Ends everything, and writes what comes of it. */
  close: () => Promise<void>;
  /** Whether something that never comes back keeps the process from ending. */
  isHeld: () => boolean;
  /** The process ends now, but for what this still has to bring to disk; windows may close. */
  onClosed: () => Promise<void>;
  /** The person chose not to quit. */
  onStay: () => void;
}

/** Lets the app write what is still to be written before the process ends, and asks where that cannot be. */
export class Quitting {
  readonly #options: QuittingOptions;
  #state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  /** The arguments of every start that was asked for meanwhile. */
  #restarts: (string[] | Promise<string[]>)[] = [];
  /** Those that were waited for, as one start takes them. */
  #relaunch: string[] = [];
  /** Whether those are all. */
  #isSettled = true;

  constructor(options: QuittingOptions) {
    this.#options = options;
    app.on('before-quit', (event) => {
      if (this.#state === 'closed') return;
      event.preventDefault();
      if (this.#state === 'open') void this.#quit();
    });
    // The last event before the process ends: windows take a moment to close.
    app.on('will-quit', (event) => {
      if (this.#isSettled) {
        this.#relaunchIfAsked();
        return;
      }
      event.preventDefault();
      void this.#settle().then(() => app.quit());
    });
  }

  /** Whether the app ends, and serves nobody any more. While it asks, it may yet go on. */
  get isUnderWay(): boolean {
    return this.#state === 'closing' || this.#state === 'closed';
  }

  /**
   * Starts the app anew, with these arguments, when this process ends: somebody asked for it too late to be served. Of
   * several it is started once, with the arguments of all.
   */
  startAgainWith(args: string[] | Promise<string[]>): void {
    this.#restarts.push(args);
    this.#isSettled = false;
  }

  async #quit(): Promise<void> {
    this.#state = 'closing';
    try {
      if (!(await this.#mayEnd())) {
        this.#stay();
        return;
      }
      this.#state = 'closing';
      await this.#options.close();
    } catch (error) {
      log('Closing failed', error);
    }
    await this.#end();
  }

  /** Whether everything is on disk, or the person wants to quit without that. */
  async #mayEnd(): Promise<boolean> {
    const { save, ask } = this.#options;
    for (let unsaved = await save(); unsaved !== null; unsaved = await save()) {
      this.#state = 'asking';
      const answer = await ask(unsaved);
      if (answer !== 'try-again') return answer === 'quit';
    }
    return true;
  }

  /** The app goes on. A restart that was asked for is cancelled with the quit that would have begun it. */
  #stay(): void {
    this.#state = 'open';
    this.#restarts = [];
    this.#options.onStay();
  }

  async #end(): Promise<void> {
    await this.#options.onClosed();
    await this.#settle();
    this.#state = 'closed';
    // An unlock dialog that nobody answers would hold the process for ever; everything is written by now.
    if (this.#options.isHeld()) {
      this.#relaunchIfAsked();
      process.kill(process.pid, 'SIGKILL');
    } else app.quit();
  }

  /** Waits until what every start was given is ready for the next one, also where another one comes meanwhile. */
  async #settle(): Promise<void> {
    while (!this.#isSettled) {
      this.#isSettled = true;
      this.#relaunch = [...new Set((await Promise.all(this.#restarts)).flat())];
    }
  }

  #relaunchIfAsked(): void {
    if (this.#restarts.length > 0) app.relaunch({ args: this.#relaunch });
  }
}
