import { createSubscriber } from 'svelte/reactivity';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What tells whether somebody can see the page. */
export type Visibility = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>;

/** A page that is always seen, for code that runs without one. */
const alwaysVisible: Visibility = {
  hidden: false,
  addEventListener: () => {},
  removeEventListener: () => {},
};

/**
 * Calls something at regular times while the page can be seen, and once when it can be seen again.
 *
 * @param everyMs milliseconds between two calls, which come at full multiples of it
 * @returns a function that ends it
 */
export function whileVisible(run: () => void, everyMs: number, page = visibility()): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    timer = setTimeout(
      () => {
        wait();
        run();
      },
      everyMs - (Date.now() % everyMs),
    );
  };
  const turn = (): void => {
    clearTimeout(timer);
    if (page.hidden) return;
    wait();
    run();
  };
  page.addEventListener('visibilitychange', turn);
  if (!page.hidden) wait();
  return () => {
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', turn);
  };
}

const visibility = (): Visibility => (typeof document === 'undefined' ? alwaysVisible : document);

/**
 * The time for everything on screen that says how long ago something was. Whatever shows it is brought up to date as often
 * as it changes and no more often, and not at all while nobody can see it. All times are milliseconds since the epoch.
 */
export class Now {
  readonly #subscribe = new Map<number, () => void>();
  readonly #page: Visibility;

  constructor(page = visibility()) {
    this.#page = page;
  }

  /** The time, brought up to date at each full multiple of some milliseconds. */
  every(ms: number): number {
    const subscribe =
      this.#subscribe.get(ms) ?? createSubscriber((update) => whileVisible(update, ms, this.#page));
    this.#subscribe.set(ms, subscribe);
    subscribe();
    return Date.now();
  }

  /** The time for an age: by the second for the first minute, then by the minute. */
  forAge(then: number): number {
    const age = Date.now() - then;
    return this.every(age >= 0 && age < minuteMs ? secondMs : minuteMs);
  }

  /** The time for how long something has gone on: by the second for the first hour, then by the minute. */
  forDuration(began: number): number {
    return this.every(Date.now() - began < hourMs ? secondMs : minuteMs);
  }
}

export const now = new Now();
