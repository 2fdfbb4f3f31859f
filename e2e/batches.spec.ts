import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest } from './support/test.ts';

const batch = (desk: Desk): Locator => desk.page.getByRole('region', { name: 'Batch', exact: true });
const batches = (desk: Desk): Locator => desk.page.getByRole('region', { name: 'Batches' });
const figure = (desk: Desk, name: string): Locator => batch(desk).getByRole('button', { name, exact: true });

/** What lies visibly in the results folder, or in one in it. */
const visibleResults = async (desk: Desk, folder = ''): Promise<string[]> =>
  (await readdir(join(desk.results, folder)).catch(() => [])).filter((name) => !name.startsWith('.'));

function addJobs(simulator: Simulator, names: string[], status: string): string[] {
  return names.map((filename) => {
    const id = simulator.addJob(status === 'failed' ? { filename, fails: 'No mesh.' } : { filename });
    simulator.setPhase(id, status);
    return id;
  });
}

const dropList = (desk: Desk, name: string, ids: string[]): Promise<void> =>
  desk.drop({ files: [{ name, content: `job_id\n${ids.join('\n')}\n` }] });

async function chooseFromMenu(desk: Desk, item: string): Promise<void> {
  await batch(desk).getByRole('button', { name: 'More for this batch' }).click();
  await desk.page.getByRole('menuitem', { name: item }).click();
}

sharedTest(
  'a dropped file is a batch with its name, its sums and a list for each of them',
  async ({ desk, simulator }) => {
    const other = simulator.addJob({ filename: 'other.glb' });
    await desk.typeIds(other);
    await expect(desk.row(other)).toBeVisible();
    const done = addJobs(simulator, ['chair.glb', 'lamp.glb'], 'completed');
    const [failed = ''] = addJobs(simulator, ['broken.glb'], 'failed');
    const [running = ''] = addJobs(simulator, ['gear.glb'], 'running');
    const unknown = 'nosuchjob000000000000001';
    const ids = [...done, failed, running, unknown];
    await dropList(desk, 'jobs.csv', ids);

    await expect(desk.messages).toContainText('Watching 5 new jobs in batch “jobs.csv”.');
    await expect(batch(desk).getByRole('heading', { name: 'jobs.csv' })).toBeVisible();
    await expect(batches(desk).getByRole('button', { name: /^jobs.csv 2 of 5/ })).toHaveAttribute(
      'aria-current',
      'true',
    );
    await expect(desk.row(other)).toBeHidden();
    const lists: [string, string[]][] = [
      ['2 completed', done],
      ['1 active', [running]],
      ['1 failed', [failed]],
      ['1 unknown', [unknown]],
      ['5 total', ids],
    ];
    for (const [name, shown] of lists) {
      await figure(desk, name).click();
      await expect(figure(desk, name)).toHaveAttribute('aria-pressed', 'true');
      for (const id of ids) await expect(desk.row(id)).toHaveCount(shown.includes(id) ? 1 : 0);
    }
    await expect(batch(desk).getByRole('img', { name: /^Batch progress: \d+%$/ })).toBeVisible();

    await chooseFromMenu(desk, 'Copy report');
    await expect.poll(() => desk.clipboard()).toContain(`Unknown\n${unknown}`);
    expect(await desk.clipboard()).toContain(`Failed\n${failed}  broken.glb  No mesh.`);

    simulator.setPhase(running, 'completed');
    await expect(batch(desk)).toContainText('All finished');
  },
);

