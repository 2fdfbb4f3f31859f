import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/test.ts';

test('the key is in no file, no log, no message and no document', async ({ newDesk: desk, simulator }) => {
  const id = simulator.addJob({ filename: 'toolbox.glb' });
  simulator.setPhase(id, 'completed');
  await desk.start();
  const { key } = simulator;

  // Everything main sends to the page, from its first message on.
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
  await desk.enterKey(key);
  await expect(desk.messages).toContainText('The service accepts the key.');
  await desk.typeIds(id);
  await desk.open(id);
  await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.button('Show in folder: toolbox.glb')).toBeVisible();
  await desk.button('Settings').click();
  await expect(desk.page.getByRole('dialog')).toContainText(key.slice(-4));
  simulator.revokeKey(key);
  await desk.page.keyboard.press('Escape');
  await desk.button('Check now').click();

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
  expect((await Promise.all(files.map((file) => readFile(file)))).some((bytes) => bytes.includes(id))).toBe(
    true,
  );
});

test('the environment of the page’s process is without the key that was given for one run', async ({
  desk,
}) => {
  const environment = await desk.app.evaluate(() => process.env['RIGYD_API_KEY']);
  expect(environment).toBeUndefined();
});
