import { expect, test as base, type TestInfo } from '@playwright/test';
import { SESSION_VARIABLE } from '../../scripts/session/environment.mjs';
import { startSession } from '../../scripts/session/session.mjs';
import type { Simulator } from '../../src/simulator/index.ts';
import { Desk } from './desk.ts';
import { SharedApp, startStillSimulator } from './shared-app.ts';

export { expect } from '@playwright/test';

/** Marks what a person does first: these tests are run with the app as it is packed as well. */
export const smoke = { tag: '@smoke' };

interface WorkerFixtures {
  /**
   * On Linux a display, a D-Bus session and a keyring for each worker, so that two share no clipboard, no focus, no tray
   * and no keychain. Elsewhere there is one of each, and one worker.
   */
  session: undefined;
  /** The apps that tests use one after the other. Each is started by the first that does, and stays open beside others. */
  sharedApps: { withKey: SharedApp; keyless: SharedApp };
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

  sharedApps: [
    async ({ session: _ }, use) => {
      const apps = { withKey: new SharedApp({ hasKey: true }), keyless: new SharedApp({ hasKey: false }) };
      await use(apps);
      for (const app of Object.values(apps)) await app.end();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  simulator: async ({}, use) => {
    const simulator = await startStillSimulator();
    await use(simulator);
    await simulator.close();
  },

  newDesk: async ({ simulator }, use, testInfo) => {
    const desk = await Desk.create({ RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY: undefined });
    await use(desk);
    await desk.remove();
    await lookAtOutput(desk, testInfo);
  },

  desk: async ({ simulator }, use, testInfo) => {
    const desk = await Desk.create({ RIGYD_API_URL: simulator.baseUrl, RIGYD_API_KEY: simulator.key });
    await desk.start();
    await use(desk);
    await desk.remove();
    await lookAtOutput(desk, testInfo);
  },
});

/** Shows what the app wrote where a test failed, and fails one in which Node warned of something. */
async function lookAtOutput(desk: Desk, testInfo: TestInfo, from = 0): Promise<void> {
  const output = desk.output.slice(from);
  if (testInfo.status !== testInfo.expectedStatus && output !== '')
    await testInfo.attach('output of the app', { body: output });
  else expect(output.match(/^.*\(node:\d+\) .*$/gm) ?? [], 'warnings of Node').toEqual([]);
}

/**
 * For tests that need the app with a key and an empty list: they share one, since to start it takes half of a short test's
 * time. A test may end it, and start it again with `desk.start()` in the same folder, and may leave it without a connection
 * or with settings of its own; it must not leave it with another key, another clock or a damaged list. Each adds jobs of
 * its own, and where it looks at the names of their results, jobs with names of their own: the app gives no result the name
 * of an earlier one, whose job could be brought back. After a failure Playwright begins a new worker, and with it a new app.
 */
export const sharedTest = test.extend<Fixtures & { sharedApp: SharedApp }>({
  sharedApp: ({ sharedApps }, use) => use(sharedApps.withKey),

  simulator: async ({ sharedApp }, use) => use((await sharedApp.fresh()).simulator),

  desk: async ({ sharedApp, simulator: _ }, use, testInfo) => {
    const { desk } = sharedApp;
    const outputBefore = desk.output.length;
    await use(desk);
    await lookAtOutput(desk, testInfo, outputBefore);
  },
});

/** The same for tests that begin without a key: they share another app, whose key is removed between them. */
export const keylessTest = sharedTest.extend({
  sharedApp: ({ sharedApps }, use) => use(sharedApps.keyless),
});
