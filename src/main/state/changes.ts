import type { Snapshot } from '../../shared/state.ts';

/** The parts of the state that are pushed whole. */
export type Slices = Omit<Snapshot, 'revision' | 'rows'>;

interface TakenChanges {
  /** IDs of jobs. */
  changed: string[];
  removed: string[];
  slices: Partial<Slices>;
}

/** What has changed of the state and was not published yet. */
export class Changes {
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  #slices: Partial<Slices> = {};

  /** How many jobs changed. */
  get size(): number {
    return this.#changed.size;
  }

  jobChanged(id: string): void {
    this.#removed.delete(id);
    this.#changed.add(id);
  }

  jobRemoved(id: string): void {
    this.#changed.delete(id);
    this.#removed.add(id);
  }

  set(slices: Partial<Slices>): void {
    this.#slices = { ...this.#slices, ...slices };
  }

  /** Takes all that there is out, but of the changed jobs no more than so many. */
  take(maxChanged: number): TakenChanges {
    const changed: string[] = [];
    for (const id of this.#changed) {
      if (changed.length === maxChanged) break;
      changed.push(id);
      this.#changed.delete(id);
    }
    const taken = { changed, removed: [...this.#removed], slices: this.#slices };
    this.#removed.clear();
    this.#slices = {};
    return taken;
  }

  /** Adds later changes. */
  add({ changed, removed, slices }: TakenChanges): void {
    changed.forEach((id) => this.jobChanged(id));
    removed.forEach((id) => this.jobRemoved(id));
    this.set(slices);
  }

  /** Moves all of this, which is earlier, to later changes. */
  moveTo(later: Changes): void {
    for (const id of this.#changed) if (!later.#removed.has(id)) later.#changed.add(id);
    for (const id of this.#removed) if (!later.#changed.has(id)) later.#removed.add(id);
    later.#slices = { ...this.#slices, ...later.#slices };
    this.clearJobs();
    this.#slices = {};
  }

  clearJobs(): void {
    this.#changed.clear();
    this.#removed.clear();
  }
}
