import type { Download } from '../../shared/downloads.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { formatTime } from '../ui/format.ts';

/** Failures of which the service, or the archive, says best what it is. */
const saidBest: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'payment-required',
  'not-found',
  'not-completed',
  'rate-limited',
  'service-down',
  'rejected',
  'archive-damaged',
  'archive-unsafe',
  'archive-unsupported',
  'disk-full',
  'folder-unavailable',
]);

/** What stands for words where there were none. */
const onlyStatus = /^HTTP \d+$/;

/** Why a download failed: the reason in the words of whoever gave it, what that means, and how often it was tried. */
export function describeDownloadFailure({ failure, attempts }: Download): string {
  if (failure === null) return '';
  const { code, text } = failure;
  const sentence = failureSentence(code, 'result');
  const parts = [sentence];
  if (text !== null && onlyStatus.test(text)) parts.push(`(${text})`);
  else if (text !== null && saidBest.has(code)) parts.unshift(asSentence(text));
  if (attempts > 0) parts.push(`It was tried ${attempts + 1} times.`);
  return parts.join(' ');
}

/** Why a download waits before another try, and until when. */
export function describeWait({ failure, retryAt }: Download): string {
  if (failure === null) return 'Waiting';
  const when = retryAt === null ? 'Trying again soon' : `Trying again at ${formatTime(retryAt)}`;
  return `${when}. ${reasonOf(failure.code, failure.text)}`;
}

/** The reason alone: what a person could do is of no use while it is tried again by itself. */
function reasonOf(code: ErrorCode, text: string | null): string {
  if (text !== null && saidBest.has(code) && !onlyStatus.test(text)) return asSentence(text);
  return firstSentence(failureSentence(code, 'result'));
}

const firstSentence = (text: string): string => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;

const asSentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);
