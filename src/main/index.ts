import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, Menu, Notification, powerMonitor, protocol } from 'electron';
import { toError } from '../shared/errors.ts';
import { previewScheme } from '../shared/previews.ts';
import { parseBaseUrl } from './api/base-url.ts';
import { createApp, readProcesses } from './create-app.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerRequests } from './ipc/register-requests.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { systemClock } from './lib/clock.ts';
import type { Processes } from './lib/processes.ts';
import { keepOutOfLogs } from './lib/redact.ts';
import { flushLog, log, logEvent, openLog } from './log/log.ts';
import { UnexpectedErrors } from './log/unexpected-errors.ts';
import { answerPreview } from './previews/answer-preview.ts';
import type { StartMode } from './shell/command-line.ts';
import { createDesktop } from './shell/desktop.ts';
import { askAfterFailedStart, Dialogs } from './shell/dialogs.ts';
import { EntryPoints } from './shell/entry-points.ts';
import type { HandOver } from './shell/hand-over-file.ts';
import { HandOverQueue } from './shell/hand-over-queue.ts';
import { adoptLoginItem, hiddenSwitch, systemLoginItem } from './shell/login-item.ts';
import { MainWindow } from './shell/main-window.ts';
import { menuTemplate } from './shell/menu.ts';
import { createNotifier } from './shell/notifier.ts';
import { declareSchemes, pageAddress, servePage } from './shell/page.ts';
import { QuitHandler } from './shell/quit.ts';
import {
  handOverByFile,
  handOverOfStart,
  needsFile,
  restartArguments,
  retryArguments,
} from './shell/second-instance.ts';
import { lockDownEverything, onNetworkServiceGone, ServiceSessions } from './shell/session-security.ts';
import { isSafeMode, logFolder, showLogs } from './shell/support.ts';
import { showInTray } from './shell/tray.ts';

const errors = new UnexpectedErrors({ clock: systemClock, log });
// Without a listener Electron shows a box of its own, which blocks the whole app.
process.on('uncaughtException', errors.take);
process.on('unhandledRejection', errors.take);

/** Milliseconds that the start waits for the page's first paint. */
const maxPaintMs = 10_000;

const builtFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const userData = app.commandLine.getSwitchValue('user-data-dir');
if (userData !== '') app.setPath('userData', userData);

const baseUrl = parseBaseUrl(process.env['RIGYD_API_URL']);
const environmentKey = process.env['RIGYD_API_KEY'];
// Child processes inherit the environment, and none of them needs the key.
delete process.env['RIGYD_API_KEY'];
keepOutOfLogs(environmentKey ?? '');

const failWhenReady = (error: unknown): void => void app.whenReady().then(() => failStart(error));

try {
  begin();
} catch (error) {
  failWhenReady(error);
}

function begin(): void {
  if (!baseUrl.ok) {
    log(baseUrl.failure.text ?? 'RIGYD_API_URL cannot be used.');
    app.exit(2);
    return;
  }
  const handOver = handOverOfStart();
  if (needsFile(handOver)) handOverByFile(handOver).catch(failWhenReady);
  else if (app.requestSingleInstanceLock(handOver)) run(baseUrl.value, handOver);
  else app.exit(0); // The first instance has been handed the input.
}

