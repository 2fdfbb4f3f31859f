import { readCsv } from '../../shared/lib/csv.ts';
import { jobIdRank } from '../../shared/job-ids/field-names.ts';
import { isPlausibleId } from '../../shared/job-ids/id-shape.ts';
import { readNote, splitTags } from '../../shared/annotations.ts';
import { parseTimestamp, toIso } from '../../shared/lib/timestamp.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import { maxReviewReason, reviewDecisions } from '../../shared/review.ts';
import { readSource, writeSource } from '../../shared/source.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { toRow } from '../jobs/job-row.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';
import { maxBatchesOfJob, type BatchRoom } from './batch-room.ts';
import {
  maxImportedJobs,
  type BatchName,
  type ExportedBatch,
  type ReadExport,
  type ReadJob,
  type ReadReview,
} from './read-export.ts';

interface Entry {
  row: JobRow;
  watched: WatchedJob;
  /** Names. */
  batches: string[];
}

const time = (at: number | null): string => (at === null ? null : toIso(at)) ?? '';
const number = (value: number | null | undefined): string => String(value ?? '');

/** The rules that found something, by their names, the worst first; what is neither good nor bad is left out. */
const findingsOf = ({ record: { verdict } }: WatchedJob): string => {
  const found = (verdict?.findings ?? []).filter(({ level }) => level !== 'info');
  return [...new Set(found.map(({ rule }) => rule))].join(', ');
};

/** Every column: its title, and what stands in it. */
const columns: readonly (readonly [string, (entry: Entry) => string])[] = [
  ['job_id', ({ row }) => row.id],
  ['name', ({ row }) => row.name ?? ''],
  ['status', ({ row }) => row.status ?? ''],
  ['stage', ({ row }) => row.stage ?? ''],
  ['progress', ({ row }) => number(row.progress)],
  ['type', ({ row }) => row.type ?? ''],
  ['error', ({ row }) => row.error ?? ''],
  // The name of a batch may hold any separator but this one.
  ['batch', ({ batches }) => batches.join('\n')],
  ['tags', ({ row }) => row.tags.join(', ')],
  ['note', ({ row }) => row.note ?? ''],
  ['archived', ({ row }) => (row.archived ? 'yes' : 'no')],
  ['size_bytes', ({ row }) => number(row.fileSize)],
  ['credits_charged', ({ watched }) => number(watched.job?.credits_charged)],
  ['created_at', ({ row }) => time(row.createdAt)],
  ['queued_at', ({ row }) => time(row.queuedAt)],
  ['started_at', ({ row }) => time(row.startedAt)],
  ['completed_at', ({ row }) => time(row.completedAt)],
  ['added_at', ({ row }) => time(row.addedAt)],
  ['list_order', ({ row }) => number(row.order)],
  ['source', ({ watched }) => (watched.record.source === null ? '' : writeSource(watched.record.source))],
  ['review', ({ row }) => row.review?.decision ?? ''],
  ['review_reason', ({ row }) => row.review?.reason ?? ''],
  ['reviewed_at', ({ row }) => time(row.review?.at ?? null)],
  ['verdict', ({ row }) => row.verdict ?? ''],
  ['findings', ({ watched }) => findingsOf(watched)],
  ['result_folder', ({ row }) => row.download?.folder ?? ''],
];

/** The jobs as a table for spreadsheets, its header first, in the given order. */
export function tableOf(
  jobs: readonly WatchedJob[],
  batches: ReadonlyMap<string, ExportedBatch>,
): string[][] {
  const entries = jobs.map((watched) => ({
    watched,
    row: toRow(watched),
    batches: watched.record.batches.flatMap((id) => batches.get(id)?.name ?? []),
  }));
  return [columns.map(([title]) => title), ...entries.map((entry) => columns.map(([, cell]) => cell(entry)))];
}

/** What makes a table an export of this app rather than a list of IDs: a column that only a person fills. */
const ownTitles = ['tags', 'note', 'archived', 'batch'];
const maxColumns = 200;

const normalised = (title: string): string =>
  title
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/**
 * Reads what {@link tableOf} became as CSV, also after a spreadsheet had it: other separators, columns in another order,
 * some left out. What the service says of a job is not read back; it is asked again.
 *
 * @param room for the batches that jobs name
 * @returns null for any other text
 */
export function readCsvExport(text: string, room: BatchRoom): ReadExport | null {
  const [header = []] = readCsv(text, { rows: 1, cells: maxColumns });
  const titles = header.map(normalised);
  const ranks = header.map(jobIdRank);
  const rank = Math.max(...ranks);
  if (!(rank > 0) || !ownTitles.some((title) => titles.includes(title))) return null;
  const idAt = ranks.indexOf(rank);
  const rows = readCsv(text, { rows: Infinity, cells: maxColumns }).slice(1);
  const jobs = rows.slice(0, maxImportedJobs).flatMap((row) => {
    const cell = (title: string): string => row[titles.indexOf(title)] ?? '';
    return readRow((row[idAt] ?? '').trim(), cell, room) ?? [];
  });
  return { jobs, batches: [], unreadable: rows.length - jobs.length };
}

function readRow(id: string, cell: (title: string) => string, room: BatchRoom): ReadJob | null {
  if (!isPlausibleId(id)) return null;
  const order = Number.parseFloat(cell('list_order'));
  const source = wellFormedLine(cell('source'), 260);
  return {
    id,
    order: Number.isFinite(order) ? order : null,
    addedAt: parseTimestamp(cell('added_at')),
    source: source === '' ? null : readSource(source),
    ...room.take(readBatches(cell('batch'))),
    tags: splitTags(cell('tags')),
    note: readNote(cell('note')),
    archived: readFlag(cell('archived')),
    review: readReview(cell),
    observed: null,
  };
}

function readReview(cell: (title: string) => string): ReadReview | null {
  const word = cell('review').trim().toLowerCase();
  const decision = reviewDecisions.find((one) => one === word);
  if (decision === undefined) return null;
  const reason = wellFormedLine(cell('review_reason'), maxReviewReason) || null;
  return { decision, reason, at: parseTimestamp(cell('reviewed_at')) };
}

/** One more than a job can have, so that it is known where there are more. */
const readBatches = (cell: string): BatchName[] =>
  cell
    .split(/[\r\n]+/, maxBatchesOfJob + 1)
    .map((name) => ({ id: null, name: wellFormedLine(name, 120) }))
    .filter(({ name }) => name !== '');

/** Spreadsheets write flags in many ways. */
function readFlag(cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (['yes', 'true', '1', 'x'].includes(word)) return true;
  return ['no', 'false', '0'].includes(word) ? false : null;
}
