import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate, type MenuOptions } from './menu.ts';

const nothing: MenuOptions = {
  isMac: false,
  hasDevTools: false,
  onCommand: () => {},
  onWebPage: () => {},
  onShowLogs: () => {},
};

function itemsOf(options: Partial<MenuOptions> = {}): MenuItemConstructorOptions[] {
  const template = menuTemplate({ ...nothing, ...options });
  return template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
}

describe('the application menu', () => {
  it('opens the developer tools in development only', () => {
    const roles = (hasDevTools: boolean) => itemsOf({ hasDevTools }).map(({ role }) => role);
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toContain('toggleDevTools');
  });

  it('has the menus that each system has', () => {
    const menus = (isMac: boolean) =>
      menuTemplate({ ...nothing, isMac }).map(({ label, role }) => label?.replace('&', '') ?? role);
    const usual = ['File', 'editMenu', 'View', 'windowMenu', 'help'];
    expect(menus(false)).toEqual(usual);
    expect(menus(true)).toEqual(['appMenu', ...usual]);
  });

  it.each([true, false])('has help for whoever looks for a fault, and settings (macOS: %s)', (isMac) => {
    const labels = itemsOf({ isMac }).map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining([
        'Show logs',
        'Copy diagnostics',
        'Save a report…',
        'Settings…',
        'About Rigyd Desk',
      ]),
    );
  });
});
