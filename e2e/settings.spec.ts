import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Desk } from './support/desk.ts';
import { findings } from './support/axe.ts';
import { expect, keylessTest, sharedTest } from './support/test.ts';

const settingsOf = (desk: Desk) => desk.page.getByRole('dialog', { name: 'Settings' });

async function leaveCliKey(
  desk: Desk,
  { key, baseUrl }: { key: string; baseUrl: string },
): Promise<{ path: string; content: string }> {
  const path = join(desk.home, '.config', 'rigyd', 'config.json');
  const content = JSON.stringify({ api_key: key, api_url: baseUrl, output: 'table' });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return { path, content };
}

async function isDark(desk: Desk): Promise<boolean> {
  return desk.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
}

sharedTest('every setting changes, and is as it was left after a restart', async ({ desk }) => {
  await desk.button('Settings').click();
  const settings = () => settingsOf(desk);
  const switches = {
    'Watch my account’s jobs': 'false',
    'Download new batches automatically': 'true',
    'Keep running when the window is closed': 'false',
    'Start at login': 'true',
  };
  const numbers = { 'Low balance warning': '25', 'Downloads at once': '4', 'Flag as stuck after': '30' };
  const choices = { 'Download format': 'USD', Notifications: 'Batches only', Theme: 'Dark' };
  expect(await isDark(desk)).toBe(false);
  for (const name of Object.keys(switches)) await settings().getByRole('switch', { name }).click();
  for (const [name, value] of Object.entries(numbers)) {
    await settings().getByRole('spinbutton', { name }).fill(value);
    await desk.page.keyboard.press('Tab');
  }
  for (const [name, label] of Object.entries(choices))
    await settings().getByRole('combobox', { name, exact: true }).selectOption({ label });

  const areSet = async (): Promise<void> => {
    for (const [name, value] of Object.entries(switches))
      await expect(settings().getByRole('switch', { name })).toHaveAttribute('aria-checked', value);
    for (const [name, value] of Object.entries(numbers))
      await expect(settings().getByRole('spinbutton', { name })).toHaveValue(value);
    for (const [name, label] of Object.entries(choices))
      await expect(
        settings().getByRole('combobox', { name, exact: true }).locator('option:checked'),
      ).toHaveText(label);
    await expect.poll(() => isDark(desk)).toBe(true);
  };

  await areSet();
  await desk.quit();
  await desk.start();
  await desk.button('Settings').click();
  await areSet();
});

sharedTest('what cannot be used says what can, and leaves the setting as it was', async ({ desk }) => {
  await desk.button('Settings').click();
  const settings = settingsOf(desk);
  const atOnce = settings.getByRole('spinbutton', { name: 'Downloads at once' });
  await atOnce.fill('40');
  await desk.page.keyboard.press('Tab');
  await expect(settings.getByRole('alert')).toHaveText('Enter a whole number from 1 to 6. Still set to 6.');
  await expect(atOnce).toHaveValue('6');
  await atOnce.fill('3');
  await desk.page.keyboard.press('Tab');
  await expect(settings.getByRole('alert')).toBeHidden();
  await expect(atOnce).toHaveValue('3');
});

keylessTest(
  'the index leads to each part, and axe finds nothing, light or dark',
  async ({ desk, simulator }) => {
    await leaveCliKey(desk, simulator);
    await desk.page.reload();
    await desk.button('Settings').click();
    const settings = settingsOf(desk);
    await expect(settings.getByRole('group', { name: /command line/ })).toBeVisible();
    expect(await findings(desk), 'the settings').toEqual([]);
    for (const part of ['Appearance', 'Desktop', 'Watching', 'Downloads', 'Account', 'API key']) {
      await settings.getByRole('button', { name: part, exact: true }).click();
      await expect(settings.getByRole('heading', { name: part, exact: true, level: 3 })).toBeFocused();
    }
    await desk.page.keyboard.press('Escape');
    await expect(settings).toBeHidden();
    expect(await findings(desk), 'welcome, with the command line’s key on offer').toEqual([]);
  },
);

keylessTest(
  'the command line’s key is used after a yes, and after a no it is left alone',
  async ({ desk, simulator }) => {
    const { path, content } = await leaveCliKey(desk, simulator);
    await desk.page.reload();
    const offer = desk.page.getByRole('group', {
      name: `Use the Rigyd command line’s key, ending in …${simulator.key.slice(-4)}?`,
    });
    await expect(offer).toContainText('then stored like a key you enter');
    await offer.getByRole('button', { name: 'Not now' }).click();
    await expect(offer).toBeHidden();
    expect(simulator.requests.total).toBe(0);
    await desk.quit();

    await desk.start();
    await expect(desk.page.getByLabel('API key')).toBeVisible();
    expect(await desk.page.content()).not.toContain(simulator.key);
    expect(simulator.requests.total).toBe(0);
    await desk.button('Use this key').click();
    await desk.keyAccepted();
    await expect(desk.button('Account, Studio, 250 credits')).toBeVisible();
    await desk.quit();

    // It is kept like one that was typed, and the file is as it was.
    expect(await readFile(path, 'utf8')).toBe(content);
    await writeFile(path, '{}');
    await desk.start();
    await desk.button('Settings').click();
    await expect(settingsOf(desk)).toContainText(
      `Ends in ${simulator.key.slice(-4)}, stored in your system keychain.`,
    );
    expect(await desk.page.content()).not.toContain(simulator.key);
    expect(desk.output).not.toContain(simulator.key);
  },
);
