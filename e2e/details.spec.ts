import type { Locator } from '@playwright/test';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { addPair } from './support/pair.ts';
import { placeOf } from './support/places.ts';
import { expect, sharedTest as test } from './support/test.ts';

/** The headings of the sections, from top to bottom. */
const titles = (desk: Desk): Locator => desk.details.getByRole('heading', { level: 3 });
const row = (desk: Desk): Locator => desk.details.getByRole('navigation', { name: 'Sections' });
const tab = (desk: Desk, name: string): Locator => row(desk).getByRole('button', { name, exact: true });

const topOf = async (element: Locator): Promise<number> => (await placeOf(element)).y;

test('what is asked of a job is answered first: what it is doing, why it failed, what it has made', async ({
  desk,
  simulator,
}) => {
  const running = simulator.addJob({ filename: 'crate.fbx' });
  const failed = simulator.addJob({ filename: 'lamp.glb', fails: 'Mesh is not watertight: 14 open edges.' });
  const unprepared = simulator.addJob({
    filename: 'drill.fbx',
    fails: 'The file has no units.',
    failsDuring: 'preprocessing',
  });
  simulator.setPhase(running, 'running', 50);
  for (const id of [failed, unprepared]) simulator.setPhase(id, 'failed');
  await desk.typeIds([running, failed, unprepared].join('\n'));

  await desk.open('lamp.glb');
  await expect(desk.details).toContainText(/Failed at “.+”\s*Mesh is not watertight: 14 open edges\./);
  await expect(titles(desk).first()).toHaveText('Report');
  await desk.open('drill.fbx');
  await expect(desk.details).toContainText(/Preprocessing failed at “.+”\s*The file has no units\./);
  await expect(titles(desk).first()).toHaveText('Preprocess');

  await desk.open('crate.fbx');
  await expect(desk.details.getByRole('progressbar')).toBeVisible();
  const stage = simulator.job(running).stage ?? 'no stage';
  await expect(desk.details).toContainText(new RegExp(`Running\\s*${stage.replaceAll('_', ' ')}`, 'i'));
  await expect(titles(desk)).toContainText(['Timing', 'Preprocess', 'Input']);
  for (const empty of ['Output', 'Report', 'Related jobs']) await expect(desk.section(empty)).toHaveCount(0);

  // Whoever is in the details does not have them moved away.
  await desk.details.hover();
  simulator.setPhase(running, 'completed');
  await desk.check([running]);
  await expect(desk.section('Output')).toBeVisible();
  await expect(titles(desk).first()).toHaveText('Timing');
  await desk.grid.hover();
  await expect(titles(desk)).toContainText(['Output', 'Report', 'Timing', 'Preprocess', 'Input']);
  const pictures = desk.section('Output').getByRole('list', { name: 'Textures' });
  expect(await topOf(pictures)).toBeLessThan(await topOf(desk.section('Output').getByText('Model')));
});

test('the details keep their order while one types in them, wherever the pointer is', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'crate.fbx' });
  simulator.setPhase(id, 'running', 50);
  await desk.typeIds(id);
  await desk.open('crate.fbx');
  await expect(titles(desk).first()).toHaveText('Timing');
  await desk.details.getByRole('textbox', { name: 'Note' }).fill('a dent');
  await desk.grid.hover();
  simulator.setPhase(id, 'completed');
  await desk.check([id]);
  await expect(desk.section('Output')).toBeVisible();
  await expect(titles(desk).first()).toHaveText('Timing');
  await desk.grid.focus();
  await expect(titles(desk).first()).toHaveText('Asset');
});

