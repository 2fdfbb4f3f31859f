import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, powerMonitor } from 'electron';
import { toError } from '../shared/errors.ts';
import { servePreviews } from './previews/serve-previews.ts';
import { systemClock } from './lib/clock.ts';
import { createApp, readProcesses } from './create-app.ts';
import { askUnsaved } from './shell/ask-unsaved.ts';
import { createDesktop } from './shell/desktop.ts';
import { tellFailedStart } from './shell/failed-start.ts';
import type { HandOver } from './shell/hand-over.ts';
import { HandOvers } from './shell/hand-overs.ts';
import { givenAtStart, handOverByFile, isHandedOverByFile } from './shell/second-start.ts';
import { hiddenSwitch } from './shell/login-start.ts';
import { MainWindow } from './shell/main-window.ts';
import { installMenu } from './shell/menu.ts';
import { askInBox } from './shell/message-box.ts';
import { createNotifier } from './shell/notifier.ts';
import { Openings } from './shell/openings.ts';
import { pageAddress } from './shell/page-files.ts';
import { declareSchemes, servePage } from './shell/page.ts';
import { Quitting } from './shell/quitting.ts';
import { lockDownEverything, onNetworkServiceGone, ServiceSessions } from './shell/session-security.ts';
import { showPresence } from './shell/show-presence.ts';
import { argumentsAfterFailure, argumentsOfStart, isSafeMode, logFolder, showLogs } from './shell/support.ts';
import { adoptLoginStart, systemLoginStart } from './shell/system-login-start.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerRequests } from './ipc/register-requests.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { flushLog, log, logEvent, openLog } from './log/log.ts';
import { keepOutOfLogs } from './lib/redact.ts';
import type { Processes } from './lib/processes.ts';
import { parseBaseUrl } from './api/base-url.ts';
import { UnexpectedErrors } from './log/unexpected-errors.ts';

const errors = new UnexpectedErrors({ clock: systemClock, log });
// With a listener Electron shows no box of its own, behind which the whole app would stand still.
process.on('uncaughtException', errors.take);
process.on('unhandledRejection', errors.take);

/** Milliseconds that the page has for its first paint before the jobs are read without it. */
const maxPaintMs = 10_000;

const builtFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const userData = app.commandLine.getSwitchValue('user-data-dir');
if (userData !== '') app.setPath('userData', userData);

const baseUrl = parseBaseUrl(process.env['RIGYD_API_URL']);
const environmentKey = process.env['RIGYD_API_KEY'];
// Processes started from here on inherit the environment, and none of them has any business with the key.
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
  const given = givenAtStart();
  if (isHandedOverByFile(given)) handOverByFile(given).catch(failWhenReady);
  else if (app.requestSingleInstanceLock(given)) run(baseUrl.value, given);
  else app.exit(0); // The app that runs already has been handed the arguments.
}

/** Constructs the parts and joins them; decides nothing. */
function run(apiUrl: URL, given: HandOver): void {
  openLog(logFolder());
  const safeMode = isSafeMode();
  logEvent('Started', { version: app.getVersion(), electron: process.versions.electron, safeMode });
  if (safeMode) app.disableHardwareAcceleration();
  declareSchemes();
  lockDownEverything();
  const page = pageAddress(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  const handOvers = new HandOvers(given);
  const openings = new Openings(handOvers);
  const sessions = new ServiceSessions();

  app
    .whenReady()
    .then(readProcesses)
    .then(build)
    .catch((error: unknown) => failStart(error, handOvers));
  app.on('window-all-closed', () => app.quit());

  function build(processes: Processes): void {
    servePage(join(builtFolder, 'renderer'));
    const iconFolder = join(app.getAppPath(), 'resources', 'icons');
    const window = new MainWindow({
      preload: join(builtFolder, 'preload', 'index.cjs'),
      url: page.url,
      icon: join(iconFolder, 'app.png'),
      folder: app.getPath('userData'),
      troubles: {
        ask: askInBox,
        restartInSafeMode: () => desktop.startAgain('in safe mode'),
        showLogs,
        quit: () => app.quit(),
      },
      onPageError: (message) => errors.take(new Error(`In the window: ${message}`)),
      keepInTray: () => core.preferences.settings.keepInTray,
      ask: () => core.tellWindow('askToGoOn', null),
    });
    const notifier = createNotifier({
      isWindowWatched: () => window.isWatched,
      onClick: (target) => void openings.open(target),
    });
    const core = createApp({
      apiUrl,
      environmentKey,
      safeMode,
      sessions,
      notifier,
      window: () => window.current,
      processes,
      onPatch: () => presence.note(),
    });
    errors.tellTo((count) => core.banners.post({ kind: 'unexpected-errors', detail: String(count) }));
    onNetworkServiceGone(() => {
      sessions.renew();
      core.retryNow();
    });
    servePreviews(core.previews);
    const login = systemLoginStart();
    const desktop = createDesktop(window, login, (how) => startAgain(argumentsOfStart(how)));
    const handlers = createHandlers(core, desktop);
    registerRequests(handlers, (event) => isTrustedSender(event, page.origin));
    installMenu({
      onCommand: (command) => core.tellWindow('menuCommand', command),
      onShowLogs: () => void showLogs(),
    });
    const quitting = new Quitting({
      save: async () => handOvers.keep(await core.save()),
      ask: (unsaved) => askUnsaved(window.current, unsaved),
      close: () => core.close(),
      isHeld: () => core.isHeld,
      onClosed: async () => {
        await Promise.all([window.allowClosing(), handOvers.settled()]);
        await flushLog();
      },
      onStay: () => void (startFailure === null ? handOvers.stay() : tellStart(startFailure)),
    });
    openings.serve({ core, desktop, handlers, window, quitting });
    const presence = showPresence(core, {
      iconFolder,
      window,
      act: (action) => openings.act(action),
    });

    // What is on disk is read after the first paint, so that the window is there at once; a page that never paints must
    // not keep the jobs waiting.
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

    function startAgain(args: string[]): void {
      quitting.startAgainWith(args);
      app.quit();
    }

    let startFailure: Error | null = null;

    async function start(): Promise<void> {
      try {
        await core.start();
        void adoptLoginStart(core, login);
        desktop.applyTheme(core.preferences.settings.theme);
        handOvers.start(core, () => quitting.isUnderWay);
        await core.openKeys();
      } catch (error) {
        log('Starting failed', error);
        startFailure = toError(error);
        await tellStart(startFailure);
      }
    }

    /** What was given is left to the next start, see HandOvers. */
    const tellStart = (failure: Error): Promise<void> =>
      tellFailedStart(failure, {
        ask: askInBox,
        startAgain: (how) => startAgain(argumentsOfStart(how)),
        showLogs,
        quit: () => app.quit(),
      });
  }
}

/** The parts could not even be constructed: nothing is there yet that would have to be closed. */
async function failStart(error: unknown, handOvers: HandOvers | null = null): Promise<void> {
  log('Starting failed', error);
  const end = async (argumentsAgain: ((isGivenKept: boolean) => string[]) | null): Promise<void> => {
    const isGivenKept = handOvers !== null && (await handOvers.keep(null)) === null;
    await flushLog();
    if (argumentsAgain !== null) app.relaunch({ args: argumentsAgain(isGivenKept) });
    app.exit(1);
  };
  await tellFailedStart(error, {
    ask: askInBox,
    startAgain: (how) =>
      void end((isGivenKept) => (isGivenKept ? argumentsOfStart(how) : argumentsAfterFailure(how))),
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
