import { hasEnded, outcomeOf } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { differenceBetween } from '../state/row-changes.ts';
import { notificationsWords } from '../words/notifications.ts';

/** Milliseconds between two announcements at least. */
export const announceEveryMs = 10_000;

interface Sums {
  completed: number;
  failed: number;
  downloaded: number;
}

const none: Sums = { completed: 0, failed: 0, downloaded: 0 };

/** What has happened since the last announcement, in one sentence; empty if nothing. */
export const sumWords = (sums: Sums): string =>
  Object.values(sums).some((sum) => sum > 0) ? notificationsWords.news(sums) : '';

/**
 * Announces ends of jobs and of downloads to screen readers: the first at once, what follows as sums. The state in which a
 * job is first seen is not announced.
 */
export class LiveAnnouncer {
  readonly #say: (text: string) => void;
  #before: readonly JobRow[] = [];
  #sums = none;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param say also called with an empty text between sentences, so that the same one is read out again */
  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** Compares jobs with how they were before. */
  follow(rows: readonly JobRow[]): void {
    const sums = { ...this.#sums };
    for (const { before, after } of differenceBetween(this.#before, rows)) {
      if (before === null || after === null) continue;
      const outcome = outcomeOf(after.status);
      // A state that the service did not report may be old, as in an imported list.
      if (before.fetchedAt !== null && !hasEnded(before.status) && outcome !== null)
        sums[outcome === 'completed' ? 'completed' : 'failed'] += 1;
      if (after.download?.phase === 'done' && before.download !== null && before.download.phase !== 'done')
        sums.downloaded += 1;
    }
    this.#before = rows;
    this.#sums = sums;
    if (this.#timer === null) this.#announce();
  }

  /** Ends the announcements. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #announce(): void {
    this.#timer = null;
    const text = sumWords(this.#sums);
    this.#sums = none;
    this.#say(text);
    if (text !== '') this.#timer = setTimeout(() => this.#announce(), announceEveryMs);
  }
}
