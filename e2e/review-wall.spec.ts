import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { decode } from 'fast-png';
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
  expect(Object.keys(kept)).toHaveLength(2);
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
