import type { JobRow } from '../../../shared/watched-job.ts';
import type { RowGroup } from './grouped-rows.ts';

/** The head of a group in the list. */
export interface HeadLine {
  kind: 'group';
  /** No job has such an ID. */
  id: string;
  group: RowGroup;
  isFolded: boolean;
}

/** A line of the list: a job, or the head of a group. */
export type ListLine = HeadLine | { kind: 'job'; id: string; row: JobRow };

/** Stands before the key of a group: an ID is one line. */
const headMark = '\n';
export const headId = (key: string): string => headMark + key;

/** The key of the group whose head has an ID; null for the ID of a job. */
export const keyOfHead = (id: string): string | null => (id.startsWith(headMark) ? id.slice(1) : null);

interface Section {
  group: RowGroup;
  isFolded: boolean;
  /** Position of its head. */
  at: number;
}

const lengthOf = ({ group, isFolded }: Section): number => 1 + (isFolded ? 0 : group.rows.length);

/** The lines of the list at a moment: its rows, or heads of groups each with the rows below it, unless it is folded. */
export class ListLines {
  /** Null where nothing is grouped. */
  readonly #sections: readonly Section[] | null;
  readonly #byKey: ReadonlyMap<string, Section>;
  #rows: readonly JobRow[] | null;
  readonly count: number;

  /** @param groups in their order; null for rows without groups */
  constructor(
    rows: readonly JobRow[],
    groups: readonly RowGroup[] | null = null,
    isFolded: (key: string) => boolean = () => false,
  ) {
    let at = 0;
    this.#sections =
      groups?.map((group) => {
        const section = { group, isFolded: isFolded(group.key), at };
        at += lengthOf(section);
        return section;
      }) ?? null;
    this.#rows = groups === null ? rows : null;
    this.#byKey = new Map(this.#sections?.map((section) => [section.group.key, section]));
    this.count = groups === null ? rows.length : at;
  }

  get isGrouped(): boolean {
    return this.#sections !== null;
  }

  /** The rows of all lines, without those of folded groups. */
  get rows(): readonly JobRow[] {
    this.#rows ??= (this.#sections ?? []).flatMap(({ group, isFolded }) => (isFolded ? [] : group.rows));
    return this.#rows;
  }

  at(index: number): ListLine | undefined {
    if (this.#sections === null) {
      const row = this.rows[index];
      return row && jobLine(row);
    }
    const section = this.#sectionAt(index);
    if (section === undefined) return undefined;
    if (section.at === index) return headLine(section);
    const row = section.group.rows[index - section.at - 1];
    return row && jobLine(row);
  }

  /** Lines from one position to another, without the latter. */
  slice(from: number, end: number): ListLine[] {
    const [first, last] = [Math.max(0, from), Math.min(end, this.count)];
    if (this.#sections === null) return this.rows.slice(first, Math.max(first, last)).map(jobLine);
    const lines: ListLine[] = [];
    for (let at = first; at < last;) {
      const section = this.#sectionAt(at);
      if (section === undefined) break;
      if (section.at === at) lines.push(headLine(section));
      const begin = Math.max(0, at - section.at - 1);
      at = section.at + lengthOf(section);
      if (!section.isFolded)
        lines.push(...section.group.rows.slice(begin, Math.max(begin, last - section.at - 1)).map(jobLine));
    }
    return lines;
  }

  /** The head of the group that a position lies in, with where it stands and the next one; null where nothing is grouped. */
  headAt(index: number): { line: HeadLine; at: number; nextAt: number } | null {
    const section = this.#sectionAt(index);
    if (section === undefined) return null;
    return { line: headLine(section), at: section.at, nextAt: section.at + lengthOf(section) };
  }

  /** Where the head of a group stands; -1 where there is no such group. */
  indexOfHead(key: string): number {
    return this.#byKey.get(key)?.at ?? -1;
  }

  /**
   * Where a row stands; -1 where it has no line.
   *
   * @param key of its group; null where nothing is grouped
   * @param placeIn finds a row among others of the list
   */
  indexOfRow(key: string | null, placeIn: (rows: readonly JobRow[]) => number): number {
    if (key === null) return placeIn(this.rows);
    const section = this.#byKey.get(key);
    if (section === undefined || section.isFolded) return -1;
    const place = placeIn(section.group.rows);
    return place < 0 ? -1 : section.at + 1 + place;
  }

  /** Position of the line with an ID, by a look at all of them. */
  findIndex(id: string): number {
    const key = keyOfHead(id);
    if (key !== null) return this.indexOfHead(key);
    if (this.#sections === null) return this.rows.findIndex((row) => row.id === id);
    for (const { group, isFolded, at } of this.#sections) {
      const place = isFolded ? -1 : group.rows.findIndex((row) => row.id === id);
      if (place >= 0) return at + 1 + place;
    }
    return -1;
  }

  #sectionAt(index: number): Section | undefined {
    const sections = this.#sections ?? [];
    if (index < 0 || index >= this.count) return undefined;
    let [low, high] = [0, sections.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sections[middle]?.at ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return sections[low - 1];
  }
}

const jobLines = new WeakMap<JobRow, ListLine>();

/** The same object for the same row: a list that is drawn anew draws no row that has not changed. */
function jobLine(row: JobRow): ListLine {
  const known = jobLines.get(row);
  if (known !== undefined) return known;
  const line: ListLine = { kind: 'job', id: row.id, row };
  jobLines.set(row, line);
  return line;
}

const headLine = ({ group, isFolded }: Section): HeadLine => ({
  kind: 'group',
  id: headId(group.key),
  group,
  isFolded,
});
