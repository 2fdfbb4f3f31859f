import type { JobFilter } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import { nameOf } from '../../shared/job-name.ts';
import { commandsWords } from '../words/commands.ts';
import { uiWords } from '../words/ui.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';
import { jobActions, takenBy, type JobAction } from './job-actions.ts';
import { menuKeys } from './shortcut.ts';

/**
 * What the menu calls an action.
 *
 * @param taken those that it takes
 * @param isForSeveral whether the menu is about several jobs: then it says how many
 */
function labelOf(
  { command, details, bulk, several }: JobAction,
  taken: readonly JobRow[],
  isForSeveral: boolean,
): string | undefined {
  const [first] = taken;
  if (first === undefined) return undefined;
  const count = taken.length;
  if (!isForSeveral) return details?.label(first) ?? command?.label ?? bulk?.label(count, taken);
  return (taken.length > 1 ? several?.(count) : undefined) ?? bulk?.label(count, taken) ?? command?.label;
}

/**
 * What a right click offers to do with jobs: every action that takes one of them.
 *
 * @param rows as they are when the menu opens; each action is run with those that are still there, as they are by then
 * @param which whether they were chosen, or are all that something shows: these are not removed
 */
export function jobMenuItems(
  app: AppState,
  rows: readonly JobRow[],
  which: 'chosen' | 'all' = 'chosen',
): MenuItem[] {
  const ids = rows.map(({ id }) => id);
  return Object.values<JobAction>(jobActions).flatMap((action) => {
    if (which === 'all' && (action.isForOne === true || action.bulk?.isForSelection === true)) return [];
    const taken = takenBy(action, rows);
    const label = labelOf(action, taken, which === 'all' || rows.length > 1);
    if (label === undefined) return [];
    const shortcut = action.command?.shortcuts[0];
    return {
      label,
      danger: action.isDanger === true,
      divides: action.divides === true,
      keys: shortcut && menuKeys(shortcut),
      run: () => {
        const now = takenBy(
          action,
          ids.flatMap((id) => app.replica.row(id) ?? []),
        );
        if (now.length > 0) action.run(app, now);
      },
    };
  });
}

/** Opens the menu of jobs at an element. */
export function showJobMenu(
  app: AppState,
  event: MouseEvent,
  element: HTMLElement,
  rows: readonly JobRow[],
): void {
  const [first] = rows;
  if (first === undefined) return;
  const what = rows.length === 1 ? nameOf(first) : commandsWords.selectedJobs(rows.length);
  app.menus.show(event, element, uiWords.actionsFor(what), jobMenuItems(app, rows));
}

/** Opens the menu of a job; of all that are selected if it is one of them. */
export function showMenuOfJob(app: AppState, event: MouseEvent, element: HTMLElement, row: JobRow): void {
  const { rows: selected } = app.selection;
  showJobMenu(app, event, element, selected.includes(row) ? selected : [row]);
}

/** What a right click on a view offers to do with all jobs that it shows: what the foot of the list offers without a selection. */
export const viewMenuItems = (app: AppState, filter: JobFilter): MenuItem[] =>
  jobMenuItems(app, app.view.rowsWith(filter), 'all');
