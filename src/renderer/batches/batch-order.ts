import type { Batch, BatchOrder } from '../../shared/batch.ts';
import { foldText, searchTerms } from '../jobs/search-text.ts';
import type { BatchStanding } from './batches-state.svelte.ts';

/** From so many batches on they can be searched: among fewer a look is quicker than a word. */
export const minSearched = 8;

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/**
 * The batches whose names have all words of a query, in an order; those that have not ended are put first by
 * {@link unfinishedFirst}, as that changes with their jobs.
 *
 * @param batches the newest first
 */
export function chosenBatches(batches: readonly Batch[], order: BatchOrder, query: string): Batch[] {
  const terms = searchTerms(query);
  const found = batches.filter(({ name }) => {
    const folded = foldText(name);
    return terms.every((term) => folded.includes(term));
  });
  return order === 'name' ? found.sort((a, b) => byName.compare(a.name, b.name)) : found;
}

/** Batches that have not ended before those that have; otherwise in the order given. */
export const unfinishedFirst = (standings: readonly BatchStanding[]): BatchStanding[] =>
  [false, true].flatMap((isOver) => standings.filter(({ progress }) => progress.isOver === isOver));
