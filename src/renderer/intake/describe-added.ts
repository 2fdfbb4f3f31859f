import type { AddReport, SkippedFile, UnreadFile } from '../../shared/intake.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { intakeWords } from '../words/intake.ts';
import { describeImported } from './describe-imported.ts';
import { describeSource } from './describe-source.ts';

const { added: words, unread } = intakeWords;

/** What came of adding, in a sentence or two; `more` is how to ask for the rest, where there is more to show. */
export interface AddedWords {
  text: string;
  problem: boolean;
  more: string | null;
}

/** Words for the result of a drop, a paste, a file or an argument. */
export function describeAdded(report: AddReport): AddedWords {
  const { added, known, binary, batch } = report;
  if (report.declined !== undefined) return { text: words.nothing, problem: false, more: null };
  if (binary) {
    const parts = [
      words.notText(describeSource(report.source)),
      ...(report.unread ?? []).map(describeUnread),
    ];
    return { text: parts.join(' '), problem: true, more: null };
  }
  const warnings = describeWarnings(report);
  const lines = report.notUnderstood.length + report.notUnderstoodBeyond;
  const skipped = report.skipped ?? [];
  const more = skipped.length > 0 ? words.showFiles : lines > 0 ? words.showLines : null;
  if (report.imported !== undefined) {
    const { unreadable, isNewer, left } = report.imported;
    const parts = [...describeImported(report, report.imported), ...warnings];
    parts.push(...describeSkipped(0, skipped));
    if (batch !== null) parts.push(describeBatch(batch));
    return {
      text: parts.join(' '),
      problem: unreadable > 0 || isNewer || left.length > 0 || warnings.length > 0,
      more: left.length > 0 ? words.showDetails : more,
    };
  }
  const isWholeBatch = batch?.isNew === true && added.length > 0 && known.length === 0;
  const parts: string[] = [];
  if (isWholeBatch) parts.push(words.watchingInBatch(added.length, batch.name));
  else if (added.length > 0) parts.push(words.watching(added.length));
  if (known.length > 0) parts.push(words.known(known.length));
  if (batch !== null && !isWholeBatch) parts.push(describeBatch(batch));
  if (report.notAdded !== undefined) parts.push(words.cancelled(report.notAdded));
  parts.push(...warnings);
  if (parts.length === 0) parts.push(words.noneFound(describeSource(report.source)));
  parts.push(...describeSkipped(lines, skipped));
  const problem = warnings.length > 0 || (added.length === 0 && known.length === 0);
  return { text: parts.join(' '), problem, more };
}

function describeWarnings(report: AddReport): string[] {
  const warnings = (report.unread ?? []).map(describeUnread);
  if (report.leftOut > 0) warnings.push(words.beyondLimit(report.leftOut));
  if (report.isUnsaved) warnings.push(failureSentence('not-saved'));
  if (report.containedKey) warnings.push(words.key);
  if (report.guessedEncoding !== undefined) warnings.push(words.guessedEncoding(report.guessedEncoding));
  return warnings;
}

/** How many lines and files brought no job, and most of all whether that is because there were too many. */
function describeSkipped(lines: number, skipped: readonly SkippedFile[]): string[] {
  const parts: string[] = [];
  if (skipped.length === 0 && lines > 0) parts.push(words.linesWithoutId(lines));
  else if (lines > 0) parts.push(words.skippedLinesAndFiles(lines, skipped.length));
  else if (skipped.length > 0) parts.push(words.skippedFiles(skipped.length));
  if (skipped.some(({ why }) => why === 'beyond-limit')) parts.push(words.fileLimit);
  return parts;
}

function describeUnread({ name, failure: { code, text } }: UnreadFile): string {
  if (code === 'too-large') return unread.tooLarge(name);
  if (code === 'file-missing') return unread.missing(name, text);
  return code === 'folder-silent' ? unread.folderSilent(name) : unread.failed(name, text);
}

const describeBatch = ({ name, isNew }: NonNullable<AddReport['batch']>): string =>
  isNew ? words.newBatch(name) : words.knownBatch(name);
