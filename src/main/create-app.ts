import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { workInThreads } from './downloads/folder-work.ts';
import type { ResultCalls } from './downloads/result-calls.ts';
import { createRead } from './intake/read-in-thread.ts';
import type { Notifier } from './notifications/notifications.ts';
import { systemClock } from './lib/clock.ts';
import { App } from './app/app.ts';
import { copyIdOf } from './shell/copy-id.ts';
import { downloadsFolder } from './shell/downloads-folder.ts';
import { runReader } from './shell/run-reader.ts';
import { startJudge } from './shell/start-judge.ts';
import { createUpdateTools, type Restart } from './shell/update-tools.ts';
import type { ServiceSessions, ServiceUse } from './shell/session-security.ts';
import { FileThreadPool, shortCallsMs, startFileThread } from './files/file-thread-pool.ts';
import { useFileThreads } from './files/folder-files.ts';
import { createPush } from './ipc/push.ts';
import { cliConfigPath } from './keys/cli-key.ts';
import { createKeychain } from './keys/keychain.ts';
import { hardwareId, processesOf, type Processes } from './lib/processes.ts';
import { createAddressCheck } from './api/address-check.ts';
import { logEvent } from './log/log.ts';
import { PatchLog } from './log/patch-log.ts';
import { createRigydClient } from './api/client.ts';
import { createNetFetch, createNetResolve, type Fetch } from './api/net-fetch.ts';

export interface CreateAppOptions {
  apiUrl: URL;
  environmentKey: string | undefined;
  safeMode: boolean;
  sessions: ServiceSessions;
  notifier: Notifier;
  window: () => BrowserWindow | null;
  processes: Processes;
  /** See {@link createUpdateTools}. */
  restart: Restart;
  /** Called when the state changed that the window shows. */
  onPatch: () => void;
}

/** Which processes of this copy of the app are running; waits for the disk, and on macOS for the system. */
export const readProcesses = async (): Promise<Processes> =>
  processesOf(await copyIdOf(join(app.getPath('userData'), 'copy.json'), hardwareId()));

/** The application on this machine: its folders, its keychain, Chromium's network stack. */
export function createApp({
  apiUrl,
  environmentKey,
  safeMode,
  sessions,
  notifier,
  window,
  processes,
  restart,
  onPatch,
}: CreateAppOptions): App {
  const built = (name: string): string => join(app.getAppPath(), 'out', 'main', name);
  useFileThreads(
    new FileThreadPool(() => startFileThread(built('file-thread.cjs')), systemClock, shortCallsMs),
  );
  const resultThreads = new FileThreadPool<ResultCalls>(
    () => startFileThread(built('result-thread.cjs')),
    systemClock,
  );
  const downloads = downloadsFolder((name) => app.getPath(name));
  const patchLog = new PatchLog(logEvent);
  const fetchFor = (use: ServiceUse): Fetch => createNetFetch(() => sessions.of(use));
  return new App({
    clock: systemClock,
    random: Math.random,
    storeFolder: join(app.getPath('userData'), 'store'),
    // The last one may be gone after a restart of the machine.
    unsavedFolders: [app.getPath('userData'), downloads, app.getPath('home'), app.getPath('temp')],
    lastViewPath: join(app.getPath('userData'), 'last-view.json'),
    runReader,
    startJudge,
    processes,
    downloadsFolder: downloads,
    previewsFolder: join(app.getPath('userData'), 'previews'),
    assetsFolder: join(app.getPath('userData'), 'assets'),
    thumbnailsFolder: join(app.getPath('userData'), 'thumbnails'),
    draggedFolder: join(app.getPath('userData'), 'dragged'),
    fetchFile: fetchFor('previews'),
    checkAddress: createAddressCheck({
      api: apiUrl,
      resolveHost: createNetResolve(() => sessions.of('previews')),
    }),
    baseUrl: apiUrl,
    createClient: (key, turn) =>
      createRigydClient({
        baseUrl: apiUrl,
        fetch: fetchFor('polls'),
        fetchResult: fetchFor('results'),
        checkAddress: createAddressCheck({
          api: apiUrl,
          resolveHost: createNetResolve(() => sessions.of('results')),
        }),
        key,
        turn,
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
    safeMode,
    cliConfigPath: cliConfigPath(process.env, app.getPath('home')),
    push: createPush(window),
    onPatch: (patch) => {
      patchLog.note(patch);
      onPatch();
    },
    notifier,
    read: createRead(built('read-inputs-worker.cjs')),
    folderWork: workInThreads(resultThreads),
    updates: createUpdateTools(sessions, restart),
  });
}
