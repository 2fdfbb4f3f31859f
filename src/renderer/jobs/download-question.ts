import type { DownloadEstimate } from '../../shared/downloads.ts';
import type { Question } from '../state/questions.svelte.ts';
import { formatBytes } from '../ui/format.ts';
import { jobsWords } from '../words/jobs.ts';

/** Results that are downloaded without a question. */
const maxUnasked = 100;

/** Whether so many results are downloaded only after a question. */
export const isManyResults = (count: number): boolean => count > maxUnasked;

/** What is asked before many results are downloaded: how many they are, how large, and whether there is room. */
export function downloadQuestion({ count, bytes, freeBytes, folder }: DownloadEstimate): Question {
  const words = jobsWords.downloadQuestion;
  const formatted = (size: number | null): string | null => (size === null ? null : formatBytes(size));
  const text = words.text(formatted(bytes), folder, formatted(freeBytes));
  const fits = bytes === null || freeBytes === null || bytes <= freeBytes;
  return {
    title: words.title(count),
    text: fits ? text : `${text} ${words.notEnoughSpace}`,
    yes: words.yes(count),
  };
}
