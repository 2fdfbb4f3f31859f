import { FirstMet } from './lib/first-met.ts';
import type { Patch, Snapshot } from './state.ts';
import type { JobRow } from './watched-job.ts';

/**
 * How rows cross from main to the window: as text, which the bridge between the two hands over whole, where it copies
 * objects one by one; and without the names of their fields, which are half of it.
 */

/** Rows on a screen; no screen shows more. */
export const maxInView = 500;

/** A value as JSON. */
export type TextOf<T> = string & { readonly value?: T };

export const toText = <T>(value: T): TextOf<T> => JSON.stringify(value);
export const fromText = <T>(text: TextOf<T>): T => JSON.parse(text) as T;

/** All fields of a row, the ID first. {@link RowReader} does not compile where one is missing, also of those a row may lack. */
export const rowFields = [
  'id',
  'version',
  'order',
  'addedAt',
  'status',
  'name',
  'type',
  'stage',
  'progress',
  'pace',
  'error',
  'fileSize',
  'createdAt',
  'queuedAt',
  'startedAt',
  'completedAt',
  'fetchedAt',
  'changedAt',
  'failure',
  'sourceJobId',
  'download',
  'batches',
  'tags',
  'note',
  'archived',
  'review',
  'verdict',
  'findings',
] as const satisfies readonly (keyof JobRow)[];

type ValuesOf<Fields extends readonly (keyof JobRow)[]> = { [At in keyof Fields]: JobRow[Fields[At]] };

/** The values of a row in the order of its fields. */
export type PackedRow = ValuesOf<typeof rowFields>;

export const packRow = (row: JobRow): PackedRow =>
  rowFields.map((field) => row[field]) as unknown as PackedRow;

/** Rows that follow one another in the list, as they are at a revision or later. */
export interface RowPage {
  revision: number;
  /** The newest first. */
  rows: PackedRow[];
  /** What is left comes before this place in the order of adding; null where nothing is left. */
  next: number | null;
}

/** The whole state but for the rows that are left, which are requested page by page. */
export type SnapshotStart = Omit<Snapshot, 'rows'> & RowPage;

export type PackedPatch = Omit<Patch, 'changed'> & { changed?: PackedRow[] };

export const packPatch = ({ changed, ...others }: Patch): PackedPatch =>
  changed === undefined ? others : { ...others, changed: changed.map(packRow) };

/** Makes rows of what was packed. Values that many rows have in common are the same object in all of them. */
export class RowReader {
  readonly #texts = new FirstMet<string>();
  readonly #lists = new FirstMet<string[]>();

  read(packed: PackedRow): Required<JobRow> {
    const [
      id,
      version,
      order,
      addedAt,
      status,
      name,
      type,
      stage,
      progress,
      pace,
      error,
      fileSize,
      createdAt,
      queuedAt,
      startedAt,
      completedAt,
      fetchedAt,
      changedAt,
      failure,
      sourceJobId,
      download,
      batches,
      tags,
      note,
      archived,
      review,
      verdict,
      findings,
    ] = packed;
    return {
      id,
      version,
      order,
      addedAt,
      status: this.#text(status),
      name,
      type: this.#text(type),
      stage: this.#text(stage),
      progress,
      pace,
      error: this.#text(error),
      fileSize,
      createdAt,
      queuedAt,
      startedAt,
      completedAt,
      fetchedAt,
      changedAt,
      failure,
      sourceJobId,
      download: download && { ...download, jobId: id },
      batches: this.#list(batches),
      tags: this.#list(tags),
      note,
      archived,
      review,
      verdict,
      findings,
    };
  }

  #text(text: string | null): string | null {
    return text && this.#texts.get(text, text);
  }

  #list(texts: string[]): string[] {
    return this.#lists.get(JSON.stringify(texts), texts);
  }
}
