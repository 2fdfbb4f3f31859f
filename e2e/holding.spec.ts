import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest, test } from './support/test.ts';

const bar = (desk: Desk): Locator => desk.page.getByRole('region', { name: 'Downloads', exact: true });
const panel = (desk: Desk): Locator => desk.page.getByRole('dialog', { name: 'Downloads' });
const entry = (desk: Desk, name: string): Locator =>
  panel(desk).getByRole('listitem').filter({ hasText: name });

/** Starts slow downloads of completed jobs, one at a time, in this order. */
async function startDownloads(desk: Desk, simulator: Simulator, names: string[]): Promise<void> {
  await desk.page.evaluate(() => window.rigyd.changeSettings({ downloadsAtOnce: 1 }));
  const ids = names.map((filename) => simulator.addJob({ filename, resultBytes: 8_000_000 }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 250_000 }, endpoint: 'result' });
  await desk.typeIds(ids.join('\n'));
  for (const name of names) await desk.button(`Download: ${name}`).click();
  await expect(bar(desk)).toContainText(`0 of ${names.length}`);
}

sharedTest(
  'the bar and each row tell the size and the time left; one download is held back, another put first',
  async ({ desk, simulator }) => {
    await startDownloads(desk, simulator, ['oak.glb', 'elm.glb', 'ash.glb']);
    await expect(bar(desk)).toContainText(/0 of 3 · .*\/s · .* of about 2\d MB · \d+ (s|min) left/);
    await expect(desk.row('oak.glb')).toContainText(/\d\.\d MB · (\d+ s|a few seconds) left/);
    await bar(desk).getByRole('button', { name: 'Show all' }).click();
    await expect(entry(desk, 'oak.glb')).toContainText(/ of \d\.\d MB · (\d+ s|a few seconds) left/);
    await expect(panel(desk).getByRole('listitem')).toHaveText([/oak/, /elm/, /ash/]);
    await panel(desk).getByRole('button', { name: 'Download ash.glb next' }).click();
    await expect(panel(desk).getByRole('listitem')).toHaveText([/oak/, /ash/, /elm/]);
    await panel(desk).getByRole('button', { name: 'Pause oak.glb' }).click();
    await expect(entry(desk, 'oak.glb')).toContainText(/Paused at .* of \d\.\d MB/);
    await expect(entry(desk, 'oak.glb').getByRole('progressbar')).toBeVisible();
    await expect(entry(desk, 'ash.glb')).toContainText(/ of \d\.\d MB/);
    expect(await findings(desk)).toEqual([]);
    simulator.faults.clear();
    // What is on its way already stays slow until it is asked for again.
    await panel(desk).getByRole('button', { name: 'Pause ash.glb' }).click();
    await panel(desk).getByRole('button', { name: 'Resume ash.glb' }).click();
    await expect(panel(desk)).toContainText('2 of 3');
    await expect(panel(desk)).toContainText('1 paused');

    await desk.quit();
    await desk.start();
    await expect(desk.row('oak.glb')).toContainText('Paused');
    await bar(desk).getByRole('button', { name: 'Show all' }).click();
    await panel(desk).getByRole('button', { name: 'Resume oak.glb' }).click();
    await expect(panel(desk).getByRole('button', { name: 'Show oak.glb in folder' })).toBeVisible();
  },
);

