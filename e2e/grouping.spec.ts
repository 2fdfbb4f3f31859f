import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest as test } from './support/test.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The head of a group, by how its name begins. */
const head = (desk: Desk, name: string | RegExp): Locator => desk.grid.getByRole('row', { name });
const shown = (desk: Desk) => desk.page.getByRole('status', { name: 'Shown' });

/** What the list has from top to bottom: names of jobs, and heads as `− Today 3`, or `+ Today 3` where they are folded. */
const lines = (desk: Desk): Promise<string[]> =>
  desk.grid.evaluate((grid) => {
    const rows = [...grid.querySelectorAll<HTMLElement>('[role=rowgroup] [role=row]')];
    const at = (row: Element): number => Number(row.getAttribute('aria-rowindex'));
    return rows
      .toSorted((a, b) => at(a) - at(b))
      .map((row) => {
        const isOpen = row.getAttribute('aria-expanded');
        if (isOpen === null) return row.innerText.split('\n')[0] ?? '';
        const name = row.querySelector('[title]')?.getAttribute('title') ?? '';
        return `${isOpen === 'true' ? '−' : '+'} ${name} ${row.querySelector('.numeric')?.textContent ?? ''}`;
      });
  });

async function groupBy(desk: Desk, by: string): Promise<void> {
  await desk.button('Group by').click();
  await desk.page.getByRole('menuitemradio', { name: by, exact: true }).click();
}

/** Three jobs of today, one of yesterday and one of an earlier day: two failed, two completed, one runs. */
async function addDays(desk: Desk, simulator: Simulator): Promise<void> {
  const add = (filename: string, status: string, ageMs: number, fails?: string): string => {
    const id = simulator.addJob({
      filename,
      type: filename.endsWith('.png') ? 'image_to_simready' : 'glb_to_simready',
      ageMs,
      ...(fails === undefined ? {} : { fails }),
    });
    simulator.setPhase(id, status, status === 'running' ? 50 : 100);
    return id;
  };
  const ids = [
    add('gear.glb', 'completed', 6 * day),
    add('chair.glb', 'failed', day, 'Cut 3 times.'),
    add('lamp.glb', 'failed', 0, 'Cut 12 times.'),
    add('mug.png', 'completed', 0),
    add('drill.glb', 'running', 0),
  ];
  // One ID alone makes no batch.
  await desk.typeIds(ids[0] ?? '');
  await desk.typeIds(ids.slice(1, 3).join('\n'));
  await desk.typeIds(ids.slice(3).join('\n'));
  await desk.page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'All jobs' })
    .click();
  await expect(shown(desk)).toHaveText('5 jobs');
  await desk.sortBy('Job, A to Z');
  await expect(desk.row('drill.glb')).toContainText('Running');
  await expect(desk.row('mug.png')).toContainText('Completed');
}

test('the list is grouped by day, session, batch, type, status, stage and reason, and by nothing again', async ({
  desk,
  simulator,
}) => {
  await addDays(desk, simulator);
  await groupBy(desk, 'Day');
  const today = ['− Today 3', 'drill.glb', 'lamp.glb', 'mug.png'];
  await expect
    .poll(() => lines(desk))
    .toEqual([...today, '− Yesterday 1', 'chair.glb', expect.stringMatching(/^− .+ 1$/), 'gear.glb']);
  await expect(head(desk, /^Today 3/)).toHaveAccessibleName(/1 running.*1 completed.*1 failed/);

  await groupBy(desk, 'Session');
  await expect
    .poll(() => lines(desk))
    .toEqual([
      expect.stringMatching(/^− Today, .+ 3$/),
      ...today.slice(1),
      expect.stringMatching(/^− Yesterday, .+ 1$/),
      'chair.glb',
      expect.stringMatching(/^− .+ 1$/),
      'gear.glb',
    ]);

  await groupBy(desk, 'Batch');
  await expect
    .poll(() => lines(desk))
    .toEqual([
      expect.stringMatching(/^− Typed .+ 2$/),
      'drill.glb',
      'mug.png',
      expect.stringMatching(/^− Typed .+ 2$/),
      'chair.glb',
      'lamp.glb',
      '− No batch 1',
      'gear.glb',
    ]);

  await groupBy(desk, 'Type');
  await expect
    .poll(() => lines(desk))
    .toEqual(['− 3D model 4', 'chair.glb', 'drill.glb', 'gear.glb', 'lamp.glb', '− Image 1', 'mug.png']);

  await groupBy(desk, 'Status');
  await expect
    .poll(() => lines(desk))
    .toEqual([
      ...['− Running 1', 'drill.glb', '− Completed 2', 'gear.glb', 'mug.png'],
      ...['− Failed 2', 'chair.glb', 'lamp.glb'],
    ]);

  await groupBy(desk, 'Stage');
  // Failed jobs stand with the stage that they failed at.
  await expect
    .poll(async () => (await lines(desk)).slice(-3))
    .toEqual(['− No stage 2', 'gear.glb', 'mug.png']);
  expect((await lines(desk)).filter((line) => /^[−+]/.test(line))[0]).toMatch(/^− [A-Z].* [123]$/);

  await groupBy(desk, 'Failure reason');
  await expect
    .poll(() => lines(desk))
    .toEqual([
      ...['− Cut # times. 2', 'chair.glb', 'lamp.glb'],
      ...['− Not failed 3', 'drill.glb', 'gear.glb', 'mug.png'],
    ]);

  // Within the groups the list is sorted and narrowed as ever.
  await desk.sortBy('Job, Z to A');
  await expect
    .poll(async () => (await lines(desk)).slice(0, 3))
    .toEqual(['− Cut # times. 2', 'lamp.glb', 'chair.glb']);
  await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill('chair');
  await expect.poll(() => lines(desk)).toEqual(['− Cut 3 times. 1', 'chair.glb']);
  await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill('');

  await groupBy(desk, 'No grouping');
  await expect.poll(() => lines(desk)).toEqual(['mug.png', 'lamp.glb', 'gear.glb', 'drill.glb', 'chair.glb']);
});

