import type { Desk } from './support/desk.ts';
import { findings } from './support/axe.ts';
import { expect, sharedTest as test } from './support/test.ts';
import type { Simulator } from '../src/simulator/index.ts';

const shown = (desk: Desk) => desk.page.getByRole('status', { name: 'Shown' });
const menu = (desk: Desk) => desk.page.getByRole('menu');
const item = (desk: Desk, name: string) => desk.page.getByRole('menuitem', { name, exact: true });
const marked = (desk: Desk) => desk.page.evaluate(() => document.getSelection()?.toString() ?? '');

/** The lines on the clipboard, in alphabetical order: those of the list may share a time. */
const copiedLines = async (desk: Desk) => (await desk.clipboard()).split('\n').toSorted();

/** Jobs of these names, completed, the first on top. */
async function addCompleted(desk: Desk, simulator: Simulator, names: string[]): Promise<string[]> {
  const ids = names.map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.typeIds(ids.join('\n'));
  await expect(desk.row(names[0] ?? '')).toContainText('Completed');
  return ids;
}

test('removing is offered for what is selected alone, and above twenty jobs it is asked', async ({
  desk,
  simulator,
}) => {
  await desk.typeIds(simulator.addJobs(21).join('\n'));
  await desk.page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'All jobs' })
    .click();
  await expect(shown(desk)).toHaveText('21 jobs');
  await desk.button('Actions for 21 shown jobs').click();
  await expect(menu(desk)).toContainText('Export 21…');
  await expect(menu(desk)).not.toContainText('Remove');
  await desk.page.keyboard.press('Escape');

  await desk.grid.focus();
  await desk.page.keyboard.press('ControlOrMeta+A');
  await desk.button('Remove 21').click();
  const question = desk.page.getByRole('dialog', { name: 'Remove 21 jobs?' });
  await expect(question).toBeVisible();
  expect(await findings(desk)).toEqual([]);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(shown(desk)).toHaveText('21 of 21 selected');
  await desk.grid.focus();
  await desk.page.keyboard.press('Delete');
  await expect(question.getByRole('button', { name: 'Remove 21 jobs' })).toBeFocused();
  await desk.page.keyboard.press('Enter');
  await expect(desk.messages).toContainText('Removed 21 jobs.');
  await desk.page.keyboard.press('ControlOrMeta+Z');
  await expect(shown(desk)).toHaveText('21 jobs');
});

test('a drag over the window marks nothing, while names, IDs, errors and values can be marked', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'gear.fbx', fails: 'Mesh is not watertight.' });
  simulator.setPhase(id, 'failed');
  await desk.typeIds(id);
  await desk.open('gear.fbx');
  const { mouse } = desk.page;
  const heading = desk.page.getByRole('heading', { name: 'Rigyd Desk' });
  const from = await heading.boundingBox();
  await mouse.move((from?.x ?? 0) + 2, (from?.y ?? 0) + 4);
  await mouse.down();
  await mouse.move(300, 400, { steps: 8 });
  await mouse.up();
  expect(await marked(desk)).toBe('');

  for (const text of ['gear.fbx', id]) {
    const place = desk.details.getByText(text, { exact: true }).first();
    await place.selectText();
    expect(await marked(desk), text).toContain(text);
  }
  // A double click marks a word.
  await desk.details
    .getByText('Mesh is not watertight.')
    .first()
    .dblclick({ position: { x: 8, y: 8 } });
  expect((await marked(desk)).trim()).toBe('Mesh');
  // What is marked is what is copied.
  await desk.page.keyboard.press('ControlOrMeta+C');
  await expect.poll(() => desk.clipboard()).toMatch(/^Mesh ?$/);
});

test('a double click downloads a result and then opens its folder, wherever the page puts the row; Enter opens the details', async ({
  desk,
  simulator,
}) => {
  await addCompleted(desk, simulator, ['mug-of-hand.glb', 'bowl-of-hand.glb']);
  const revealed = await desk.notePaths();
  await desk.row('mug-of-hand.glb').getByText('Completed').dblclick();
  await expect(desk.button('Show in folder: mug-of-hand.glb')).toBeVisible();
  await expect(desk.details.getByRole('heading', { name: 'mug-of-hand.glb' })).toBeVisible();
  await desk.row('mug-of-hand.glb').getByText('Completed').dblclick();
  await expect.poll(revealed).toEqual([expect.stringContaining('mug-of-hand')]);
  // A button is pressed twice, and its row is not opened as well.
  await desk.button('Show in folder: mug-of-hand.glb').dblclick();
  await expect.poll(async () => (await revealed()).length).toBe(3);
  expect(await marked(desk)).toBe('');

  // In a small window the first half of it puts the details in the place of the list.
  await desk.button('Close details').click();
  await desk.resize(720, 480);
  await desk.row('bowl-of-hand.glb').dblclick({ position: { x: 60, y: 12 } });
  await expect(desk.details.getByRole('heading', { name: 'bowl-of-hand.glb' })).toBeVisible();
  await expect(desk.details.getByRole('button', { name: 'Show in folder' })).toBeVisible();
  await desk.button('Close details').click();
  await desk.grid.focus();
  await desk.page.keyboard.press('Enter');
  await expect(desk.details).toBeVisible();
});

