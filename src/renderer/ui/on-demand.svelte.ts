/** A part of the window that is not loaded before it is needed, or before the page has nothing else to do. */
export class OnDemand<Part> {
  #part = $state.raw<Part | null>(null);
  #loading: Promise<void> | null = null;
  readonly #load: () => Promise<Part>;

  constructor(load: () => Promise<Part>) {
    this.#load = load;
  }

  /** Null until it is there. */
  get current(): Part | null {
    return this.#part;
  }

  /** Loads it, once. Rejects where that fails; it is tried again with the next call. */
  load(): Promise<void> {
    this.#loading ??= this.#load().then(
      (part) => void (this.#part = part),
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }

  /**
   * Loads it with each opening, and once, however often what is open changes. Call where an effect may be created.
   *
   * @param opening names what it is needed for; null while that is nothing
   * @param onLoading is given each loading, and answers for its failure
   */
  loadFor(opening: () => string | number | null, onLoading: (loading: Promise<void>) => void): void {
    const current = $derived(opening());
    $effect(() => {
      if (current !== null) onLoading(this.load());
    });
  }
}