test('groups fold by click and by keyboard, and what is folded away is not selected', async ({
  desk,
  simulator,
}) => {
  await addDays(desk, simulator);
  await groupBy(desk, 'Status');
  const { keyboard } = desk.page;
  const running = ['− Running 1', 'drill.glb'];
  const failed = ['− Failed 2', 'chair.glb', 'lamp.glb'];
  await head(desk, /^Completed/).click();
  await expect.poll(() => lines(desk)).toEqual([...running, '+ Completed 2', ...failed]);
  await expect(head(desk, /^Completed/)).toHaveAttribute('aria-expanded', 'false');

  // The keyboard is where the click was, and passes heads as it passes rows.
  const active = () =>
    desk.grid.evaluate((grid) => {
      const id = grid.getAttribute('aria-activedescendant');
      return id === null ? null : document.getElementById(id)?.innerText.split('\n')[0];
    });
  await expect.poll(active).toBe('Completed');
  await keyboard.press('ArrowUp');
  await expect.poll(active).toBe('drill.glb');
  await keyboard.press('ArrowLeft');
  await expect.poll(active).toBe('Running');
  await keyboard.press('ArrowLeft');
  await expect.poll(() => lines(desk)).toEqual(['+ Running 1', '+ Completed 2', ...failed]);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  await expect
    .poll(async () => (await lines(desk)).slice(1, 4))
    .toEqual(['− Completed 2', 'gear.glb', 'mug.png']);
  await keyboard.press('ArrowRight');
  await expect.poll(active).toBe('gear.glb');
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect.poll(async () => (await lines(desk)).slice(0, 2)).toEqual(running);

  // Keys for jobs mean none on a head.
  await keyboard.press('Delete');
  await keyboard.press('e');
  await expect(shown(desk)).toHaveText('5 jobs');

  // A range over a folded group leaves out what is in it, and so does all.
  await head(desk, /^Completed/).click();
  await desk.row('drill.glb').click({ position: { x: 40, y: 12 } });
  await desk.row('chair.glb').click({ position: { x: 40, y: 12 }, modifiers: ['Shift'] });
  await expect(shown(desk)).toHaveText('2 of 5 selected');
  await keyboard.press('ControlOrMeta+a');
  await expect(shown(desk)).toHaveText('3 of 5 selected');
  await keyboard.press('Escape');

  // A whole group is selected from its head, which opens for it.
  await head(desk, /^Completed/).click({ button: 'right' });
  await desk.page.getByRole('menuitem', { name: 'Select all 2' }).click();
  await expect(shown(desk)).toHaveText('2 of 5 selected');
  await expect
    .poll(async () => (await lines(desk)).slice(2, 5))
    .toEqual(['− Completed 2', 'gear.glb', 'mug.png']);
  await keyboard.press('Escape');

  // All at once, by the palette.
  await keyboard.press('ControlOrMeta+k');
  await keyboard.type('collapse all');
  await keyboard.press('Enter');
  await expect.poll(() => lines(desk)).toEqual(['+ Running 1', '+ Completed 2', '+ Failed 2']);
});

test('a job goes to its group as it moves on', async ({ desk, simulator }) => {
  await addDays(desk, simulator);
  await groupBy(desk, 'Status');
  const id = simulator.jobIds().find((one) => simulator.job(one).status === 'running') ?? '';
  simulator.setPhase(id, 'completed');
  await desk.check([id]);
  await expect
    .poll(() => lines(desk))
    .toEqual(['− Completed 3', 'drill.glb', 'gear.glb', 'mug.png', '− Failed 2', 'chair.glb', 'lamp.glb']);
});

