import type { News } from '../../shared/announcement.ts';
import type { JobChange } from './observed-job.ts';

/** Counts downloads until none is under way, and then tells of them as one. */
export class DownloadTally {
  readonly #active = new Set<string>();
  /** Those that were told as failed before: that they have failed again is no news. */
  readonly #retried = new Set<string>();
  #saved: { id: string; folder: string | null }[] = [];
  #failed = 0;

  /**
   * @param folder that it went to, where it was saved
   * @returns whether the last one just ended and there is something to tell
   */
  note(id: string, change: JobChange['download'], folder: string | null = null): boolean {
    if (change === null) return false;
    if (change === 'started' || change === 'retried') {
      this.#active.add(id);
      if (change === 'retried') this.#retried.add(id);
      return false;
    }
    const isRetried = this.#retried.delete(id);
    if (!this.#active.delete(id)) return false;
    if (change === 'saved') this.#saved.push({ id, folder });
    if (change === 'failed' && !isRetried) this.#failed += 1;
    return this.#active.size === 0 && this.#saved.length + this.#failed > 0;
  }

  /**
   * The news of what ended, once; null while some are under way.
   *
   * @param nameOf what a person calls a job
   */
  take(nameOf: (id: string) => string | null): News | null {
    const [saved, failed] = [this.#saved, this.#failed];
    if (this.#active.size > 0 || saved.length + failed === 0) return null;
    this.#saved = [];
    this.#failed = 0;
    const last = saved.at(-1)?.id ?? null;
    const [folder = null, ...others] = new Set(saved.map((one) => one.folder));
    const isOnly = saved.length === 1 && failed === 0;
    return {
      kind: 'downloads',
      saved: saved.length,
      failed,
      folder: others.length === 0 ? folder : null,
      last,
      name: isOnly && last !== null ? nameOf(last) : null,
    };
  }
}
