import type { Visibility } from '../state/now.ts';

/** Milliseconds for which the rows must stay before they are told of, so that scrolling tells nothing. */
const settleMs = 250;

/** Tells main which jobs are on the screen. While nobody can see the page, none are. */
export class RowsInView {
  readonly #tell: (ids: readonly string[]) => void;
  readonly #page: Visibility;
  #ids: readonly string[] = [];
  #told = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (ids: readonly string[]) => void, page: Visibility = document) {
    this.#tell = tell;
    this.#page = page;
  }

  /** These are on the screen now. */
  set(ids: readonly string[]): void {
    this.#ids = ids;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(), settleMs);
  }

  /** Follows whether the page can be seen, until the returned function is called: then nothing is on the screen. */
  follow(): () => void {
    const say = (): void => this.#say();
    this.#page.addEventListener('visibilitychange', say);
    return () => {
      this.#page.removeEventListener('visibilitychange', say);
      clearTimeout(this.#timer);
      this.#ids = [];
      this.#say();
    };
  }

  #say(): void {
    const ids = this.#page.hidden ? [] : this.#ids;
    const told = ids.join(' ');
    if (told === this.#told) return;
    this.#told = told;
    this.#tell(ids);
  }
}
