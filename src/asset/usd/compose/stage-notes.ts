import type { Note } from '../../scene.ts';

/** What is missing of a stage, each thing once, however many prims name it: with the first of them. */
export class StageNotes {
  readonly list: Note[] = [];
  readonly #known = new Set<string>();

  add(code: Note['code'], place: string, detail: string): void {
    const key = `${code} ${detail}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.list.push({ code, place, detail });
  }
}
