import { writeCsv, writeCsvRows, writeTabSeparated } from '../../shared/lib/csv.ts';
import type { ExportFormat } from '../../shared/contract.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';
import { tableOf } from './csv-export.ts';
import { jsonExport, namedBatches, type NamedBatch } from './json-export.ts';
import { dayOf } from '../lib/day.ts';
import { nameWords } from '../words/names.ts';

/** So many rows are put together at once. */
const sliceSize = 200;

/**
 * The content of an exported file, in pieces: these jobs, in this order, with the batches they are in.
 *
 * @param onShortened see {@link jsonExport}
 */
export function* exportPieces(
  format: ExportFormat,
  jobs: readonly WatchedJob[],
  batches: readonly NamedBatch[],
  now: number,
  onShortened?: () => void,
): Generator<string> {
  const records = jobs.map(({ record }) => record);
  const named = namedBatches(records, batches);
  if (format === 'json') {
    yield* jsonExport(records, named, now, onShortened === undefined ? {} : { onShortened });
    return;
  }
  yield writeCsv(tableOf([], named));
  for (let start = 0; start < jobs.length; start += sliceSize)
    yield writeCsvRows(tableOf(jobs.slice(start, start + sliceSize), named).slice(1));
}

/** The same table as in a CSV file, to be pasted. */
export const clipboardTable = (jobs: readonly WatchedJob[], batches: readonly NamedBatch[]): string =>
  writeTabSeparated(
    tableOf(
      jobs,
      namedBatches(
        jobs.map(({ record }) => record),
        batches,
      ),
    ),
  );

/** What an exported file is called unless the person says otherwise: with the day, as a list changes every day. */
export const exportName = (format: ExportFormat, now: number): string =>
  `${nameWords.exportedList(dayOf(now))}.${format}`;
