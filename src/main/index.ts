import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, Menu, protocol, type BrowserWindow } from 'electron';
import { assetScheme } from '../shared/asset-scheme.ts';
import { previewScheme } from '../shared/preview-scheme.ts';
import { parseBaseUrl } from './api/base-url.ts';
import { registerRequests } from './ipc/register-requests.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { systemClock } from './lib/clock.ts';
import { keepOutOfLogs } from './lib/redact.ts';
import { flushLog, log, logEvent, openLog } from './log/log.ts';
import { UnexpectedErrors } from './log/unexpected-errors.ts';
import type { StartMode } from './shell/command-line.ts';
import { EntryPoints } from './shell/entry-points.ts';
import type { HandOver } from './shell/hand-over-file.ts';
import { HandOverQueue } from './shell/hand-over-queue.ts';
import { hiddenSwitch } from './shell/login-item.ts';
import { MainWindow } from './shell/main-window.ts';
import { askAfterFailedStart, askAfterFailedStarts, askInBox } from './shell/message-box.ts';
import { declareSchemes, pageAddress, servePage } from './shell/page.ts';
import { QuitHandler } from './shell/quit.ts';
import {
  handOverByFile,
  handOverOfStart,
  needsFile,
  relaunchOptions,
  restartArguments,
  retryArguments,
} from './shell/second-instance.ts';
import { lockDownEverything } from './shell/session-security.ts';
import { maxFailedStarts, StartAttempts } from './shell/start-attempts.ts';
import { isSafeMode, logFolder, showLogs } from './shell/support.ts';

// This file and what it imports are loaded before the window opens: nothing of it imports zod or what the app consists of.

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

/** Opens the window, and joins the app to it once it is painted; decides nothing. */
function run(apiUrl: URL, handOver: HandOver): void {
  openLog(logFolder());
  const attempts = new StartAttempts(app.getPath('userData'));
  const failedStarts = attempts.begin();
  const safeMode = isSafeMode();
  logEvent('Started', {
    version: app.getVersion(),
    electron: process.versions.electron,
    safeMode,
    failedStarts,
  });
  if (safeMode) app.disableHardwareAcceleration();
  // Electron would build a menu of its own before the window opens; ours comes with the app.
  Menu.setApplicationMenu(null);
  declareSchemes(protocol);
  lockDownEverything();
  const page = pageAddress(process.env['ELECTRON_RENDERER_URL'], app.isPackaged);
  const handOvers = new HandOverQueue(handOver);
  const entryPoints = new EntryPoints(handOvers);

  app
    .whenReady()
    .then(async () => {
      const isToBeSafe = safeMode || failedStarts < maxFailedStarts ? false : await askHow();
      if (isToBeSafe === false) await open();
      else await endStart(handOvers, isToBeSafe === null ? null : 'in safe mode');
    })
    .catch((error: unknown) => failStart(error, handOvers));
  app.on('window-all-closed', () => app.quit());

  const askHow = (): Promise<boolean | null> =>
    askAfterFailedStarts(failedStarts, { ask: askInBox(dialog), showLogs });

  async function open(): Promise<void> {
    servePage(protocol, join(builtFolder, 'renderer'));
    const iconFolder = join(app.getAppPath(), 'resources', 'icons');
    const recovery = {
      ask: askInBox(dialog),
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
    });
    // A page reaches the schemes that are served when it is loaded, and no later ones.
    protocol.handle(previewScheme, async (request) => (await joining).answerPreview(request));
    protocol.handle(assetScheme, async (request) => (await joining).answerAsset(request));
    const painted = firstPaint(window.open(app.commandLine.hasSwitch(hiddenSwitch)));
    const joining = painted
      .then(() => import('./join-app.ts'))
      .then(({ joinApp }) =>
        joinApp({
          apiUrl,
          pageOrigin: page.origin,
          environmentKey,
          safeMode,
          iconFolder,
          window,
          errors,
          handOvers,
          entryPoints,
          recovery,
          quitting,
        }),
      );
    const quitting = new QuitHandler({
      save: async () => handOvers.saveAll(await (await joining).save()),
      ask: async (unsaved) => (await joining).askUnsaved(unsaved),
      close: async () => (await joining).close(),
      isHeld: () => isHeld(),
      onClosed: async () => {
        attempts.finish();
        await Promise.all([window.allowClosing(), handOvers.settled()]);
        await flushLog();
      },
      onStay: () => void joining.then(({ stay }) => stay()),
    });
    let isHeld = (): boolean => false;
    registerRequests(
      joining.then(({ answer }) => answer),
      (event) => isTrustedSender(event, page.origin),
    );
    const joined = await joining;
    isHeld = joined.isHeld;
    await joined.start();
    attempts.finish();
  }
}

/**
 * Resolves when the page is painted, so that the window is there at once and everything else comes after. A page that never
 * paints must not keep the jobs waiting.
 */
const firstPaint = (window: BrowserWindow): Promise<void> =>
  new Promise((resolve) => {
    // This event comes before the pixels, which what follows would hold up: Chromium shows them from the same thread.
    window.once('ready-to-show', () => {
      window.webContents.executeJavaScript(untilPainted).then(
        () => resolve(),
        () => resolve(),
      );
    });
    systemClock.setTimeout(resolve, maxPaintMs);
  });

/** At most a moment: what nobody sees is not painted. */
const untilPainted = `new Promise((resolve) => {
  setTimeout(resolve, 500);
  new PerformanceObserver(() => resolve(null)).observe({ type: 'paint', buffered: true });
})`;

/** The parts could not be constructed: there is nothing yet that would have to be closed. */
async function failStart(error: unknown, handOvers: HandOverQueue | null = null): Promise<void> {
  log('Starting failed', error);
  await askAfterFailedStart(error, {
    ask: askInBox(dialog),
    startAgain: (mode) => void endStart(handOvers, mode),
    showLogs,
    quit: () => void endStart(handOvers, null),
  });
}

/** Ends a start that came to nothing, and begins another one, or none. What was to be opened is left to the next start. */
async function endStart(handOvers: HandOverQueue | null, startAgain: StartMode | null): Promise<void> {
  const isInputKept = handOvers !== null && (await handOvers.saveAll(null)) === null;
  await flushLog();
  if (startAgain !== null)
    app.relaunch(relaunchOptions(isInputKept ? restartArguments(startAgain) : retryArguments(startAgain)));
  app.exit(1);
}
