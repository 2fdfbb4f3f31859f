import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, powerMonitor, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { servePreviews } from './assets/serve-previews.ts';
import { systemClock } from './clock.ts';
import { Desk } from './desk.ts';
import { ownArguments, readArguments } from './desktop/arguments.ts';
import { createDesktop } from './desktop/desktop.ts';
import { installMenu } from './desktop/menu.ts';
import { pageAddress } from './desktop/page-files.ts';
import { declareSchemes, servePage } from './desktop/page.ts';
import { lockDownSession, serviceSession } from './desktop/session-security.ts';
import { bringForward, openWindow } from './desktop/window.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createPush } from './ipc/push.ts';
import { registerRequests } from './ipc/register-requests.ts';
import { isTrustedSender } from './ipc/trusted-sender.ts';
import { cliConfigPath } from './keychain/cli-key.ts';
import { createKeychain } from './keychain/keychain.ts';
import { log } from './log.ts';
import { parseBaseUrl } from './rigyd/base-url.ts';
import { createRigydClient } from './rigyd/client.ts';
import { createNetFetch } from './rigyd/net-fetch.ts';

const builtFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const handOverSchema = z.object({ arguments: z.array(z.string()), workingFolder: z.string() });
type HandOver = z.infer<typeof handOverSchema>;

const userData = app.commandLine.getSwitchValue('user-data-dir');
if (userData !== '') app.setPath('userData', userData);

const handOver: HandOver = {
  arguments: ownArguments(process.argv, app.isPackaged),
  workingFolder: process.cwd(),
};
const baseUrl = parseBaseUrl(process.env['RIGYD_API_URL']);
const environmentKey = process.env['RIGYD_API_KEY'];
// Processes started from here on inherit the environment, and none of them has any business with the key.
delete process.env['RIGYD_API_KEY'];

if (!baseUrl.ok) {
  log(baseUrl.failure.text ?? 'RIGYD_API_URL cannot be used.');
  app.exit(2);
} else if (app.requestSingleInstanceLock(handOver)) run(baseUrl.value);
else app.exit(0); // The app that runs already has been handed the arguments.

/** Constructs the parts and joins them; decides nothing. */
function run(apiUrl: URL): void {
  declareSchemes();
  const page = pageAddress(process.env['ELECTRON_RENDERER_URL']);
  let window: BrowserWindow | null = null;

  void app.whenReady().then(() => {
    lockDownSession();
    servePage(join(builtFolder, 'renderer'));
    const desk = createDesk(apiUrl, () => window);
    servePreviews(desk.previews);
    const desktop = createDesktop(() => window);
    registerRequests(createHandlers(desk, desktop), (event) => isTrustedSender(event, page.origin));
    installMenu((command) => desk.command(command));
    closeBeforeQuit(desk);

    const open = (): BrowserWindow => {
      const opened = openWindow({ preload: join(builtFolder, 'preload', 'index.cjs'), url: page.url });
      opened.once('closed', () => (window = null));
      opened.webContents.on('render-process-gone', (_event, { reason }) => {
        log(`The window's process ended: ${reason}`);
        if (reason !== 'clean-exit') opened.webContents.reload();
      });
      return opened;
    };
    window = open();
    // What is on disk is read after the first paint, so that the window is there at once.
    window.once('ready-to-show', () => void start(desk, desktop.applyTheme));

    app.on('activate', () => (window ??= open()));
    app.on('second-instance', (_event, _argv, _folder, handedOver: unknown) => {
      bringForward((window ??= open()));
      const parsed = handOverSchema.safeParse(handedOver);
      if (parsed.success) void addNamed(desk, parsed.data);
    });
    powerMonitor.on('resume', () => desk.watcher.reopen());
  });

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

function createDesk(apiUrl: URL, window: () => BrowserWindow | null): Desk {
  return new Desk({
    clock: systemClock,
    random: Math.random,
    storeFolder: join(app.getPath('userData'), 'store'),
    downloadsFolder: downloadsFolder(),
    previewsFolder: join(app.getPath('userData'), 'previews'),
    fetchFile: createNetFetch(serviceSession('previews')),
    baseUrl: apiUrl,
    createClient: (key) =>
      createRigydClient({
        baseUrl: apiUrl,
        fetch: createNetFetch(serviceSession('polls')),
        fetchResult: createNetFetch(serviceSession('results')),
        key,
        clock: systemClock,
        clientName: `rigyd-desk/${app.getVersion()}`,
      }),
    keychain: createKeychain({
      load: () => import('keytar').then((module) => module.default),
      clock: systemClock,
      service: app.getName(),
      // A key is for one API: that of a test server must never reach the live one.
      account: apiUrl.origin,
    }),
    environmentKey,
    cliConfigPath: cliConfigPath(process.env, app.getPath('home')),
    push: createPush(window),
  });
}

/** On Linux the system names the home folder where there is no download folder yet. */
function downloadsFolder(): string {
  const [downloads, home] = [app.getPath('downloads'), app.getPath('home')];
  return downloads === home ? join(home, 'Downloads') : downloads;
}

async function start(desk: Desk, applyTheme: (theme: 'system' | 'light' | 'dark') => void): Promise<void> {
  try {
    await desk.start();
    applyTheme(desk.preferences.settings.theme);
    await addNamed(desk, handOver);
    await desk.openKeys();
  } catch (error) {
    log('Starting failed', error);
  }
}

async function addNamed(desk: Desk, named: HandOver): Promise<void> {
  const given = await readArguments(named.arguments, named.workingFolder);
  if (given.length > 0) await desk.addFromOutside(given);
}

/** Lets the desk write what is still to be written before the process ends. */
function closeBeforeQuit(desk: Desk): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void desk
      .close()
      .catch((error: unknown) => log('Closing failed', error))
      .then(() => {
        state = 'closed';
        // An unlock dialog that nobody answers would hold the process for ever; everything is written by now.
        if (desk.isHeld) process.kill(process.pid, 'SIGKILL');
        else app.quit();
      });
  });
}