/** Constructs the parts and joins them; decides nothing. */
function run(apiUrl: URL, handOver: HandOver): void {
  openLog(logFolder());
  const safeMode = isSafeMode();
  logEvent('Started', { version: app.getVersion(), electron: process.versions.electron, safeMode });
  if (safeMode) app.disableHardwareAcceleration();
  declareSchemes(protocol);
  lockDownEverything();
  const page = pageAddress(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  const handOvers = new HandOverQueue(handOver);
  const entryPoints = new EntryPoints(handOvers);
  const sessions = new ServiceSessions();

  app
    .whenReady()
    .then(readProcesses)
    .then(build)
    .catch((error: unknown) => failStart(error, handOvers));
  app.on('window-all-closed', () => app.quit());

  function build(processes: Processes): void {
    servePage(protocol, join(builtFolder, 'renderer'));
    const iconFolder = join(app.getAppPath(), 'resources', 'icons');
    const dialogs = new Dialogs(dialog, () => window.current);
    const recovery = {
      ask: dialogs.askInBox,
      startAgain: (mode: StartMode) => {
        quitting.restartWith(restartArguments(mode));
        app.quit();
      },
      showLogs,
      quit: () => app.quit(),
    };
    const window = new MainWindow({
      preload: join(builtFolder, 'preload', 'index.cjs'),
      url: page.url,
      icon: join(iconFolder, 'app.png'),
      folder: app.getPath('userData'),
      problems: recovery,
      onPageError: (message) => errors.take(new Error(`In the window: ${message}`)),
      keepInTray: () => core.preferences.settings.keepInTray,
      ask: () => core.tellWindow('askToKeepRunning', null),
    });
    const notifier = createNotifier({
      Notification,
      isWindowWatched: () => window.isWatched,
      onClick: (target) => void entryPoints.open(target),
    });
    const core = createApp({
      apiUrl,
      environmentKey,
      safeMode,
      sessions,
      notifier,
      window: () => window.current,
      processes,
      onPatch: () => tray.noteChange(),
    });
    errors.reportTo((count) => core.banners.post({ kind: 'unexpected-errors', detail: String(count) }));
    onNetworkServiceGone(() => {
      sessions.renew();
      core.retryNow();
    });
    protocol.handle(previewScheme, (request) => answerPreview(core.previews, request));
    const loginItem = systemLoginItem(app);
    const desktop = createDesktop({ window, dialogs, loginItem, startAgain: recovery.startAgain });
    const handlers = createHandlers(core, desktop);
    registerRequests(handlers, (event) => isTrustedSender(event, page.origin));
    const menu = menuTemplate({
      isMac: process.platform === 'darwin',
      hasDevTools: !app.isPackaged,
      onCommand: (command) => core.tellWindow('menuCommand', command),
      onShowLogs: () => void showLogs(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(menu));
    const quitting = new QuitHandler({
      save: async () => handOvers.saveAll(await core.save()),
      ask: (unsaved) => dialogs.askUnsaved(unsaved),
      close: () => core.close(),
      isHeld: () => core.isHeld,
      onClosed: async () => {
        await Promise.all([window.allowClosing(), handOvers.settled()]);
        await flushLog();
      },
      onStay: () =>
        void (startFailure === null ? handOvers.stay() : askAfterFailedStart(startFailure, recovery)),
    });
    entryPoints.serve({ core, desktop, handlers, window, quitting });
    const tray = showInTray(core, { iconFolder, window, act: (action) => entryPoints.act(action) });

    // What is on disk is read after the first paint, so that the window is there at once. A page that never paints must not
    // keep the jobs waiting.
    const startOnce = once(() => void start());
    window.open(app.commandLine.hasSwitch(hiddenSwitch)).once('ready-to-show', startOnce);
    systemClock.setTimeout(startOnce, maxPaintMs);
    app.on('activate', () => window.bringForward());
    powerMonitor.on('suspend', () => logEvent('The system goes to sleep'));
    powerMonitor.on('resume', () => {
      logEvent('The system woke up');
      core.retryNow();
    });
    powerMonitor.on('shutdown', () => app.quit());

    let startFailure: Error | null = null;

    async function start(): Promise<void> {
      try {
        await core.start();
        void adoptLoginItem(core, loginItem);
        desktop.applyTheme(core.preferences.settings.theme);
        handOvers.start(core, () => quitting.isEnding);
        await core.openKeys();
      } catch (error) {
        log('Starting failed', error);
        startFailure = toError(error);
        // Input is left to the next start, see HandOverQueue.
        await askAfterFailedStart(startFailure, recovery);
      }
    }
  }
}

/** The parts could not be constructed: there is nothing yet that would have to be closed. */
async function failStart(error: unknown, handOvers: HandOverQueue | null = null): Promise<void> {
  log('Starting failed', error);
  const end = async (startAgain: StartMode | null): Promise<void> => {
    const isInputKept = handOvers !== null && (await handOvers.saveAll(null)) === null;
    await flushLog();
    if (startAgain !== null)
      app.relaunch({ args: isInputKept ? restartArguments(startAgain) : retryArguments(startAgain) });
    app.exit(1);
  };
  await askAfterFailedStart(error, {
    ask: new Dialogs(dialog, () => null).askInBox,
    startAgain: (mode) => void end(mode),
    showLogs,
    quit: () => void end(null),
  });
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) run();
    isDone = true;
  };
}
