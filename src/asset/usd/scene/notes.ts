import type { Note } from '../../scene.ts';

/** How many of one kind are kept: ten thousand curves are one finding. */
const mostOfOne = 50;

/** What is missing of a scene, each once. Of notes that differ in their place alone only the first are kept. */
export class Notes {
  readonly all: Note[] = [];
  readonly #seen = new Set<string>();
  readonly #counts = new Map<string, number>();

  add(code: Note['code'], place: string, detail: string): void {
    const kind = `${code} ${detail}`;
    const count = this.#counts.get(kind) ?? 0;
    const key = `${kind} ${place}`;
    if (count === mostOfOne || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#counts.set(kind, count + 1);
    this.all.push({ code, place, detail });
  }
}
