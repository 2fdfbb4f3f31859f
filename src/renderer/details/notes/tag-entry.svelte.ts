import { typedTags } from '../../../shared/annotations.ts';
import type { Jobs } from '../../jobs/jobs.ts';

/**
 * A tag while it is typed. It is added to the job it was typed for, even if another one is open when the field loses the
 * focus.
 */
export class TagEntry {
  text = $state('');
  /** What was entered and cannot be added, while it is in the field. */
  #refused = $state('');
  readonly #jobs: Pick<Jobs, 'changeTags'>;
  readonly #id: string;
  #tags: readonly string[];

  constructor(jobs: Pick<Jobs, 'changeTags'>, id: string, tags: readonly string[]) {
    this.#jobs = jobs;
    this.#id = id;
    this.#tags = tags;
  }

  get isRefused(): boolean {
    return this.text !== '' && this.text === this.#refused;
  }

  /** Follows the tags of the job that is open. */
  follow(id: string, tags: readonly string[]): void {
    if (id === this.#id) this.#tags = tags;
  }

  /** Adds what is typed. What cannot be added stays in the field. */
  add(): void {
    const { added, left } = typedTags(this.#tags, this.text);
    this.text = left.join(', ');
    this.#refused = this.text;
    if (added.length > 0) void this.#jobs.changeTags([this.#id], added);
  }

  remove(tag: string): void {
    void this.#jobs.changeTags([this.#id], [], [tag]);
  }
}
