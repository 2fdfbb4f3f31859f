import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import type { Command } from './command.ts';
import type { PaletteEntry } from './palette-entries.ts';

/** Does what a line of the palette stands for. */
export function runEntry(app: AppState, entry: PaletteEntry, meant: readonly JobRow[]): void {
  if (entry.kind === 'command') runCommand(app, entry.command, meant);
  else if (entry.kind === 'view') app.view.show(entry.view.filter, entry.view.sort);
  else if (entry.kind === 'batch') app.batches.show(entry.batch.id);
  else {
    app.selectedId = entry.row.id;
    app.places.focusNext('details');
  }
}

/** What it is about may have changed while somebody typed. */
function runCommand(app: AppState, command: Command, meant: readonly JobRow[]): void {
  if (command.isAvailable(app, meant)) command.run(app, meant);
  else app.toasts.show(`“${command.label}” cannot be done any more.`, { tone: 'problem' });
}
