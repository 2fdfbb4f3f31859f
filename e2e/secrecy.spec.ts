import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openAsset, partOf } from './support/assets.ts';
import type { Desk } from './support/desk.ts';
import { addPair } from './support/pair.ts';
import { expect, sharedTest, test } from './support/test.ts';

/** Keeps everything main sends to the page from now on. */
async function recordMessages(desk: Desk): Promise<void> {
  await desk.app.evaluate(({ BrowserWindow, ipcMain }) => {
    const sent: string[] = [];
    Object.assign(globalThis, { sent });
    const { webContents } = BrowserWindow.getAllWindows()[0] ?? {};
    if (webContents === undefined) throw new Error('no window');
    const send = webContents.send.bind(webContents);
    webContents.send = (channel, ...args) => {
      sent.push(JSON.stringify(args));
      send(channel, ...args);
    };
    const handlers: Map<string, (...args: unknown[]) => unknown> = Reflect.get(ipcMain, '_invokeHandlers');
    for (const [name, handler] of handlers)
      handlers.set(name, async (...args) => {
        const answer = await handler(...args);
        sent.push(JSON.stringify(answer));
        return answer;
      });
  });
}

/**
 * Expects the key in no message, document, log or file, and closes the app for it.
 *
 * @param known is on disk, so that a search which finds nothing anywhere is seen to be broken
 */
async function expectNowhere(desk: Desk, key: string, known: string): Promise<void> {
  const sent = await desk.app.evaluate(() => Reflect.get(globalThis, 'sent') as string[]);
  expect(sent.length).toBeGreaterThan(5);
  expect(sent.filter((message) => message.includes(key))).toEqual([]);
  expect(await desk.page.content()).not.toContain(key);
  expect(
    await desk.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
  ).not.toContain(key);
  await desk.quit();
  expect(desk.output).not.toContain(key);

  const entries = await readdir(desk.home, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const content = await readFile(file);
    expect(content.includes(key), file).toBe(false);
    expect(content.includes(Buffer.from(key, 'utf16le')), file).toBe(false);
  }
  // The canary would sing: the same search finds what is allowed to be on disk.
  expect(
    (await Promise.all(files.map((file) => readFile(file)))).some((bytes) => bytes.includes(known)),
  ).toBe(true);
}

test('the key is in no file, no log, no message and no document', async ({ newDesk: desk, simulator }) => {
  const id = simulator.addJob({ filename: 'toolbox.glb' });
  simulator.setPhase(id, 'completed');
  await desk.start();
  const { key } = simulator;

  await recordMessages(desk);
  await desk.enterKey(key);
  await desk.keyAccepted();
  await desk.typeIds(id);
  await desk.open(id);
  await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.button('Show in folder: toolbox.glb')).toBeVisible();
  await desk.button('Settings').click();
  await expect(desk.page.getByRole('dialog')).toContainText(key.slice(-4));
  simulator.revokeKey(key);
  await desk.page.keyboard.press('Escape');
  await desk.button('Check now').click();

  await expectNowhere(desk, key, id);
});

test('nor does it leave with pictures, assets, exports, the account, a command or a second start', async ({
  newDesk: desk,
  simulator,
}) => {
  const { key } = simulator;
  const { source, simulation } = addPair(simulator);
  const lamp = simulator.addJob({ filename: 'lamp.glb' });
  simulator.setPhase(lamp, 'completed');
  simulator.setList(true);
  await desk.start();
  await recordMessages(desk);
  await desk.enterKey(key);
  await expect(desk.row(source)).toBeVisible();
  await desk.button(/^Account, /).click();
  await desk.button('Refresh').click();
  await desk.page.keyboard.press('Escape');

  const script = join(desk.home, 'environment.sh');
  await writeFile(script, '#!/bin/sh\necho "$@"; env; cat /proc/$PPID/environ 2>/dev/null; exit 0\n', {
    mode: 0o755,
  });
  await desk.answerFileDialogs(script);
  await desk.button('Settings').click();
  await desk.button('Choose a program').click();
  await expect(desk.page.getByRole('textbox', { name: 'Arguments, one per line' })).toBeVisible();
  await desk.page.keyboard.press('Escape');

  await desk.open(source);
  await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.section('Command')).toContainText('HOME=');
  await desk.section('Output').getByRole('list', { name: 'Textures' }).scrollIntoViewIfNeeded();
  await expect(
    desk
      .section('Output')
      .getByRole('button', { name: /^Open .*png/ })
      .first(),
  ).toBeVisible();
  // Neither is downloaded: both are fetched for a look in 3D, and kept.
  for (const part of ['result-usd', 'input'] as const)
    expect(await openAsset(desk.page, partOf(lamp, part), true)).toMatchObject({
      value: { kind: 'opened', from: 'fetched' },
    });
  expect(await readdir(join(desk.userData, 'assets'))).toHaveLength(2);
  await desk.open(simulation);
  await desk.section('Log').scrollIntoViewIfNeeded();
  await expect(desk.section('Log').getByRole('searchbox')).toBeVisible();
  await desk.section('Raw JSON').getByRole('button', { name: 'Show raw JSON' }).click();
  await desk.page.keyboard.press('Escape');
  await desk.answerFileDialogs(join(desk.home, 'jobs.json'));
  await desk.button('Export and import').click();
  await desk.page.getByRole('menuitem', { name: /as JSON/ }).click();
  await expect(desk.messages).toContainText('to jobs.json.');

  // As where another program has the keyboard, in which the link is clicked.
  await desk.page.evaluate(() => void window.dispatchEvent(new Event('blur')));
  await desk.startAgain({ args: [`rigyd-desk://job/${source}`], env: { RIGYD_API_KEY: key } });
  await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeVisible();
  await expectNowhere(desk, key, source);
});

sharedTest(
  'the environment of the page’s process is without the key that was given for one run',
  async ({ desk }) => {
    const environment = await desk.app.evaluate(() => process.env['RIGYD_API_KEY']);
    expect(environment).toBeUndefined();
  },
);
