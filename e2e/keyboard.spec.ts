import { findings } from './support/axe.ts';
import { expect, sharedTest as test } from './support/test.ts';

test('the keyboard alone adds, finds, downloads and reveals', async ({ desk, simulator }) => {
  const ids = [simulator.addJob({ filename: 'mug.glb' }), simulator.addJob({ filename: 'chair.glb' })];
  for (const id of ids) simulator.setPhase(id, 'completed');
  const paths = await desk.notePaths();
  const { keyboard } = desk.page;
  await expect(desk.button('Add job IDs').first()).toBeVisible();
  await keyboard.press('ControlOrMeta+n');
  await expect(desk.page.getByRole('textbox', { name: 'Job IDs' })).toBeFocused();
  await keyboard.insertText(ids.join('\n'));
  await keyboard.press('ControlOrMeta+Enter');
  await expect(desk.row('mug.glb')).toContainText('Completed');

  await keyboard.press('ControlOrMeta+f');
  await keyboard.type('mug');
  await expect(desk.row('chair.glb')).toBeHidden();
  await keyboard.press('ControlOrMeta+Shift+d');
  await expect(desk.button('Show in folder: mug.glb')).toBeVisible();
  await keyboard.press('ControlOrMeta+b');
  await expect(desk.page.getByRole('navigation', { name: 'Views' })).toBeFocused();
  await keyboard.press('ControlOrMeta+b');
  await expect(desk.grid).toBeFocused();
  await keyboard.press('f');
  await expect.poll(paths).toEqual([expect.stringMatching(/^show .*mug/)]);

  await keyboard.press('n');
  await expect(desk.details.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await keyboard.type('dent on e');
  await expect(desk.details.getByRole('textbox', { name: 'Note' })).toHaveValue('dent on e');
  await keyboard.press('Escape');
  await expect(desk.details).toBeHidden();
  await expect(desk.grid).toBeFocused();
  await keyboard.press('e');
  await expect(desk.messages).toContainText(/Archived .*\.glb\./);
});

test('the palette opens a job by its name and runs commands', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'lantern.glb' });
  await desk.typeIds([id, ...simulator.addJobs(5)].join('\n'));
  await expect(desk.row('lantern.glb')).toBeVisible();
  const { keyboard } = desk.page;
  const field = desk.page.getByRole('combobox', { name: 'Command, job, batch or view' });
  await keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await expect(desk.page.getByRole('option', { name: 'Settings' })).toContainText('Ctrl');
  await keyboard.type('lantern');
  const chosen = desk.page.getByRole('dialog').getByRole('option', { selected: true });
  await expect(chosen).toContainText('lantern.glb');
  await keyboard.press('Enter');
  await expect(desk.details.getByRole('heading', { name: 'lantern.glb' })).toBeVisible();
  await expect(desk.details).toBeFocused();

  await keyboard.press('ControlOrMeta+k');
  await keyboard.press('ArrowDown');
  await keyboard.press('Escape');
  await expect(desk.page.locator('dialog')).toHaveCount(0);
  await expect(desk.details).toBeVisible();
  await keyboard.press('?');
  const overview = desk.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(overview.getByRole('listitem').filter({ hasText: 'Search jobs' })).toContainText('CtrlF');
  await keyboard.press('Escape');
  await expect(desk.page.locator('dialog')).toHaveCount(0);
  await keyboard.press('F1');
  await overview.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(desk.page.locator('dialog')).toHaveCount(0);
  await expect(desk.details).toBeFocused();

  // A quick hand does not wait for the dialog to be gone.
  await keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await Promise.all([keyboard.press('Escape'), keyboard.press('F1')]);
  await expect(overview).toBeVisible();
  await Promise.all([keyboard.press('Escape'), keyboard.press('ControlOrMeta+k')]);
  await expect(field).toBeFocused();
  await keyboard.type('check again');
  await keyboard.press('Enter');
  await expect(desk.details).toBeFocused();
});

test('axe finds nothing in palette and overview, light or dark', async ({ desk, simulator }) => {
  await desk.typeIds(simulator.addJobs(5).join('\n'));
  await desk.page.keyboard.press('ControlOrMeta+k');
  await expect(desk.page.getByRole('listbox', { name: 'Matches' })).toBeVisible();
  expect(await findings(desk), 'palette').toEqual([]);
  await desk.page.keyboard.type('nothing at all');
  expect(await findings(desk), 'palette without results').toEqual([]);
  await desk.page.keyboard.press('Escape');
  await expect(desk.page.locator('dialog')).toHaveCount(0);
  await desk.page.keyboard.press('F1');
  await expect(desk.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await findings(desk), 'overview').toEqual([]);
});

