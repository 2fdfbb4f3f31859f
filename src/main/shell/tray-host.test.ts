import { describe, expect, it } from 'vitest';
import { findTray } from './tray-host.ts';

describe('the tray of the desktop', () => {
  it.each(['darwin', 'win32'] as const)('is always there on %s', async (platform) => {
    expect(await findTray({}, platform)).toBe(true);
  });

  it('is not known where there is no session bus, or nothing to ask it with', async () => {
    const address = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
    expect(await findTray({ PATH: process.env['PATH'], ...address }, 'linux')).toBeNull();
    expect(await findTray({ PATH: '/nonexistent', ...address }, 'linux')).toBeNull();
  });
});
