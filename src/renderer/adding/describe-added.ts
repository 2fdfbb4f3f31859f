import type { AddReport } from '../../shared/contract.ts';
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

const batchSentence = ({ name, isNew }: NonNullable<AddReport['batch']>): string =>
  isNew ? `Gathered as “${name}”.` : `Their batch is “${name}”.`;

const say = (text: string, problem: boolean): AddedWords => ({ text, problem, hasLines: false });
