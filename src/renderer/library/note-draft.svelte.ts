/** Texts of the last moments, of which main may still tell. */
const mostRemembered = 50;

/** Resolves with whether main has taken the note, which was typed over another. */
type SaveNote = (id: string, note: string, over: string) => Promise<boolean>;

/**
 * A note while it is written. Each key goes to main at once, one message at a time and each answered when it is on disk, so
 * that there is no moment in which closing the window or looking at another job would lose what was typed.
 */
export class NoteDraft {
  text = $state('');
  readonly id: string;
  readonly #save: SaveNote;
  #seen: string;
  #sent: string[] = [];
  #isSending = false;
  #saved: string;
  /** What main has, as far as is known here: it has what was sent, also where that is not on disk yet. */
  #known: string;
  /** What came from elsewhere while something typed here was on its way. */
  #elsewhere: string | null = null;

  constructor(id: string, note: string | null, save: SaveNote) {
    this.id = id;
    this.#save = save;
    this.#seen = note ?? '';
    this.#saved = this.#seen;
    this.#known = this.#seen;
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
      const saving = this.#save(this.id, text, this.#known);
      this.#known = text;
      if (!(await saving)) break;
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
    this.#known = text;
  }

  /** An import puts its note behind the one that is there: that stays, whatever was typed since. */
  #takeFromElsewhere(): void {
    const text = this.#elsewhere;
    this.#elsewhere = null;
    if (text === null || this.#saved === '' || !text.startsWith(this.#saved)) return;
    const added = text.slice(this.#saved.length);
    this.#saved = text;
    this.#known = text;
    this.text += added;
  }
}
