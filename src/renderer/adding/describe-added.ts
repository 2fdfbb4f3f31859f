import type { AddReport, ImportReport } from '../../shared/add-report.ts';
import { countOf } from '../ui/format.ts';

/** What came of adding, in a sentence or two; `hasLines` where there are lines worth showing. */
export interface AddedWords {
  text: string;
  problem: boolean;
  hasLines: boolean;
}

/** Words for the result of a drop, a paste, a file or an argument. */
export function describeAdded(report: AddReport): AddedWords {
  const { added, known, leftOut, binary, containedKey } = report;
  const lines = report.notUnderstood.length + report.notUnderstoodBeyond;
  if (binary) return say(`${report.source} is not a text. Drop a list of job IDs, a log, CSV or JSON.`, true);
  if (report.imported !== undefined) return describeImported(report, report.imported);
  const parts: string[] = [];
  if (added.length > 0) parts.push(`Watching ${countOf(added.length, 'new job')}.`);
  if (known.length > 0) parts.push(`${countOf(known.length, 'job was', 'jobs were')} in the list already.`);
  if (leftOut > 0) parts.push(`${countOf(leftOut, 'ID was', 'IDs were')} left out: too many at once.`);
  if (containedKey) parts.push('An API key stood in it; it was not used. Keys belong into Settings.');
  if (parts.length === 0) parts.push(`No job ID was found in ${report.source}.`);
  if (lines > 0) parts.push(`${countOf(lines, 'line was', 'lines were')} not understood.`);
  if (report.batch !== null) parts.push(batchSentence(report.batch));
  const problem = containedKey || leftOut > 0 || (added.length === 0 && known.length === 0);
  return { text: parts.join(' '), problem, hasLines: lines > 0 };
}

/** Words for a file that this app exported: how many jobs came back, and that nothing was lost of those in the list. */
function describeImported(report: AddReport, { merged, unreadable, isNewer }: ImportReport): AddedWords {
  const { added, known } = report;
  const lines = report.notUnderstood.length + report.notUnderstoodBeyond;
  const parts = [
    added.length === 0
      ? 'No job was missing.'
      : `${countOf(added.length, 'job is', 'jobs are')} back in the list.`,
  ];
  if (known.length > 0) parts.push(`${countOf(known.length, 'job was', 'jobs were')} there already.`);
  if (merged > 0) parts.push(`${countOf(merged, 'of them has', 'of them have')} new tags or notes.`);
  if (unreadable > 0) parts.push(`${countOf(unreadable, 'entry', 'entries')} could not be read.`);
  if (isNewer) parts.push('The file is of a newer Rigyd Desk: only its job IDs were read.');
  return { text: parts.join(' '), problem: unreadable > 0 || isNewer, hasLines: lines > 0 };
}

const batchSentence = ({ name, isNew }: NonNullable<AddReport['batch']>): string =>
  isNew ? `Gathered as “${name}”.` : `Their batch is “${name}”.`;

const say = (text: string, problem: boolean): AddedWords => ({ text, problem, hasLines: false });
