import type { JobRow } from '../../shared/watched-job.ts';
import { jobActions, type JobAction } from '../commands/job-actions.ts';
import type { AppState } from '../context.ts';
import { CountedRows } from '../state/counted-rows.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';
import { listWords } from '../words/list.ts';

/** An action with the rows that it takes, and what its button says. */
export interface Offer {
  id: string;
  action: JobAction;
  count: number;
  /** Found out when they are needed, among those that there were when it was offered. */
  readonly rows: readonly JobRow[];
  label: string;
  title: string | undefined;
}

type BulkAction = JobAction & { bulk: NonNullable<JobAction['bulk']> };

const bulkActions = Object.entries<JobAction>(jobActions).flatMap(([id, action]) =>
  action.bulk === undefined ? [] : { id, action: action as BulkAction },
);

const isTakenBy =
  ({ takes }: JobAction) =>
  (row: JobRow): boolean =>
    takes(row, false);

/** How many rows each action takes. */
const takenCounts = (): CountedRows[] => bulkActions.map(({ action }) => new CountedRows(isTakenBy(action)));

/** What can be done with many rows at once. Each offer holds exactly those it will act on. */
export const offersFor = (rows: readonly JobRow[], counts = takenCounts()): Offer[] =>
  bulkActions.map(({ id, action }, index) => {
    const { bulk } = action;
    const count = counts[index]?.of(rows) ?? 0;
    return {
      id,
      action,
      count,
      get rows() {
        return rows.filter(isTakenBy(action));
      },
      label: bulk.label(count, rows),
      title:
        bulk.only !== undefined && count < rows.length
          ? listWords.footer.taken(bulk.only, count, rows.length)
          : undefined,
    };
  });

/**
 * What the foot of the list offers to do: with the jobs that are selected, else with all that are shown. What takes jobs off the
 * list is offered for a selection alone: one click must not empty it.
 */
export class BulkOffers {
  readonly #app: AppState;
  readonly #counts = takenCounts();

  readonly rows: readonly JobRow[] = $derived.by(() => {
    const { selection, view } = this.#app;
    return selection.isChosen ? selection.rows : view.rows;
  });

  readonly offers: readonly Offer[] = $derived.by(() => {
    const offers = offersFor(this.rows, this.#counts);
    return this.#app.selection.isChosen
      ? offers
      : offers.filter(({ action }) => action.bulk?.isForSelection !== true);
  });

  constructor(app: AppState) {
    this.#app = app;
  }

  /** Does what a button offers. Those for all that is shown take the place of those for a selection, also under a click. */
  press(offer: Offer): void {
    const { selection } = this.#app;
    if (selection.isChosen || !selection.hasJustEnded) offer.action.run(this.#app, offer.rows);
  }

  /** The same for a menu, each with the jobs that there are at the moment. */
  items(): MenuItem[] {
    return this.offers.map((offer) => ({
      label: offer.label,
      run: () => offer.action.run(this.#app, offer.rows),
      disabled: offer.count === 0 ? (offer.title ?? listWords.footer.nothingToDo) : undefined,
    }));
  }
}
