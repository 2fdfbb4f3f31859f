import type { AddReport } from '../../shared/contract.ts';
import { countOf } from '../ui/format.ts';

/**
 * What came of several files dropped together, as one report, so that no list of lines is lost behind the next. A line is
 * told with the file it stands in.
 */
export function mergeReports(reports: readonly AddReport[]): AddReport | null {
  const [first] = reports;
  if (first === undefined || reports.length === 1) return first ?? null;
  const total = (count: (report: AddReport) => number): number =>
    reports.reduce((sum, report) => sum + count(report), 0);
  const binaries = reports.filter(({ binary }) => binary);
  return {
    source: countOf(reports.length, 'file'),
    added: reports.flatMap(({ added }) => added),
    known: reports.flatMap(({ known }) => known),
    notUnderstood: [
      ...binaries.map(({ source }) => ({ line: 1, text: `${source} is not a text` })),
      ...reports.flatMap(({ source, notUnderstood }) =>
        notUnderstood.map(({ line, text }) => ({ line, text: `${source}: ${text}` })),
      ),
    ],
    notUnderstoodBeyond: total(({ notUnderstoodBeyond }) => notUnderstoodBeyond),
    leftOut: total(({ leftOut }) => leftOut),
    binary: binaries.length === reports.length,
    containedKey: reports.some(({ containedKey }) => containedKey),
  };
}
