/** The end of a text that comes in pieces, however long it gets. */
export class TailText {
  readonly #most: number;
  readonly #decoder = new TextDecoder();
  #text = '';
  #isCut = false;

  /** @param most characters that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  add(piece: Uint8Array): void {
    this.#text += this.#decoder.decode(piece, { stream: true });
    if (this.#text.length <= this.#most) return;
    this.#text = this.#text.slice(-this.#most);
    this.#isCut = true;
  }

  /** Begins with an ellipsis where the beginning is missing. */
  get text(): string {
    return this.#isCut ? `…${this.#text}` : this.#text;
  }
}
