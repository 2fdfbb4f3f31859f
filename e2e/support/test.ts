import { test as base } from '@playwright/test';
import { SESSION_VARIABLE } from '../../scripts/session/environment.mjs';
import { startSession } from '../../scripts/session/session.mjs';
import { createClock, startSimulator, type Simulator } from '../../src/simulator/index.ts';
import { Desk } from './desk.ts';

export { expect } from '@playwright/test';

interface WorkerFixtures {
  /**
   * On Linux a display, a D-Bus session and a keyring for each worker, so that two share no clipboard, no focus, no tray
   * and no keychain. Elsewhere there is one of each, and one worker.
   */
  session: undefined;
}

interface Fixtures {
  /** A service of its own for each test, whose time stands still until the test moves it. */
  simulator: Simulator;
  /** The app, not yet started, pointed at the simulator; without a key. */
  newDesk: Desk;
  /** The app, started with the simulator's key in its environment. */
  desk: Desk;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  session: [
    async ({}, use) => {
      if (process.platform !== 'linux' || SESSION_VARIABLE in process.env) return use(undefined);
      const session = await startSession({ keychain: true });
      process.env = { ...session.env };
      await use(undefined);
      return session.stop();
    },
    { scope: 'worker', auto: true, timeout: 60_000 },
  ],

  simulator: async ({}, use) => {
    const simulator = await startSimulator({ clock: createClock({ paused: true }) });
    // Every job of the simulator would find its way into the window by itself: tests that add theirs by hand are about
    // something else. Those of the account's list switch it on.
    simulator.setList(false);
    await use(simulator);
    await simulator.close();
  },

  newDesk: async ({ simulator }, use, testInfo) => {
    const desk = await Desk.create({ RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY: undefined });
    await use(desk);
    if (testInfo.status !== testInfo.expectedStatus && desk.output !== '')
      await testInfo.attach('output of the app', { body: desk.output });
    await desk.remove();
  },

  desk: async ({ newDesk, simulator }, use) => {
    await newDesk.start({ env: { RIGYD_API_KEY: simulator.key } });
    await use(newDesk);
  },
});
