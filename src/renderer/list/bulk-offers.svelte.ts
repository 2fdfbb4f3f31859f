import type { JobRow } from '../../shared/watched-job.ts';
import { jobActions, type JobAction } from '../commands/job-actions.ts';
import type { AppState } from '../context.ts';
import { changesBetween, type RowChange } from '../state/row-changes.ts';
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

/** The test for the rows that an action takes with many at once. */
const testOf = ({ takes, bulk }: BulkAction, rows: readonly JobRow[]): ((row: JobRow) => boolean) =>
  bulk.takes?.(rows) ?? ((row) => takes(row, false));

/** How many rows each action takes, kept up by what changes. */
class TakenCounts {
  #counted: { rows: readonly JobRow[]; counts: ReadonlyMap<string, number> } | null = null;

  of(rows: readonly JobRow[]): ReadonlyMap<string, number> {
    const before = this.#counted;
    const changes = before === null ? null : changesBetween(before.rows, rows);
    const counts = new Map(
      bulkActions.map(({ id, action }) => {
        const isTaken = testOf(action, rows);
        const known = action.bulk.takes === undefined ? before?.counts.get(id) : undefined;
        if (changes === null || known === undefined) return [id, countWhere(rows, isTaken)];
        return [id, changes.reduce((sum, change) => sum + differenceOf(change, isTaken), known)];
      }),
    );
    this.#counted = { rows, counts };
    return counts;
  }
}

function countWhere(rows: readonly JobRow[], test: (row: JobRow) => boolean): number {
  let count = 0;
  for (const row of rows) if (test(row)) count += 1;
  return count;
}

const differenceOf = ({ before, after }: RowChange, test: (row: JobRow) => boolean): number =>
  Number(after !== null && test(after)) - Number(before !== null && test(before));

/** What can be done with many rows at once. Each offer holds exactly those it will act on. */
export const offersFor = (rows: readonly JobRow[], counts = new TakenCounts().of(rows)): Offer[] =>
  bulkActions.map(({ id, action }) => {
    const { bulk } = action;
    const count = counts.get(id) ?? 0;
    const isPart = bulk.only !== undefined && count < rows.length;
    return {
      id,
      action,
      count,
      get rows() {
        return rows.filter(testOf(action, rows));
      },
      label: bulk.label(count, rows),
      title: isPart ? listWords.footer.taken(bulk.only?.(rows) ?? '', count, rows.length) : undefined,
    };
  });

/**
 * What the foot of the list offers to do: with the jobs that are selected, else with all that are shown. What takes jobs off the
 * list is offered for a selection alone: one click must not empty it.
 */
export class BulkOffers {
  readonly #app: AppState;
  readonly #counts = new TakenCounts();

  readonly rows: readonly JobRow[] = $derived.by(() => {
    const { selection, view } = this.#app;
    return selection.isChosen ? selection.rows : view.rows;
  });

  readonly offers: readonly Offer[] = $derived.by(() => {
    const offers = offersFor(this.rows, this.#counts.of(this.rows));
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
