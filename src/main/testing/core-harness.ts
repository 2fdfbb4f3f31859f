import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach } from 'vitest';
import type { Target } from '../../shared/notifications.ts';
import { success } from '../../shared/errors.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { readInputs } from '../intake/read-inputs.ts';
import type { AddReport } from '../../shared/intake.ts';
import { readSource } from '../../shared/source.ts';
import { App } from '../app/app.ts';
import type { AppOptions } from '../app/app-options.ts';
import type { Keychain } from '../keys/keychain.ts';
import { processesOf } from '../lib/processes.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { workHere } from '../downloads/testing/work-here.ts';
import { systemFreeBytes } from '../files/disk-space.ts';
import { createFakeClient } from './fake-client.ts';
import { runReader } from './reader-process.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';
import { snapshotOf } from './snapshot-of.ts';

export const testKey = `rgyd_test_${'k'.repeat(39)}wxyz`;

/** Job IDs of the shape that the service hands out. */
export const jobs = {
  chair: 'chair0000000000000000001',
  lamp: 'lamp00000000000000000002',
  table: 'table0000000000000000003',
};

/** Milliseconds; less than the app waits for its disk before it says that it does not answer. */
const maxStepMs = 10_000;

/** More turns of the event loop than any honest write takes. */
const maxTurns = 100_000;

/** A clock that stands still while something is on its way to the disk, which is real: unless that never gets there. */
function clockOfDisk(isWriting: () => boolean): VirtualClock {
  const clock = virtualClock();
  let hangs = false;
  return {
    ...clock,
    async advance(ms) {
      for (let left = ms; left > maxStepMs; left -= maxStepMs) {
        await clock.advance(maxStepMs);
        for (let turn = 0; isWriting() && !hangs; turn += 1) {
          hangs = turn === maxTurns;
          await nextTurn();
        }
        if (!isWriting()) hangs = false;
      }
      await clock.advance(ms > 0 ? ms % maxStepMs || maxStepMs : ms);
    },
  };
}

/** The app as tests use it. */
export class TestApp extends App {
  /** @param source as exported lists have it, see {@link readSource} */
  addJobs(text: string, source: string): Promise<AddReport> {
    return this.addInputs([{ text, source: readSource(source) }], { by: 'person' });
  }
}

/** A machine with a keychain and a disk, on which the app can be started again and again. */
function machine(folder: string) {
  const cores: TestApp[] = [];
  const clock = clockOfDisk(() => cores.some(({ isWriting }) => isWriting));
  const client = createFakeClient();
  const keychain = { secret: testKey as string | null };
  const person = { hasWindow: false };
  const notified: { title: string; text: string; target: Target }[] = [];
  const pushed: { name: string; payload: unknown }[] = [];
  const systemKeychain: Keychain = {
    read: async () => success(keychain.secret),
    write: async (secret) => ((keychain.secret = secret), success(null)),
    remove: async () => ((keychain.secret = null), success(null)),
    isBusy: () => false,
  };

  function createApp(options: Partial<AppOptions> = {}): TestApp {
    const core = new TestApp({
      clock,
      random: () => 0.5,
      storeFolder: join(folder, 'store'),
      unsavedFolders: [folder],
      lastViewPath: join(folder, 'last-view.json'),
      runReader,
      startJudge: null,
      downloadsFolder: join(folder, 'Downloads'),
      processes: processesOf({ id: 'copy', hardware: '' }),
      previewsFolder: join(folder, 'previews'),
      assetsFolder: join(folder, 'assets'),
      thumbnailsFolder: join(folder, 'thumbnails'),
      draggedFolder: join(folder, 'dragged'),
      fetchFile: async () => new Response(null, { status: 404 }),
      checkAddress: async (text, base) => success(new URL(text, base)),
      baseUrl: new URL('https://api.rigyd.com/api'),
      createClient: client.createClient,
      keychain: systemKeychain,
      environmentKey: undefined,
      safeMode: false,
      cliConfigPath: join(folder, 'rigyd', 'config.json'),
      push: (name, payload) => pushed.push({ name, payload }),
      notifier: {
        isWindowWatched: () => person.hasWindow,
        show: (title, text, target) => notified.push({ title, text, target }),
      },
      read: async (given) => readInputs(given),
      folderWork: workHere(systemFreeBytes),
      updates: {
        findSource: async () => success({ kind: 'nobody' }),
        load: () => Promise.reject(new Error('There is no feed.')),
      },
      ...options,
    });
    cores.push(core);
    return core;
  }

  return {
    folder,
    storeFolder: join(folder, 'store'),
    clock,
    client,
    keychain,
    /** All that went to the window. */
    pushed,
    person,
    /** The notifications that the system was asked to show. */
    notified,
    createApp,
    start: async (options: Partial<AppOptions> = {}): Promise<TestApp> => {
      const core = createApp(options);
      await core.start();
      await core.openKeys();
      await clock.advance(0);
      return core;
    },
    closeAll: async () => {
      for (const core of cores) await core.close();
    },
  };
}

/** A machine with an empty disk for each test. Those that are still open at its end are closed. */
export function useMachine(): () => ReturnType<typeof machine> {
  const folder = useTemporaryFolder();
  let current = machine('');
  beforeEach(() => {
    current = machine(folder());
  });
  afterEach(() => current.closeAll());
  return () => current;
}

export const rowOf = (core: App, id: string): JobRow | undefined =>
  snapshotOf(core).rows.find((row) => row.id === id);

export const sessionOf = (core: App) => snapshotOf(core).session;

/** Lets real input and output go on until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}