test('Control and C copies the IDs of what is selected, with Shift the names as well, and Escape ends the selection', async ({
  desk,
  simulator,
}) => {
  const names = ['one.glb', 'two.glb', 'three.glb'];
  const ids = await addCompleted(desk, simulator, names);
  const { keyboard } = desk.page;
  await desk.open('two.glb');
  await keyboard.press('ControlOrMeta+C');
  await expect(desk.messages).toContainText('Copied the job ID.');
  await expect.poll(() => desk.clipboard()).toBe(ids[1]);
  await keyboard.press('ControlOrMeta+A');
  await keyboard.press('ControlOrMeta+C');
  await expect(desk.messages).toContainText('Copied 3 job IDs.');
  await expect.poll(() => copiedLines(desk)).toEqual(ids.toSorted());
  await keyboard.press('ControlOrMeta+Shift+C');
  await expect(desk.messages).toContainText('Copied 3 names and IDs.');
  const named = names.map((name, at) => `${name}\t${ids[at]}`);
  await expect.poll(() => copiedLines(desk)).toEqual(named.toSorted());

  await keyboard.press('Escape');
  await expect(desk.grid.getByRole('row', { selected: true })).toHaveCount(1);
  await expect(desk.details).toBeVisible();
  await keyboard.press('Escape');
  await expect(desk.details).toBeHidden();

  // In a field the keys are about its text.
  await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill('one.glb');
  await keyboard.press('ControlOrMeta+A');
  await keyboard.press('ControlOrMeta+C');
  await expect.poll(() => desk.clipboard()).toBe('one.glb');
});

test('what was done is undone by Control and Z after its message has gone, and by the palette', async ({
  desk,
  simulator,
}) => {
  await addCompleted(desk, simulator, ['lamp.glb', 'vase.glb']);
  const { keyboard } = desk.page;
  await desk.page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'All jobs' })
    .click();
  await desk.open('lamp.glb');
  await keyboard.press('e');
  await expect(desk.messages).toContainText('Archived lamp.glb.');
  await expect(desk.row('lamp.glb')).toHaveCount(0);
  await desk.messages.getByRole('button', { name: 'Dismiss' }).first().click();
  await desk.grid.focus();
  await keyboard.press('Delete');
  await expect(desk.messages).toContainText('Removed vase.glb.');
  await desk.messages.getByRole('button', { name: 'Dismiss' }).last().click();
  await expect(desk.messages).not.toContainText('Removed');

  await keyboard.press('ControlOrMeta+Z');
  await expect(desk.messages).toContainText('Undone: Removed vase.glb.');
  await expect(desk.row('vase.glb')).toBeVisible();
  await keyboard.press('ControlOrMeta+K');
  await keyboard.type('undo');
  await desk.page.getByRole('option', { name: 'Undo' }).click();
  await expect(desk.row('lamp.glb')).toBeVisible();

  // Also what needs no message.
  await desk.grid.focus();
  await keyboard.press('Home');
  await keyboard.press('t');
  await keyboard.insertText('oak');
  await desk.details.getByRole('combobox', { name: 'Add a tag' }).click({ button: 'right' });
  await keyboard.press('Escape');
  await expect(desk.row('oak')).toHaveCount(0);
  await keyboard.press('Enter');
  await expect(desk.row('oak')).toBeVisible();
  await desk.grid.focus();
  await keyboard.press('ControlOrMeta+Z');
  await expect(desk.messages).toContainText('Undone: Added tag “oak”.');
  await expect(desk.row('oak')).toHaveCount(0);
});

