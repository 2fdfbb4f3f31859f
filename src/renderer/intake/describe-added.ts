import type { AddReport, SkippedFile, UnreadFile } from '../../shared/intake.ts';
import { sourceWords } from '../../shared/source.ts';
import { countOf } from '../words/count.ts';
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
  const skipped = report.skipped ?? [];
  const more = skipped.length > 0 ? 'Show files' : showLines(lines);
  if (binary) {
    const notText = `${sourceWords(report.source)} is not a text file. Drop a list of job IDs, a log, CSV or JSON.`;
    return say([notText, ...(report.unread ?? []).map(describeUnread)].join(' '), true);
  }
  if (report.imported !== undefined) {
    const { unreadable, isNewer, left } = report.imported;
    const parts = [...describeImported(report, report.imported), ...warnings];
    parts.push(...describeSkipped(skipped));
    if (report.batch !== null) parts.push(batchSentence(report.batch));
    return {
      text: parts.join(' '),
      problem: unreadable > 0 || isNewer || left.length > 0 || warnings.length > 0,
      more: left.length > 0 ? 'Show which' : more,
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
  parts.push(...describeSkipped(skipped));
  if (report.batch !== null) parts.push(batchSentence(report.batch));
  const problem = warnings.length > 0 || (added.length === 0 && known.length === 0);
  return { text: parts.join(' '), problem, more };
}

/** Why files of a folder brought no job, most of all what is left in it. */
function describeSkipped(skipped: readonly SkippedFile[]): string[] {
  const count = (...whys: SkippedFile['why'][]): number =>
    skipped.filter(({ why }) => whys.includes(why)).length;
  const [beyond, without] = [count('beyond-limit'), count('no-id')];
  const unread = skipped.length - beyond - without;
  return [
    ...(without > 0 ? [`${countOf(without, 'file has', 'files have')} no job ID.`] : []),
    ...(unread > 0 ? [`${countOf(unread, 'file was', 'files were')} not read.`] : []),
    ...(beyond > 0
      ? [
          `${countOf(beyond, 'file was', 'files were')} left out: a folder is read up to 1,000 files or 64 MB.`,
        ]
      : []),
  ];
}

/** Why no job came from a file of a folder. */
export const skippedWords: Record<SkippedFile['why'], string> = {
  'no-id': 'No job ID',
  model: 'A model or a picture',
  'not-text': 'Not a text file',
  'too-large': 'Larger than 32 MB',
  unreadable: 'Cannot be read',
  'beyond-limit': 'Left out: the folder is too large',
};

function describeUnread({ name, failure }: UnreadFile): string {
  if (failure.code === 'too-large')
    return `${name} was not read: it is larger than 32 MB. “Import…” takes files of up to 256 MB.`;
  if (failure.code === 'file-missing')
    return `There is no file ${name}${failure.text === null ? '' : ` in ${failure.text}`}.`;
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
