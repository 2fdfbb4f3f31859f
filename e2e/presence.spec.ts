import type { Desk } from './support/desk.ts';
import { expect, test } from './support/desktop-test.ts';
import { stateOf } from './support/state.ts';
import { watchRunning } from './support/running-job.ts';

test.skip(process.platform !== 'linux', 'Other systems have no bus on which to look.');

const isVisible = (desk: Desk): Promise<boolean> =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

const goOnWithoutWindow = async (desk: Desk): Promise<void> => {
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await desk.button('Keep running').click();
  await expect.poll(() => isVisible(desk)).toBe(false);
};

test('a batch is notified of once, also across a restart, and a click opens what it is about', async ({
  notifications,
  newDesk: desk,
  simulator,
}) => {
  const env = { RIGYD_API_KEY: simulator.key };
  const ids = simulator.addJobs(2);
  const failing = simulator.addJob({ filename: 'lamp.glb', fails: 'Mesh is not watertight.' });
  const single = simulator.addJob({ filename: 'gear.glb' });
  const batch = [...ids, failing];
  for (const id of [...batch, single]) simulator.setPhase(id, 'running', 10);
  await desk.start({ env });
  await desk.drop({ files: [{ name: 'chairs.txt', content: batch.join('\n') }] });
  await desk.typeIds(single);
  for (const id of [...batch, single]) await expect(desk.row(id)).toContainText('Running');
  await goOnWithoutWindow(desk);

  for (const id of ids) simulator.setPhase(id, 'completed');
  simulator.setPhase(failing, 'failed');
  await expect
    .poll(() => notifications.shown.map(({ title, text }) => [title, text]))
    .toEqual([['chairs.txt', '2 completed, 1 failed.']]);
  notifications.click(0);
  await expect.poll(() => isVisible(desk)).toBe(true);
  await expect(desk.page.getByRole('heading', { name: 'chairs.txt' })).toBeVisible();

  await desk.quit();
  await desk.start({ args: ['--hidden'], env });
  const statusOf = async (id: string) => (await stateOf(desk.page)).rows.find((row) => row.id === id)?.status;
  await expect.poll(() => statusOf(failing)).toBe('failed');
  simulator.setPhase(single, 'completed');
  await expect
    .poll(() => notifications.shown.map(({ title, text }) => [title, text]))
    .toEqual([
      ['chairs.txt', '2 completed, 1 failed.'],
      ['gear.glb', 'Completed.'],
    ]);
  notifications.click(1);
  await expect.poll(() => isVisible(desk)).toBe(true);
  await expect(desk.details).toContainText('gear.glb');
  await expect(desk.row(failing), 'what the window missed while it was hidden').toContainText('Failed');
});

test('a key that the service refuses is told of where the window is closed, and a click shows what to do', async ({
  notifications,
  newDesk: desk,
  simulator,
}) => {
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await watchRunning(desk, simulator, 'gear.glb', 40);
  await goOnWithoutWindow(desk);
  simulator.revokeKey(simulator.key);
  await expect
    .poll(() => notifications.shown.map(({ title }) => title))
    .toEqual(['Rigyd rejects your API key']);
  notifications.click(0);
  await expect.poll(() => isVisible(desk)).toBe(true);
  await expect(desk.page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('the tray has the count and the jobs, and opens what is chosen', async ({
  tray,
  newDesk: desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'nut & bolt_2.glb' });
  const waiting = simulator.addJob({ filename: 'lamp.glb' });
  simulator.setPhase(id, 'running', 30);
  simulator.setPhase(waiting, 'queued');
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await desk.typeIds(`${id}\n${waiting}`);
  await expect.poll(() => tray.tooltip()).toBe('Rigyd Desk: 1 running, 1 waiting');
  const labels = async () => (await tray.menu()).map(({ label }) => label);
  // The jobs come into the menu with their first answers.
  await expect.poll(labels).toHaveLength(11);
  const shown = await labels();
  // The one that was answered last is on top. Menus on the bus double what would else mark the key of a line.
  expect(shown.splice(4, 2).toSorted()).toEqual(['lamp.glb: queued', 'nut & bolt__2.glb: running']);
  expect(shown).toEqual([
    '1 running, 1 waiting',
    '',
    expect.stringMatching(/^Typed .*: 0 of 2$/),
    '',
    '',
    'Open Rigyd Desk',
    'Pause downloads',
    '',
    'Quit',
  ]);
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const question = desk.page.getByRole('dialog', { name: 'Keep running in the background?' });
  await expect(question).toContainText('use the tray icon');
  await desk.page.keyboard.press('Escape');
  await goOnWithoutWindow(desk);
  await tray.choose('Pause downloads');
  await expect.poll(labels).toContain('Resume downloads');
  await tray.choose('nut & bolt__2.glb: running');
  await expect.poll(() => isVisible(desk)).toBe(true);
  await expect(desk.details).toContainText('nut & bolt_2.glb');
  await desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await tray.activate();
  await expect.poll(() => isVisible(desk)).toBe(true);
});