sharedTest(
  'a batch is over without a job that was deleted while it ran, and without one of another account',
  async ({ desk, simulator }) => {
    const [deleted = '', other = '', foreign = ''] = addJobs(
      simulator,
      ['deleted.glb', 'other.glb', 'foreign.glb'],
      'running',
    );
    simulator.faults.set({ fault: { kind: 'status', status: 403 }, job: foreign, endpoint: 'job' });
    await dropList(desk, 'jobs.csv', [deleted, other, foreign]);
    await expect(figure(desk, '2 active')).toBeVisible();
    await expect(figure(desk, '1 unknown')).toBeVisible();
    simulator.faults.set({ fault: { kind: 'status', status: 410 }, job: deleted, endpoint: 'job' });
    simulator.setPhase(other, 'completed');
    await expect(batch(desk)).toContainText('All finished');
    await figure(desk, '2 unknown').click();
    await expect(desk.row(deleted)).toContainText('Deleted');
    await expect(desk.row(foreign)).toContainText('No access');
    await expect(desk.row(other)).toBeHidden();
    await desk.button(/^Notifications, \d+ unread$/).click();
    const notifications = desk.page.getByRole('list', { name: 'Notifications, newest first' });
    await expect(notifications).toContainText('1 completed, 2 unknown.');
  },
);

sharedTest('one button brings all results home, and says the number first', async ({ desk, simulator }) => {
  const ids = addJobs(simulator, ['sofa.glb', 'shelf.glb', 'rug.glb'], 'completed');
  await dropList(desk, 'jobs.csv', ids);
  await batch(desk).getByRole('button', { name: 'Download 3 results' }).click();
  await expect(batch(desk)).toContainText('3 results downloaded');
  expect(await visibleResults(desk)).toEqual(['jobs']);
  expect((await visibleResults(desk, 'jobs')).sort()).toEqual(['rug', 'shelf', 'sofa']);
});

sharedTest(
  'a batch can be removed with or without its jobs, and brought back',
  async ({ desk, simulator }) => {
    const ids = addJobs(simulator, ['chair.glb', 'lamp.glb'], 'running');
    await desk.page.getByRole('button', { name: 'Add job IDs' }).first().click();
    const dialog = desk.page.getByRole('dialog', { name: 'Add job IDs' });
    await dialog.getByRole('textbox', { name: 'Job IDs' }).fill(ids.join('\n'));
    await dialog.getByRole('textbox', { name: 'Batch name' }).fill('Chairs');
    await dialog.getByRole('button', { name: 'Watch jobs' }).click();
    await expect(batch(desk).getByRole('heading', { name: 'Chairs' })).toBeVisible();

    await chooseFromMenu(desk, 'Remove batch, keep jobs');
    await expect(batch(desk)).toBeHidden();
    for (const id of ids) await expect(desk.row(id)).toBeVisible();
    await desk.button('Undo').click();
    await expect(figure(desk, '2 total')).toBeVisible();

    await chooseFromMenu(desk, 'Remove batch and 2 jobs');
    await expect(desk.messages).toContainText('Removed batch “Chairs” and 2 jobs.');
    for (const id of ids) await expect(desk.row(id)).toHaveCount(0);
    await desk.button('Undo').last().click();
    await expect(figure(desk, '2 active')).toBeVisible();
    for (const id of ids) await expect(desk.row(id)).toBeVisible();
  },
);

sharedTest(
  'the figures count what the list shows; what is archived has one of its own',
  async ({ desk, simulator }) => {
    const ids = addJobs(simulator, ['chair.glb', 'lamp.glb', 'mug.glb'], 'completed');
    await dropList(desk, 'jobs.csv', ids);
    await figure(desk, '3 completed').click();
    await desk.row('lamp.glb').click({ position: { x: 40, y: 12 } });
    await desk.details.getByRole('button', { name: 'Archive' }).click();
    await expect(desk.row('lamp.glb')).toBeHidden();
    await expect(figure(desk, '2 completed')).toHaveAttribute('aria-pressed', 'true');
    await expect(batches(desk).getByRole('button', { name: /^jobs.csv 3 of 3/ })).toBeVisible();
    await figure(desk, '1 archived').click();
    await expect(figure(desk, '1 archived')).toHaveAttribute('aria-pressed', 'true');
    for (const name of ['chair.glb', 'mug.glb']) await expect(desk.row(name)).toBeHidden();
    await expect(desk.row('lamp.glb')).toBeVisible();
    await figure(desk, '3 total').click();
    await expect(desk.row('chair.glb')).toBeVisible();
    await expect(desk.row('lamp.glb')).toBeHidden();
  },
);

