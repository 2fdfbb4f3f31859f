import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { decode } from 'fast-png';
import { findings } from './support/axe.ts';
import { pointIn } from './support/places.ts';
import { expect, sharedTest as test } from './support/test.ts';

/** How many colours there are in a part of the page as it is seen. */
async function coloursOf(part: Locator): Promise<number> {
  const { data, channels } = decode(await part.screenshot());
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += channels) colours.add(data.subarray(at, at + 3).join());
  return colours.size;
}

/** Files by their names, each by what is another one for another file. */
async function filesIn(folder: string): Promise<Record<string, number>> {
  const files: Record<string, number> = {};
  for (const name of await readdir(folder)) files[name] = (await stat(join(folder, name))).ino;
  return files;
}

test('pictures of results stand beside their names, drawn once, unless the person wants none', async ({
  desk,
  simulator,
}) => {
  // Tests of before, with the same app, may have left pictures of theirs.
  const before = await filesIn(join(desk.userData, 'thumbnails')).catch(() => ({}));
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.button('Download: chair.glb').click();
  const picture = desk.row(id).locator('img');
  await expect(picture).toBeVisible({ timeout: 40_000 });
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBe(256);
  expect(await coloursOf(picture)).toBeGreaterThan(50);

  const kept = await filesIn(join(desk.userData, 'thumbnails'));
  expect(Object.keys(kept).filter((name) => !(name in before))).toHaveLength(2);
  await desk.page.reload();
  await desk.appLoaded();
  await expect(picture).toBeVisible();
  expect(await filesIn(join(desk.userData, 'thumbnails'))).toEqual(kept);

  await desk.page.evaluate(() => window.rigyd.changeSettings({ showThumbnails: false }));
  await expect(picture).toBeHidden();
  await expect(desk.row(id)).toContainText('chair.glb');
  await desk.page.evaluate(() => window.rigyd.changeSettings({ showThumbnails: true }));
  await expect(picture).toBeVisible();
});

test('a batch is reviewed on the wall by keys alone, and what was decided is kept and leaves with exports', async ({
  desk,
  simulator,
}) => {
  test.setTimeout(150_000);
  const names = Array.from({ length: 12 }, (_, at) => `chair-${String(at + 1).padStart(2, '0')}.glb`);
  const ids = names.map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.typeIds(ids.join('\n'));
  await expect(desk.row('chair-12.glb')).toContainText('Completed');
  await desk.page.evaluate((all) => window.rigyd.startDownloads({ ids: all }), ids);
  const { page } = desk;
  const { keyboard } = page;
  await page.getByRole('button', { name: 'Review', exact: true }).last().click();
  const wall = page.getByRole('grid', { name: 'Results to review' });
  const tiles = wall.getByRole('gridcell');
  await expect(tiles).toHaveCount(12);
  await expect(wall.locator('img')).toHaveCount(12, { timeout: 90_000 });
  expect(await coloursOf(wall.locator('img').first())).toBeGreaterThan(50);

  await expect(wall).toBeFocused();
  const ringed = async (): Promise<string | null> => {
    const id = await wall.getAttribute('aria-activedescendant');
    return page.locator(`[id="${id}"]`).getAttribute('aria-label');
  };
  await keyboard.press('Home');
  const first = (await ringed()) ?? '';
  expect(first).toMatch(/^chair-\d\d\.glb, not reviewed$/);
  const nameOf = (label: string): string => label.split(',')[0] ?? '';
  await keyboard.press('a');
  await expect.poll(ringed).toBe(`${nameOf(first)}, approved`);
  await keyboard.press('j');
  const second = (await ringed()) ?? '';
  expect(second).toMatch(/not reviewed$/);
  await keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: `Reject ${nameOf(second)}` });
  await dialog.getByRole('button', { name: 'Wrong mass' }).click();
  await expect(wall).toBeFocused();
  await expect.poll(ringed).toBe(`${nameOf(second)}, rejected: Wrong mass`);
  await keyboard.press('j');
  await keyboard.press('r');
  await page.getByRole('textbox', { name: 'Your own words' }).fill('one leg is missing');
  await keyboard.press('Enter');
  await expect.poll(ringed).toMatch(/rejected: one leg is missing$/);
  await keyboard.press('u');
  await expect.poll(ringed).toMatch(/not reviewed$/);
  await keyboard.press('Control+z');
  await expect.poll(ringed).toMatch(/rejected: one leg is missing$/);
  await keyboard.press('k');
  await keyboard.press('k');
  expect(await ringed()).toBe(`${nameOf(first)}, approved`);
  await expect(page.getByText('1 approved · 2 rejected · 9 not reviewed')).toBeVisible();

  // A pointer turns a result.
  const tile = tiles.nth(1);
  await page.mouse.move(5, 5);
  await expect(tile.locator('img')).toHaveCount(1);
  const turned: string[] = [];
  for (const share of [0.3, 0.7]) {
    const { x, y } = await pointIn(tile, { x: share, y: 1 / 3 });
    await page.mouse.move(x, y);
    const strip = tile.locator('img').nth(1);
    const width = await strip.evaluate((image: HTMLImageElement) =>
      image.decode().then(() => image.naturalWidth),
    );
    expect(width).toBe(12 * 256);
    await expect(tile.locator('img').first()).toBeHidden();
    turned.push(await strip.evaluate((image) => getComputedStyle(image).left));
  }
  expect(new Set([...turned, '0px']).size).toBe(3);
  await page.mouse.move(5, 5);
  await expect(tile.locator('img')).toHaveCount(1);
  expect(await findings(desk)).toEqual([]);

  const csv = join(desk.home, 'reviewed.csv');
  await desk.answerFileDialogs(csv);
  await desk.button('Export and import').click();
  await page.getByRole('menuitem', { name: /^Export 12 jobs as CSV/ }).click();
  await expect(desk.messages).toContainText('Exported 12 jobs');
  const text = await readFile(csv, 'utf8');
  expect(text.match(/,rejected,one leg is missing,/g)).toHaveLength(1);
  expect(text.match(/,approved,,/g)).toHaveLength(1);

  await desk.quit();
  await desk.start();
  await expect(desk.row(nameOf(first))).toContainText('Approved');
  await expect(desk.row(nameOf(second))).toContainText('Rejected');
});
