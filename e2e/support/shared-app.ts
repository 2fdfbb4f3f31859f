import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { createClock, startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { requests } from '../../src/shared/contract.ts';
import { firstView } from '../../src/shared/last-view.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { Desk } from './desk.ts';
import { stateOf } from './state.ts';

/** A simulator whose time stands still until the test moves it. */
export async function startStillSimulator(): Promise<Simulator> {
  const simulator = await startSimulator({ clock: createClock({ paused: true }) });
  // Every job of the simulator would find its way into the window by itself: tests that add theirs by hand are about
  // something else. Those of the account's list switch it on.
  simulator.setList(false);
  return simulator;
}

interface Running {
  desk: Desk;
  simulator: Simulator;
  /** The window's content as it opened, in device-independent pixels. */
  size: [width: number, height: number];
}

/** One app and one service for several tests, brought back between them to what they were after the first start. */
export class SharedApp {
  readonly #hasKey: boolean;
  #running: Running | null = null;

  /** @param options.hasKey whether the app has the simulator's key in its environment, or no key at all */
  constructor({ hasKey }: { hasKey: boolean }) {
    this.#hasKey = hasKey;
  }

  get desk(): Desk {
    if (this.#running === null) throw new Error('The shared app is not running.');
    return this.#running.desk;
  }

  /** Starts both, or empties them. */
  async fresh(): Promise<Running> {
    if (this.#running === null) this.#running = await start(this.#hasKey);
    else await empty(this.#running, this.#hasKey);
    return this.#running;
  }

  async end(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.desk.remove();
    await running?.simulator.close();
  }
}

async function start(hasKey: boolean): Promise<Running> {
  const simulator = await startStillSimulator();
  const RIGYD_API_KEY = hasKey ? simulator.key : undefined;
  const desk = await Desk.create({ RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY });
  await desk.start();
  const [width = 0, height = 0] = await desk.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentSize() ?? [],
  );
  return { desk, simulator, size: [width, height] };
}

async function empty({ desk, simulator, size }: Running, hasKey: boolean): Promise<void> {
  simulator.faults.clear();
  simulator.acceptKey();
  simulator.setList(false);
  simulator.clock.advance(Math.max(0, Date.now() - simulator.clock.now()));
  if (!desk.isRunning) await desk.start();
  const settings = z.object(requests.changeSettings.params.shape).parse(defaultSettings);
  const { batches, rows, banners, lookOffer, openedAsset } = await stateOf(desk.page);
  const ids = rows.map(({ id }) => id);
  const there = { batches, banners, ids, lookOffer, openedAsset, chosen: settings };
  await desk.page.evaluate(async ({ batches, banners, ids, lookOffer, openedAsset, chosen }) => {
    const { rigyd } = window;
    // Begins the account's list anew: without it, one that was once read is failing now instead of unavailable.
    await rigyd.changeSettings({ watchAccount: false });
    await rigyd.changeSettings(chosen);
    await rigyd.chooseDownloadFolder({ reset: true });
    await rigyd.clearCommand();
    for (const { id } of batches) await rigyd.removeBatch({ id, withJobs: true });
    if (ids.length > 0) await rigyd.removeJobs({ ids });
    if (lookOffer !== null) await rigyd.answerLookOffer({ number: lookOffer.number, isWanted: false });
    if (openedAsset !== null) await rigyd.closeOpenedAsset({ number: openedAsset.number });
    await rigyd.clearFinishedDownloads();
    await rigyd.dismissDownloadSummary();
    await rigyd.clearNotifications({ upTo: Number.MAX_SAFE_INTEGER });
    for (const { kind } of banners) await rigyd.dismissBanner({ kind });
  }, there);
  simulator.reset();
  await desk.page.evaluate(async (isKeyless) => {
    if (isKeyless) await window.rigyd.removeKey();
    await window.rigyd.tryAgain();
    await window.rigyd.refreshAccount();
  }, !hasKey);
  // What begins with a dot is the system's, but for the key of the service's command line.
  const left = (await readdir(desk.home)).filter((name) => !name.startsWith('.') && name !== 'user data');
  for (const name of [...left, join('.config', 'rigyd')])
    await rm(join(desk.home, name), { recursive: true, force: true, maxRetries: 5 });
  await desk.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.show();
    window?.webContents.setZoomFactor(1);
  });
  await desk.resize(...size);
  await desk.page.emulateMedia({ colorScheme: null, reducedMotion: 'reduce', forcedColors: null });
  // The page says where it is a moment after it was changed, which may be between these two.
  await expect(async () => {
    await desk.page.evaluate((view) => window.rigyd.keepLastView({ view }), firstView);
    await desk.page.reload();
    await desk.appLoaded();
    expect(await desk.page.evaluate(() => window.rigyd.getLastView())).toMatchObject({ value: firstView });
  }).toPass();
  simulator.requests.clear();
}
