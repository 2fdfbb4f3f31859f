import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import { nextStep } from '../downloads/next-step.ts';
import { jobActions, takenBy, type JobAction } from './job-actions.ts';
import { ariaKeys, shortcutWords, type Shortcut } from './shortcut.ts';

/** In the order in which they are shown. */
export const commandGroups = ['Jobs', 'List', 'Window'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something that can be run by its name or its keys. */
export interface Command {
  id: string;
  /** What it does. */
  label: string;
  /** Other words it is looked for by. */
  words?: string;
  group: CommandGroup;
  shortcuts: readonly Shortcut[];
  /** Whether its keys count only in the list and in the details of a job, and never in a field. */
  isForJobs?: boolean;
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
        group: 'Jobs',
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

/** What concerns the list as a whole, and the window. */
const windowCommands: readonly Command[] = [
  {
    id: 'add-jobs',
    label: 'Add job IDs',
    words: 'new paste watch',
    group: 'List',
    shortcuts: [{ key: 'n', mod: true }],
    isAvailable: always,
    run: (app) => (app.dialog = 'add-jobs'),
  },
  {
    id: 'find',
    label: 'Search jobs',
    words: 'find filter',
    group: 'List',
    shortcuts: [{ key: 'f', mod: true }],
    isAvailable: hasJobs,
    run: (app) => app.places.focusNext('search'),
  },
  {
    id: 'download-shown',
    label: 'Download what is shown',
    words: 'all results',
    group: 'List',
    shortcuts: [{ key: 'd', mod: true, shift: true }],
    isAvailable: (app) => toDownload(app).length > 0,
    run: (app) => app.jobs.download(toDownload(app)),
  },
  {
    id: 'undo',
    label: 'Undo',
    words: 'take back revert restore',
    group: 'List',
    shortcuts: [{ key: 'z', mod: true }],
    isAvailable: (app) => app.toasts.canUndo,
    run: (app) => app.toasts.undoLast(),
  },
  {
    id: 'recently-removed',
    label: 'Recently removed',
    words: 'restore deleted trash undo',
    group: 'List',
    shortcuts: [],
    isAvailable: always,
    run: (app) => (app.dialog = 'recently-removed'),
  },
  {
    id: 'views',
    label: 'Go to the views and batches',
    words: 'sidebar',
    group: 'List',
    shortcuts: [{ key: 'b', mod: true }],
    isAvailable: hasJobs,
    run: goToViews,
  },
  {
    id: 'close',
    label: 'Clear the selection, or close the details',
    group: 'Window',
    shortcuts: [{ key: 'Escape' }],
    isAvailable: (app) => app.selectedId !== null || app.isSidebarOpen || app.selection.isChosen,
    run: close,
  },
  {
    id: 'enlarge-details',
    label: 'Details: side, half or whole window',
    words: 'larger wide maximise maximize full screen resize',
    group: 'Window',
    shortcuts: [{ key: 'w' }],
    isForJobs: true,
    isAvailable: (app) => app.openRow !== undefined,
    run: (app) => {
      app.layout.enlargeDetails();
      app.places.focusNext('details');
    },
  },
  {
    id: 'downloads',
    label: 'Downloads',
    words: 'queue progress',
    group: 'Window',
    shortcuts: [],
    isAvailable: always,
    run: (app) => (app.dialog = 'downloads'),
  },
  {
    id: 'palette',
    label: 'Command palette',
    words: 'commands go to jump',
    group: 'Window',
    shortcuts: [{ key: 'k', mod: true }],
    isAvailable: always,
    run: (app) => (app.dialog = 'palette'),
  },
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    words: 'keys help',
    group: 'Window',
    shortcuts: [{ key: '?' }, { key: 'F1' }],
    isAvailable: always,
    run: (app) => (app.dialog = 'shortcuts'),
  },
  {
    id: 'settings',
    label: 'Settings',
    words: 'preferences options key appearance',
    group: 'Window',
    shortcuts: [{ key: ',', mod: true }],
    isAvailable: always,
    run: (app) => app.openSettings(),
  },
  {
    id: 'about',
    label: 'About Rigyd Desk',
    words: 'help version licences licenses',
    group: 'Window',
    shortcuts: [],
    isAvailable: always,
    run: (app) => (app.dialog = 'about'),
  },
  {
    id: 'web-app',
    label: 'Open the Rigyd web app',
    words: 'help browser account keys',
    group: 'Window',
    shortcuts: [],
    isAvailable: always,
    run: (app) => app.openWebPage('service'),
  },
  {
    id: 'show-logs',
    label: 'Show logs',
    words: 'help support errors',
    group: 'Window',
    shortcuts: [],
    isAvailable: always,
    run: (app) => void app.request(app.bridge.showLogs()),
  },
  {
    id: 'copy-diagnostics',
    label: 'Copy diagnostics',
    words: 'help support version report',
    group: 'Window',
    shortcuts: [],
    isAvailable: always,
    run: (app) => void app.clipboard.copyDiagnostics(),
  },
];

/** Every command there is. */
export const commands: readonly Command[] = [...jobCommands, ...windowCommands];

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
