/** Jobs that are on no page as far as is known: fewer are not worth a look. */
const minMissing = 4;

/** Pages that are read at most in a look. */
const maxPages = 100;

/** All in milliseconds. */
const waits = {
  /** Between two checks whether jobs are missing that no look was for. */
  check: 10_000,
  /** Until jobs that were on none of the pages are looked for once more, doubled with each look that found none of them. */
  again: 60_000,
  maxAgain: 60 * 60_000,
};

/**
 * The look for the pages of the list that name the jobs on their way: from the first one on, until none of the jobs is missing.
 * Jobs that it has not found, as those of another account, are looked for ever more rarely.
 */
export class ListLook {
  #page: number | null = 1;
  /** As the page said that was read last. */
  #pageCount: number | null = null;
  /** What the last look has not found. */
  #unlisted: ReadonlySet<string> = new Set();
  #againMs = waits.again;
  /** As the clock's steady time. */
  #endedAt = -Infinity;
  #checkedAt = -Infinity;

  /** The page that is to be read next for it; null where none is. */
  get page(): number | null {
    return this.#page;
  }

  /** Begins at the first page. */
  begin(): void {
    this.#page = 1;
  }

  /**
   * The page that was to be read for it was read.
   *
   * @param found the jobs that are on any page
   * @param now as the clock's steady time
   */
  noteRead(
    { number, pageCount }: { number: number; pageCount: number | null },
    active: ReadonlySet<string>,
    found: ReadonlySet<string>,
    now: number,
  ): void {
    this.#pageCount = pageCount;
    this.#goOn(number, active, found, now);
  }

  /** The page that is to be read next for it cannot be read for now. Takes what {@link noteRead} does. */
  skip(active: ReadonlySet<string>, found: ReadonlySet<string>, now: number): void {
    if (this.#page !== null) this.#goOn(this.#page, active, found, now);
  }

  #goOn(number: number, active: ReadonlySet<string>, found: ReadonlySet<string>, now: number): void {
    const missing = missingOf(active, found);
    if (missing.length > 0 && number < Math.min(this.#pageCount ?? 1, maxPages)) {
      this.#page = number + 1;
      return;
    }
    const isOfUse = [...this.#unlisted].some((id) => found.has(id)) || this.#newOf(missing).length > 0;
    this.#againMs = isOfUse ? waits.again : Math.min(2 * this.#againMs, waits.maxAgain);
    this.#unlisted = new Set(missing);
    this.#page = null;
    this.#endedAt = now;
    this.#checkedAt = now;
  }

  /** Begins if it is time for it. @param found as a function, since few calls need it */
  check(active: ReadonlySet<string>, found: () => ReadonlySet<string>, now: number): void {
    if (this.#page !== null || now - this.#checkedAt < waits.check) return;
    this.#checkedAt = now;
    const missing = missingOf(active, found());
    const sought = now - this.#endedAt >= this.#againMs ? missing : this.#newOf(missing);
    if (sought.length >= minMissing) this.begin();
  }

  #newOf(missing: readonly string[]): string[] {
    return missing.filter((id) => !this.#unlisted.has(id));
  }
}

const missingOf = (active: ReadonlySet<string>, found: ReadonlySet<string>): string[] =>
  [...active].filter((id) => !found.has(id));
