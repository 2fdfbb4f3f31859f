import { typedTags } from '../../../shared/annotations.ts';

/** Adds tags to jobs and takes others away. */
interface ChangesTags {
  changeTags: (ids: string[], added: string[], removed?: string[]) => unknown;
}

/**
 * A tag while it is typed. It is of the job that it is typed for, also where another one has come into view by the time that
 * the field loses the keyboard.
 */
export class TagEntry {
  text = $state('');
  /** What was entered and cannot be added, for as long as it stands in the field. */
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

  /** Takes the tags of the job that is in view. */
  follow(id: string, tags: readonly string[]): void {
    if (id === this.#id) this.#tags = tags;
  }

  /** Adds what is typed; what cannot be a tag of this job stays in the field. */
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
