import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';
import { bulkActionsFor } from './bulk-actions.ts';
import { offersFor, type Offer } from './offer.ts';

/** What the foot of the list offers to do: with the jobs that are selected, else with all that are shown. */
export class BulkOffers {
  readonly #app: AppState;

  readonly rows: readonly JobRow[] = $derived.by(() => {
    const { selection, view } = this.#app;
    return selection.isChosen ? selection.rows : view.rows;
  });

  readonly offers: readonly Offer[] = $derived.by(() => offersFor(bulkActionsFor(this.rows), this.rows));

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
