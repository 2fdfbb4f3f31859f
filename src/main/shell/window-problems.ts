import type { Clock } from '../lib/clock.ts';
import { log } from '../log/log.ts';
import type { AskInBox } from './message-box.ts';
import { choiceWords, dialogWords } from '../words/dialogs.ts';

export interface WindowProblemsOptions {
  clock: Clock;
  ask: AskInBox;
  /** Resolves when the page answers; never while it hangs. */
  ping: () => Promise<unknown>;
  /** Loads the page again, in a new process. */
  reload: () => void;
  /** Ends the process of a page that hangs; {@link WindowProblems.gone} is called for it. */
  crash: () => void;
  startAgain: (mode: 'in safe mode') => void;
  showLogs: () => Promise<unknown>;
  quit: () => void;
}

/** Automatic reloads in one minute; a page that ends more often will go on doing so. */
export const reloadsPerMinute = 3;
const minuteMs = 60_000;

/** Milliseconds that the page has to answer a ping before it counts as hung. */
export const maxAnswerMs = 5_000;

/**
 * What is done about a window whose process ended or hangs. Polls and downloads go on meanwhile.
 */
export class WindowProblems {
  readonly #options: WindowProblemsOptions;
  #reloads: number[] = [];
  #isAsking = false;
  #hanging: AbortController | null = null;
  #stopWaiting: (() => void) | null = null;

  constructor(options: WindowProblemsOptions) {
    this.#options = options;
  }

  /** The window's process ended: reloads it, or asks once that has happened too often. */
  async gone(): Promise<void> {
    this.responsive();
    if (this.#isAsking) return;
    const now = this.#options.clock.steady();
    this.#reloads = this.#reloads.filter((at) => now - at < minuteMs);
    if (this.#reloads.length < reloadsPerMinute) {
      this.#reloads.push(now);
      this.#options.reload();
      return;
    }
    this.#isAsking = true;
    await this.#askAfterCrashes();
    this.#isAsking = false;
  }

  /** Treats the page as hung if it does not answer in time. For when it must ask the person something. */
  async expectAnswer(): Promise<void> {
    if (this.#stopWaiting !== null) return;
    this.#stopWaiting = this.#options.clock.setTimeout(() => {
      this.#stopWaiting = null;
      void this.unresponsive();
    }, maxAnswerMs);
    try {
      await this.#options.ping();
    } catch {
      // A page that is being replaced does not hang.
    }
    this.responsive();
  }

  /** The window does not answer: asks whether to wait for it. */
  async unresponsive(): Promise<void> {
    if (this.#hanging !== null) return;
    const hanging = new AbortController();
    this.#hanging = hanging;
    log('The window is not responding');
    const choice = await this.#options.ask(
      { ...dialogWords.unresponsive, choices: [choiceWords.wait, choiceWords.reload, choiceWords.quit] },
      hanging.signal,
    );
    this.#hanging = null;
    if (hanging.signal.aborted) return;
    if (choice === choiceWords.reload) this.#options.crash();
    if (choice === choiceWords.quit) this.#options.quit();
  }

  /** The window answers again, or is closed: closes the box that asks about it. */
  responsive(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#hanging?.abort();
  }

  async #askAfterCrashes(): Promise<void> {
    const { ask, reload, startAgain, showLogs, quit } = this.#options;
    const words = choiceWords;
    for (;;) {
      const choice = await ask({
        ...dialogWords.crashing,
        choices: [words.reload, words.restartInSafeMode, words.showLogs, words.quit],
      });
      if (choice === words.showLogs) {
        await showLogs();
        continue;
      }
      this.#reloads = [];
      if (choice === words.reload) reload();
      if (choice === words.restartInSafeMode) startAgain('in safe mode');
      if (choice === words.quit) quit();
      return;
    }
  }
}
