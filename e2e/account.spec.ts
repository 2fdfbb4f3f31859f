import type { Simulator } from '../src/simulator/index.ts';
import type { Desk } from './support/desk.ts';
import { findings } from './support/axe.ts';
import { expect, sharedTest as test } from './support/test.ts';

const rowCount = (desk: Desk): Promise<string | null> => desk.grid.getAttribute('aria-rowcount');

/** The account gets a list of its jobs, which is read from its beginning, as after a start. */
async function beginList(desk: Desk, simulator: Simulator): Promise<void> {
  await desk.page.evaluate(() => window.rigyd.changeSettings({ watchAccount: false }));
  simulator.setList(true);
  await desk.page.evaluate(() => window.rigyd.changeSettings({ watchAccount: true }));
}

test('jobs of several pages appear without typing, and new ones by themselves', async ({
  desk,
  simulator,
}) => {
  const ids = simulator.addJobs(230);
  await beginList(desk, simulator);
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '231');
  // What was asked for before there was a list got no answer.
  const pages = simulator.requests.entries.filter(
    ({ path, status }) => path.startsWith('/api/conversions?') && status === 200,
  );
  expect(pages.slice(0, 3).map(({ path }) => path)).toEqual(
    [1, 2, 3].map((page) => `/api/conversions?page=${page}&pageSize=100`),
  );
  // The newest is on top, and those that had come to their end were taken from the list.
  const ended = ids.filter((id) => simulator.job(id).status === 'completed');
  const asked = new Set(simulator.requests.entries.map(({ path }) => path.split('/').at(-1)));
  expect(ended.length).toBeGreaterThan(50);
  expect(ended.filter((id) => asked.has(id))).toEqual([]);
  await expect(desk.grid.getByRole('row').nth(1)).toContainText(simulator.jobIds()[0] ?? '');

  const late = simulator.addJob({ filename: 'latecomer.glb' });
  await desk.button(/^Account, /).click();
  const panel = desk.page.getByRole('dialog', { name: 'Account' });
  await expect(panel).toContainText('Checked at');
  await panel.getByRole('button', { name: 'Refresh' }).click();
  await expect(desk.row(late)).toBeVisible();
  await expect(panel).toContainText('231 jobs');
  await desk.page.keyboard.press('Escape');
  await desk.open('latecomer.glb');
  await expect(desk.details).toContainText('your account');
});

test('turned off, nothing is looked for; turned on again, it is', async ({ desk, simulator }) => {
  await desk.button('Settings').click();
  const find = () => desk.page.getByRole('switch', { name: 'Watch my account’s jobs' });
  await expect(find()).toHaveAttribute('aria-checked', 'true');
  await find().click();
  await expect(find()).toHaveAttribute('aria-checked', 'false');
  simulator.setList(true);
  const id = simulator.addJob({ filename: 'mug.glb' });
  await desk.page.keyboard.press('Escape');
  await desk.quit();

  const listed = (): number =>
    simulator.requests.entries.filter(({ path }) => path.startsWith('/api/conversions?')).length;
  const before = listed();
  await desk.start();
  await desk.button(/^Account, /).click();
  const panel = desk.page.getByRole('dialog', { name: 'Account' });
  await panel.getByRole('button', { name: 'Refresh' }).click();
  await expect(panel).toContainText('Not added automatically');
  expect(listed()).toBe(before);
  await panel.getByRole('button', { name: 'Account settings' }).click();
  await find().click();
  await desk.page.keyboard.press('Escape');
  await expect(desk.row(id)).toBeVisible();
});

test('jobs that were removed stay away, after a restart as well, until they are given again', async ({
  desk,
  simulator,
}) => {
  const unwanted = simulator.addJob({ filename: 'drill.glb' });
  const wanted = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(unwanted, 'completed');
  simulator.setPhase(wanted, 'completed');
  await beginList(desk, simulator);
  await expect(desk.row(wanted)).toBeVisible();
  await desk.grid.focus();
  await desk.page.keyboard.press('End');
  await desk.page.keyboard.press('Delete');
  await expect(desk.row(unwanted)).toBeHidden();
  await desk.quit();

  await desk.start();
  await expect(desk.row(wanted)).toBeVisible();
  await desk.button(/^Account, /).click();
  await expect(desk.page.getByRole('dialog', { name: 'Account' })).toContainText('2 jobs. Checked at');
  await desk.page.keyboard.press('Escape');
  expect(await rowCount(desk)).toBe('2');
  await desk.typeIds(unwanted);
  await expect(desk.row(unwanted)).toBeVisible();
});

test('an account without jobs is said, and its first job begins the list', async ({ desk, simulator }) => {
  await beginList(desk, simulator);
  await expect(desk.page.getByText('No jobs in your account yet.')).toBeVisible();
  const id = simulator.addJob({ filename: 'gear.glb' });
  await desk.button(/^Account, /).click();
  await desk.button('Refresh').click();
  await expect(desk.row(id)).toBeVisible();
});

test('plan and credits are always in view, and a low balance is said once', async ({ desk, simulator }) => {
  await expect(desk.button('Account, Studio, 250 credits')).toBeVisible();
  simulator.setCredits(8);
  await desk.button(/^Account, /).click();
  await desk.button('Refresh').click();
  const low = desk.button('Account, Studio, low: 8 credits');
  await expect(low).toBeVisible();
  await expect(low).toContainText('Low: 8 credits');
  const banner = desk.page.getByRole('alert').filter({ hasText: '8 credits left.' });
  await expect(banner).toBeVisible();
  expect(await findings(desk), 'a low balance, and the account in detail').toEqual([]);
  await desk.page.keyboard.press('Escape');
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toBeHidden();

  simulator.setCredits(7);
  await low.click();
  await desk.button('Refresh').click();
  await expect(desk.button(/low: 7 credits$/)).toBeVisible();
  await expect(desk.page.getByRole('alert')).toBeHidden();
  simulator.setCredits(100);
  await desk.button('Refresh').click();
  await expect(desk.button('Account, Studio, 100 credits')).toBeVisible();
  simulator.setCredits(5);
  await desk.button('Refresh').click();
  await expect(desk.page.getByRole('alert')).toContainText('5 credits left.');
});
