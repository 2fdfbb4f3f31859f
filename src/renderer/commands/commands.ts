import { groupings } from '../../shared/grouping.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import { nextStep } from '../downloads/next-step.ts';
import { viewerActions, type ViewerAction } from '../state/viewer-place.svelte.ts';
import { commandsWords } from '../words/commands.ts';
import { groupWords } from '../words/groups.ts';
import { jobActions, named, takenBy, type JobAction, type NamedCommand } from './job-actions.ts';
import { ariaKeys, shortcutWords, type Shortcut } from './shortcut.ts';

/** In the order in which they are shown. */
export const commandGroups = ['jobs', 'list', 'window', 'viewer'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something that can be run by its name or its keys. */
export interface Command extends NamedCommand {
  id: string;
  group: CommandGroup;
  /** Whether its keys count only in the list and in the details of a job, and never in a field. */
  isForJobs?: boolean;
  /** Whether its keys count only in a 3D view. */
  isForViewer?: boolean;
  /** Whether there is something for it to do with the jobs that are meant. */
  isAvailable: (app: AppState, meant: readonly JobRow[]) => boolean;
  run: (app: AppState, meant: readonly JobRow[]) => void;
}

/** The actions that can be run by name or by keys, with the jobs that are selected or the one that the keyboard is on. */
const jobCommands: readonly Command[] = Object.entries<JobAction>(jobActions).flatMap(([id, action]) =>
  action.command === undefined
    ? []
    : {
        ...action.command,
        id,
        group: 'jobs',
        isForJobs: true,
        isAvailable: (_app, meant) => takenBy(action, meant).length > 0,
        run: (app, meant) => action.run(app, takenBy(action, meant)),
      },
);

const always = (): boolean => true;
const hasJobs = (app: AppState): boolean => app.replica.rows.length > 0;
const toDownload = (app: AppState): string[] =>
  app.view.rows.filter((row) => nextStep(row).kind === 'download').map(({ id }) => id);

/** Goes to the views, which lie over the list in a narrow window, and back from them to the list. */
function goToViews(app: AppState): void {
  app.isSidebarOpen = !app.isSidebarOpen;
  app.places.focusNext(app.isSidebarOpen ? 'views' : 'list');
}

/**
 * Closes what is open: the views where they lie over the list, then the whole window for the details, then a selection of
 * several, then the details.
 */
function close(app: AppState): void {
  if (app.isSidebarOpen) goToViews(app);
  else if (app.layout.isDetailsWhole) app.layout.isDetailsWhole = false;
  else if (app.selection.isChosen) app.selection.clear();
  else app.selectedId = null;
}

const isGrouped = (app: AppState): boolean => app.view.groups.by !== 'none';

/** What the list is grouped by, and whether groups are folded. */
const groupCommands: readonly Command[] = [
  ...groupings.map((by): Command => ({
    id: `group-by-${by}`,
    ...named({ label: groupWords.command[by], search: groupWords.search }),
    group: 'list',
    isAvailable: (app) => hasJobs(app) && app.view.groups.by !== by,
    run: (app) => app.view.groups.groupBy(by),
  })),
  {
    id: 'expand-groups',
    ...named({ label: groupWords.expandAll, search: groupWords.searchFold }),
    group: 'list',
    isAvailable: isGrouped,
    run: (app) => app.view.groups.setAllFolded(false),
  },
  {
    id: 'collapse-groups',
    ...named({ label: groupWords.collapseAll, search: groupWords.searchFold }),
    group: 'list',
    isAvailable: isGrouped,
    run: (app) => app.view.groups.setAllFolded(true),
  },
];

const words = commandsWords.window;

/** What concerns the list as a whole, and the window. */
const windowCommands: readonly Command[] = [
  {
    id: 'add-jobs',
    ...named(words.addJobs, { key: 'n', mod: true }),
    group: 'list',
    isAvailable: always,
    run: (app) => (app.dialog = 'add-jobs'),
  },
  {
    id: 'find',
    ...named(words.find, { key: 'f', mod: true }),
    group: 'list',
    isAvailable: hasJobs,
    run: (app) => app.places.focusNext('search'),
  },
  {
    id: 'review-wall',
    ...named(words.reviewWall, { key: 'i' }),
    group: 'list',
    isForJobs: true,
    isAvailable: hasJobs,
    run: (app) => {
      app.wall.toggle();
      app.places.focusNext('list');
    },
  },
  {
    id: 'download-shown',
    ...named(words.downloadShown, { key: 'd', mod: true, shift: true }),
    group: 'list',
    isAvailable: (app) => toDownload(app).length > 0,
    run: (app) => app.jobs.download(toDownload(app)),
  },
  {
    id: 'undo',
    ...named(words.undo, { key: 'z', mod: true }),
    group: 'list',
    isAvailable: (app) => app.toasts.canUndo,
    run: (app) => app.toasts.undoLast(),
  },
  {
    id: 'recently-removed',
    ...named(words.recentlyRemoved),
    group: 'list',
    isAvailable: always,
    run: (app) => (app.dialog = 'recently-removed'),
  },
  {
    id: 'views',
    ...named(words.sidebar, { key: 'b', mod: true }),
    group: 'list',
    isAvailable: hasJobs,
    run: goToViews,
  },
  {
    id: 'close',
    ...named(words.close, { key: 'Escape' }),
    group: 'window',
    isAvailable: (app) => app.selectedId !== null || app.isSidebarOpen || app.selection.isChosen,
    run: close,
  },
  {
    id: 'enlarge-details',
    ...named(words.resizeDetails, { key: 'w' }),
    group: 'window',
    isForJobs: true,
    isAvailable: (app) => app.openRow !== undefined,
    run: (app) => {
      app.layout.enlargeDetails();
      app.places.focusNext('details');
    },
  },
  {
    id: 'downloads',
    ...named(words.downloads),
    group: 'window',
    isAvailable: always,
    run: (app) => (app.dialog = 'downloads'),
  },
  {
    id: 'palette',
    ...named(words.palette, { key: 'k', mod: true }),
    group: 'window',
    isAvailable: always,
    run: (app) => (app.dialog = 'palette'),
  },
  {
    id: 'shortcuts',
    ...named(words.shortcuts, { key: '?' }, { key: 'F1' }),
    group: 'window',
    isAvailable: always,
    run: (app) => (app.dialog = 'shortcuts'),
  },
  {
    id: 'settings',
    ...named(words.settings, { key: ',', mod: true }),
    group: 'window',
    isAvailable: always,
    run: (app) => app.openSettings(),
  },
  {
    id: 'about',
    ...named(words.about),
    group: 'window',
    isAvailable: always,
    run: (app) => (app.dialog = 'about'),
  },
  {
    id: 'web-app',
    ...named(words.webApp),
    group: 'window',
    isAvailable: always,
    run: (app) => app.openWebPage('service'),
  },
  {
    id: 'show-logs',
    ...named(words.showLogs),
    group: 'window',
    isAvailable: always,
    run: (app) => void app.request(app.bridge.showLogs()),
  },
  {
    id: 'copy-diagnostics',
    ...named(words.copyDiagnostics),
    group: 'window',
    isAvailable: always,
    run: (app) => void app.clipboard.copyDiagnostics(),
  },
  {
    id: 'save-report',
    ...named(words.saveReport),
    group: 'window',
    isAvailable: always,
    run: (app) => (app.dialog = 'save-report'),
  },
];

const viewerKeys: Record<ViewerAction, Shortcut> = {
  enlarge: { key: 'v' },
  fit: { key: 'f' },
  front: { key: '1' },
  right: { key: '3' },
  top: { key: '7' },
  wireframe: { key: 'w' },
  normals: { key: 'n' },
  grid: { key: 'g' },
  ruler: { key: 'm' },
  poke: { key: 'p' },
  run: { key: ' ' },
  step: { key: '.' },
  drop: { key: 'd' },
  push: { key: 'u' },
  shake: { key: 'x' },
  'put-back': { key: 'Backspace' },
  slower: { key: 't' },
  contacts: { key: 'c' },
};

/** What concerns the 3D view of an asset. Its size is changed from wherever its job is. */
const viewerCommands: readonly Command[] = viewerActions.map((action) => ({
  id: `viewer-${action}`,
  ...named(commandsWords.viewer[action], viewerKeys[action]),
  group: 'viewer',
  isForJobs: action === 'enlarge',
  isForViewer: action !== 'enlarge',
  isAvailable: (app) => app.viewers.current?.can(action) === true,
  run: (app) => app.viewers.current?.run(action),
}));

/** Every command there is. */
export const commands: readonly Command[] = [
  ...jobCommands,
  ...groupCommands,
  ...windowCommands,
  ...viewerCommands,
];

/** The tooltip of a button that does the same as a command, with the command's keys if it has any. */
export function shortcutProps(id: string, title: string): { title: string; 'aria-keyshortcuts'?: string } {
  const shortcuts = commands.find((command) => command.id === id)?.shortcuts ?? [];
  const [first] = shortcuts;
  if (first === undefined) return { title };
  return {
    title: `${title} (${shortcutWords(first)})`,
    'aria-keyshortcuts': shortcuts.map(ariaKeys).join(' '),
  };
}
