import { NotificationServer } from './dbus/notification-server.ts';
import { TrayHost } from './dbus/tray-host.ts';
import { Mouse } from './mouse.ts';
import { test as base } from './test.ts';

export { expect } from '@playwright/test';

interface Desktop {
  notifications: NotificationServer;
  tray: TrayHost;
  mouse: Mouse;
  /** The desktop has no other app: a second one would have a place in the tray, and a window in the mouse's way. */
  noOtherApp: undefined;
}

/** With parts of a desktop on the session's real bus, there before the app is where they stand first in a test. */
export const test = base.extend<Desktop>({
  noOtherApp: [
    async ({ sharedApps }, use) => {
      for (const app of Object.values(sharedApps)) await app.end();
      await use(undefined);
    },
    { auto: true },
  ],

  notifications: async ({}, use) => {
    const server = await NotificationServer.start();
    await use(server);
    server.stop();
  },

  tray: async ({}, use) => {
    const host = await TrayHost.start();
    await use(host);
    host.stop();
  },

  mouse: async ({}, use) => {
    const mouse = new Mouse();
    await use(mouse);
    // A drag that nobody ends holds the app up for as long as it lasts.
    mouse.release();
  },
});
