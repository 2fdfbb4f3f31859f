import type { JobRow } from '../../shared/watched-job.ts';
import { batchShareOf } from '../../shared/batch.ts';
import { needsALook } from '../../shared/verdict.ts';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { formatDateTime } from '../ui/format.ts';
import { batchesWords } from '../words/batches.ts';
import { jobsWords } from '../words/jobs.ts';
import { verdictWords } from '../words/verdict.ts';
import type { BatchStanding } from './batches-state.svelte.ts';

const words = batchesWords.report;
const { views } = jobsWords;

/** Jobs listed under each heading at most. */
const maxLines = 2_000;
/** Characters of a name or an error at most. */
const maxWordsLength = 100;

/**
 * The report of a batch as plain text: its sums, archived jobs included, and the IDs of jobs that failed, are unknown or
 * may be stuck.
 *
 * @param rows of the batch
 */
export function reportText(
  { batch, progress }: BatchStanding,
  rows: readonly JobRow[],
  isStuck: (row: JobRow) => boolean,
): string {
  const { expected, done, failed, unknown, stuck, waiting, running, removed, collected } = progress;
  const archived = rows.filter((row) => row.archived).length;
  const judged = rows.filter(({ verdict }) => verdict !== null).length;
  const needALook = rows.filter(({ verdict }) => needsALook(verdict)).length;
  return [
    batch.name,
    words.added(formatDateTime(batch.createdAt)),
    '',
    ...inColumns([
      [words.total, String(expected)],
      [views.done, String(done)],
      [views.failed, String(failed)],
      [views.unknown, String(unknown)],
      [views.stuck, String(stuck)],
      [views.moving, String(waiting + running + stuck)],
      [words.removed, String(removed)],
      [views.archived, words.ofThese(archived)],
      [words.downloaded, words.ofCompleted(collected, done)],
      ...(judged === 0 ? [] : [lookLine(needALook, judged)]),
    ]),
    ...listed(views.failed, rows, (row) => batchShareOf(row, false).state === 'failed'),
    ...listed(views.unknown, rows, isUnknownJob),
    ...listed(views.stuck, rows, isStuck),
    ...listed(verdictWords.report, rows, ({ verdict }) => needsALook(verdict)),
    '',
  ].join('\n');
}

const lookLine = (needALook: number, judged: number): [string, string] => [
  verdictWords.report,
  verdictWords.ofChecked(needALook, judged),
];

function inColumns(lines: [label: string, value: string][]): string[] {
  const width = Math.max(...lines.map(([label]) => label.length)) + 2;
  return lines.map(([label, value]) => `${label.padEnd(width)}${value}`);
}

function listed(title: string, rows: readonly JobRow[], belongs: (row: JobRow) => boolean): string[] {
  const found = rows.filter(belongs);
  if (found.length === 0) return [];
  const more = found.length - maxLines;
  return ['', title, ...found.slice(0, maxLines).map(lineOf), ...(more > 0 ? [words.more(more)] : [])];
}

const lineOf = ({ id, name, error }: JobRow): string =>
  [id, ...[name, error].map(inOneLine)].filter((part) => part !== '').join('  ');

const inOneLine = (text: string | null): string =>
  (text ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, maxWordsLength);
