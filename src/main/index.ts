import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, powerMonitor } from 'electron';
import { servePreviews } from './assets/serve-previews.ts';
import { createAppCore } from './create-app-core.ts';
import { askUnsaved } from './desktop/ask-unsaved.ts';
import { createDesktop } from './desktop/desktop.ts';
import { handOverByFile, givenAtStart } from './desktop/second-start.ts';
import { hiddenSwitch } from './desktop/login-start.ts';
import { MainWindow } from './desktop/main-window.ts';
import { installMenu } from './desktop/menu.ts';
import { createNotifier } from './desktop/notifier.ts';
import { Openings } from './desktop/openings.ts';
import { pageAddress } from './desktop/page-files.ts';
import { declareSchemes, servePage } from './desktop/page.ts';
import { Quitting } from './desktop/quitting.ts';
import { lockDownSession } from './desktop/session-security.ts';
import { showPresence } from './desktop/show-presence.ts';
import { adoptLoginStart, systemLoginStart } from './desktop/system-login-start.ts';
import { createHandlers } from './ipc/handlers.ts';
import { registerRequests } from './ipc/register-requests.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { log } from './log.ts';
import { parseBaseUrl } from './rigyd/base-url.ts';

const builtFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const userData = app.commandLine.getSwitchValue('user-data-dir');
if (userData !== '') app.setPath('userData', userData);

const given = givenAtStart();
const baseUrl = parseBaseUrl(process.env['RIGYD_API_URL']);
const environmentKey = process.env['RIGYD_API_KEY'];
// Processes started from here on inherit the environment, and none of them has any business with the key.
delete process.env['RIGYD_API_KEY'];

if (!baseUrl.ok) {
  log(baseUrl.failure.text ?? 'RIGYD_API_URL cannot be used.');
  app.exit(2);
} else if (!handOverByFile(given)) {
  if (app.requestSingleInstanceLock(given)) run(baseUrl.value);
  else app.exit(0); // The app that runs already has been handed the arguments.
}

/** Constructs the parts and joins them; decides nothing. */
function run(apiUrl: URL): void {
  declareSchemes();
  const page = pageAddress(process.env['ELECTRON_RENDERER_URL']);
  const openings = new Openings(given);

  void app.whenReady().then(() => {
    lockDownSession();
    servePage(join(builtFolder, 'renderer'));
    const iconFolder = join(app.getAppPath(), 'resources', 'icons');
    const window = new MainWindow({
      preload: join(builtFolder, 'preload', 'index.cjs'),
      url: page.url,
      icon: join(iconFolder, 'app.png'),
      folder: app.getPath('userData'),
      keepInTray: () => core.preferences.settings.keepInTray,
      ask: () => core.tellWindow('askToGoOn', null),
    });
    const notifier = createNotifier({
      isWindowWatched: () => window.isWatched,
      onClick: (target) => void openings.open(target),
    });
    const core = createAppCore({
      apiUrl,
      environmentKey,
      notifier,
      window: () => window.current,
      onPatch: () => presence.note(),
    });
    servePreviews(core.previews);
    const login = systemLoginStart();
    const desktop = createDesktop(window, login);
    const handlers = createHandlers(core, desktop);
    registerRequests(handlers, (event) => isTrustedSender(event, page.origin));
    installMenu((command) => core.tellWindow('menuCommand', command));
    const quitting = new Quitting({
      save: () => core.save(),
      ask: (unsaved) => askUnsaved(window.current, unsaved),
      close: () => core.close(),
      isHeld: () => core.isHeld,
      onClosed: () => window.allowClosing(),
    });
    openings.serve({ core, desktop, handlers, window, quitting });
    const presence = showPresence(core, {
      iconFolder,
      window,
      act: (action) => openings.act(action),
    });

    // What is on disk is read after the first paint, so that the window is there at once.
    window.open(app.commandLine.hasSwitch(hiddenSwitch)).once('ready-to-show', () => void start());
    app.on('activate', () => window.bringForward());
    powerMonitor.on('resume', () => core.retryNow());
    powerMonitor.on('shutdown', () => app.quit());

    async function start(): Promise<void> {
      try {
        await core.start();
        adoptLoginStart(core, login);
        desktop.applyTheme(core.preferences.settings.theme);
        await openings.start();
        await core.openKeys();
      } catch (error) {
        log('Starting failed', error);
      }
    }
  });

  app.on('window-all-closed', () => app.quit());
}
