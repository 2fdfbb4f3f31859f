import type { Clock } from '../lib/clock.ts';
import { log } from '../log/log.ts';

/** A question in a box of the system's own, for when the window cannot ask. */
export interface Box<Choice extends string> {
  message: string;
  detail: string;
  /** The first is what Enter and closing the box choose. */
  choices: readonly [Choice, ...Choice[]];
}

/** Shows a box, and resolves with what was chosen; with the first choice when `signal` closes it. */
export type AskInBox = <Choice extends string>(box: Box<Choice>, signal?: AbortSignal) => Promise<Choice>;

export interface WindowTroublesOptions {
  clock: Clock;
  ask: AskInBox;
  /** Resolves when the page has done something it was asked to; never, while it hangs. */
  ping: () => Promise<unknown>;
  /** Loads the page anew in a process of its own. */
  reload: () => void;
  /** Ends the process of a page that hangs; {@link WindowTroubles.gone} is called for it. */
  crash: () => void;
  restartInSafeMode: () => void;
  showLogs: () => Promise<unknown>;
  quit: () => void;
}

/** Reloads by itself in one minute; a page that ends more often than this will go on doing so. */
export const reloadsPerMinute = 3;
const minuteMs = 60_000;

/** Milliseconds that the page has to answer a ping before it counts as hung. */
export const maxAnswerMs = 5_000;

/**
 * What is done about a window whose process ended or hangs. Jobs are watched and results brought home meanwhile: only
 * the window is in trouble.
 */
export class WindowTroubles {
  readonly #options: WindowTroublesOptions;
  #reloads: number[] = [];
  #isAsking = false;
  #hanging: AbortController | null = null;
  /** Ends the wait for the page's answer. */
  #stopWaiting: (() => void) | null = null;

  constructor(options: WindowTroublesOptions) {
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

  /**
   * Makes sure that the page answers, for when something is left to it, such as a question before its window closes:
   * nothing else would tell the person that it cannot.
   */
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
      {
        message: 'The window is not responding',
        detail:
          'Your jobs are still watched and downloads go on. You can wait or reload the window. Reloading loses only text that you are typing.',
        choices: ['Wait', 'Reload', 'Quit'],
      },
      hanging.signal,
    );
    this.#hanging = null;
    if (hanging.signal.aborted) return;
    if (choice === 'Reload') this.#options.crash();
    if (choice === 'Quit') this.#options.quit();
  }

  /** It answers again, or is closed or gone: nobody needs to decide any more. */
  responsive(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#hanging?.abort();
  }

  async #askAfterCrashes(): Promise<void> {
    const { ask, reload, restartInSafeMode, showLogs, quit } = this.#options;
    for (;;) {
      const choice = await ask({
        message: 'The window keeps crashing',
        detail:
          'Your jobs are still watched and downloads go on. Reload the window, or restart in safe mode, which turns off graphics acceleration, saved views, the account’s jobs and everything that starts by itself.',
        choices: ['Reload', 'Restart in safe mode', 'Show logs', 'Quit'],
      });
      if (choice === 'Show logs') {
        await showLogs();
        continue;
      }
      this.#reloads = [];
      if (choice === 'Reload') reload();
      if (choice === 'Restart in safe mode') restartInSafeMode();
      if (choice === 'Quit') quit();
      return;
    }
  }
}
