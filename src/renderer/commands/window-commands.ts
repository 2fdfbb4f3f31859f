import { nextStep } from '../downloads/next-step.ts';
import type { AppState } from '../context.ts';
import type { Command } from './command.ts';

const always = (): boolean => true;
const hasJobs = (app: AppState): boolean => app.replica.rows.length > 0;
const toDownload = (app: AppState): string[] =>
  app.view.rows.filter((row) => nextStep(row).kind === 'download').map(({ id }) => id);

/** Goes to the views, which lie over the list in a narrow window, and back from them to the list. */
function goToViews(app: AppState): void {
  app.isSidebarOpen = !app.isSidebarOpen;
  app.places.focusNext(app.isSidebarOpen ? 'views' : 'list');
}

/** Closes what is open: the views where they lie over the list, otherwise the details. */
function close(app: AppState): void {
  if (app.isSidebarOpen) goToViews(app);
  else app.selectedId = null;
}

/** What concerns the list as a whole, and the window. */
export const windowCommands: readonly Command[] = [
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
    run: (app) => void app.do(app.bridge.startDownloads({ ids: toDownload(app) })),
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
    label: 'Close the details',
    group: 'Window',
    shortcuts: [{ key: 'Escape' }],
    isAvailable: (app) => app.selectedId !== null || app.isSidebarOpen,
    run: close,
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
    id: 'show-logs',
    label: 'Show logs',
    words: 'help support errors',
    group: 'Window',
    shortcuts: [],
    isAvailable: always,
    run: (app) => app.showLogs(),
  },
  {
    id: 'copy-diagnostics',
    label: 'Copy diagnostics',
    words: 'help support version report',
    group: 'Window',
    shortcuts: [],
    isAvailable: always,
    run: (app) => void app.copyDiagnostics(),
  },
];
