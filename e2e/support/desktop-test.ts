import { NotificationServer } from './dbus/notification-server.ts';
import { TrayHost } from './dbus/tray-host.ts';
import { test as base } from './test.ts';

export { expect } from '@playwright/test';

interface Desktop {
  notifications: NotificationServer;
  tray: TrayHost;
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
});
