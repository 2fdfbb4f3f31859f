import { spawn } from 'node:child_process';
import { app } from 'electron';
import { log } from '../log/log.ts';
import type { Unsaved } from '../persistence/persistence.ts';
import type { NextProgram } from '../updates/install-update.ts';
import type { QuitAnswer } from './dialogs.ts';
import { relaunchOptions } from './second-instance.ts';

export interface QuitOptions {
  /** Writes everything. Resolves with what could not be written, or null. */
  save: () => Promise<Unsaved | null>;
  /** Asks the person what to do about unsaved changes. */
  ask: (unsaved: Unsaved) => Promise<QuitAnswer>;
  /** Ends everything, and writes what changed by that. */
  close: () => Promise<void>;
  /** Whether a call that never returns keeps the process from ending. */
  isHeld: () => boolean;
  /** Windows may close. The process ends when this resolves. */
  onClosed: () => Promise<void>;
  /** The person chose not to quit. */
  onStay: () => void;
}

/** Lets the app write all changes before the process ends, and asks the person where they cannot be written. */
export class QuitHandler {
  readonly #options: QuitOptions;
  #state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  /** The arguments of every start that was requested meanwhile. */
  #restarts: (string[] | Promise<string[]>)[] = [];
  /** What takes over from the app instead; null for nothing. */
  #next: NextProgram | null = null;
  /** All of them, for the one start that follows. */
  #relaunch: string[] = [];
  /** Whether {@link #relaunch} has all of them. */
  #isSettled = true;

  constructor(options: QuitOptions) {
    this.#options = options;
    app.on('before-quit', (event) => {
      if (this.#state === 'closed') return;
      event.preventDefault();
      if (this.#state === 'open') void this.#quit();
    });
    // The last event before the process ends: windows take a moment to close.
    app.on('will-quit', (event) => {
      if (this.#isSettled) {
        this.#relaunchIfRequested();
        return;
      }
      event.preventDefault();
      void this.#settle().then(() => app.quit());
    });
  }

  /** Whether the app is ending and takes no more input. While it asks the person, it may still go on. */
  get isEnding(): boolean {
    return this.#state === 'closing' || this.#state === 'closed';
  }

  /**
   * Starts the app again with these arguments when this process ends. Called several times, it starts once, with the
   * arguments of all calls.
   */
  restartWith(args: string[] | Promise<string[]>): void {
    this.#restarts.push(args);
    this.#isSettled = false;
  }

  /** Starts another program when this process ends, which starts the app again itself where that is to be. */
  handOverTo(next: NextProgram): void {
    this.#next = next;
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

  /** The app goes on. A restart is cancelled with the quit that would have begun it. */
  #stay(): void {
    this.#state = 'open';
    this.#restarts = [];
    this.#next = null;
    this.#options.onStay();
  }

  async #end(): Promise<void> {
    await this.#options.onClosed();
    await this.#settle();
    this.#state = 'closed';
    // An unlock dialog that nobody answers would keep the process alive for ever. Everything is written by now.
    if (this.#options.isHeld()) {
      this.#relaunchIfRequested();
      process.kill(process.pid, 'SIGKILL');
    } else app.quit();
  }

  /** Waits for the arguments of all starts, also of those that are requested meanwhile. */
  async #settle(): Promise<void> {
    while (!this.#isSettled) {
      this.#isSettled = true;
      this.#relaunch = [...new Set((await Promise.all(this.#restarts)).flat())];
    }
  }

  #relaunchIfRequested(): void {
    if (this.#next !== null)
      spawn(this.#next.program, this.#next.args, { detached: true, stdio: 'ignore' })
        .on('error', (error) => log('The installer could not be started', error))
        .unref();
    else if (this.#restarts.length > 0) app.relaunch(relaunchOptions(this.#relaunch));
  }
}
