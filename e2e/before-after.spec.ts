import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest as test } from './support/test.ts';

// Two pictures are drawn by the processor.
const patience = { timeout: 20_000 };

/** Opens a completed job and has its result compared with what it was made of. */
async function compare(desk: Desk, simulator: Simulator, filename: string): Promise<Locator> {
  const id = simulator.addJob({ filename });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  const section = desk.section('Asset');
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
  const look = async (): Promise<string> => (await view.screenshot()).toString('base64');
  const changes = async (act: () => Promise<void>): Promise<void> => {
    const before = await look();
    await act();
    await expect.poll(look).not.toBe(before);
  };
  const { keyboard, mouse } = desk.page;
  await view.focus();
  for (const key of ['ArrowLeft', '+', 'f']) await changes(() => keyboard.press(key));
  const box = await view.boundingBox();
  if (box === null) throw new Error('The view has no place.');
  // The hand is over the input, and both turn.
  await changes(async () => {
    await mouse.move(box.x + box.width * 0.2, box.y + 100);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.3, box.y + 110, { steps: 3 });
    await mouse.up();
  });
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
  const box = await section.getByRole('application').boundingBox();
  const handle = await splitter.boundingBox();
  if (box === null || handle === null) throw new Error('The splitter has no place.');
  const { mouse } = desk.page;
  await mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await mouse.down();
  await mouse.move(box.x + box.width * 0.75, box.y + box.height / 2, { steps: 4 });
  await mouse.up();
  await expect(splitter).toHaveAttribute('aria-valuenow', '75');
  await section.getByRole('combobox', { name: 'Layout' }).selectOption('Side by side');
  await expect(splitter).toBeHidden();
});

test('a preprocessed mesh is compared where the input cannot be read', async ({ desk, simulator }) => {
  const section = await compare(desk, simulator, 'chair.obj');
  const splitter = section.getByRole('slider', { name: 'Splitter' });
  await expect(splitter).toHaveAttribute('aria-valuetext', '50% Preprocessed, 50% USD', patience);
  await expect(cells(section, 'Vertices').last()).toHaveText('Same');
});
