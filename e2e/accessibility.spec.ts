import { findings } from './support/axe.ts';
import { expect, keylessTest, sharedTest } from './support/test.ts';

sharedTest('axe finds nothing in any dialog, menu or panel, light or dark', async ({ desk, simulator }) => {
  const { page } = desk;
  const finished = ['mug.glb', 'chair.glb', 'lamp.glb'].map((filename) => simulator.addJob({ filename }));
  for (const id of finished) simulator.setPhase(id, 'completed');
  const failed = simulator.addJob({ filename: 'torn.glb', fails: 'Mesh is not watertight.' });
  simulator.setPhase(failed, 'failed');
  await desk.drop({
    files: [{ name: 'kitchen.txt', content: [...finished, failed, 'nosuchjob000000000000001'].join('\n') }],
  });
  await expect(desk.row('mug.glb')).toContainText('Completed');

  const toolbar = page.getByRole('toolbar', { name: 'Search and filter jobs' });
  for (const name of ['Status', 'Type', 'Batch', 'Added']) {
    await toolbar.getByRole('button', { name }).click();
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    expect(await findings(desk), `the filter ${name}`).toEqual([]);
    await page.keyboard.press('Escape');
  }
  await desk.resize(720, 480);
  await toolbar.getByRole('button', { name: 'Filters' }).click();
  expect(await findings(desk), 'all filters').toEqual([]);
  await page.keyboard.press('Escape');
  await desk.resize(1280, 800);

  await desk.button('Export and import').click();
  expect(await findings(desk), 'export and import').toEqual([]);
  await page.keyboard.press('Escape');
  await desk.button(/^Account, /).click();
  expect(await findings(desk), 'account').toEqual([]);
  await page.keyboard.press('Escape');

  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^kitchen/ })
    .click();
  await desk.button('More for this batch').click();
  expect(await findings(desk), 'a batch and its menu').toEqual([]);
  await page.keyboard.press('Escape');
  await toolbar.getByRole('button', { name: 'Status' }).click();
  await page.getByRole('checkbox', { name: 'Failed' }).check();
  await page.keyboard.press('Escape');
  await desk.button('Save view…').click();
  expect(await findings(desk), 'a name for a view').toEqual([]);
  await page.getByRole('textbox', { name: 'Name' }).fill('Torn');
  await desk.page.getByRole('button', { name: 'Save', exact: true }).click();
  await desk.button('More for Torn').click();
  expect(await findings(desk), 'a saved view and its menu').toEqual([]);
  await page.keyboard.press('Escape');

  await desk.row('torn.glb').click({ position: { x: 40, y: 12 } });
  await page.getByRole('textbox', { name: 'Note' }).fill('Ask for a closed mesh.');
  await page.getByRole('combobox', { name: 'Add a tag' }).fill('again');
  await page.keyboard.press('Enter');
  expect(await findings(desk), 'a note and a tag').toEqual([]);
  await desk.details.getByRole('button', { name: 'Archive' }).click();
  await expect(desk.messages.getByRole('button', { name: 'Undo' })).toBeVisible();
  expect(await findings(desk), 'a message to undo').toEqual([]);

  await desk.button('Show all jobs').click();
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 1_000 }, endpoint: 'result' });
  await desk.button(/^Actions for /).click();
  expect(await findings(desk), 'actions').toEqual([]);
  await page.getByRole('menuitem', { name: /^Download 3/ }).click();
  await page.getByRole('region', { name: 'Downloads' }).getByRole('button', { name: 'Show all' }).click();
  expect(await findings(desk), 'downloads').toEqual([]);
});

sharedTest(
  'without a mouse: a job is added, found, looked into and downloaded',
  async ({ desk, simulator }) => {
    const first = simulator.addJob({ filename: 'chair.glb' });
    simulator.clock.advance(1_000);
    const second = simulator.addJob({ filename: 'mug.glb' });
    simulator.setPhase(first, 'completed');
    simulator.setPhase(second, 'completed');
    const { keyboard } = desk.page;
    await expect(desk.button('Add job IDs').first()).toBeVisible();
    await desk.button('Add job IDs').first().focus();
    await keyboard.press('Enter');
    await keyboard.insertText(`${first}\n${second}`);
    await keyboard.press('ControlOrMeta+Enter');
    // One without an answer stands above those with one.
    for (const name of ['chair.glb', 'mug.glb']) await expect(desk.row(name)).toContainText('Completed');

    await desk.grid.focus();
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await expect(desk.button('Download: chair.glb')).toBeFocused();
    await keyboard.press('Enter');
    await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
    await desk.grid.focus();
    await keyboard.press('Enter');
    await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(desk.details).toBeHidden();
    await keyboard.press('Delete');
    await expect(desk.row('chair.glb')).toBeHidden();
    await expect(desk.row('mug.glb')).toBeVisible();
  },
);

keylessTest('axe finds nothing in any view, light or dark', async ({ desk, simulator }) => {
  await desk.button('Settings').click();
  expect(await findings(desk), 'settings').toEqual([]);
  await desk.page.keyboard.press('Escape');
  expect(await findings(desk), 'welcome').toEqual([]);
  await desk.enterKey(`rgyd_test_${'x'.repeat(43)}`);
  await expect(desk.page.getByRole('alert')).toBeVisible();
  expect(await findings(desk), 'a refused key').toEqual([]);
  await desk.enterKey(simulator.key);

  await desk.button('Add job IDs').first().click();
  expect(await findings(desk), 'add job IDs').toEqual([]);
  await desk.page.keyboard.press('Escape');
  const ids = simulator.addJobs(12);
  const failed = simulator.addJob({ filename: 'lamp.glb', fails: 'Mesh is not watertight.' });
  const done = simulator.addJob({ filename: 'toolbox.glb' });
  const running = simulator.addJob({ filename: 'gear.fbx' });
  simulator.setPhase(failed, 'failed');
  simulator.setPhase(done, 'completed');
  simulator.setPhase(running, 'running', 40);
  await desk.drop({
    text: [failed, done, running, 'nosuchjob000000000000001', ...ids, 'hello there'].join('\n'),
  });
  await expect(desk.row(running)).toContainText('40%');
  await expect(desk.row('nosuchjob000000000000001')).toContainText('Unknown ID');
  expect(await findings(desk), 'list').toEqual([]);
  await desk.button('Show lines').click();
  expect(await findings(desk), 'lines').toEqual([]);
  await desk.page.keyboard.press('Escape');
  for (const [name, id] of Object.entries({ failed, done, running })) {
    await desk.open(id);
    await expect(desk.section('Preprocess')).toBeVisible();
    expect(await findings(desk), `details of a ${name} job`).toEqual([]);
  }
  simulator.faults.set({ fault: { kind: 'reset' } });
  await expect(desk.page.getByText('No response from 127.0.0.1')).toBeVisible();
  expect(await findings(desk), 'offline').toEqual([]);
});
