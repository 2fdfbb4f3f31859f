import type { Batch } from '../../../shared/batch.ts';
import { reviewStandings, standingOf } from '../../../shared/review.ts';
import { noBatch, statusGroups, verdictChoices, type VerdictChoice } from '../../../shared/saved-view.ts';
import type { JobRow } from '../../../shared/watched-job.ts';
import { typeWords } from '../../jobs/job-words.ts';
import { isInGroup, type IsStuck } from '../../jobs/status-groups.ts';
import { jobsWords } from '../../words/jobs.ts';
import { listWords } from '../../words/list.ts';
import { reviewWords } from '../../words/review.ts';
import { verdictWords } from '../../words/verdict.ts';

/** One thing to filter by, and how many jobs it would show beside the other filters. */
export interface Choice {
  value: string;
  label: string;
  count: number | null;
}

export const statusChoices = (rows: readonly JobRow[], isStuck: IsStuck): Choice[] =>
  statusGroups.map((group) => ({
    value: group,
    label: jobsWords.groups[group],
    count: rows.filter((row) => isInGroup(row, group, isStuck)).length,
  }));

export const reviewChoices = (rows: readonly JobRow[]): Choice[] =>
  reviewStandings.map((standing) => ({
    value: standing,
    label: reviewWords.standings[standing],
    count: rows.filter((row) => standingOf(row) === standing).length,
  }));

/** The types that there are, and those chosen though there are none of them now. */
export function typeChoices(rows: readonly JobRow[], chosen: readonly string[]): Choice[] {
  const counts = new Map(chosen.map((type) => [type, 0]));
  for (const { type } of rows) if (type !== null) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, label: typeWords(value), count }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** Each verdict, the worst first, and none. */
export const verdictFilterChoices = (rows: readonly JobRow[]): Choice[] =>
  verdictChoices.map((value) => ({
    value,
    label: verdictLabel(value),
    count: rows.filter(({ verdict }) => (verdict ?? 'none') === value).length,
  }));

export const verdictLabel = (choice: VerdictChoice): string =>
  choice === 'none' ? verdictWords.choices.none : verdictWords.standings[choice];

/** The value that stands for no batch in particular. */
export const anyBatch = '';

/** The batches, the newest first, and one that is chosen though it is gone. */
export function batchChoices(
  rows: readonly JobRow[],
  batches: readonly Batch[],
  chosen: string | null,
): Choice[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const id of row.batches) counts.set(id, (counts.get(id) ?? 0) + 1);
  const known = batches
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .map(({ id, name }) => ({ value: id, label: name, count: counts.get(id) ?? 0 }));
  const isGone = chosen !== null && chosen !== noBatch && !batches.some(({ id }) => id === chosen);
  return [
    { value: anyBatch, label: listWords.toolbar.anyBatch, count: rows.length },
    ...known,
    {
      value: noBatch,
      label: listWords.toolbar.noBatch,
      count: rows.filter((row) => row.batches.length === 0).length,
    },
    ...(isGone
      ? [{ value: chosen, label: listWords.toolbar.removedBatch, count: counts.get(chosen) ?? 0 }]
      : []),
  ];
}

/** What is chosen, in words for a button; empty while nothing is. */
export const chosenWords = (labels: readonly string[]): string =>
  labels.length <= 1 ? (labels[0] ?? '') : listWords.toolbar.severalChosen(labels.length);
