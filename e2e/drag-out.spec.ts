import type { Locator, Page } from '@playwright/test';
import type { Desk } from './support/desk.ts';
import { expect, test } from './support/desktop-test.ts';
import type { Mouse, Point } from './support/mouse.ts';
import { pointIn } from './support/places.ts';

test.skip(process.platform !== 'linux', 'Only there is a mouse that a test can move.');

/** The app's window, which fills the left of the display, where a point of it is one of the display. */
async function layOut(desk: Desk): Promise<void> {
  const bounds = { x: 0, y: 0, width: 1280, height: 800 };
  const contentOf = () =>
    desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentBounds());
  await desk.app.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place);
  }, bounds);
  await expect.poll(contentOf).toEqual(bounds);
}

/** Counts in a window's title how often it was told that something is dragged over it. */
const countDrags = (page: Page): Promise<void> =>
  page.evaluate(() => addEventListener('dragover', () => (document.title = `${Number(document.title) + 1}`)));

/** The window of another program, to the right of the app's, which writes down the files it is given. */
async function openOther(desk: Desk): Promise<Page> {
  const opened = desk.app.waitForEvent('window');
  await desk.app.evaluate(({ BrowserWindow }) =>
    new BrowserWindow({ x: 1400, y: 0, width: 400, height: 600, frame: false }).loadURL('about:blank'),
  );
  const other = await opened;
  await countDrags(other);
  await other.evaluate(() => {
    addEventListener('dragover', (event) => event.preventDefault());
    addEventListener('drop', (event) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])].map(({ name }) => name);
      document.body.textContent = files.join(', ');
    });
  });
  return other;
}

/** Where the other window is. */
const over = { x: 1600, y: 300 };

/**
 * Drags over a window until it is known there. Programs tell one another of a drag only while it moves, and what one
 * says to it reaches the other with the next move.
 */
async function dragOver(mouse: Mouse, { x, y }: Point, page: Page): Promise<void> {
  await page.evaluate(() => (document.title = '0'));
  let step = 0;
  await expect
    .poll(async () => {
      step += 1;
      mouse.move({ x: x + (step % 2) * 4, y });
      return Number(await page.title());
    })
    .toBeGreaterThan(2);
}

test('results are dragged out with the real mouse: all that are selected, or one', async ({
  desk,
  simulator,
  mouse,
}) => {
  const names = ['mug.glb', 'lamp.glb', 'chair.glb'];
  const ids = names.map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.typeIds(ids.join('\n'));
  await desk.sortBy('Added, newest first');
  for (const name of ['mug.glb', 'lamp.glb']) {
    await desk.button(`Download: ${name}`).click();
    await expect(desk.button(`Show in folder: ${name}`)).toBeVisible();
  }
  await layOut(desk);
  const other = await openOther(desk);
  await countDrags(desk.page);

  await desk.grid.press('ControlOrMeta+A');
  mouse.move(await pointIn(desk.row('lamp.glb')));
  mouse.press();
  await dragOver(mouse, over, other);
  await dragOver(mouse, await pointIn(desk.grid), desk.page);
  await expect(desk.page.getByText('Drop to watch these jobs')).toBeHidden();
  await dragOver(mouse, over, other);
  mouse.release();
  await expect(other.locator('body')).toHaveText('mug, lamp');

  await desk.open('lamp.glb');
  // A drop is lost where the display is too busy to ask its target in time: then a person drags again.
  await expect(async () => {
    mouse.move(await pointIn(desk.details.getByRole('img', { name: /^Drag lamp.glb/ })));
    mouse.press();
    await dragOver(mouse, over, other);
    mouse.release();
    await expect(other.locator('body')).toHaveText('lamp', { timeout: 5_000 });
  }).toPass();
});

test('single files are dragged out: a picture at once, another one when it has been fetched', async ({
  desk,
  simulator,
  mouse,
}) => {
  const id = simulator.addJob({ filename: 'stool.glb' });
  simulator.setPhase(id, 'completed');
  const { output } = simulator.job(id);
  await desk.typeIds(id);
  await layOut(desk);
  const other = await openOther(desk);
  await countDrags(desk.page);
  await desk.open('stool.glb');
  const picture = desk.section('Output').getByRole('list', { name: 'Textures' }).getByRole('img').first();
  await expect(picture).toBeVisible();
  const dropped = (what: Locator, name: string): Promise<void> =>
    expect(async () => {
      mouse.move(await pointIn(what));
      mouse.press();
      await dragOver(mouse, over, other).finally(() => mouse.release());
      await expect(other.locator('body')).toHaveText(name, { timeout: 5_000 });
    }).toPass();
  await dropped(picture, output?.textures[0]?.name ?? '');

  const model = output?.model?.name ?? '';
  const handle = desk.section('Output').getByRole('img', { name: `Drag file ${model} to` });
  await handle.scrollIntoViewIfNeeded();
  const start = await pointIn(handle);
  mouse.move(start);
  mouse.press();
  for (let step = 1; step < 5; step += 1) mouse.move({ x: start.x - step * 8, y: start.y });
  await expect(desk.messages).toContainText(`${model} is ready. Drag it again.`);
  mouse.release();
  await dropped(handle, model);
});
