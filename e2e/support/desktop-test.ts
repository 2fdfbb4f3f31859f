import { NotificationServer } from './dbus/notification-server.ts';
import { TrayHost } from './dbus/tray-host.ts';
import { Mouse } from './mouse.ts';
import { test as base } from './test.ts';

export { expect } from '@playwright/test';

interface Desktop {
  notifications: NotificationServer;
  tray: TrayHost;
  mouse: Mouse;
}

/** With parts of a desktop on the session's real bus, there before the app is where they stand first in a test. */
export const test = base.extend<Desktop>({
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
    const mouse = await Mouse.open();
    await use(mouse);
    // A drag that nobody ends holds the app up for as long as it lasts.
    mouse.release();
    mouse.close();
  },
});
