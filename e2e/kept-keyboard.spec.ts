import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { openCompleted, view3d, viewFile } from './support/assets.ts';
import type { Desk } from './support/desk.ts';
import { addPair } from './support/pair.ts';
import { expect, sharedTest as test } from './support/test.ts';

async function press(desk: Desk, button: Locator, key = 'Enter'): Promise<void> {
  await button.focus();
  await desk.page.keyboard.press(key);
}

/** Waits for what is downloaded to be drawn, and expects a key to show it large. */
async function expectView(desk: Desk, name: string, key: string): Promise<void> {
  await expect(desk.section('Asset').getByLabel('Totals')).toContainText('triangles', { timeout: 20_000 });
  await desk.page.keyboard.press(key);
  await expect(desk.page.getByRole('dialog', { name })).toBeVisible();
}

test('the keyboard goes from a download to what takes its place, and the keys of the details go on', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'table.glb', resultBytes: 4_000_000 });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 200_000 }, endpoint: 'result', job: id });
  const { keyboard } = desk.page;
  const button = (name: string): Locator => desk.details.getByRole('button', { name, exact: true });
  const cancel = desk.details
    .getByRole('group', { name: 'Download' })
    .getByRole('button', { name: 'Cancel' });

  await press(desk, button('Download'));
  await expect(cancel).toBeFocused();
  simulator.faults.clear();
  await keyboard.press('Enter');
  await expect(button('Download')).toBeFocused();
  await keyboard.press('Enter');
  await expect(button('Show in folder')).toBeFocused();
  await expectView(desk, 'table.glb', 'v');
});

test('a click on a download leaves the keys of the details as they were', async ({ desk, simulator }) => {
  await openCompleted(desk, simulator, { filename: 'chair.glb' });
  await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.details.getByRole('button', { name: 'Show in folder' })).toBeFocused();
  await expectView(desk, 'chair.glb', 'v');
});

test('the keyboard stays in the row of a job whose button becomes another', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'table.glb', resultBytes: 4_000_000 });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 200_000 }, endpoint: 'result', job: id });
  await press(desk, desk.button('Download: table.glb'));
  await expect(desk.button('Cancel download: table.glb')).toBeFocused();
  await desk.page.keyboard.press('Enter');
  await expect(desk.button('Download: table.glb')).toBeFocused();
});

test('the keyboard goes to the view where a preview is loaded, and to the heading where nothing is there yet', async ({
  desk,
  simulator,
}) => {
  const section = await openCompleted(desk, simulator, { filename: 'chair.glb' });
  await section.getByRole('radio', { name: 'Input' }).check();
  await press(desk, section.getByRole('button', { name: 'Load preview: chair.glb' }));
  await expect(view3d(desk, 'chair.glb')).toBeFocused();
  const raw = desk.section('Raw JSON');
  await press(desk, raw.getByRole('button', { name: 'Show raw JSON' }));
  await expect(raw.getByRole('searchbox')).toBeVisible();
  await expect(raw.getByRole('heading')).toBeFocused();
  await press(desk, raw.getByRole('button', { name: 'Hide' }));
  await expect(raw.getByRole('button', { name: 'Show raw JSON' })).toBeFocused();
});

test('the keyboard goes on beside what broke off a file, once that is here', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'crane.glb' });
  simulator.setPhase(id, 'completed');
  const model = simulator.job(id).output?.model?.name ?? '';
  await desk.typeIds(id);
  await desk.open(id);
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 20_000 }, endpoint: 'assets' });
  await desk.answerFileDialogs(join(desk.home, 'my crane.usd'));
  await desk.button(`Save ${model}`).click();
  await desk.button(`Cancel ${model}`).focus();
  await expect(desk.button(`Save ${model}`)).toBeFocused();
  await expect(desk.messages).toContainText('Saved my crane.usd.');
});

test('the keyboard is at the beginning of another job that is opened from one', async ({
  desk,
  simulator,
}) => {
  const { source, simulation } = addPair(simulator);
  await desk.typeIds(`${source}\n${simulation}`);
  await desk.open(simulation);
  const related = desk.section('Related jobs');
  await press(desk, related.getByRole('button', { name: 'Open source job chair.glb' }));
  await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeVisible();
  await expect(desk.details).toBeFocused();
});

test('the keyboard goes to the other arrow at the end of the pictures', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  await press(desk, desk.details.getByRole('button', { name: /^Open .*png/ }).first());
  const dialog = desk.page.getByRole('dialog');
  const next = dialog.getByRole('button', { name: 'Next' });
  await next.focus();
  while (await next.isEnabled()) await desk.page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Previous' })).toBeFocused();
});

test('the keyboard is in a view over the window again when it is read anew', async ({ desk }) => {
  const file = join(desk.home, 'broken.usda');
  await writeFile(file, '#usda 1.0\ndef Cube');
  const dialog = await viewFile(desk, file);
  const again = dialog.getByRole('button', { name: 'Try again' });
  await expect(again).toBeFocused();
  await writeFile(file, '#usda 1.0\n( defaultPrim = "Box" )\ndef Cube "Box" {}\n');
  await desk.page.keyboard.press('Enter');
  await expect(view3d(desk, 'broken.usda')).toBeFocused();
});
