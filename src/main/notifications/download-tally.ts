import type { News } from '../../shared/notifications.ts';
import type { JobChange } from './observed-job.ts';

/** What ended since it was last told of. */
export interface EndedDownloads {
  saved: number;
  /** The jobs that failed, and have not come home since. */
  failed: readonly string[];
  /** The folder that all went to that were saved; null where there are several. */
  folder: string | null;
  /** The job of the last one that was saved. */
  last: string | null;
}

export const noneEnded: EndedDownloads = { saved: 0, failed: [], folder: null, last: null };

/** Counts downloads until none is under way, and then tells of them as one. */
export class DownloadTally {
  readonly #active = new Set<string>();
  /** Those that were told as failed before: that they have failed again is no news. */
  readonly #retried = new Set<string>();
  #ended = noneEnded;

  /** Counts on from what the last run had not told. @returns whether there is something to tell */
  restore(ended: EndedDownloads): boolean {
    this.#ended = ended;
    return this.#isToTell;
  }

  /** What is still to be told. */
  get ended(): EndedDownloads {
    return this.#ended;
  }

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
    const wasActive = this.#active.delete(id);
    const { saved, failed, folder: before } = this.#ended;
    const hadFailed = failed.includes(id);
    // Also one that had failed may be taken out of the list.
    if (!wasActive && !(change === 'dropped' && hadFailed)) return false;
    const others = hadFailed ? failed.filter((one) => one !== id) : failed;
    if (change === 'saved') {
      const isSameFolder = saved === 0 || folder === before;
      this.#ended = { saved: saved + 1, failed: others, folder: isSameFolder ? folder : null, last: id };
    } else if (change === 'dropped' && hadFailed) this.#ended = { ...this.#ended, failed: others };
    else if (change === 'failed' && !isRetried) this.#ended = { ...this.#ended, failed: [...others, id] };
    return this.#isToTell;
  }

  /**
   * The news of what ended, once; null while some are under way.
   *
   * @param nameOf what a person calls a job
   */
  take(nameOf: (id: string) => string | null): News | null {
    if (!this.#isToTell) return null;
    const { saved, failed, last } = this.#ended;
    const isOnly = saved === 1 && failed.length === 0;
    const name = isOnly && last !== null ? nameOf(last) : null;
    const news: News = { kind: 'downloads', ...this.#ended, failed: failed.length, name };
    this.#ended = noneEnded;
    return news;
  }

  get #isToTell(): boolean {
    return this.#active.size === 0 && this.#ended.saved + this.#ended.failed.length > 0;
  }
}
