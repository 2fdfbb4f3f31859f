import { typedTags } from '../../../shared/annotations.ts';

/** Adds tags to jobs and takes others away. */
interface ChangesTags {
  changeTags: (ids: string[], added: string[], removed?: string[]) => unknown;
}

/**
 * A tag while it is typed. It is added to the job it was typed for, even if another one is open when the field loses the
 * focus.
 */
export class TagEntry {
  text = $state('');
  /** What was entered and cannot be added, while it is in the field. */
  #refused = $state('');
  readonly #library: ChangesTags;
  readonly #id: string;
  #tags: readonly string[];

  constructor(library: ChangesTags, id: string, tags: readonly string[]) {
    this.#library = library;
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
    if (added.length > 0) void this.#library.changeTags([this.#id], added);
  }

  remove(tag: string): void {
    void this.#library.changeTags([this.#id], [], [tag]);
  }
}
