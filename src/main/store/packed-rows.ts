import { PackedTexts, type PackedText } from './packed-texts.ts';

/** Rows by key as {@link PackedTexts}, in the order in which they came. A value is read anew each time. */
export class PackedRows {
  readonly texts = new PackedTexts();
  readonly #names = new Map<string, PackedText>();

  keys(): IterableIterator<string> {
    return this.#names.keys();
  }

  get(key: string): unknown {
    const name = this.#names.get(key);
    return name === undefined ? undefined : JSON.parse(this.texts.get(name));
  }

  /** @param text JSON */
  setText(key: string, text: string): void {
    this.delete(key);
    this.#names.set(key, this.texts.add(text));
  }

  /** Where the text of a row is. */
  nameOf(key: string): PackedText | null {
    return this.#names.get(key) ?? null;
  }

  delete(key: string): void {
    const name = this.#names.get(key);
    if (name === undefined) return;
    this.texts.delete(name);
    this.#names.delete(key);
  }
}
