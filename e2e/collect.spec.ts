import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, test } from './support/test.ts';

async function addCompleted(desk: Desk, simulator: Simulator, names: string[], resultBytes?: number) {
  const ids = names.map((filename) =>
    simulator.addJob({ filename, ...(resultBytes ? { resultBytes } : {}) }),
  );
  ids.forEach((id) => simulator.setPhase(id, 'completed'));
  await desk.typeIds(ids.join('\n'));
  for (const id of ids) await expect(desk.row(id)).toContainText('Completed');
  return ids;
}

test('downloads pause, stay paused across a restart, and go on to a summary', async ({ desk, simulator }) => {
  const names = ['mug.glb', 'gear.glb', 'lamp.glb'];
  await addCompleted(desk, simulator, names, 3_000_000);
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 200_000 }, endpoint: 'result' });
  for (const name of names) await desk.button(`Download: ${name}`).click();
  const bar = () => desk.page.getByRole('region', { name: 'Downloads' });
  await expect(bar()).toContainText('0 of 3');
  await bar().getByRole('button', { name: 'Pause downloads' }).click();
  await expect(bar()).toContainText('paused');
  simulator.faults.clear();
  await desk.quit();
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await expect(bar()).toContainText('0 of 3 · paused');
  await bar().getByRole('button', { name: 'Show all' }).click();
  const panel = desk.page.getByRole('dialog', { name: 'Downloads' });
  expect(await findings(desk)).toEqual([]);
  await panel.getByRole('button', { name: 'Resume downloads' }).click();
  await expect(panel).toContainText('3 results came home');
});

test('a result is dragged out, and its snippet names a file that is there', async ({ desk, simulator }) => {
  const [id = ''] = await addCompleted(desk, simulator, ['mug.glb']);
  await desk.button('Download: mug.glb').click();
  await desk.open(id);
  await desk.details.getByRole('button', { name: 'Copy for Blender, Python Console' }).click();
  await expect(desk.messages).toContainText('Copied the lines for Blender.');
  const [, path = ''] = /filepath="(.*)"/.exec(await desk.clipboard()) ?? [];
  expect((await stat(path)).isFile()).toBe(true);
  expect(await findings(desk)).toEqual([]);
  await desk.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('There is no window.');
    Reflect.set(globalThis, 'dragged', []);
    // The system's own drag holds the process until a real mouse lets go; all before it is real.
    window.webContents.startDrag = (item) => void Reflect.get(globalThis, 'dragged').push(item);
  });
  await desk.details.getByRole('img', { name: /^Drag mug.glb/ }).dispatchEvent('dragstart');
  const dragged = () =>
    desk.app.evaluate(() => Reflect.get(globalThis, 'dragged').map((item: { file: string }) => item.file));
  await expect.poll(dragged).toEqual([join(desk.results, 'mug')]);
});
