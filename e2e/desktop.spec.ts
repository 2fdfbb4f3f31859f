import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest, test, smoke } from './support/test.ts';

const isVisible = (desk: Desk): Promise<boolean> =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

/** Presses the window's own close button. */
const closeWindow = (desk: Desk): Promise<void> =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const notifications = (desk: Desk) => desk.page.getByRole('dialog', { name: 'Notifications' });

/** The notifications, with news in them. */
const unread = /^Notifications, \d+ unread$/;

/** What was told of jobs. Of a result of an earlier test the shared app may tell up to half a minute later. */
const toldOfJobs = (desk: Desk) =>
  notifications(desk)
    .getByRole('listitem')
    .filter({ hasNotText: /Downloads (finished|failed)/ });

sharedTest('a link opens a job, at the first start and at a second', smoke, async ({ desk, simulator }) => {
  const first = simulator.addJob({ filename: 'chair.glb' });
  const second = simulator.addJob({ filename: 'lamp.glb' });
  await desk.quit();
  await desk.start({ args: [`rigyd-desk://job/${first}`] });
  await expect(desk.details).toContainText('chair.glb');
  await desk.startAgain({ args: [`rigyd-desk://watch?ids=${second}`] });
  await expect(desk.details).toContainText('lamp.glb');
  await desk.startAgain({ args: [`rigyd-desk://job/${first}`] });
  await expect(desk.details).toContainText('chair.glb');
  await desk.startAgain({ args: ['rigyd-desk://download/everything'] });
  await expect(desk.messages).toContainText('Can’t open this link.');
});

sharedTest('a second start hands over more IDs than fit into a message', async ({ desk, simulator }) => {
  await expect(desk.button('Add job IDs').first()).toBeVisible();
  const ids = simulator.addJobs(1_500);
  await desk.startAgain({ args: ids });
  await expect(desk.messages).toContainText('1,500 new jobs');
});

sharedTest('what ended while the app was closed is told once', async ({ desk, simulator }) => {
  const ids = simulator.addJobs(3);
  for (const id of ids) simulator.setPhase(id, 'running', 10);
  for (const id of ids) await desk.typeIds(id);
  for (const id of ids) await expect(desk.row(id)).toContainText('Running');
  await desk.quit();
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.start();
  await desk.button(unread).click();
  await expect(notifications(desk)).toContainText('3 jobs finished');
  await desk.quit();
  await desk.start();
  for (const id of ids) await expect(desk.row(id)).toContainText('Completed');
  await desk.button('Notifications').click();
  await expect(toldOfJobs(desk)).toHaveCount(1);
});

sharedTest('a batch that is over is told once', async ({ desk, simulator }) => {
  const ids = simulator.addJobs(2);
  const failing = simulator.addJob({ filename: 'lamp.glb', fails: 'Mesh is not watertight.' });
  const all = [...ids, failing];
  for (const id of all) simulator.setPhase(id, 'running', 10);
  await desk.drop({ files: [{ name: 'chairs.txt', content: all.join('\n') }] });
  for (const id of all) await expect(desk.row(id)).toContainText('Running');
  // In the batch itself its header says as much.
  await desk.page.getByRole('button', { name: /^All jobs/ }).click();
  for (const id of ids) simulator.setPhase(id, 'completed');
  simulator.setPhase(failing, 'failed');
  await desk.check(all);
  // Seen; heard it is in the sums alone.
  await expect(desk.page.getByRole('region', { name: 'Just now' })).toContainText('2 completed, 1 failed.');
  await expect(desk.messages).toBeEmpty();
  expect(await findings(desk)).toEqual([]);
  await desk.button(unread).click();
  await expect(toldOfJobs(desk)).toHaveCount(1);
  await expect(notifications(desk)).toContainText('2 completed, 1 failed.');
  await desk.quit();
  await desk.start();
  await expect(desk.row(failing)).toContainText('Failed');
  await desk.button('Notifications').click();
  await expect(toldOfJobs(desk)).toHaveCount(1);
});

sharedTest(
  'what the row or the batch in view tells is in the bell, and no message lies on the list for it',
  async ({ desk, simulator }) => {
    const justNow = desk.page.getByRole('region', { name: 'Just now' });
    const [first = '', second = '', single = ''] = simulator.addJobs(3);
    for (const id of [first, second, single]) simulator.setPhase(id, 'running', 10);
    await desk.typeIds(single);
    await expect(desk.row(single)).toContainText('Running');
    simulator.setPhase(single, 'completed');
    await desk.check([single]);
    await expect(desk.button('Notifications, 1 unread')).toBeVisible();
    await expect(justNow).toHaveCount(0);

    await desk.drop({ files: [{ name: 'chairs.txt', content: `${first}\n${second}` }] });
    for (const id of [first, second]) await expect(desk.row(id)).toContainText('Running');
    for (const id of [first, second]) simulator.setPhase(id, 'completed');
    await desk.check([first, second]);
    await expect(desk.button('Notifications, 2 unread')).toBeVisible();
    await expect(justNow).toHaveCount(0);
  },
);

