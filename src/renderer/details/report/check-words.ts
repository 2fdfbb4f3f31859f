import { sentenceCase } from '../../jobs/job-words.ts';
import { countOf } from '../../ui/format.ts';
import type { StatusTone } from '../../jobs/job-words.ts';
import type { Check } from './report-outline.ts';
import type { Verdict } from './report-verdict.ts';

/** What each verdict is called, and the mark that it has everywhere in the window. */
export const verdictWords: Record<Verdict, { label: string; tone: StatusTone }> = {
  failed: { label: 'Failed', tone: 'failed' },
  warning: { label: 'Warning', tone: 'unknown' },
  passed: { label: 'Passed', tone: 'done' },
  'not-applicable': { label: 'Not applicable', tone: 'waiting' },
};

/** `2 failed, 1 warning, 11 passed`; null where nothing was checked. */
export function summaryOf(checks: readonly Check[]): string | null {
  const count = (verdict: Verdict): number => checks.filter((check) => check.verdict === verdict).length;
  const parts = [
    { count: count('failed'), words: (number: number) => countOf(number, 'failed', 'failed') },
    { count: count('warning'), words: (number: number) => countOf(number, 'warning') },
    { count: count('passed'), words: (number: number) => countOf(number, 'passed', 'passed') },
    {
      count: count('not-applicable'),
      words: (number: number) => countOf(number, 'not applicable', 'not applicable'),
    },
  ];
  const told = parts.filter((part) => part.count > 0).map((part) => part.words(part.count));
  return told.length === 0 ? null : told.join(', ');
}

/** A verdict in words; of what does not apply in the report's own, unless those say no more than that. */
export const verdictLabel = ({ verdict, state }: Check): string =>
  state === null || /^n\/?a$/i.test(state.trim()) ? verdictWords[verdict].label : sentenceCase(state);

/** A check in a line: its name and its words, as far as the report gives them. */
export function checkTitle({ name, message }: Check): { title: string; text: string | null } {
  if (name !== null) return { title: sentenceCase(name), text: message };
  return { title: message ?? 'The whole', text: null };
}
