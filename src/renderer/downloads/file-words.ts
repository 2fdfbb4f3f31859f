import type { ErrorCode, Failure } from '../../shared/errors.ts';
import { describeFailure } from '../ui/failure-words.ts';
import { filesWords } from '../words/files.ts';

/** What is told as anywhere else: it is about the folder that a file was to be put in, or about the whole app. */
const ofMore: ReadonlySet<ErrorCode> = new Set([
  'folder-unavailable',
  'folder-missing',
  'folder-silent',
  'safe-mode',
]);

/** What is wrong with the result that a file is in, or with its archive. */
const ofResults: ReadonlySet<ErrorCode> = new Set([
  'archive-damaged',
  'archive-unsafe',
  'archive-unsupported',
  'mjcf-missing',
  'no-model',
  'not-completed',
]);

/** Why a single file of a job cannot be shown, saved, opened or dragged, in a short sentence. */
export function describeFileFailure(failure: Failure): string {
  const { code, text } = failure;
  if (code === 'too-large') return [filesWords.tooLarge, text].filter(Boolean).join(' ');
  if (ofMore.has(code)) return describeFailure(failure);
  if (ofResults.has(code)) return describeFailure(failure, 'result');
  return filesWords.reasons[code] ?? filesWords.notLoaded;
}
