import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { decode } from 'fast-png';
import { smallThumbnailSide, thumbnailKinds } from '../src/shared/thumbnails.ts';
import { findings } from './support/axe.ts';
import { pointIn } from './support/places.ts';
import { expect, sharedTest as test } from './support/test.ts';

/** Each result is drawn by the processor, and judged, one after the other. */
const drawn = { timeout: 180_000 };

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
  await desk.button('Close details').click();
  await expect(picture).toBeVisible({ timeout: 40_000 });
  expect(
    await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBe(smallThumbnailSide);
  expect(await coloursOf(picture)).toBeGreaterThan(50);

  const kept = await filesIn(join(desk.userData, 'thumbnails'));
  expect(Object.keys(kept).filter((name) => !(name in before))).toHaveLength(thumbnailKinds.length);
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

test('names make room for pictures where a result of the list is here, and where they are not cut for it', async ({
  desk,
  simulator,
}) => {
  const here = ['chair.glb', 'stool.glb'].map((filename) => simulator.addJob({ filename }));
  const longName = 'a_lamp_with_a_name_that_is_far_too_long_for_its_column_of_the_list_v2.glb';
  const lamp = simulator.addJob({ filename: longName });
  const away = ['crate.glb', 'box.glb'].map((filename) => simulator.addJob({ filename }));
  for (const id of [...here, ...away]) simulator.setPhase(id, 'completed');
  const views = desk.page.getByRole('navigation', { name: 'Views' });
  for (const [name, ids] of [
    ['here.csv', [...here, lamp]],
    ['away.csv', away],
  ] as const) {
    await desk.drop({ files: [{ name, content: ids.join('\n') }] });
    // What was added is shown once it is there, whatever was chosen meanwhile.
    await expect(views.getByRole('button', { name }).first()).toHaveAttribute('aria-current', 'true');
  }
  const show = (name: string): Promise<void> => views.getByRole('button', { name }).first().click();
  await show('All jobs');
  const room = async (name: string): Promise<number> => {
    const [cell, text] = await Promise.all([
      desk.row(name).getByRole('gridcell').first().boundingBox(),
      desk.row(name).locator('.name').boundingBox(),
    ]);
    return (text?.x ?? 0) - (cell?.x ?? 0);
  };
  await expect(desk.row('crate.glb')).toContainText('Completed');
  expect(await room('chair.glb')).toBe(0);
  await desk.button('Download: chair.glb').click();
  await expect(desk.row('chair.glb').locator('img')).toBeVisible({ timeout: 40_000 });
  const beside = await room('chair.glb');
  expect(beside).toBeGreaterThan(30);
  // All of the list stand below one another.
  expect([await room('stool.glb'), await room('crate.glb')]).toEqual([beside, beside]);
  await show('away.csv');
  await expect(desk.row('chair.glb')).toHaveCount(0);
  expect(await room('crate.glb')).toBe(0);
  await show('here.csv');
  expect(await room('stool.glb')).toBe(beside);
  const overhang = async (): Promise<number> => {
    const [cell, text] = await Promise.all([
      desk.row(longName).getByRole('gridcell').first().boundingBox(),
      desk.row(longName).locator('.name').boundingBox(),
    ]);
    return (text?.x ?? 0) + (text?.width ?? 0) - (cell?.x ?? 0) - (cell?.width ?? 0);
  };
  for (const density of ['compact', 'normal', 'comfortable'] as const) {
    await desk.page.evaluate((to) => window.rigyd.changeSettings({ density: to }), density);
    await expect.poll(overhang).toBeLessThanOrEqual(0);
    await expect(desk.row('chair.glb').locator('img')).toBeVisible();
  }
  await desk.page.evaluate(() => window.rigyd.changeSettings({ density: 'normal' }));
  await desk.open('stool.glb');
  await expect.poll(() => room('stool.glb')).toBe(0);
  await expect(desk.grid.locator('img')).toHaveCount(0);
});

test('a batch is reviewed on the wall by keys alone, and what was decided is kept and leaves with exports', async ({
  desk,
  simulator,
}) => {
  test.setTimeout(360_000);
  const names = Array.from({ length: 12 }, (_, at) => `chair-${String(at + 1).padStart(2, '0')}.glb`);
  const ids = names.map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.typeIds(ids.join('\n'));
  await expect(desk.row('chair-12.glb')).toContainText('Completed');
  simulator.faults.set({ fault: { kind: 'spoilPhysics' }, endpoint: 'result', job: ids[4] ?? '' });
  await desk.page.evaluate((all) => window.rigyd.startDownloads({ ids: all }), ids);
  const { page } = desk;
  const { keyboard } = page;
  await desk.button('Review wall').click();
  const wall = page.getByRole('grid', { name: 'Results to review' });
  const tiles = wall.getByRole('gridcell');
  await expect(tiles).toHaveCount(12);
  await expect(wall.locator('img')).toHaveCount(12, drawn);
  expect(await coloursOf(wall.locator('img').first())).toBeGreaterThan(50);

  await expect(wall).toBeFocused();
  /** Where the keyboard is, without what is advised, which comes when it comes. */
  const ringed = async (): Promise<string | undefined> => {
    const id = await wall.getAttribute('aria-activedescendant');
    const label = await page.locator(`[id="${id}"]`).getAttribute('aria-label');
    return label?.replace(/, (no problems|error)$/, '');
  };
  // Verdicts come in, and what is advised goes to the beginning, where the keyboard is, until somebody moves.
  await expect(tiles.first()).toHaveAccessibleName(/^chair-05\.glb, .*, error$/, drawn);
  await expect.poll(ringed).toBe('chair-05.glb, not reviewed');
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

  // What is advised comes first once all are checked; a filter shows those alone.
  const only = page.getByRole('group', { name: 'Show on the wall' });
  await expect(only.getByRole('button', { name: '1 of 12 needs a look' })).toBeVisible(drawn);
  simulator.faults.clear();
  await keyboard.press('i');
  await expect(desk.grid).toBeFocused();
  await keyboard.press('i');
  await expect(tiles.first()).toHaveAccessibleName(/^chair-05\.glb, .*, error$/);
  await expect(tiles.nth(1)).toHaveAccessibleName(/, no problems$/);
  await only.getByRole('button', { name: '1 of 12 needs a look' }).click();
  await expect(tiles).toHaveCount(1);
  await only.getByRole('button', { name: '1 of 12 needs a look' }).click();

  // What is decided leaves those without a decision, and the keyboard goes on to the next one.
  await only.getByRole('button', { name: '9 not reviewed' }).click();
  await expect(tiles).toHaveCount(9);
  await wall.focus();
  await keyboard.press('Home');
  const next = (await tiles.nth(1).getAttribute('aria-label'))?.split(',')[0];
  await keyboard.press('a');
  await expect(tiles).toHaveCount(8);
  await expect.poll(ringed).toBe(`${next}, not reviewed`);
  await keyboard.press('ControlOrMeta+z');
  await expect(tiles).toHaveCount(9);
  await only.getByRole('button', { name: '9 not reviewed' }).click();
  await expect(tiles).toHaveCount(12);

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
  await expect(desk.page.getByRole('combobox', { name: 'Sort by' })).toHaveValue('submitted true');
  await expect(desk.row(nameOf(first))).toContainText('Approved');
  await expect(desk.row(nameOf(second))).toContainText('Rejected');
});