sharedTest('messages are one stack in a corner, the newest below', async ({ desk, simulator }) => {
  const [first = '', second = ''] = simulator.addJobs(2);
  await desk.typeIds(first);
  await desk.typeIds(second);
  await desk.drop({ files: [{ name: 'all.zip', content: '\u0000\u0001\u0002\u0003'.repeat(40) }] });
  const shown = desk.messages.getByText(/./).locator('xpath=ancestor-or-self::p');
  await expect(shown.last()).toContainText('all.zip');
  const { width, height } = await desk.page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  const places = await Promise.all((await shown.all()).map((one) => one.boundingBox()));
  for (const place of places) expect(place?.x).toBeGreaterThan(width / 2);
  const tops = places.map((place) => place?.y ?? 0);
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  expect(tops.at(-1)).toBeGreaterThan(height / 2);
});

sharedTest('starting at login comes and goes with a file of the desktop', async ({ desk }) => {
  const entry = join(desk.home, '.config', 'autostart', 'rigyd-desk.desktop');
  await desk.button('Settings').click();
  const choice = desk.page.getByRole('switch', { name: 'Start at login' });
  await expect(choice).not.toBeChecked();
  await choice.click();
  await expect(choice).toBeChecked();
  await expect.poll(() => existsSync(entry)).toBe(true);
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*"--hidden"$/m);
  await choice.click();
  await expect.poll(() => existsSync(entry)).toBe(false);
});

sharedTest('axe finds nothing in the notifications, light or dark', async ({ desk, simulator }) => {
  await desk.button('Notifications').click();
  expect(await findings(desk), 'none').toEqual([]);
  await desk.page.keyboard.press('Escape');
  const id = simulator.addJob({ filename: 'gear.glb' });
  simulator.setPhase(id, 'running', 30);
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Running');
  simulator.setPhase(id, 'completed');
  await desk.check([id]);
  await expect(desk.button(unread)).toBeVisible();
  expect(await findings(desk), 'unread').toEqual([]);
  await desk.button(unread).click();
  await expect(notifications(desk)).toContainText('gear.glb');
  expect(await findings(desk), 'list').toEqual([]);
  await desk.page.keyboard.press('Escape');
  // Left without an answer: it is asked once.
  await closeWindow(desk);
  await expect(desk.button('Keep running')).toBeFocused();
  expect(await findings(desk), 'going on').toEqual([]);
});

test('closed to the tray it goes on, and tells what happened meanwhile', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'gear.glb' });
  simulator.setPhase(id, 'running', 30);
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Running');
  await closeWindow(desk);
  const question = desk.page.getByRole('dialog', { name: 'Keep running in the background?' });
  await expect(question).toContainText('Your desktop has no tray, so the window is minimized');
  await desk.button('Keep running').click();
  // Nothing minimizes windows here either.
  await expect.poll(() => isVisible(desk)).toBe(false);
  simulator.setPhase(id, 'completed');
  simulator.requests.clear();
  await desk.check([id]);
  await expect.poll(() => simulator.requests.entries.some(({ path }) => path.includes(id))).toBe(true);
  // What nobody sees is not drawn.
  await expect(desk.button(unread)).toHaveCount(0);

  await desk.startAgain();
  await expect.poll(() => isVisible(desk)).toBe(true);
  await desk.button(unread).click();
  await notifications(desk)
    .getByRole('button', { name: /gear\.glb/ })
    .click();
  await expect(desk.details).toContainText('gear.glb');
  await expect(desk.button('Notifications').first()).toHaveAccessibleName('Notifications');
  await closeWindow(desk);
  await expect.poll(() => isVisible(desk)).toBe(false);
});

test('the window opens where it was', async ({ newDesk: desk }) => {
  const bounds = { x: 240, y: 160, width: 900, height: 620 };
  const boundsOf = () =>
    desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await desk.start();
  await expect.poll(() => isVisible(desk)).toBe(true);
  await desk.app.evaluate(
    ({ BrowserWindow }, rectangle) => BrowserWindow.getAllWindows()[0]?.setBounds(rectangle),
    bounds,
  );
  await expect.poll(boundsOf).toEqual(bounds);
  await desk.quit();
  await desk.start();
  await expect.poll(() => isVisible(desk)).toBe(true);
  await expect.poll(boundsOf).toEqual(bounds);
});
