/** Texts of the last moments, of which main may still tell. */
const mostRemembered = 50;

/**
 * A note while it is written. Each key goes to main at once, one message at a time and each answered when it is on disk, so
 * that there is no moment in which closing the window or looking at another job would lose what was typed.
 */
export class NoteDraft {
  text = $state('');
  readonly id: string;
  readonly #save: (id: string, note: string) => Promise<boolean>;
  #seen: string;
  #sent: string[] = [];
  #isSending = false;
  #saved: string;
  /** What came from elsewhere while something typed here was on its way. */
  #elsewhere: string | null = null;

  /** @param save resolves with whether main has taken the note */
  constructor(id: string, note: string | null, save: (id: string, note: string) => Promise<boolean>) {
    this.id = id;
    this.#save = save;
    this.#seen = note ?? '';
    this.#saved = this.#seen;
    this.text = this.#seen;
  }

  /** Takes what stands in the field. */
  type(text: string): void {
    this.text = text;
    void this.save();
  }

  /** Saves what is not saved yet; after a failure that is the next key, or leaving the field. */
  async save(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.text !== this.#saved) {
      const { text } = this;
      this.#sent = [...this.#sent, text].slice(-mostRemembered);
      if (!(await this.#save(this.id, text))) break;
      this.#saved = text;
      this.#takeFromElsewhere();
    }
    this.#isSending = false;
  }

  /** Shows a note that changed elsewhere, as by an import; an echo of what was typed here changes nothing. */
  follow(note: string | null): void {
    const text = note ?? '';
    if (text === this.#seen) return;
    this.#seen = text;
    const isEcho = this.#sent.some((sent) => sent === text || (text === '' && sent.trim() === ''));
    if (isEcho) return;
    if (this.#isSending || this.text !== this.#saved) {
      this.#elsewhere = text;
      return;
    }
    this.text = text;
    this.#saved = text;
  }

  /** An import puts its note behind the one that is there: that stays, whatever was typed since. */
  #takeFromElsewhere(): void {
    const text = this.#elsewhere;
    this.#elsewhere = null;
    if (text === null || this.#saved === '' || !text.startsWith(this.#saved)) return;
    const added = text.slice(this.#saved.length);
    this.#saved = text;
    this.text += added;
  }
}