test('what was removed can be restored for a day, also after a restart', async ({ desk, simulator }) => {
  const ids = await addCompleted(desk, simulator, ['anvil.glb', 'hammer.glb', 'tongs.glb']);
  await desk.open('anvil.glb');
  await desk.page.keyboard.press('ControlOrMeta+A');
  await desk.page.keyboard.press('Delete');
  await expect(desk.messages).toContainText('Removed 3 jobs.');
  await desk.quit();
  await desk.start();

  await desk.page.getByRole('button', { name: 'Export and import' }).click();
  await item(desk, 'Recently removed…').click();
  const dialog = desk.page.getByRole('dialog', { name: 'Recently removed' });
  const removed = dialog.getByRole('list', { name: 'Removed jobs' }).getByRole('listitem');
  await expect(removed.first()).toContainText(`anvil.glb ${ids[0]}`);
  expect(await findings(desk)).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore hammer.glb' }).click();
  await expect(desk.page.getByText('Restored hammer.glb.')).toBeVisible();
  await expect(removed.filter({ hasText: 'hammer.glb' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(desk.row('hammer.glb')).toContainText('Completed');
  await expect(desk.row('anvil.glb')).toHaveCount(0);
});

test('the menu of a row has what can be done with it, with its keys, by a right click or by key', async ({
  desk,
  simulator,
}) => {
  const [first = ''] = await addCompleted(desk, simulator, ['plate.glb', 'spoon.glb', 'fork.glb']);
  await desk.row('plate.glb').click({ button: 'right', position: { x: 60, y: 12 } });
  await expect(desk.page.getByRole('menu', { name: 'Actions for plate.glb' })).toBeVisible();
  // A right click opens nothing and selects nothing.
  await expect(desk.details).toBeHidden();
  await expect(item(desk, 'Remove')).toHaveAttribute('aria-keyshortcuts', 'Delete');
  await expect(item(desk, 'Copy ID')).toContainText('Ctrl+C');
  expect(await findings(desk)).toEqual([]);
  await item(desk, 'Copy ID').click();
  await expect.poll(() => desk.clipboard()).toBe(first);
  await expect(menu(desk)).toBeHidden();

  // On a selection it is about all of it.
  const { keyboard } = desk.page;
  await desk.open('plate.glb');
  await desk.row('spoon.glb').click({ position: { x: 40, y: 12 }, modifiers: ['ControlOrMeta'] });
  await desk.row('spoon.glb').click({ button: 'right', position: { x: 60, y: 12 } });
  await expect(desk.page.getByRole('menu', { name: 'Actions for 2 selected jobs' })).toBeVisible();
  await item(desk, 'Archive 2').click();
  await expect(desk.messages).toContainText('Archived 2 jobs.');
  await keyboard.press('ControlOrMeta+Z');
  await expect(desk.row('plate.glb')).toBeVisible();

  // A click beside an open menu presses nothing.
  await desk.row('fork.glb').click({ button: 'right', position: { x: 60, y: 12 } });
  await desk.row('plate.glb').click({ position: { x: 40, y: 12 }, force: true });
  await expect(menu(desk)).toBeHidden();

  // The same by key, about the row that the keyboard is on.
  await desk.open('fork.glb');
  await keyboard.press('Escape');
  await expect(desk.details).toBeHidden();
  await keyboard.press('Shift+F10');
  await expect(desk.page.getByRole('menu', { name: 'Actions for fork.glb' })).toBeVisible();
  await expect(item(desk, 'Open details')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(item(desk, 'Download')).toBeFocused();
  await keyboard.press('Escape');
  await expect(menu(desk)).toBeHidden();
  await expect(desk.grid).toBeFocused();
  await keyboard.press('ContextMenu');
  await keyboard.press('a');
  await expect(item(desk, 'Add a tag')).toBeFocused();
  await keyboard.press('Enter');
  await expect(desk.details.getByRole('combobox', { name: 'Add a tag' })).toBeFocused();

  // Where no row has the keyboard, it is about the open job.
  await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill('plate');
  await expect(desk.row('fork.glb')).toHaveCount(0);
  await desk.grid.focus();
  await keyboard.press('Shift+F10');
  await expect(desk.page.getByRole('menu', { name: 'Actions for fork.glb' })).toBeVisible();
});

test('a text field has its menu, in a dialog as well', async ({ desk, simulator }) => {
  await desk.app.evaluate(({ clipboard }) => clipboard.writeText('pasted by the menu'));
  await addCompleted(desk, simulator, ['plate.glb']);
  const search = desk.page.getByRole('searchbox', { name: 'Search jobs' });
  await search.click({ button: 'right' });
  await expect(item(desk, 'Cut')).toHaveAttribute('aria-disabled', 'true');
  await item(desk, 'Paste').click();
  await expect(search).toHaveValue('pasted by the menu');
  await search.click({ button: 'right' });
  await item(desk, 'Select all').click();
  await search.click({ button: 'right', position: { x: 60, y: 12 } });
  await item(desk, 'Cut').click();
  await expect(search).toHaveValue('');
  expect(await desk.clipboard()).toBe('pasted by the menu');

  await desk.page.keyboard.press('ControlOrMeta+N');
  const field = desk.page.getByRole('textbox', { name: 'Job IDs' });
  await field.click({ button: 'right' });
  await item(desk, 'Paste').click();
  await expect(field).toHaveValue('pasted by the menu');
});

test('views and batches have their menus, and arrows lead from one to the next', async ({
  desk,
  simulator,
}) => {
  const ids = ['red.glb', 'blue.glb'].map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.drop({ files: [{ name: 'colours.csv', content: ids.join('\n') }] });
  await expect(desk.row('red.glb')).toContainText('Completed');
  const views = desk.page.getByRole('navigation', { name: 'Views' });
  const batch = views.getByRole('button', { name: 'colours.csv' });
  await batch.click({ button: 'right' });
  await expect(item(desk, 'Download 2 results')).toBeVisible();
  expect(await findings(desk)).toEqual([]);
  await item(desk, 'Rename').click();
  const name = desk.page.getByRole('textbox', { name: 'Batch name' });
  await expect(name).toBeFocused();
  // Its own menu only borrows the keyboard of a field.
  await desk.app.evaluate(({ clipboard }) => clipboard.writeText('colours of May'));
  await name.click({ button: 'right' });
  await item(desk, 'Paste').click();
  await expect(name).toHaveValue('colours of May');
  await expect(name).toBeFocused();
  await name.fill('For the fair');
  await name.press('Enter');
  await expect(views.getByRole('button', { name: 'For the fair' })).toBeVisible();
  await desk.page.getByRole('heading', { name: 'For the fair' }).click({ button: 'right' });
  await item(desk, 'Copy report').click();
  await expect.poll(() => desk.clipboard()).toContain('For the fair');

  const all = views.getByRole('button', { name: 'All jobs' });
  await all.click({ button: 'right' });
  await expect(menu(desk).getByRole('menuitem', { name: /^Remove/ })).toHaveText([/Remove 2 from batch/]);
  await item(desk, 'Copy 2 IDs').click();
  await expect.poll(() => copiedLines(desk)).toEqual(ids.toSorted());

  // One stop for Tab, which is the current one; arrows go on from there.
  await all.click();
  const { keyboard } = desk.page;
  await all.focus();
  await keyboard.press('ArrowDown');
  await expect(all).not.toBeFocused();
  await keyboard.press('End');
  await expect(views.getByRole('button', { name: 'For the fair' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(desk.page.getByRole('heading', { name: 'For the fair' })).toBeVisible();
  await keyboard.press('Home');
  await expect(all).toBeFocused();
  await keyboard.press('Shift+F10');
  await expect(desk.page.getByRole('menu', { name: 'Actions for All jobs' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(all).toBeFocused();
  await expect(views.locator('[data-item][tabindex="0"]')).toHaveCount(1);
});

test('a view that is chosen looks so under the pointer as well', async ({ desk, simulator }) => {
  await desk.typeIds(simulator.addJobs(2).join('\n'));
  const all = desk.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'All jobs' });
  const colour = () => all.evaluate((element) => getComputedStyle(element).backgroundColor);
  await all.click();
  await desk.page.mouse.move(640, 400);
  const chosen = await colour();
  await all.hover();
  expect(await colour()).toBe(chosen);
});

test('the head of the details, files and pictures of a job have their menu, also in the large view', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'drill.fbx' });
  simulator.setPhase(id, 'completed');
  const { output } = simulator.job(id);
  await desk.typeIds(id);
  await desk.open(id);
  await desk.details.getByRole('heading', { name: 'drill.fbx' }).click({ button: 'right' });
  await expect(desk.page.getByRole('menu', { name: 'Actions for drill.fbx' })).toBeVisible();
  await desk.page.keyboard.press('Escape');
  const model = output?.model?.name ?? '';
  const line = desk.section('Output').getByRole('listitem').filter({ hasText: model }).first();
  await line.click({ button: 'right', position: { x: 120, y: 16 } });
  await expect(desk.page.getByRole('menu', { name: `Actions for ${model}` })).toBeVisible();
  await expect(item(desk, 'Save…')).toBeVisible();
  await item(desk, 'Copy link').click();
  await expect.poll(() => desk.clipboard()).toContain(model);

  // Marked text of it is copied instead.
  await line.getByText(model, { exact: true }).selectText();
  await line.getByText(model, { exact: true }).click({ button: 'right' });
  await item(desk, 'Copy').click();
  await expect.poll(() => desk.clipboard()).toBe(model);

  const texture = output?.textures[0]?.name ?? '';
  const picture = desk.details.getByRole('button', { name: `Open ${texture}` });
  await picture.click({ button: 'right' });
  await expect(desk.page.getByRole('menu', { name: `Actions for ${texture}` })).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await picture.click();
  await desk.page.getByRole('dialog').getByRole('img', { name: texture }).click({ button: 'right' });
  await item(desk, 'Copy link').click();
  await expect.poll(() => desk.clipboard()).toContain(texture);
});
