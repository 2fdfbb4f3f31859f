import type { DownloadEstimate } from '../../shared/downloads.ts';
import type { Question } from '../state/questions.svelte.ts';
import { formatBytes } from '../ui/format.ts';
import { countOf } from '../words/count.ts';

/** Results that are downloaded without a question. */
const maxUnasked = 100;

/** Whether so many results are downloaded only after a question. */
export const isManyResults = (count: number): boolean => count > maxUnasked;

/** What is asked before many results are downloaded: how many they are, how large, and whether there is room. */
export function downloadQuestion({ count, bytes, freeBytes, folder }: DownloadEstimate): Question {
  const size =
    bytes === null ? 'Their size is not known yet. They' : `They are about ${formatBytes(bytes)} and`;
  const room = freeBytes === null ? '' : `, where ${formatBytes(freeBytes)} are free`;
  const lack =
    bytes !== null && freeBytes !== null && bytes > freeBytes ? ' There is not enough room for all.' : '';
  return {
    title: `Download ${countOf(count, 'result')}?`,
    text: `${size} go to ${folder}${room}.${lack}`,
    yes: `Download ${count.toLocaleString()}`,
  };
}
