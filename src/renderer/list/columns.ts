import type { Component } from 'svelte';
import type { JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { durationOf, jobTime, shownAt } from '../jobs/job-time.ts';
import { typeWords } from '../jobs/job-words.ts';
import { foldText } from '../jobs/search-text.ts';
import type { Now } from '../state/now.ts';
import { formatAge, formatBytes, formatDateTime } from '../ui/format.ts';
import NameCell from './NameCell.svelte';
import NextStepCell from './NextStepCell.svelte';
import { nameKey, type RowOrder, statusKey } from './sort-rows.ts';
import StatusCell from './StatusCell.svelte';
import TimeCell from './TimeCell.svelte';

export type ColumnId = JobSort['column'] | 'next';

export interface CellProps {
  row: JobRow;
  /** The columns that the list has room for. */
  shown: ReadonlySet<ColumnId>;
  /** Whether the keyboard is on the row. */
  isCurrent: boolean;
}

/** What the rows are sorted by, and both directions in words. */
export interface Sorting {
  keyOf: RowOrder['keyOf'];
  ascending: string;
  descending: string;
  /** Whether the large and the late are looked for first. */
  startsDescending: boolean;
  /** Whether the key of a row changes with time alone. */
  followsTime?: true;
}

interface TextCell {
  text: (row: JobRow, now: Now) => string;
  /** Tooltip. */
  title?: (row: JobRow) => string | undefined;
  /** Figures are muted and equally wide. */
  isFigure?: true;
}

/** A column of the list. Where the list cannot be sorted by it, its heading is only read out. */
export type Column = ({ id: JobSort['column']; sorting: Sorting } | { id: 'next'; sorting?: undefined }) & {
  /** Its heading. */
  label: string;
  /** Its grid track from a width of the list in pixels on. A list that is narrower than the first leaves it out. */
  tracks: Record<number, string>;
  cell: Component<CellProps> | TextCell;
  align?: 'end';
};

const alphabetical = { ascending: 'A to Z', descending: 'Z to A', startsDescending: false };

/** From left to right. */
export const columns: readonly Column[] = [
  {
    id: 'name',
    label: 'Job',
    sorting: { ...alphabetical, keyOf: nameKey },
    tracks: {
      0: 'minmax(88px, 1fr)',
      640: 'minmax(120px, 1fr)',
      860: 'minmax(160px, 560px)',
      980: 'minmax(160px, 480px)',
    },
    cell: NameCell,
  },
  {
    id: 'type',
    label: 'Type',
    sorting: { ...alphabetical, keyOf: ({ type }) => (type === null ? null : foldText(typeWords(type))) },
    tracks: { 1240: '104px' },
    cell: { text: ({ type }) => (type === null ? '–' : typeWords(type)) },
  },
  {
    id: 'status',
    label: 'Status',
    sorting: {
      keyOf: statusKey,
      ascending: 'on the way first',
      descending: 'ended first',
      startsDescending: false,
    },
    tracks: { 0: 'minmax(148px, 1fr)', 640: 'minmax(172px, 1fr)', 860: 'minmax(180px, 1fr)' },
    cell: StatusCell,
  },
  {
    id: 'time',
    label: 'Time',
    sorting: {
      keyOf: durationOf,
      ascending: 'shortest first',
      descending: 'longest first',
      startsDescending: true,
      followsTime: true,
    },
    tracks: { 0: '76px', 640: '84px', 860: '104px', 980: '96px', 1240: '80px' },
    cell: TimeCell,
  },
  {
    id: 'completed',
    label: 'Finished',
    sorting: {
      keyOf: ({ completedAt }) => completedAt,
      ascending: 'earliest first',
      descending: 'latest first',
      startsDescending: true,
    },
    tracks: { 1240: '104px' },
    cell: {
      text: (row, now) => jobTime(row, shownAt(row, now)).age ?? '–',
      title: ({ completedAt }) => (completedAt === null ? undefined : formatDateTime(completedAt)),
      isFigure: true,
    },
  },
  {
    id: 'added',
    label: 'Added',
    sorting: {
      keyOf: null,
      ascending: 'oldest first',
      descending: 'newest first',
      startsDescending: true,
    },
    tracks: { 980: '88px', 1240: '104px' },
    cell: {
      text: ({ addedAt }, now) => formatAge(addedAt, now.forAge(addedAt)),
      title: ({ addedAt }) => formatDateTime(addedAt),
      isFigure: true,
    },
  },
  {
    id: 'size',
    label: 'Size',
    sorting: {
      keyOf: ({ fileSize }) => fileSize,
      ascending: 'smallest first',
      descending: 'largest first',
      startsDescending: true,
    },
    tracks: { 980: '64px', 1240: '72px' },
    cell: { text: ({ fileSize }) => (fileSize === null ? '–' : formatBytes(fileSize)), isFigure: true },
  },
  {
    id: 'next',
    label: 'Next step',
    tracks: { 0: '140px', 640: '144px', 860: '152px' },
    cell: NextStepCell,
    align: 'end',
  },
];

const byId = new Map(columns.map((column) => [column.id, column]));
const column = (id: ColumnId): Column => {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`There is no column ${id}.`);
  return found;
};

export const labelOf = (id: ColumnId): string => column(id).label;

/** How the list is sorted by a column. */
export function sortingOf(id: JobSort['column']): Sorting {
  const { sorting } = column(id);
  if (sorting === undefined) throw new Error(`The list cannot be sorted by ${id}.`);
  return sorting;
}

export const orderOf = ({ column, descending }: JobSort): RowOrder => ({
  keyOf: sortingOf(column).keyOf,
  descending,
});

/** The columns of a list and where they stand. */
export interface ListLayout {
  columns: readonly Column[];
  shown: ReadonlySet<ColumnId>;
  /** The tracks of all columns, for `grid-template-columns`. */
  tracks: string;
  /** The track of the last column. */
  lastTrack: string;
}

const trackAt = ({ tracks }: Column, width: number): string | undefined =>
  Object.entries(tracks).findLast(([from]) => Number(from) <= width)?.[1];

function layoutAt(width: number): ListLayout {
  const tracks = columns.flatMap((column) => trackAt(column, width) ?? []);
  const shown = columns.filter((column) => trackAt(column, width) !== undefined);
  return {
    columns: shown,
    shown: new Set(shown.map(({ id }) => id)),
    tracks: tracks.join(' '),
    lastTrack: tracks.at(-1) ?? '',
  };
}

/** Each width, in pixels, from which on the list is laid out in another way. */
const widths = [...new Set(columns.flatMap(({ tracks }) => Object.keys(tracks).map(Number)))].sort(
  (a, b) => a - b,
);
const layouts = widths.map((from) => ({ from, layout: layoutAt(from) }));

/** The layout of a list of a width in pixels; the same object for all widths with the same layout. */
export const layoutFor = (width: number): ListLayout =>
  (layouts.findLast(({ from }) => from <= width) ?? layouts[0])?.layout ?? layoutAt(0);
