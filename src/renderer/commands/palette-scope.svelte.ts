import { untrack } from 'svelte';
import { nameOf } from '../../shared/job-name.ts';
import type { AppState } from '../context.ts';
import { commandsWords } from '../words/commands.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { meantJobs, type KeyPlace } from './dispatch-key.ts';
import { commands, type Command } from './commands.ts';
import type { PaletteEntry } from './palette-entries.ts';

/** What the command palette was opened for: while somebody types, no other job and no other command takes its place. */
export class PaletteScope {
  /** Those that could be run when it was opened. */
  readonly commands: readonly Command[];
  /** What a person calls the jobs that it is about. */
  readonly jobsWords: string;
  readonly #app: AppState;
  readonly #ids: readonly string[];

  /** @param area where the keyboard was when it was opened: what a key would have meant there is what it is about */
  constructor(app: AppState, area: KeyPlace['area']) {
    this.#app = app;
    const meant = untrack(() => meantJobs(app, area));
    const [first, ...others] = meant;
    this.#ids = meant.map(({ id }) => id);
    this.jobsWords =
      first !== undefined && others.length === 0 ? nameOf(first) : commandsWords.selectedJobs(meant.length);
    this.commands = untrack(() =>
      commands.filter((one) => one.id !== 'palette' && one.isAvailable(app, meant)),
    );
  }

  /** Those of its jobs that are still in the list, as they are now. */
  get jobs(): readonly JobRow[] {
    return this.#ids.flatMap((id) => this.#app.replica.row(id) ?? []);
  }

  /** Does what a line of the palette stands for. */
  run(entry: PaletteEntry): void {
    const app = this.#app;
    if (entry.kind === 'command') this.#runCommand(entry.command);
    else if (entry.kind === 'view') app.view.show(entry.view.filter, entry.view.sort);
    else if (entry.kind === 'batch') app.batches.show(entry.batch.id);
    else {
      app.selectedId = entry.row.id;
      app.places.focusNext('details');
    }
  }

  /** What it is about may have changed while somebody typed. */
  #runCommand(command: Command): void {
    const { jobs } = this;
    if (command.isAvailable(this.#app, jobs)) command.run(this.#app, jobs);
    else this.#app.toasts.show(commandsWords.unavailable(command.label), { tone: 'problem' });
  }
}
