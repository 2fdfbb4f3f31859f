import { app, dialog, Menu, Notification, powerMonitor } from 'electron';
import { toError } from '../shared/errors.ts';
import { createApp, readProcesses } from './create-app.ts';
import { answerRequest } from './ipc/answer-request.ts';
import { createHandlers } from './ipc/handlers.ts';
import type { Answer } from './ipc/register-requests.ts';
import { systemClock } from './lib/clock.ts';
import { log, logEvent } from './log/log.ts';
import type { UnexpectedErrors } from './log/unexpected-errors.ts';
import type { Unsaved } from './persistence/persistence.ts';
import { answerAsset } from './assets/answer-asset.ts';
import { answerPreview } from './previews/answer-preview.ts';
import { GarbageCollection } from './shell/collect-garbage.ts';
import { createDesktop } from './shell/desktop.ts';
import { Dialogs, type QuitAnswer } from './shell/dialogs.ts';
import type { EntryPoints } from './shell/entry-points.ts';
import type { HandOverQueue } from './shell/hand-over-queue.ts';
import { askAboutLinks, systemLinkHandler } from './shell/link-handler.ts';
import { adoptLoginItem, systemLoginItem } from './shell/login-item.ts';
import type { MainWindow } from './shell/main-window.ts';
import { menuTemplate } from './shell/menu.ts';
import { askAfterFailedStart, type FailedStartOptions } from './shell/message-box.ts';
import { createNotifier } from './shell/notifier.ts';
import { putAway } from './shell/put-away.ts';
import type { QuitHandler } from './shell/quit.ts';
import { onNetworkServiceGone, ServiceSessions } from './shell/session-security.ts';
import { showLogs } from './shell/support.ts';
import { createSelfCheck } from './shell/run-self-check.ts';
import { openWebPage } from './shell/web-pages.ts';
import { showInTray } from './shell/tray.ts';
import { findTray } from './shell/tray-host.ts';
import type { TrayUpdater } from './shell/tray-updater.ts';

/** What is there before the app: the window, and what came from outside since. */
export interface ShellParts {
  apiUrl: URL;
  /** Of the page in the window. */
  pageOrigin: string;
  environmentKey: string | undefined;
  safeMode: boolean;
  iconFolder: string;
  window: MainWindow;
  errors: UnexpectedErrors;
  handOvers: HandOverQueue;
  entryPoints: EntryPoints;
  recovery: FailedStartOptions;
  quitting: QuitHandler;
}

/** The app, joined to the shell. */
export interface JoinedApp {
  answer: Answer;
  /** See {@link answerPreview}. */
  answerPreview(request: Request): Promise<Response>;
  /** See {@link answerAsset}. */
  answerAsset(request: Request): Promise<Response>;
  /** Reads what the last run left, and goes on watching. */
  start(): Promise<void>;
  save(): Promise<Unsaved | null>;
  askUnsaved(unsaved: Unsaved): Promise<QuitAnswer>;
  close(): Promise<void>;
  isHeld(): boolean;
  /** The person chose not to quit. */
  stay(): void;
}

/** Milliseconds after the start until the app looks at what Electron lacks; the start has left the machine alone by then. */
const selfCheckDelayMs = 20_000;

/** Constructs the app and joins it to its shell; decides nothing. All that it takes is loaded after the first paint. */
export async function joinApp(shell: ShellParts): Promise<JoinedApp> {
  const { window, entryPoints, handOvers, recovery, quitting, iconFolder } = shell;
  const sessions = new ServiceSessions();
  const dialogs = new Dialogs(dialog, () => window.current);
  const notifier = createNotifier({
    Notification,
    isWindowWatched: () => window.isWatched,
    onClick: (target) => void entryPoints.open(target),
  });
  const garbage = new GarbageCollection();
  let tray: TrayUpdater | null = null;
  const core = createApp({
    ...shell,
    sessions,
    notifier,
    window: () => window.current,
    processes: await readProcesses(),
    restart: (next) => {
      if (next === null) recovery.startAgain('normally');
      else {
        quitting.handOverTo(next);
        app.quit();
      }
    },
    onPatch: () => {
      tray?.noteChange();
      garbage.noteChange();
    },
  });
  window.serve({
    keepInTray: () => core.preferences.settings.keepInTray,
    ask: () =>
      void findTray().then((hasTray) => core.tellWindow('askToKeepRunning', { hasTray: hasTray !== false })),
    putAway: (shown, signal) =>
      void putAway({ window: shown, hasTray: findTray, clock: systemClock, signal }),
    onSeen: (isSeen) => core.publisher.setSeen(isSeen),
    onPageGone: () => core.assets.releaseAll(),
  });
  shell.errors.reportTo((count) => core.banners.post({ kind: 'unexpected-errors', detail: String(count) }));
  onNetworkServiceGone(() => {
    sessions.renew();
    core.retryNow();
  });
  const loginItem = systemLoginItem(app);
  const links = systemLinkHandler(app);
  const selfCheck = createSelfCheck(core.banners, () => window.current);
  const desktop = createDesktop({
    window,
    dialogs,
    loginItem,
    links,
    selfCheck,
    startAgain: recovery.startAgain,
  });
  const handlers = createHandlers(core, desktop);
  entryPoints.serve({ core, desktop, handlers, window, quitting });
  app.on('activate', () => window.bringForward());
  powerMonitor.on('suspend', () => logEvent('The system goes to sleep'));
  powerMonitor.on('resume', () => {
    logEvent('The system woke up');
    core.retryNow();
  });
  powerMonitor.on('shutdown', () => app.quit());
  const showMenus = (): void => {
    const menu = menuTemplate({
      isMac: process.platform === 'darwin',
      hasDevTools: !app.isPackaged,
      onCommand: (command) => core.tellWindow('menuCommand', command),
      onWebPage: (page) => void openWebPage(page),
      onShowLogs: () => void showLogs(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    tray = showInTray(core, { iconFolder, window, act: (action) => entryPoints.act(action) });
  };
  let startFailure: Error | null = null;

  return {
    answer: (name, params) => answerRequest(handlers, name, params),
    answerPreview: (request) => answerPreview(core, request),
    answerAsset: (request) => {
      // Serving files leaves garbage, and nothing else tells of it.
      garbage.noteChange();
      return answerAsset(core.assets, request, shell.pageOrigin);
    },
    save: () => core.save(),
    askUnsaved: (unsaved) => dialogs.askUnsaved(unsaved),
    close: () => core.close(),
    isHeld: () => core.isHeld,
    stay: () => void (startFailure === null ? handOvers.stay() : askAfterFailedStart(startFailure, recovery)),

    async start() {
      try {
        const reading = core.start();
        // While the disk reads.
        showMenus();
        await reading;
        void garbage.startIsOver();
        if (!shell.safeMode) {
          void adoptLoginItem(core, loginItem);
          askAboutLinks(core, links);
        }
        desktop.applyTheme(core.preferences.settings.theme);
        handOvers.start(core, () => quitting.isEnding);
        await core.openKeys();
        // Nobody waits for it, and a start should not either.
        setTimeout(() => void selfCheck(), selfCheckDelayMs).unref();
      } catch (error) {
        log('Starting failed', error);
        startFailure = toError(error);
        // Input is left to the next start, see HandOverQueue.
        await askAfterFailedStart(startFailure, recovery);
      }
    },
  };
}
