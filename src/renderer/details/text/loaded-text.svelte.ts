import type { Failure, Outcome } from '../../../shared/errors.ts';
import { settled } from '../../state/settled.ts';

type TextPhase<T> =
  | { kind: 'waiting' }
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; failure: Failure };

/** A text that main is asked for when a person wants to see it. What is shown stays until a newer one is here. */
export class LoadedText<T> {
  #phase = $state.raw<TextPhase<T>>({ kind: 'waiting' });
  #asked = 0;
  readonly #ask: () => Promise<Outcome<T>>;

  constructor(ask: () => Promise<Outcome<T>>) {
    this.#ask = ask;
  }

  get phase(): TextPhase<T> {
    return this.#phase;
  }

  /** Asks for it, anew if it is here already. Of several answers the one asked for last counts. */
  async load(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    if (this.#phase.kind !== 'ready') this.#phase = { kind: 'loading' };
    const outcome = await settled(this.#ask());
    if (asked !== this.#asked) return;
    this.#phase = outcome.ok
      ? { kind: 'ready', value: outcome.value }
      : { kind: 'failed', failure: outcome.failure };
  }

  /** Puts it away. */
  reset(): void {
    this.#asked += 1;
    this.#phase = { kind: 'waiting' };
  }
}

/** Characters of a line that are drawn as one; a longer one goes on in the next. A log of one line must not hold up the page. */
const maxLineLength = 1_000;

/** Lines drawn at most: beyond some more of them a page is higher than the browser can scroll. */
export const maxLines = 1_000_000;

const escape = '\u001b';
/** Colours and cursor movements that a program wrote for a terminal (ECMA-48), and escapes without either. */
const terminalCodes = new RegExp(`${escape}(?:\\[[0-9;?]*[A-Za-z])?`, 'g');

/** A text as lines to be drawn: without terminal codes and signs that nobody can see, none of them endless. */
export function textLines(text: string): string[] {
  const lines = text.replaceAll(terminalCodes, '').split(/\r\n|\n|\r/, maxLines + 1);
  if (lines.at(-1) === '') lines.pop();
  const drawn = lines.some(({ length }) => length > maxLineLength) ? lines.flatMap(pieces) : lines;
  return drawn.length > maxLines ? drawn.slice(0, maxLines) : drawn;
}

function pieces(line: string): string[] {
  if (line.length <= maxLineLength) return [line];
  const count = Math.ceil(line.length / maxLineLength);
  return Array.from({ length: count }, (_unused, index) =>
    line.slice(index * maxLineLength, (index + 1) * maxLineLength),
  );
}
