import type { AddReport, UnreadFile } from '../../shared/intake.ts';
import { sourceWords } from '../../shared/source.ts';
import { countOf } from '../ui/format.ts';
import { describeImported } from './describe-imported.ts';

/** What came of adding, in a sentence or two; `more` is how to ask for the rest, where there is more to show. */
export interface AddedWords {
  text: string;
  problem: boolean;
  more: string | null;
}

/** Words for the result of a drop, a paste, a file or an argument. */
export function describeAdded(report: AddReport): AddedWords {
  const { added, known, leftOut, binary, containedKey } = report;
  if (report.declined !== undefined) return say('Nothing was added.', false);
  const warnings = (report.unread ?? []).map(describeUnread);
  if (leftOut > 0) warnings.push(`${countOf(leftOut, 'ID was', 'IDs were')} left out: too many at once.`);
  if (report.isUnsaved)
    warnings.push('It could not be saved yet. It will be tried again; keep the app open until then.');
  if (containedKey) warnings.push('An API key stood in it; it was not used. Keys belong into Settings.');
  if (report.guessedEncoding !== undefined)
    warnings.push(
      `Read as Windows-1252: ${report.guessedEncoding.join(', ')}. If letters look wrong, save it as “CSV UTF-8” and add it again.`,
    );
  const lines = report.notUnderstood.length + report.notUnderstoodBeyond;
  if (binary) {
    const notText = `${sourceWords(report.source)} is not a text. Drop a list of job IDs, a log, CSV or JSON.`;
    return say([notText, ...(report.unread ?? []).map(describeUnread)].join(' '), true);
  }
  if (report.imported !== undefined) {
    const { unreadable, isNewer, left } = report.imported;
    const parts = [...describeImported(report, report.imported), ...warnings];
    if (report.batch !== null) parts.push(batchSentence(report.batch));
    return {
      text: parts.join(' '),
      problem: unreadable > 0 || isNewer || left.length > 0 || warnings.length > 0,
      more: left.length > 0 ? 'Show which' : showLines(lines),
    };
  }
  const parts: string[] = [];
  if (added.length > 0) parts.push(`Watching ${countOf(added.length, 'new job')}.`);
  if (known.length > 0) parts.push(`${countOf(known.length, 'job was', 'jobs were')} in the list already.`);
  if (report.notAdded !== undefined)
    parts.push(`Cancelled: ${countOf(report.notAdded, 'ID was', 'IDs were')} not added.`);
  parts.push(...warnings);
  if (parts.length === 0) parts.push(`No job ID was found in ${sourceWords(report.source)}.`);
  if (lines > 0) parts.push(`${countOf(lines, 'line was', 'lines were')} not understood.`);
  if (report.batch !== null) parts.push(batchSentence(report.batch));
  const problem = warnings.length > 0 || (added.length === 0 && known.length === 0);
  return { text: parts.join(' '), problem, more: showLines(lines) };
}

function describeUnread({ name, failure }: UnreadFile): string {
  if (failure.code === 'too-large')
    return `${name} was not read: it is larger than 32 MB. “Import…” takes files of up to 256 MB.`;
  if (failure.code === 'folder-silent')
    return `${name} could not be read: its folder does not answer. If it is on a network drive, check the connection to it, then try again.`;
  return `${name} could not be read. ${failure.text === null ? '' : `(${failure.text})`}`.trimEnd();
}

const batchSentence = ({ name, isNew }: NonNullable<AddReport['batch']>): string =>
  isNew ? `Gathered as “${name}”.` : `Their batch is “${name}”.`;

/** What to do with a text that is longer than the app reads at once. */
export const tooLongSentence =
  'This text is larger than 32 MB, so nothing of it was added. Add it in parts, or save it as a file: “Import…” takes files of up to 256 MB.';

const showLines = (lines: number): string | null => (lines > 0 ? 'Show lines' : null);

const say = (text: string, problem: boolean): AddedWords => ({ text, problem, more: null });
