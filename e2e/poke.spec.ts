import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { expectChange, openCompleted, view3d, viewFiles } from './support/assets.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { drag, placeOf, pointIn } from './support/places.ts';
import { expect, sharedTest as test } from './support/test.ts';

// MuJoCo is loaded and compiles twice, and the picture is drawn by the processor.
const patience = { timeout: 20_000 };

/** Opens a completed chair and has its result simulated. */
async function pokeChair(desk: Desk, simulator: Simulator, spec = {}): Promise<Locator> {
  const section = await openCompleted(desk, simulator, { filename: 'chair.glb', ...spec });
  await section.getByRole('radio', { name: 'Poke it' }).check();
  return section;
}

const stateIn = (place: Locator): Locator =>
  place.getByRole('status').filter({ hasText: /Moving|rest|Paused|Ready|hold|Preparing|applicable/ });
const viewOf = (desk: Desk): Locator => view3d(desk, 'chair.glb');
const numbersIn = (place: Locator): Locator => place.getByLabel('Numbers of the simulation');

test('a result is dropped on a plane, and what becomes of it is said', async ({ desk, simulator }) => {
  const section = await pokeChair(desk, simulator);
  await expect(stateIn(section)).toHaveText(/^At rest after \d\.\d+ s\.$/, patience);
  // At rest, what the ground carries is what it weighs: 7.765 kg.
  await expect(numbersIn(section)).toContainText(/Contact force\s*7[5-7](\.\d)? N/);
  await expect(numbersIn(section)).toContainText(/Contacts\s*[1-9]/);
  expect(await findings(desk)).toEqual([]);
});

test('it is run, paused, stepped, slowed down, shaken, pushed and put back by keys', async ({
  desk,
  simulator,
}) => {
  const section = await pokeChair(desk, simulator);
  await expect(stateIn(section)).toHaveText(/^At rest/, patience);
  const { keyboard } = desk.page;
  await viewOf(desk).focus();
  await keyboard.press('t');
  await keyboard.press('t');
  await expect(section.getByRole('combobox', { name: 'Speed' })).toHaveValue('tenth');
  await keyboard.press('d');
  await expect(stateIn(section)).toHaveText('Moving.');
  await keyboard.press('Space');
  await expect(stateIn(section)).toHaveText(/^Paused at \d\.\d+ s\.$/);
  const before = await numbersIn(section).textContent();
  for (let step = 0; step < 5; step += 1) await keyboard.press('.');
  await expect.poll(() => numbersIn(section).textContent()).not.toBe(before);
  await keyboard.press('t');
  await keyboard.press('Space');
  await expect(stateIn(section)).toHaveText(/^At rest/, patience);
  for (const key of ['x', 'u']) {
    await keyboard.press(key);
    await expect(stateIn(section)).toHaveText('Moving.');
    await expect(stateIn(section)).toHaveText(/at rest/i, patience);
  }
  await keyboard.press('Backspace');
  await expect(stateIn(section)).toHaveText('Ready to run.');
  await expect(numbersIn(section)).toContainText(/Time\s*0\.0 s/);
  await keyboard.press('c');
  await expect(section.getByRole('button', { name: 'Contacts' })).toHaveAttribute('aria-pressed', 'false');
  await keyboard.press('c');
});

test('it is pulled by the mouse, and falls when it is let go', async ({ desk, simulator }) => {
  const section = await pokeChair(desk, simulator);
  await expect(stateIn(section)).toHaveText(/^At rest/, patience);
  const from = await pointIn(viewOf(desk), { x: 0.5, y: 0.62 });
  const to = await pointIn(viewOf(desk), { x: 0.5, y: 0.3 });
  const { mouse } = desk.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await expect(stateIn(section)).toHaveText('You hold it.');
  await mouse.move(to.x, to.y, { steps: 6 });
  // Off the ground it touches nothing.
  await expect(numbersIn(section)).toContainText(/Contacts\s*0/, patience);
  await mouse.up();
  await expect(stateIn(section)).toHaveText(/at rest/i, patience);
});

test('beside the asset a drag turns the view as ever', async ({ desk, simulator }) => {
  const section = await pokeChair(desk, simulator);
  await expect(stateIn(section)).toHaveText(/^At rest/, patience);
  const { x, y } = await placeOf(viewOf(desk));
  await expectChange(viewOf(desk), () => drag(desk.page, { x: x + 20, y: y + 80 }, { x: x + 80, y: y + 90 }));
  await expect(stateIn(section)).toHaveText(/^At rest/);
});

test('a result without MJCF shows what the service has instead, and why', async ({ desk, simulator }) => {
  const section = await pokeChair(desk, simulator, { noMjcf: true });
  await expect(section).toContainText('This result has no MJCF file, which the simulation needs.');
  await expect(section).toContainText('The service made no simulation video of this job.');
});

test('a file of one’s own that is fixed to the world is said to be so', async ({ desk }) => {
  const xml = '<mujoco><worldbody><body><geom type="box" size=".1 .1 .1"/></body></worldbody></mujoco>';
  const dialog = await viewFiles(desk, { 'post.xml': xml });
  const poke = dialog.getByRole('button', { name: 'Poke it' });
  await expect(poke).toBeVisible(patience);
  await dialog.getByRole('application').focus();
  await desk.page.keyboard.press('p');
  await expect(poke).toHaveAttribute('aria-pressed', 'true');
  await expect(stateIn(dialog)).toHaveText(/^Not applicable: the asset is fixed to the world/);
  await desk.page.keyboard.press('p');
  await expect(poke).toHaveAttribute('aria-pressed', 'false');
});
