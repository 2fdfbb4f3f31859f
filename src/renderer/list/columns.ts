import type { Component } from 'svelte';
import type { JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { durationOf, jobTime, shownAt } from '../jobs/job-time.ts';
import { typeWords } from '../jobs/job-words.ts';
import { foldText } from '../jobs/search-text.ts';
import type { Now } from '../state/now.ts';
import type { IsAhead } from '../state/row-list.ts';
import { formatAge, formatBytes, formatDateTime } from '../ui/format.ts';
import { listWords } from '../words/list.ts';
import { verdictWords } from '../words/verdict.ts';
import { reviewWords } from '../words/review.ts';
import NameCell from './NameCell.svelte';
import NextStepCell from './NextStepCell.svelte';
import {
  addedAhead,
  nameKey,
  reviewKey,
  type RowOrder,
  statusKey,
  submittedAhead,
  submittedAt,
  verdictKey,
} from './sort-rows.ts';
import StatusCell from './StatusCell.svelte';
import TimeCell from './TimeCell.svelte';
import VerdictCell from './VerdictCell.svelte';

export type ColumnId = JobSort['column'] | 'next';

export interface CellProps {
  row: JobRow;
  /** The columns that the list shows. */
  shown: ReadonlySet<ColumnId>;
  /** Whether names have room for a picture beside them: in every row or in none, so that they stand below one another. */
  hasPictures: boolean;
  /** Whether the keyboard is on the row. */
  isCurrent: boolean;
}

/** What the rows are sorted by, and both directions in words. */
export interface Sorting {
  keyOf: RowOrder['keyOf'];
  /** See {@link RowOrder.isAhead}. */
  ahead?: Record<'ascending' | 'descending', IsAhead>;
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
  /** Its grid track from a width of the list in pixels on. A list that is narrower than the first leaves it out by itself. */
  tracks: Record<number, string>;
  /** Pixels in which it can be read. */
  min: number;
  /** How early a list without room for all does without it; null where it never does. */
  leaves: number | null;
  cell: Component<CellProps> | TextCell;
  align?: 'end';
};

/** Stands for a width: no list shows the column before a person chooses it. */
const chosenOnly = Infinity;

const { columns: labels, order } = listWords;
const alphabetical = { ...order.alphabetical, startsDescending: false };
const newestFirst = { ...order.time, startsDescending: true };

/** From left to right, until a person puts them in another order. */
export const columns: readonly Column[] = [
  {
    id: 'name',
    label: labels.name,
    sorting: { ...alphabetical, keyOf: nameKey },
    tracks: {
      0: 'minmax(88px, 1fr)',
      640: 'minmax(120px, 1fr)',
      860: 'minmax(160px, 560px)',
      980: 'minmax(160px, 480px)',
    },
    min: 88,
    leaves: null,
    cell: NameCell,
  },
  {
    id: 'type',
    label: labels.type,
    sorting: { ...alphabetical, keyOf: ({ type }) => (type === null ? null : foldText(typeWords(type))) },
    tracks: { 1240: '104px' },
    min: 56,
    leaves: 2,
    cell: { text: ({ type }) => (type === null ? '–' : typeWords(type)) },
  },
  {
    id: 'status',
    label: labels.status,
    sorting: { ...order.status, keyOf: statusKey, startsDescending: false },
    tracks: {
      0: 'minmax(90px, 1fr)',
      460: 'minmax(148px, 1fr)',
      640: 'minmax(172px, 1fr)',
      860: 'minmax(180px, 1fr)',
    },
    min: 120,
    leaves: null,
    cell: StatusCell,
  },
  {
    id: 'verdict',
    label: verdictWords.column,
    sorting: { ...verdictWords.order, keyOf: verdictKey, startsDescending: false },
    tracks: { 1400: '120px' },
    min: 64,
    leaves: 2.5,
    cell: VerdictCell,
  },
  {
    id: 'time',
    label: labels.time,
    sorting: { ...order.duration, keyOf: durationOf, startsDescending: true, followsTime: true },
    tracks: { 564: '96px', 860: '104px', 980: '96px', 1240: '80px' },
    min: 56,
    leaves: 6,
    cell: TimeCell,
  },
  {
    id: 'completed',
    label: labels.completed,
    sorting: { ...newestFirst, keyOf: ({ completedAt }) => completedAt },
    tracks: { 1240: '104px' },
    min: 64,
    leaves: 3,
    cell: {
      text: (row, now) => jobTime(row, shownAt(row, now)).age ?? '–',
      title: ({ completedAt }) => (completedAt === null ? undefined : formatDateTime(completedAt)),
      isFigure: true,
    },
  },
  {
    id: 'submitted',
    label: labels.submitted,
    sorting: { ...newestFirst, keyOf: submittedAt, ahead: submittedAhead },
    tracks: { 980: '88px', 1240: '104px' },
    min: 64,
    leaves: 5,
    cell: {
      text: ({ createdAt }, now) => (createdAt === null ? '–' : formatAge(createdAt, now.forAge(createdAt))),
      title: ({ createdAt }) => (createdAt === null ? undefined : formatDateTime(createdAt)),
      isFigure: true,
    },
  },
  {
    id: 'added',
    label: labels.added,
    sorting: { ...newestFirst, keyOf: ({ order }) => order, ahead: addedAhead },
    tracks: { [chosenOnly]: '104px' },
    min: 64,
    leaves: 1,
    cell: {
      text: ({ addedAt }, now) => formatAge(addedAt, now.forAge(addedAt)),
      title: ({ addedAt }) => formatDateTime(addedAt),
      isFigure: true,
    },
  },
  {
    id: 'review',
    label: labels.review,
    sorting: { ...order.review, keyOf: reviewKey, startsDescending: false },
    tracks: { [chosenOnly]: '104px' },
    min: 64,
    leaves: 1,
    cell: {
      text: ({ review }) => (review === null ? '–' : reviewWords.standings[review.decision]),
      title: ({ review }) => review?.reason ?? undefined,
    },
  },
  {
    id: 'size',
    label: labels.size,
    sorting: { ...order.size, keyOf: ({ fileSize }) => fileSize, startsDescending: true },
    tracks: { 980: '80px' },
    min: 52,
    leaves: 4,
    cell: { text: ({ fileSize }) => (fileSize === null ? '–' : formatBytes(fileSize)), isFigure: true },
  },
  {
    id: 'next',
    label: labels.next,
    tracks: { 0: '140px', 640: '144px', 860: '152px' },
    min: 140,
    leaves: null,
    cell: NextStepCell,
    align: 'end',
  },
];

const byId = new Map<string, Column>(columns.map((column) => [column.id, column]));
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

export function orderOf({ column, descending }: JobSort): RowOrder {
  const { keyOf, ahead } = sortingOf(column);
  return { keyOf, descending, isAhead: ahead?.[descending ? 'descending' : 'ascending'] };
}
