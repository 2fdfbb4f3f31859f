import type { JobRow } from '../../shared/watched-job.ts';
import { jobActions, type JobAction } from '../commands/job-actions.ts';
import type { AppState } from '../context.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';

/** An action with the rows that it takes, and what its button says. */
export interface Offer {
  id: string;
  action: JobAction;
  rows: readonly JobRow[];
  label: string;
  title: string | undefined;
}

/** What can be done with many rows at once. Each offer holds exactly those it will act on. */
export const offersFor = (rows: readonly JobRow[]): Offer[] =>
  Object.entries<JobAction>(jobActions).flatMap(([id, action]) => {
    const { takes, bulk } = action;
    if (bulk === undefined) return [];
    const isTaken = bulk.takes?.(rows) ?? ((row: JobRow) => takes(row, false));
    const taken = rows.filter(isTaken);
    const count = taken.length.toLocaleString();
    const isPart = bulk.only !== undefined && taken.length < rows.length;
    return {
      id,
      action,
      rows: taken,
      label: bulk.label(count, rows),
      title: isPart ? `${bulk.only?.(rows)}: ${count} of ${rows.length.toLocaleString()}` : undefined,
    };
  });

/** What the foot of the list offers to do: with the jobs that are selected, else with all that are shown. */
export class BulkOffers {
  readonly #app: AppState;

  readonly rows: readonly JobRow[] = $derived.by(() => {
    const { selection, view } = this.#app;
    return selection.isChosen ? selection.rows : view.rows;
  });

  readonly offers: readonly Offer[] = $derived.by(() => offersFor(this.rows));

  constructor(app: AppState) {
    this.#app = app;
  }

  /** Does what a button offers. Those for all that is shown take the place of those for a selection, also under a click. */
  press({ action, rows }: Offer): void {
    const { selection } = this.#app;
    if (selection.isChosen || !selection.hasJustEnded) action.run(this.#app, rows);
  }

  /** The same for a menu, each with the jobs that there are at the moment. */
  items(): MenuItem[] {
    return this.offers.map(({ action, rows, label, title }) => ({
      label,
      run: () => action.run(this.#app, rows),
      disabled: rows.length === 0 ? (title ?? 'Nothing to do') : undefined,
    }));
  }
}
