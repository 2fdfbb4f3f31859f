import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { expectChange, openCompleted } from './support/assets.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { drag, placeOf, pointIn } from './support/places.ts';
import { expect, sharedTest as test } from './support/test.ts';

// Two pictures are drawn by the processor.
const patience = { timeout: 20_000 };

/** Opens a completed job and has its result compared with what it was made of. */
async function compare(desk: Desk, simulator: Simulator, filename: string): Promise<Locator> {
  const section = await openCompleted(desk, simulator, { filename });
  await section.getByRole('radio', { name: 'Before and after' }).check();
  return section;
}

const cells = (section: Locator, row: string): Locator =>
  section.getByRole('row', { name: new RegExp(`^${row}`) }).getByRole('cell');

test('an input and its result are compared with one camera, in the picture and in numbers', async ({
  desk,
  simulator,
}) => {
  const section = await compare(desk, simulator, 'chair.glb');
  const splitter = section.getByRole('slider', { name: 'Splitter' });
  await expect(splitter).toHaveAttribute('aria-valuetext', '50% Input, 50% USD', patience);
  await expect(cells(section, 'Triangles')).toHaveText(['948', '948', 'Same']);
  await expect(cells(section, 'Width')).toHaveText([
    '0.4881 × 0.4354 × 0.8634 m',
    '0.4881 × 0.4354 × 0.8634 m',
    'Same',
  ]);
  await expect(cells(section, 'Colliders')).toHaveText(['0', '13', '+13']);
  await expect(cells(section, 'Size on disk').last()).toHaveText(/^[+−][\d.]+ [KM]B/);
  expect(await findings(desk)).toEqual([]);

  const view = section.getByRole('application', { name: 'Before and after: chair.glb' });
  await view.focus();
  for (const key of ['ArrowLeft', '+', 'f']) await expectChange(view, () => desk.page.keyboard.press(key));
  // The hand is over the input, and both turn.
  const { x, y, width } = await placeOf(view);
  await expectChange(view, () =>
    drag(desk.page, { x: x + width * 0.2, y: y + 100 }, { x: x + width * 0.3, y: y + 110 }),
  );
});

test('the splitter is moved by keys and by the mouse', async ({ desk, simulator }) => {
  const section = await compare(desk, simulator, 'chair.glb');
  const splitter = section.getByRole('slider', { name: 'Splitter' });
  await expect(splitter).toBeVisible(patience);
  await splitter.focus();
  await desk.page.keyboard.press('ArrowRight');
  await expect(splitter).toHaveAttribute('aria-valuenow', '52');
  await desk.page.keyboard.press('Home');
  await expect(splitter).toHaveAttribute('aria-valuenow', '0');
  await desk.page.keyboard.press('PageUp');
  await expect(splitter).toHaveAttribute('aria-valuenow', '10');
  const threeQuarters = await pointIn(section.getByRole('application'), { x: 0.75, y: 0.5 });
  await drag(desk.page, await pointIn(splitter), threeQuarters);
  await expect(splitter).toHaveAttribute('aria-valuenow', '75');
  await section.getByRole('combobox', { name: 'Layout' }).selectOption('Side by side');
  await expect(splitter).toBeHidden();
});

test('the comparison fills the window by a key, and Escape brings it back with the keyboard in it', async ({
  desk,
  simulator,
}) => {
  const section = await compare(desk, simulator, 'chair.glb');
  await expect(section.getByRole('slider', { name: 'Splitter' })).toBeVisible(patience);
  const name = 'Before and after: chair.glb';
  const view = desk.page.getByRole('application', { name });
  const narrow = (await placeOf(view)).width;
  await desk.details.focus();
  await desk.page.keyboard.press('v');
  const dialog = desk.page.getByRole('dialog', { name });
  await expect(dialog).toBeVisible();
  await expect(view).toBeFocused();
  expect((await placeOf(view)).width).toBeGreaterThan(narrow);
  await expectChange(view, () => desk.page.keyboard.press('7'));
  await expect(dialog.getByRole('table')).toBeVisible();
  expect(await findings(desk)).toEqual([]);
  await desk.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(view).toBeFocused();
  await section.getByRole('button', { name: 'Full window' }).click();
  await dialog.getByRole('button', { name: 'Close full window' }).click();
  await expect(dialog).toBeHidden();
});

test('the comparison says that it is being drawn where that takes a while, below what its pictures are called', async ({
  desk,
  simulator,
}) => {
  const section = await compare(desk, simulator, 'chair.glb');
  const view = section.getByRole('application', { name: 'Before and after: chair.glb' });
  await view.focus(patience);
  await expectChange(view, () => desk.page.keyboard.press('w'));
  const note = section.getByRole('status').filter({ hasText: 'Drawing…' });
  await expect(note).toHaveCount(0, patience);
  const send = await desk.page.evaluateHandle(() => Worker.prototype.postMessage);
  await desk.page.evaluate(() => (Worker.prototype.postMessage = () => undefined));
  await desk.page.keyboard.press('w');
  await expect(note).toBeVisible();
  const label = await placeOf(section.locator('[aria-hidden=true]').getByText('Input', { exact: true }));
  expect((await placeOf(note)).y).toBeGreaterThanOrEqual(label.y + label.height - 8);
  expect(await findings(desk)).toEqual([]);
  await desk.page.evaluate((original) => (Worker.prototype.postMessage = original), send);
  await desk.page.keyboard.press('w');
  await expect(note).toHaveCount(0, patience);
  await expect(section.getByRole('slider', { name: 'Splitter' })).toBeVisible();
});

test('a preprocessed mesh is compared where the input cannot be read', async ({ desk, simulator }) => {
  const section = await compare(desk, simulator, 'chair.obj');
  const splitter = section.getByRole('slider', { name: 'Splitter' });
  await expect(splitter).toHaveAttribute('aria-valuetext', '50% Preprocessed, 50% USD', patience);
  await expect(cells(section, 'Vertices').last()).toHaveText('Same');
});