sharedTest('waiting downloads are put in order by keyboard and by hand', async ({ desk, simulator }) => {
  await startDownloads(desk, simulator, ['oak.glb', 'elm.glb', 'ash.glb', 'fir.glb']);
  await bar(desk).getByRole('button', { name: 'Show all' }).click();
  const rows = panel(desk).getByRole('listitem');
  const grip = (name: string): Locator => panel(desk).getByRole('button', { name: `Move ${name}` });
  await expect(rows).toHaveText([/oak/, /elm/, /ash/, /fir/]);
  await expect(grip('oak.glb')).toBeHidden();

  await grip('fir.glb').focus();
  await desk.page.keyboard.press('ArrowUp');
  await expect(rows).toHaveText([/oak/, /elm/, /fir/, /ash/]);
  await expect(panel(desk).getByRole('status', { name: 'Place in line' })).toHaveText('fir.glb: 2 of 3');
  await expect(grip('fir.glb')).toBeFocused();
  await desk.page.keyboard.press('Home');
  await expect(rows).toHaveText([/oak/, /fir/, /elm/, /ash/]);
  await desk.page.keyboard.press('End');
  await desk.page.keyboard.press('ArrowUp');
  await expect(rows).toHaveText([/oak/, /elm/, /fir/, /ash/]);
  await expect(grip('fir.glb')).toBeFocused();
  expect(await findings(desk)).toEqual([]);

  await grip('ash.glb').hover();
  await desk.page.mouse.down();
  const elm = await entry(desk, 'elm.glb').boundingBox();
  await desk.page.mouse.move((elm?.x ?? 0) + 40, (elm?.y ?? 0) + 8, { steps: 4 });
  await desk.page.mouse.up();
  await expect(rows).toHaveText([/oak/, /ash/, /elm/, /fir/]);

  await panel(desk).getByRole('button', { name: 'Pause downloads' }).click();
  await desk.quit();
  await desk.start();
  await bar(desk).getByRole('button', { name: 'Show all' }).click();
  await expect(panel(desk).getByRole('listitem')).toHaveText([/oak/, /ash/, /elm/, /fir/]);
});

sharedTest('a waiting download is dragged to where the list has to scroll', async ({ desk, simulator }) => {
  const names = Array.from({ length: 16 }, (_, at) => `part_${String(at).padStart(2, '0')}.glb`);
  await startDownloads(desk, simulator, names);
  await desk.resize(720, 480);
  await bar(desk).getByRole('button', { name: 'Show all' }).click();
  const list = panel(desk).getByRole('region', { name: 'Each download' });
  const rows = panel(desk).getByRole('listitem');
  const grip = (name: string): Locator => panel(desk).getByRole('button', { name: `Move ${name}` });
  const { mouse, keyboard } = desk.page;
  const holdAtTheBottom = async (): Promise<void> => {
    await grip('part_01.glb').hover();
    await mouse.down();
    const box = await list.boundingBox();
    await mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + (box?.height ?? 0) - 2, { steps: 4 });
    await expect(grip('part_15.glb')).toBeVisible();
    await expect(grip('part_01.glb')).toBeHidden();
  };

  await holdAtTheBottom();
  await keyboard.press('Escape');
  await mouse.up();
  await expect(list).toBeVisible();
  await mouse.wheel(0, -10_000);
  await expect(rows.first()).toContainText('part_00');

  await holdAtTheBottom();
  await expect
    .poll(() => list.evaluate((e) => e.scrollHeight - e.clientHeight - e.scrollTop))
    .toBeLessThan(1);
  await mouse.up();
  await expect(rows.last()).toContainText('part_01');
  await expect(rows.nth(-2)).toContainText('part_15');

  await grip('part_01.glb').focus();
  await keyboard.press('ArrowUp');
  await expect(panel(desk).getByRole('status', { name: 'Place in line' })).toHaveText(
    'part_01.glb: 14 of 15',
  );
  await mouse.wheel(0, -10_000);
  await expect(rows.first()).toContainText('part_00');
  await expect(rows.nth(1)).toContainText('part_02');
});

test('what came of downloads leaves the bar after a while, and stays in the bell', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'mug.glb' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.button('Download: mug.glb').click();
  await expect(bar(desk).getByRole('button', { name: 'Open folder' })).toBeVisible();
  await desk.page.clock.setFixedTime(Date.now() + 31_000);
  await expect(bar(desk)).toBeHidden();
  await desk.button(/^Notifications/).click();
  await expect(desk.page.getByRole('list', { name: 'Notifications, newest first' })).toContainText(
    'mug.glb is in',
  );
});