test('the head of a group stays above its rows while they pass', async ({ desk, simulator }) => {
  await desk.typeIds(simulator.addJobs(60).join('\n'));
  await groupBy(desk, 'Batch');
  const stuck = desk.grid.locator('.stuck .head');
  await expect(head(desk, /^Typed/)).toBeInViewport();
  await expect(stuck).toBeHidden();
  await desk.grid.locator('[role=rowgroup]').evaluate((rows) => (rows.scrollTop = 900));
  await expect(stuck).toBeVisible();
  await expect(stuck).toContainText('60');
  // The row that the keyboard goes up to is not hidden below it.
  await desk.grid.press('End');
  await desk.grid.press('PageUp');
  await desk.grid.press('PageUp');
  const ringed = desk.grid.locator('[role=row].current');
  const bottom = async (of: Locator): Promise<number> => {
    const box = await of.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  expect((await ringed.boundingBox())?.y ?? 0).toBeGreaterThanOrEqual((await bottom(stuck)) - 1);
  await stuck.click();
  await expect.poll(async () => (await lines(desk)).length).toBe(1);
});

test('after a restart the list is grouped as it was, with the same groups folded', async ({
  desk,
  simulator,
}) => {
  await addDays(desk, simulator);
  await groupBy(desk, 'Day');
  await head(desk, /^Yesterday/).click();
  await expect(head(desk, /^Yesterday/)).toHaveAttribute('aria-expanded', 'false');
  const before = await lines(desk);
  expect(before).toContain('+ Yesterday 1');
  await expect
    .poll(() => readFile(join(desk.userData, 'last-view.json'), 'utf8'))
    .toMatch(/"by":"day","areFolded":false,"except":\["\d+"\]/);
  await desk.quit();
  await desk.start();
  await expect.poll(() => lines(desk)).toEqual(before);
  // Also where its process was lost.
  await desk.page.reload();
  await expect.poll(() => lines(desk)).toEqual(before);
});

test('jobs that a script submitted overnight are a session, and become a batch from its head', async ({
  desk,
  simulator,
}) => {
  const jobs = 120;
  for (let at = 0; at < jobs; at += 1) {
    const fails = at % 10 === 0 ? { fails: 'Out of memory' } : {};
    const ageMs = (8 * 60 + at * 2) * minute;
    const id = simulator.addJob({ filename: `night_${at}.glb`, ageMs, ...fails });
    simulator.setPhase(id, at % 10 === 0 ? 'failed' : 'completed');
  }
  simulator.setPhase(simulator.addJob({ filename: 'morning.glb' }), 'queued');
  await desk.page.evaluate(() => window.rigyd.changeSettings({ watchAccount: false }));
  simulator.setList(true);
  await desk.page.evaluate(() => window.rigyd.changeSettings({ watchAccount: true }));
  await expect(shown(desk)).toHaveText('121 jobs');
  await groupBy(desk, 'Session');
  const night = head(desk, / 120 .*108 completed.*12 failed/);
  await expect(night).toBeVisible();
  await night.click({ button: 'right' });
  await desk.page.getByRole('menuitem', { name: 'Add 120 to batch…' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Add 120 jobs to a batch' });
  await dialog.getByRole('textbox', { name: 'New batch name' }).fill('Night run');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(desk.page.getByRole('heading', { name: 'Night run' })).toBeVisible();
  await expect(shown(desk)).toHaveText('Showing 120 of 121');

  // What is in no batch is gathered below the batches.
  const views = desk.page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('button', { name: 'No batch' }).click();
  await expect(shown(desk)).toHaveText('Showing 1 of 121');
  await expect(desk.row('morning.glb')).toBeVisible();
  await expect(views.getByRole('button', { name: 'No batch' })).toHaveAttribute('aria-current', 'true');
  await expect(desk.page.getByRole('toolbar').getByRole('button', { name: 'Batch: No batch' })).toBeVisible();
});

test('axe finds nothing in groups, folded or not, and in their menus', async ({ desk, simulator }) => {
  await addDays(desk, simulator);
  await groupBy(desk, 'Failure reason');
  await head(desk, /^Not failed/).click();
  expect(await findings(desk), 'groups').toEqual([]);
  await desk.grid.press('Shift+F10');
  await expect(desk.page.getByRole('menu', { name: /^Actions for the group Not failed/ })).toBeVisible();
  expect(await findings(desk), 'menu of a group').toEqual([]);
  await desk.page.keyboard.press('Escape');
  await desk.button('Group by').click();
  expect(await findings(desk), 'what to group by').toEqual([]);
});
