import type { JobFilter } from '../../shared/saved-view.ts';
import { jobMenuItems } from '../commands/job-menu.ts';
import type { AppState } from '../context.ts';
import type { MenuItem } from '../ui/menu-items.svelte.ts';

/** What a right click on a view offers to do with all jobs that it shows: what the foot of the list offers without a selection. */
export const viewMenuItems = (app: AppState, filter: JobFilter): MenuItem[] =>
  jobMenuItems(app, app.view.rowsWith(filter), 'all');