test('a row of sections leads to each of them, and marks the one that is read', async ({
  desk,
  simulator,
}) => {
  const { source, simulation } = addPair(simulator);
  await desk.typeIds(`${source}\n${simulation}`);
  await desk.open(simulation);
  await expect(row(desk).getByRole('button')).toHaveText([
    'Overview',
    'Output',
    'Preprocess',
    'Report',
    'Timing',
    'Input',
    'JSON',
  ]);
  await expect(tab(desk, 'Overview')).toHaveAttribute('aria-current', 'location');

  const below = async (section: string): Promise<number> =>
    (await topOf(desk.section(section))) - (await topOf(row(desk)));
  await tab(desk, 'Report').click();
  await expect(tab(desk, 'Report')).toHaveAttribute('aria-current', 'location');
  await expect(row(desk)).toBeInViewport({ ratio: 1 });
  expect(await below('Report')).toBeLessThan(60);
  await tab(desk, 'JSON').click();
  await expect(tab(desk, 'JSON')).toHaveAttribute('aria-current', 'location');
  await expect(desk.section('Raw JSON').getByRole('heading')).toBeFocused();
  await desk.details.hover();
  await desk.page.mouse.wheel(0, -100_000);
  await expect(tab(desk, 'Overview')).toHaveAttribute('aria-current', 'location');
  await desk.page.mouse.wheel(0, 100_000);
  await expect(tab(desk, 'JSON')).toHaveAttribute('aria-current', 'location');

  // The next job is shown where the last one was read.
  await tab(desk, 'Timing').click();
  await desk.open(source);
  await expect(tab(desk, 'Timing')).toHaveAttribute('aria-current', 'location');
  expect(await below('Timing')).toBeLessThan(60);
  expect(await findings(desk)).toEqual([]);
});

test('the row of sections is one stop of the keyboard', async ({ desk, simulator }) => {
  const { source } = addPair(simulator);
  await desk.typeIds(source);
  await desk.open(source);
  const { keyboard } = desk.page;
  await tab(desk, 'Overview').focus();
  await keyboard.press('ArrowRight');
  await expect(tab(desk, 'Output')).toBeFocused();
  await keyboard.press('End');
  await keyboard.press('ArrowLeft');
  await expect(tab(desk, 'Input')).toBeFocused();
  await keyboard.press('Enter');
  await expect(desk.section('Input').getByRole('heading')).toBeFocused();
  await expect(tab(desk, 'Input')).toHaveAttribute('aria-current', 'location');
  await tab(desk, 'Input').focus();
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(desk.details).toBeFocused();
  await expect(tab(desk, 'Overview')).toHaveAttribute('aria-current', 'location');
  await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeInViewport();
});

test('a note and tags take one line until there is more to show', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'mug.glb' });
  await desk.typeIds(id);
  await desk.open(id);
  const notes = desk.section('Notes and tags');
  const heightOf = async (): Promise<number> => (await notes.boundingBox())?.height ?? Infinity;
  const line = await heightOf();
  expect(line).toBeLessThan(36);
  const field = desk.details.getByRole('textbox', { name: 'Note' });
  await field.fill('a dent');
  expect(await heightOf()).toBe(line);
  await field.fill('a dent\nat the rim');
  expect(await heightOf()).toBeGreaterThan(line);
  await desk.details.getByRole('combobox', { name: 'Add a tag' }).fill('oak');
  await desk.page.keyboard.press('Enter');
  await expect(notes.getByRole('list', { name: 'Tags' })).toHaveText('oak');
});

test('a wide pane has two columns, and what comes first has one of its own', async ({ desk, simulator }) => {
  const { source } = addPair(simulator);
  await desk.typeIds(source);
  await desk.open(source);
  await desk.resize(990, 800);
  const leftOf = async (section: string): Promise<number> =>
    (await desk.section(section).boundingBox())?.x ?? NaN;
  await expect(async () => {
    expect(await leftOf('Timing')).toBeGreaterThan((await leftOf('Output')) + 300);
  }).toPass();
  expect(Math.abs((await topOf(desk.section('Timing'))) - (await topOf(desk.section('Asset'))))).toBeLessThan(
    2,
  );
  expect(await leftOf('Report')).toBe(await leftOf('Output'));
  expect(await leftOf('Input')).toBe(await leftOf('Timing'));
  await tab(desk, 'Input').click();
  await expect(desk.section('Input')).toBeInViewport();
  await desk.resize(720, 480);
  await expect.poll(() => leftOf('Timing')).toBe(await leftOf('Output'));

  // Beside the list as well, where a large window gives them half of it.
  await desk.resize(1920, 1080);
  await desk.button('Show details in half the window').click();
  await expect(desk.grid).toBeVisible();
  await expect.poll(() => leftOf('Timing')).toBeGreaterThan((await leftOf('Output')) + 300);
});