sharedTest(
  'in a small window six rows stay under a batch, and its figures are one step away',
  async ({ desk, simulator }) => {
    const ids = addJobs(
      simulator,
      Array.from({ length: 30 }, (_, at) => `part_${at}.glb`),
      'completed',
    );
    await dropList(desk, 'jobs.csv', ids);
    await desk.sortBy('Added, newest first');
    await expect(desk.row('part_29.glb')).toHaveCount(0);
    await desk.resize(720, 480);
    await expect(desk.row('part_5.glb')).toBeInViewport({ ratio: 1 });
    await expect(figure(desk, '30 completed')).toBeHidden();
    await batch(desk).getByRole('button', { name: '30 of 30 completed' }).click();
    await expect(figure(desk, '30 completed')).toBeVisible();
    await desk.grid.press('End');
    await expect(desk.row('part_29.glb')).toBeInViewport({ ratio: 1 });
  },
);

sharedTest('axe finds nothing in a batch, light or dark', async ({ desk, simulator }) => {
  const ids = [
    ...addJobs(simulator, ['chair.glb', 'lamp.glb'], 'completed'),
    ...addJobs(simulator, ['broken.glb'], 'failed'),
    ...addJobs(simulator, ['gear.glb'], 'running'),
    'nosuchjob000000000000001',
  ];
  await dropList(desk, 'jobs.csv', ids);
  await expect(figure(desk, '1 unknown')).toBeVisible();
  expect(await findings(desk)).toEqual([]);
  await figure(desk, '1 failed').click();
  expect(await findings(desk), 'only what failed').toEqual([]);
  await chooseFromMenu(desk, 'Rename');
  expect(await findings(desk), 'renaming').toEqual([]);
});

sharedTest(
  'a batch collects by itself as its jobs complete, also after a restart',
  async ({ desk, simulator }) => {
    const [first = '', second = ''] = addJobs(simulator, ['bench.glb', 'vase.glb'], 'running');
    await dropList(desk, 'jobs.csv', [first, second]);
    await batch(desk).getByRole('switch', { name: 'Download as jobs complete' }).check();
    simulator.setPhase(first, 'completed');
    await expect(desk.button('Show in folder: bench.glb')).toBeVisible();
    await desk.quit();
    simulator.setPhase(second, 'completed');
    await desk.start();
    await expect(desk.button('Show in folder: vase.glb')).toBeVisible();
    expect((await visibleResults(desk, 'jobs')).sort()).toEqual(['bench', 'vase']);
  },
);

sharedTest('the same list again is the same batch; a new name stays', async ({ desk, simulator }) => {
  const ids = addJobs(simulator, ['chair.glb', 'lamp.glb'], 'running');
  await dropList(desk, 'jobs.csv', ids);
  await chooseFromMenu(desk, 'Rename');
  await batch(desk).getByRole('textbox', { name: 'Batch name' }).fill('For the fair');
  await desk.page.keyboard.press('Enter');
  await expect(batch(desk).getByRole('heading', { name: 'For the fair' })).toBeVisible();
  await desk.button(/^All jobs/).click();
  await desk.quit();
  await desk.start();
  await expect(batches(desk).getByRole('button')).toHaveText([/For the fair/]);
  await expect(batch(desk)).toBeHidden();
  await desk.drop({ text: ids.toReversed().join(' ') });
  await expect(desk.messages).toContainText('Same jobs as batch “For the fair”.');
  await expect(batch(desk).getByRole('heading', { name: 'For the fair' })).toBeVisible();
  await expect(batches(desk).getByRole('button')).toHaveCount(1);
});
