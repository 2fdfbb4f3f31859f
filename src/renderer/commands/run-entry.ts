import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../state/app-state.svelte.ts';
import type { PaletteEntry } from './palette-entries.ts';

/** Does what a line of the palette stands for. */
export function runEntry(app: AppState, entry: PaletteEntry, meant: readonly JobRow[]): void {
  if (entry.kind === 'command') entry.command.run(app, meant);
  else if (entry.kind === 'view') app.view.show(entry.view.filter, entry.view.sort);
  else if (entry.kind === 'batch') app.batches.show(entry.batch.id);
  else {
    app.selectedId = entry.row.id;
    app.places.focusNext('details');
  }
}
