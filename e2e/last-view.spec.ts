import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './support/desk.ts';
import { firstView, type LastView } from '../src/shared/last-view.ts';
import { expect, sharedTest } from './support/test.ts';

const view = (desk: Desk, name: string) =>
  desk.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name });
const shown = (desk: Desk) => desk.page.getByRole('status', { name: 'Shown' });
const rowAt = (desk: Desk, index: number) => desk.grid.locator(`[aria-rowindex="${index + 2}"]`);
const kept = (desk: Desk): Promise<string> => readFile(join(desk.userData, 'last-view.json'), 'utf8');

sharedTest(
  'after a restart the window shows what it showed: the view, its order, the place in the list and the open job',
  async ({ desk, simulator }) => {
    const ids = Array.from({ length: 400 }, (_, at) => simulator.addJob({ filename: `part ${at}.glb` }));
    for (const id of ids.slice(0, 300)) simulator.setPhase(id, 'completed');
    await desk.typeIds(ids.join('\n'));
    await view(desk, 'Completed').click();
    await expect(shown(desk)).toHaveText('Showing 300 of 400');
    await desk.grid.getByRole('button', { name: 'Job', exact: true }).click();
    await desk.grid.locator('[role=rowgroup]').evaluate((rows) => (rows.scrollTop = 200 * 44 + 10));
    const first = () => rowAt(desk, 200);
    await expect(first()).toContainText('part 200.glb');
    await rowAt(desk, 204).click({ position: { x: 40, y: 12 } });
    await expect(desk.details.getByRole('heading', { name: 'part 204.glb' })).toBeVisible();
    const top = async (): Promise<number> => (await first().boundingBox())?.y ?? 0;
    const before = await top();
    await expect.poll(() => kept(desk)).toContain('"above":10');
    await desk.quit();
    await desk.start();

    await expect(view(desk, 'Completed')).toHaveAttribute('aria-current', 'true');
    await expect(desk.details.getByRole('heading', { name: 'part 204.glb' })).toBeVisible();
    await expect(desk.grid.getByRole('columnheader', { name: 'Job' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await expect(first()).toContainText('part 200.glb');
    await expect.poll(top).toBe(before);

    // Also where its process was lost.
    await desk.page.reload();
    await expect(first()).toContainText('part 200.glb');
    await expect.poll(top).toBe(before);
  },
);

sharedTest(
  'a batch that is gone gives way to all jobs, a damaged file to the first view, and no key is written to it',
  async ({ desk, simulator }) => {
    const [one = '', other = ''] = simulator.addJobs(2);
    await desk.typeIds(`${one}\n${other}`);
    await expect(shown(desk)).toHaveText('Showing 2 of 2');
    const gone: LastView = { ...firstView, filter: { ...firstView.filter, batch: 'long gone' } };
    await desk.page.evaluate((view) => window.rigyd.keepLastView({ view }), gone);
    await desk.page.reload();
    await expect(view(desk, 'All jobs')).toHaveAttribute('aria-current', 'true');
    await expect(shown(desk)).toHaveText('2 jobs');

    await view(desk, 'Failed').click();
    await expect.poll(() => kept(desk)).toContain('"failed"');
    await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill(`rgyd_live_${'k'.repeat(43)}`);
    await expect(shown(desk)).toHaveText('Showing 0 of 2');
    await desk.quit();
    expect(await kept(desk)).toContain('"failed"');
    expect(await kept(desk)).not.toContain('kkkk');

    await writeFile(join(desk.userData, 'last-view.json'), '{"filter": 7, "sort');
    await desk.start();
    await expect(view(desk, 'All jobs')).toHaveAttribute('aria-current', 'true');
    await expect(shown(desk)).toHaveText('2 jobs');
  },
);

sharedTest('safe mode begins at the first view, and leaves what was kept', async ({ desk, simulator }) => {
  await desk.typeIds(simulator.addJobs(2).join('\n'));
  await view(desk, 'Failed').click();
  await expect.poll(() => kept(desk)).toContain('"failed"');
  await desk.quit();
  await desk.start({ args: ['--safe-mode'] });
  await expect(view(desk, 'All jobs')).toHaveAttribute('aria-current', 'true');
  await view(desk, 'Completed').click();
  await desk.quit();
  await desk.start();
  await expect(view(desk, 'Failed')).toHaveAttribute('aria-current', 'true');
});
