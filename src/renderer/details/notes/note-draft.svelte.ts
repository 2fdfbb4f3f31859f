import { maxNoteLength, readNote } from '../../../shared/annotations.ts';

/** Texts of the last moments, of which main may still tell. */
const maxRemembered = 50;

/** Resolves with whether main has taken the note, which was typed over another. */
type SaveNote = (id: string, note: string, over: string) => Promise<boolean>;

/**
 * A note while it is written. Each text goes to main at once, which may answer late: it waits for its disk. So there is no
 * moment in which quitting, closing the window or looking at another job would lose what was typed.
 */
export class NoteDraft {
  text = $state('');
  readonly id: string;
  readonly #save: SaveNote;
  #seen: string;
  #sent: string[] = [];
  /** How many texts were sent, and how many of those are answered. */
  #asked = 0;
  #answered = 0;
  #isRefused = false;
  /** Whether it is longer than a note can be: then what main has is the last text that was not. */
  readonly isTooLong: boolean = $derived.by(() => this.text.length > maxNoteLength);
  /** What main has, as far as is known here: it has what was sent, also where that is not on disk yet. */
  #known: string;
  /** What came from elsewhere while something typed here was on its way. */
  #elsewhere: string | null = null;

  constructor(id: string, note: string | null, save: SaveNote) {
    this.id = id;
    this.#save = save;
    this.#seen = note ?? '';
    this.#known = this.#seen;
    this.text = this.#seen;
  }

  /** Whether main has answered all of it, and has taken it. */
  get isTaken(): boolean {
    return this.#answered === this.#asked && !this.#isRefused && !this.isTooLong;
  }

  /** Whether there is nothing here that a note does not say. */
  isSameAs(note: string | null): boolean {
    return this.isTaken && readNote(this.text) === note;
  }

  /** Takes what stands in the field. */
  type(text: string): void {
    this.text = text;
    void this.save();
  }

  /** Sends what main has not; what it refused is sent again with the next key, or when the field is left. */
  async save(): Promise<void> {
    const { text } = this;
    if (this.isTooLong) return;
    if (text === this.#known && !this.#isRefused) {
      // It was too long for a moment, in which an import came.
      if (this.isTaken) this.#takeFromElsewhere();
      return;
    }
    this.#sent = [...this.#sent, text].slice(-maxRemembered);
    this.#isRefused = false;
    const turn = (this.#asked += 1);
    const saving = this.#save(this.id, text, this.#known);
    this.#known = text;
    const isTaken = await saving;
    // The answer to the last text says what became of the note.
    if (turn !== this.#asked) return;
    this.#answered = turn;
    this.#isRefused = !isTaken;
    if (this.isTaken) this.#takeFromElsewhere();
  }

  /** Shows a note that changed elsewhere, as by an import; an echo of what was typed here changes nothing. */
  follow(note: string | null): void {
    const text = note ?? '';
    if (text === this.#seen) return;
    this.#seen = text;
    const isEcho = this.#sent.some((sent) => sent === text || (text === '' && sent.trim() === ''));
    // With the last text main has told of all that was sent: what comes from now on is no echo.
    if (this.isTaken && text === (readNote(this.#known) ?? '')) this.#sent = [];
    if (isEcho) return;
    if (this.isTaken) this.#show(text);
    else this.#elsewhere = text;
  }

  /** An import puts its note behind the one that is there: that stays, whatever was typed since. */
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
