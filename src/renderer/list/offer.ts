import type { JobRow } from '../../shared/watched-job.ts';
import type { BulkAction } from './bulk-actions.ts';

/** An action with the rows that it takes, and what its button says. */
export interface Offer {
  action: BulkAction;
  rows: readonly JobRow[];
  label: string;
  title: string | undefined;
}

/** What can be done with rows. Each offer holds exactly those it will act on. */
export const offersFor = (actions: readonly BulkAction[], rows: readonly JobRow[]): Offer[] =>
  actions.map((action) => {
    const taken = rows.filter((row) => action.takes(row));
    const isPart = action.only !== undefined && taken.length < rows.length;
    return {
      action,
      rows: taken,
      label: action.label(taken.length.toLocaleString()),
      title: isPart
        ? `${action.only}: ${taken.length.toLocaleString()} of ${rows.length.toLocaleString()}`
        : undefined,
    };
  });
