import { findings } from './support/axe.ts';
import { addPair } from './support/pair.ts';
import { expect, sharedTest as test } from './support/test.ts';

test('a source and its simulation lead to each other, watched or not', async ({ desk, simulator }) => {
  const { source, simulation } = addPair(simulator);
  await desk.typeIds(source);
  await desk.open(source);
  const related = desk.section('Related jobs');
  await expect(related).toContainText('chair.usd');
  await related.getByRole('button', { name: 'Watch simulation chair.usd' }).click();
  await expect(desk.details.getByRole('heading', { name: 'chair.usd' })).toBeVisible();
  await related.getByRole('button', { name: 'Open source job chair.glb' }).click();
  await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeVisible();
  await related.getByRole('button', { name: 'Open simulation chair.usd' }).click();
  await expect(desk.section('Simulation')).toBeVisible();

  // A finished source is not asked again, and hears of later simulations all the same.
  const later = simulator.addJob({ type: 'simulate_usd', filename: 'chair.usd', sourceId: source });
  await desk.typeIds(later);
  await expect(desk.details).toContainText(later);
  await related.getByRole('button', { name: 'Open source job chair.glb' }).click();
  await expect(related.getByText('Simulation', { exact: true })).toHaveCount(2);
  expect(simulation).not.toBe(later);
});

test('a report shows failures first, and the raw JSON is searched', async ({ desk, simulator }) => {
  const error = 'Mesh is not watertight: 14 open edges.';
  const id = simulator.addJob({ filename: 'lamp.glb', fails: error });
  simulator.setPhase(id, 'failed');
  await desk.typeIds(id);
  await desk.open(id);
  const report = desk.section('Report');
  await expect(report).toContainText(/\d failed/);
  const checks = report.getByRole('list', { name: 'Checks' }).getByRole('listitem');
  await expect(checks.first()).toContainText('Failed');
  await expect(report).toContainText(error);
  await expect(checks.last()).toContainText('Passed');

  const raw = desk.section('Raw JSON');
  await raw.getByRole('button', { name: 'Show raw JSON' }).click();
  const field = raw.getByRole('searchbox', { name: 'Search the raw JSON' });
  await field.fill('watertight');
  await expect(raw.getByRole('status')).toHaveText(/^1 of [2-9]$/);
  await field.press('Enter');
  await expect(raw.getByRole('status')).toHaveText(/^2 of [2-9]$/);
  await expect(raw.locator('mark.current')).toBeInViewport();
  await raw.getByRole('button', { name: 'Copy' }).click();
  await expect(desk.messages).toContainText('Copied the raw JSON.');
});

test('axe finds nothing in a job with all sections, light or dark', async ({ desk, simulator }) => {
  const { source, simulation } = addPair(simulator);
  await desk.typeIds(`${source}\n${simulation}`);
  await desk.open(simulation);
  await desk.section('Log').scrollIntoViewIfNeeded();
  await desk.section('Log').getByRole('searchbox').fill('step');
  await desk.section('Raw JSON').getByRole('button', { name: 'Show raw JSON' }).click();
  await desk.section('Raw JSON').getByRole('searchbox').fill('chair');
  await expect(desk.section('Raw JSON').locator('mark.current')).toBeVisible();
  expect(await findings(desk), 'simulation').toEqual([]);
  await desk.open(source);
  const open = desk.section('Output').getByRole('button', { name: /^Open .*png/ });
  await desk.section('Output').getByRole('list', { name: 'Textures' }).scrollIntoViewIfNeeded();
  await expect(open.first()).toBeVisible();
  expect(await findings(desk), 'conversion').toEqual([]);
  await open.first().click();
  await expect(desk.page.getByRole('dialog')).toContainText('pixels');
  expect(await findings(desk), 'picture').toEqual([]);
});