test('at twice the size everything stays in the window and in reach', async ({ desk, simulator }) => {
  const first = simulator.addJob({ filename: 'mug.glb' });
  simulator.setPhase(first, 'completed');
  await desk.typeIds(simulator.addJobs(5).concat(first).join('\n'));
  await expect(desk.row(first)).toBeVisible();
  await desk.resize(1280, 800);
  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2),
  );
  await expect.poll(() => desk.page.evaluate(() => document.documentElement.clientWidth)).toBeLessThan(700);
  const overflow = () =>
    desk.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const right = [...document.querySelectorAll('header button, main button')]
        .filter((button) => button.checkVisibility())
        .map((button) => button.getBoundingClientRect().right);
      return Math.max(scrollWidth, ...right) - clientWidth;
    });
  expect(await overflow(), 'list').toBeLessThanOrEqual(0);
  for (const name of ['Add job IDs', 'Settings', 'Show sidebar'])
    await expect(desk.button(name)).toBeInViewport();
  await desk.page.getByRole('searchbox', { name: 'Search jobs' }).click();
  await desk.page.keyboard.type(first);
  await desk.button(/^Download: /).click();
  await expect(desk.button(/^Show in folder: /)).toBeInViewport();
  await desk.grid.focus();
  await desk.page.keyboard.press('Enter');
  await expect(desk.details).toBeFocused();
  expect(await overflow(), 'details').toBeLessThanOrEqual(0);
  await desk.button('Close details').click();
  await expect(desk.grid).toBeFocused();
});

test('sums are told to those who hear the window, and the system decides on motion and colours', async ({
  desk,
  simulator,
}) => {
  const first = simulator.addJob({ filename: 'mug.glb' });
  const second = simulator.addJob({ filename: 'lamp.glb' });
  await desk.typeIds(`${first}\n${second}`);
  await expect(desk.row(first)).toBeVisible();
  await desk.page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' });
  await desk.open(first);
  const moving = await desk.page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .map((element) => getComputedStyle(element))
      .flatMap(({ transitionDuration, animationDuration }) => [transitionDuration, animationDuration])
      .filter((duration) => duration.split(', ').some((one) => parseFloat(one) > 0)),
  );
  expect(moving).toEqual([]);
  await expect(desk.grid.getByRole('row', { selected: true })).toHaveCSS('outline-style', 'solid');
  const updates = desk.page.getByRole('status', { name: 'Job updates' });
  await expect(updates).toBeEmpty();
  simulator.setPhase(first, 'completed');
  await expect(updates).toHaveText('1 job completed.');
});

test('keys are about the row that the keyboard is on, or its neighbour where that has gone', async ({
  desk,
  simulator,
}) => {
  const names = ['a.glb', 'b.glb', 'c.glb', 'd.glb', 'e.glb'];
  const ids = names.map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.typeIds(ids.join('\n'));
  for (const name of names) await expect(desk.row(name)).toContainText('Completed');
  const { keyboard } = desk.page;
  // In the order that they are seen and read in, which is not that of the page.
  const shown = async (): Promise<(string | undefined)[]> => {
    const named = names.map(async (name) => {
      const row = desk.row(name);
      return (await row.count()) === 0
        ? []
        : [{ name, index: Number(await row.getAttribute('aria-rowindex')) }];
    });
    const rows = (await Promise.all(named)).flat();
    return rows.toSorted((a, b) => a.index - b.index).map(({ name }) => name);
  };
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = await shown();

  await desk.grid.focus();
  await keyboard.press('ArrowDown');
  for (const name of [second, third]) {
    await keyboard.press('Delete');
    await expect(desk.messages).toContainText(`Removed ${name}.`);
    await expect(desk.row(name)).toBeHidden();
  }
  expect(await shown()).toEqual([first, fourth, fifth]);

  // A button in a row has the keyboard: keys are about that row, and go on in the list when it is gone.
  await desk.button(`Download: ${fifth}`).focus();
  await keyboard.press('Delete');
  await expect(desk.row(fifth)).toBeHidden();
  await expect(desk.grid).toBeFocused();
  expect(await shown()).toEqual([first, fourth]);

  // A message can be read and pressed in a dialog as well.
  await desk.button('Settings').click();
  const settings = desk.page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Undo' }).last().click();
  await expect(settings).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await expect(desk.row(fifth)).toBeVisible();
});
