import { maxNoteLength, readNote } from '../../shared/annotations.ts';

/** Texts sent recently, which main may still echo. */
const maxRemembered = 50;

/** Resolves with whether main accepted the note. `over` is the note it replaces. */
type SaveNote = (id: string, note: string, over: string) => Promise<boolean>;

/**
 * A note while it is written. Each change is sent to main at once, so that quitting, closing the window or opening another
 * job loses nothing. Main may answer late: it waits for the disk.
 */
export class NoteDraft {
  text = $state('');
  readonly id: string;
  readonly #save: SaveNote;
  #seen: string;
  #sent: string[] = [];
  /** How many texts were sent, and how many of them were answered. */
  #sentCount = 0;
  #answeredCount = 0;
  #isRefused = false;
  /** Whether it is longer than a note can be. Main then keeps the last text that was not. */
  readonly isTooLong: boolean = $derived.by(() => this.text.length > maxNoteLength);
  /** The note that main has: it has what was sent, even if it is not on disk yet. */
  #known: string;
  /** A change from elsewhere that arrived while a save was in flight. */
  #elsewhere: string | null = null;

  constructor(id: string, note: string | null, save: SaveNote) {
    this.id = id;
    this.#save = save;
    this.#seen = note ?? '';
    this.#known = this.#seen;
    this.text = this.#seen;
  }

  /** Whether main has accepted everything. */
  get isTaken(): boolean {
    return this.#answeredCount === this.#sentCount && !this.#isRefused && !this.isTooLong;
  }

  /** Whether a note says the same, with nothing left to save. */
  isSameAs(note: string | null): boolean {
    return this.isTaken && readNote(this.text) === note;
  }

  /** Sets the text to that of the field and saves it. */
  type(text: string): void {
    this.text = text;
    void this.save();
  }

  /** Sends the text if main does not have it. A refused text is sent again with the next key, or on blur. */
  async save(): Promise<void> {
    const { text } = this;
    if (this.isTooLong) return;
    if (text === this.#known && !this.#isRefused) {
      // An import arrived while the text was too long.
      if (this.isTaken) this.#takeFromElsewhere();
      return;
    }
    this.#sent = [...this.#sent, text].slice(-maxRemembered);
    this.#isRefused = false;
    const turn = (this.#sentCount += 1);
    const saving = this.#save(this.id, text, this.#known);
    this.#known = text;
    const isTaken = await saving;
    // Only the answer to the last text counts.
    if (turn !== this.#sentCount) return;
    this.#answeredCount = turn;
    this.#isRefused = !isTaken;
    if (this.isTaken) this.#takeFromElsewhere();
  }

  /** Shows a note that changed elsewhere, as by an import. An echo of what was typed here changes nothing. */
  follow(note: string | null): void {
    const text = note ?? '';
    if (text === this.#seen) return;
    this.#seen = text;
    const isEcho = this.#sent.some((sent) => sent === text || (text === '' && sent.trim() === ''));
    // Main has echoed the last text that was sent: what comes from now on is no echo.
    if (this.isTaken && text === (readNote(this.#known) ?? '')) this.#sent = [];
    if (isEcho) return;
    if (this.isTaken) this.#show(text);
    else this.#elsewhere = text;
  }

  /** An import appends its note to the one that is there. It is kept, whatever was typed since. */
  #takeFromElsewhere(): void {
    const text = this.#elsewhere;
    this.#elsewhere = null;
    const isBehind = readNote(this.#known) !== null && text?.startsWith(this.#known) === true;
    if (text !== null && isBehind) this.#show(text);
  }

  #show(text: string): void {
    this.text = text;
    this.#known = text;
  }
}
