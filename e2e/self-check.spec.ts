import { dirname, join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import type { Desk } from './support/desk.ts';
import { stateOf } from './support/state.ts';
import { expect, sharedTest, test } from './support/test.ts';

/** What the diagnostics say of what the app needs of Electron, by need. */
async function copiedFindings(desk: Desk): Promise<Map<string, string>> {
  await desk.page.evaluate(() => window.rigyd.copyDiagnostics());
  const text = await desk.clipboard();
  const part = text.split('What it needs of Electron:\n')[1]?.split('\n\n')[0] ?? '';
  return new Map(
    part.split('\n').map((line) => {
      const [need = '', ...found] = line.trim().split(': ');
      return [need, found.join(': ')];
    }),
  );
}

/** Whether the tests start the app in Chromium's sandbox. */
const isSandboxed = (desk: Desk): boolean => !desk.launchOptions().args.includes('--no-sandbox');

/** Takes away what another Electron may lack. */
const takeAway = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ app: electronApp, utilityProcess, Notification }) => {
    utilityProcess.fork = () => {
      throw new Error('no processes today');
    };
    Notification.isSupported = () => false;
    let owner: object = electronApp;
    while (!Object.hasOwn(owner, 'setAsDefaultProtocolClient'))
      owner = Object.getPrototypeOf(owner) as object;
    Reflect.deleteProperty(owner, 'setAsDefaultProtocolClient');
  });

sharedTest('diagnostics say what the app found of all that it needs of Electron', async ({ desk }) => {
  const findings = await copiedFindings(desk);
  expect([...findings.keys()]).toEqual([
    'interfaces',
    'processes',
    'addresses',
    'page',
    'webgl',
    'sandbox',
    'keychain',
    'notifications',
  ]);
  // Root, who runs the tests in some containers, has none.
  expect(findings.get('sandbox')).toBe(isSandboxed(desk) ? 'there (on)' : 'missing (--no-sandbox)');
  findings.delete('sandbox');
  expect([...findings].map(([need, found]) => `${need}: ${found.split(' ')[0]}`)).toEqual(
    [...findings.keys()].map((need) => `${need}: there`),
  );
  await expect(desk.page.getByRole('alert')).toBeHidden();
});

test('what an Electron lacks is said in words, in diagnostics, log and window', async ({ desk }) => {
  // Main is busy with loading the app before it answers.
  await stateOf(desk.page);
  await takeAway(desk.app);
  const findings = await copiedFindings(desk);
  expect(findings.get('processes')).toBe('missing (no processes today)');
  expect(findings.get('notifications')).toBe('missing (not supported by this system)');
  expect(findings.get('interfaces')).toContain('missing (app.setAsDefaultProtocolClient;');
  const alert = desk.page.getByRole('alert');
  await expect(alert).toContainText('Downloaded results can’t be checked on this computer.');
  await expect(alert).toContainText('the bell in the window keeps them');
});

test('an AppImage that gives up Chromium’s sandbox says so above the list', async ({ newDesk: desk }) => {
  test.skip(process.platform !== 'linux', 'AppImages are Linux’s.');
  // As an AppImage starts the program in it where there are no user namespaces.
  const APPDIR = dirname(desk.launchOptions().executablePath);
  const args = ['--no-sandbox'];
  await desk.start({ args, env: { APPIMAGE: join(desk.home, 'Rigyd Desk.AppImage'), APPDIR } });
  const findings = await copiedFindings(desk);
  expect(findings.get('sandbox')).toBe('missing (--no-sandbox)');
  await expect(desk.page.getByRole('alert')).toContainText('runs without Chromium’s sandbox');
});
