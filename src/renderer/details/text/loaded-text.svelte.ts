import type { Failure, Outcome } from '../../../shared/errors.ts';
import { settled } from '../../state/request.ts';

type TextPhase<T> =
  | { kind: 'waiting' }
  | { kind: 'loading' }
  | { kind: 'ready'; value: T }
  | { kind: 'failed'; failure: Failure };

/** A text that is requested from main when it is to be shown. It stays until a newer one has arrived. */
export class LoadedText<T> {
  #phase = $state.raw<TextPhase<T>>({ kind: 'waiting' });
  #requests = 0;
  readonly #request: () => Promise<Outcome<T>>;

  constructor(request: () => Promise<Outcome<T>>) {
    this.#request = request;
  }

  get phase(): TextPhase<T> {
    return this.#phase;
  }

  /** Requests it, also if it is here already. Only the answer to the last request counts. */
  async load(): Promise<void> {
    this.#requests += 1;
    const request = this.#requests;
    if (this.#phase.kind !== 'ready') this.#phase = { kind: 'loading' };
    const outcome = await settled(this.#request());
    if (request !== this.#requests) return;
    this.#phase = outcome.ok
      ? { kind: 'ready', value: outcome.value }
      : { kind: 'failed', failure: outcome.failure };
  }

  /** Forgets it. */
  reset(): void {
    this.#requests += 1;
    this.#phase = { kind: 'waiting' };
  }
}

/** Characters of a line at most; a longer one goes on in the next. A log of one line must not hold up the page. */
const maxLineLength = 1_000;

/** Lines at most: a page of more would be higher than the browser can scroll. */
export const maxLines = 1_000_000;

const escape = '\u001b';
/** Colours and cursor movements that a program wrote for a terminal (ECMA-48), and escapes without either. */
const terminalCodes = new RegExp(`${escape}(?:\\[[0-9;?]*[A-Za-z])?`, 'g');

/** A text as lines to be drawn, without terminal codes and none of them endless. */
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
