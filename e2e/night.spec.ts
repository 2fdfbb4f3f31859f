import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest } from './support/test.ts';

const views = (desk: Desk): Locator => desk.page.getByRole('navigation', { name: 'Views' });
const batches = (desk: Desk): Locator => views(desk).getByRole('region', { name: 'Batches' });
const batch = (desk: Desk): Locator => desk.page.getByRole('region', { name: 'Batch', exact: true });
const reasons = (desk: Desk): Locator => desk.page.getByRole('group', { name: 'Why jobs failed' });
const bar = (desk: Desk): Locator => desk.page.getByRole('region', { name: 'Downloads', exact: true });
const names = (desk: Desk): Locator => desk.grid.getByRole('row').locator('.name');

const nightly = (shard: number): string => `nightly_run_2026-05-10_shard_${shard}.csv`;

/** Adds a batch for each name, of two jobs with a status. The last is the newest. */
async function addBatches(desk: Desk, simulator: Simulator, given: readonly string[], status = 'running') {
  for (const name of given) {
    const ids = ['chair.glb', 'lamp.glb'].map((filename) => simulator.addJob({ filename }));
    for (const id of ids) simulator.setPhase(id, status);
    await desk.page.evaluate((params) => window.rigyd.addJobs(params), {
      texts: [{ text: ids.join('\n'), source: { kind: 'pasted' as const } }],
      name,
    });
  }
}

async function choose(desk: Desk, menu: string | RegExp, item: string | RegExp): Promise<void> {
  await desk.button(menu).click();
  const { page } = desk;
  await page
    .getByRole('menuitem', { name: item })
    .or(page.getByRole('menuitemradio', { name: item }))
    .click();
}

sharedTest(
  'batches of one series are told apart by the end of their names, and are sorted, searched and folded',
  async ({ desk, simulator }) => {
    await addBatches(desk, simulator, [nightly(37), nightly(31), nightly(39)]);
    await expect(batches(desk).getByRole('button')).toHaveCount(3);
    await expect(views(desk).getByRole('searchbox', { name: 'Search batches' })).toBeHidden();
    const item = batches(desk).getByRole('button', { name: nightly(39) });
    const end = item.getByText(/^nig[^…]*…shard_39\.csv$/);
    expect(await end.evaluate((part) => part.scrollWidth <= part.clientWidth)).toBe(true);
    // It takes all the room that there is, but for that of a character.
    const unused = await end.evaluate((part) => {
      const text = document.createRange();
      text.selectNodeContents(part);
      return part.getBoundingClientRect().width - text.getBoundingClientRect().width;
    });
    expect(unused).toBeLessThan(14);
    const [outer, inner] = [await item.boundingBox(), await end.boundingBox()];
    expect((inner?.x ?? Infinity) + (inner?.width ?? 0)).toBeLessThanOrEqual(
      (outer?.x ?? 0) + (outer?.width ?? 0),
    );
    await expect(item).toHaveAttribute('title', `${nightly(39)}\n0 of 2 completed, 2 active`);

    // The one that is shown stands in stronger letters, which are wider.
    const cutNames = batches(desk).getByText(/^nig[^…]*…shard_3\d\.csv$/);
    for (const shard of [37, 39]) {
      const chosen = batches(desk).getByRole('button', { name: nightly(shard) });
      await chosen.click();
      await expect(chosen).toHaveAttribute('aria-current', 'true');
      await expect(cutNames).toHaveCount(3);
      await expect
        .poll(() => cutNames.evaluateAll((parts) => parts.map((part) => part.scrollWidth - part.clientWidth)))
        .toEqual([0, 0, 0]);
    }

    await choose(desk, 'Sort and archive batches', 'By name');
    await expect(batches(desk).getByRole('button')).toHaveText([/shard_31/, /shard_37/, /shard_39/]);
    await addBatches(desk, simulator, [30, 32, 33, 34, 35].map(nightly));
    const search = views(desk).getByRole('searchbox', { name: 'Search batches' });
    await search.fill('shard_33');
    await expect(batches(desk).getByRole('button')).toHaveText([/shard_33/]);
    await search.fill('chairs');
    await expect(views(desk)).toContainText('No matches');
    await search.press('Escape');
    await expect(batches(desk).getByRole('button')).toHaveCount(8);
    expect(await findings(desk)).toEqual([]);

    await views(desk).getByRole('button', { name: 'Batches', exact: true }).click();
    await expect(batches(desk)).toBeHidden();
    await desk.page.reload();
    await desk.appLoaded();
    await expect(views(desk).getByRole('button', { name: 'Batches', exact: true })).toHaveAttribute(
      'aria-expanded',
      'false',
    );
    await views(desk).getByRole('button', { name: 'Batches', exact: true }).click();
    await expect(batches(desk).getByRole('button')).toHaveText([
      /shard_30/,
      /_31/,
      /_32/,
      /_33/,
      /_34/,
      /_35/,
      /_37/,
      /_39/,
    ]);
  },
);

sharedTest(
  'batches that have finished are archived, alone or all at once, and can be brought back',
  async ({ desk, simulator }) => {
    await addBatches(desk, simulator, ['old', 'older'], 'completed');
    await addBatches(desk, simulator, ['new']);
    for (const name of [/^old 2 of 2/, /^older 2 of 2/])
      await expect(batches(desk).getByRole('button', { name })).toBeVisible();
    await choose(desk, 'Sort and archive batches', 'Archive 2 finished batches');
    await expect(desk.messages).toContainText('Archived 2 batches.');
    await expect(batches(desk).getByRole('button')).toHaveText([/new/]);
    await views(desk).getByRole('button', { name: 'Archived 2' }).click();
    const archived = views(desk).getByRole('region', { name: 'Archived', exact: true });
    await archived.getByRole('button', { name: /^older/ }).click();
    await expect(batch(desk).getByRole('heading', { name: 'older' })).toBeVisible();
    await expect(names(desk)).toHaveCount(2);
    await choose(desk, 'More for this batch', 'Unarchive batch');
    await expect(batches(desk).getByRole('button')).toHaveText([/new/, /older/]);
    await desk.quit();
    await desk.start();
    await expect(batches(desk).getByRole('button')).toHaveText([/new/, /older/]);
    await expect(views(desk).getByRole('button', { name: 'Archived 1' })).toBeVisible();
  },
);

/** Jobs of a night: three with one reason but for its number, one with another, one without, one that goes on. */
function addNight(simulator: Simulator): string[] {
  const holes = (count: number): string => `Mesh is not watertight: ${count} open edges`;
  const failing = {
    'a.glb': holes(217),
    'b.glb': holes(3),
    'c.glb': holes(1_204),
    'd.glb': 'Too many parts',
  };
  const ids = Object.entries(failing).map(([filename, fails]) => simulator.addJob({ filename, fails }));
  for (const id of ids) simulator.setPhase(id, 'failed');
  const last = simulator.addJob({ filename: 'e.glb', fails: holes(8) });
  simulator.setPhase(last, 'running');
  return [...ids, last];
}

sharedTest(
  'the failed are counted by reason in their batch, a click shows those of one, and their names are copied',
  async ({ desk, simulator }) => {
    const ids = addNight(simulator);
    await desk.drop({ files: [{ name: 'night.csv', content: `job_id\n${ids.join('\n')}\n` }] });
    const holes = reasons(desk).getByRole('button', { name: /Mesh is not watertight: # open edges$/ });
    await expect(holes).toHaveAccessibleName('3 Mesh is not watertight: # open edges');
    await expect(reasons(desk).getByRole('button', { name: '1 Too many parts' })).toBeVisible();
    await desk.sortBy('Added, newest first');
    await holes.click();
    await expect(holes).toHaveAttribute('aria-pressed', 'true');
    await expect(names(desk)).toHaveText(['a.glb', 'b.glb', 'c.glb']);
    expect(await findings(desk)).toEqual([]);

    await choose(desk, 'Copy failed jobs', 'Names of 3 failed jobs');
    await expect.poll(() => desk.clipboard()).toBe('c.glb\nb.glb\na.glb');
    await choose(desk, 'Copy failed jobs', 'IDs of 3 failed jobs');
    await expect.poll(() => desk.clipboard()).toBe(ids.slice(0, 3).toReversed().join('\n'));

    simulator.setPhase(ids[4] ?? '', 'failed');
    await desk.check(ids);
    await expect(holes).toHaveAccessibleName('4 Mesh is not watertight: # open edges');
    await expect(names(desk)).toHaveCount(4);
    await holes.click();
    await expect(names(desk)).toHaveCount(5);
    await batch(desk).getByRole('button', { name: '5 total', exact: true }).click();
    await expect(holes).toHaveAttribute('aria-pressed', 'false');
  },
);

sharedTest(
  'the failed of all batches are counted by reason in the Failed view',
  async ({ desk, simulator }) => {
    await desk.typeIds(addNight(simulator).join('\n'));
    await views(desk)
      .getByRole('button', { name: /^Failed/ })
      .click();
    await reasons(desk)
      .getByRole('button', { name: /Too many parts/ })
      .click();
    await expect(names(desk)).toHaveText(['d.glb']);
    await expect(views(desk).getByRole('button', { name: /^Failed/ })).toHaveText('Failed 4');
    await desk.button('Clear all').click();
    await expect(reasons(desk)).toBeHidden();
    await expect(names(desk)).toHaveCount(5);
  },
);

sharedTest(
  'what copies the failed stands beside their reasons, however long',
  async ({ desk, simulator }) => {
    const long = 'a reason that is longer than any chip in which it could be shown whole';
    const ids = ['Mesh', 'Texture', 'Physics'].map((part) =>
      simulator.addJob({ filename: `${part}.glb`, fails: `${part}: ${long}` }),
    );
    for (const id of ids) simulator.setPhase(id, 'failed');
    await desk.resize(1280, 800);
    await desk.typeIds(ids.join('\n'));
    await views(desk)
      .getByRole('button', { name: /^Failed/ })
      .click();
    const buttons = reasons(desk).getByRole('button');
    await expect(buttons).toHaveCount(4);
    const tops = await buttons.evaluateAll((all) =>
      all.map((button) => Math.round(button.getBoundingClientRect().top)),
    );
    expect(new Set(tops).size).toBe(1);
  },
);

sharedTest(
  'results of a batch lie in its folder, which one click opens, and two of one name are told apart by their IDs',
  async ({ desk, simulator }) => {
    const ids = ['crate.glb', 'crate.glb', 'barrel.glb'].map((filename) => simulator.addJob({ filename }));
    for (const id of ids) simulator.setPhase(id, 'completed');
    await desk.drop({ files: [{ name: 'warehouse.csv', content: `job_id\n${ids.join('\n')}\n` }] });
    await batch(desk).getByRole('button', { name: 'Download 3 results' }).click();
    await expect(batch(desk)).toContainText('3 results downloaded');
    const folder = join(desk.results, 'warehouse');
    const found = (await readdir(folder)).sort();
    const marks = ids.slice(0, 2).map((id) => `crate (${id.slice(-6)})`);
    expect(found.slice(0, 2)).toEqual(['barrel', 'crate']);
    expect(marks).toContain(found[2]);
    const paths = await desk.notePaths();
    await batch(desk).getByRole('button', { name: 'Open folder' }).click();
    await expect.poll(paths).toEqual([`open ${folder}`]);

    await desk.button('Settings').click();
    const settings = desk.page.getByRole('dialog', { name: 'Settings' });
    const folders = settings.getByRole('switch', { name: 'Folder for each batch' });
    await folders.click();
    await expect(folders).not.toBeChecked();
    await desk.page.keyboard.press('Escape');
    await desk.open(ids[2] ?? '');
    await desk.details.getByRole('button', { name: 'Download again' }).click();
    await expect.poll(() => readdir(desk.results)).toContain('barrel');
  },
);

sharedTest(
  'before many results are downloaded their number, their size and the room for them are told',
  async ({ desk, simulator }) => {
    const ids = Array.from({ length: 101 }, (_, at) => simulator.addJob({ filename: `part_${at}.glb` }));
    for (const id of ids) simulator.setPhase(id, 'completed');
    await desk.drop({ files: [{ name: 'night.csv', content: `job_id\n${ids.join('\n')}\n` }] });
    const collect = batch(desk).getByRole('button', { name: 'Download 101 results' });
    await collect.click();
    const question = desk.page.getByRole('dialog', { name: 'Download 101 results?' });
    await expect(question).toContainText(
      /About [\d.]+ [KMG]B will be saved to .*Rigyd, which has [\d.]+ [KMGT]B free\./,
    );
    expect(await findings(desk)).toEqual([]);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(collect).toBeVisible();
    await desk.page.keyboard.press('ControlOrMeta+Shift+D');
    await expect(question).toBeVisible();
    await desk.page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    await expect(bar(desk)).toBeHidden();
    await desk.page.getByRole('button', { name: 'Download 101', exact: true }).click();
    await question.getByRole('button', { name: 'Download 101' }).click();
    await expect(bar(desk)).toContainText('of 101');
    await bar(desk).getByRole('button', { name: 'Show all' }).click();
    await desk.page.getByRole('button', { name: 'Cancel waiting' }).click();
  },
);

sharedTest(
  'any selection becomes a batch, joins another or leaves it, and batches are merged; each can be taken back',
  async ({ desk, simulator }) => {
    const ids = ['oak.glb', 'elm.glb', 'ash.glb'].map((filename) => simulator.addJob({ filename }));
    for (const id of ids) await desk.typeIds(id);
    await addBatches(desk, simulator, ['others']);
    await views(desk).getByRole('button', { name: 'All jobs' }).click();
    const dialog = desk.page.getByRole('dialog', { name: /to a batch$/ });
    await desk.row('oak.glb').click({ position: { x: 40, y: 12 } });
    await desk.row('elm.glb').click({ position: { x: 40, y: 12 }, modifiers: ['ControlOrMeta'] });
    await desk.page.keyboard.press('b');
    await expect(dialog).toHaveAccessibleName('Add 2 jobs to a batch');
    await dialog.getByRole('textbox', { name: 'New batch name' }).fill('Trees');
    expect(await findings(desk)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(batch(desk).getByRole('heading', { name: 'Trees' })).toBeVisible();
    await expect(names(desk)).toHaveText(['elm.glb', 'oak.glb']);

    await views(desk).getByRole('button', { name: 'All jobs' }).click();
    await desk.row('ash.glb').click({ position: { x: 40, y: 12 } });
    await desk.grid.press('b');
    await dialog.getByRole('radio', { name: 'Trees' }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(batch(desk).getByRole('button', { name: '3 total' })).toBeVisible();
    await desk.row('ash.glb').click({ button: 'right', position: { x: 40, y: 12 } });
    await desk.page.getByRole('menuitem', { name: 'Remove from batch' }).click();
    await expect(names(desk)).toHaveText(['elm.glb', 'oak.glb']);
    await expect(batch(desk).getByRole('button', { name: '2 total' })).toBeVisible();
    await desk.messages.getByRole('button', { name: 'Undo' }).last().click();
    await expect(names(desk)).toHaveCount(3);

    await choose(desk, 'More for this batch', 'Merge into another batch…');
    const merging = desk.page.getByRole('dialog', { name: 'Merge “Trees” into another batch' });
    await merging.getByRole('radio', { name: 'others' }).check();
    await merging.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(batch(desk).getByRole('button', { name: '5 total' })).toBeVisible();
    await expect(batches(desk).getByRole('button')).toHaveText([/others/]);
    await desk.messages.getByRole('button', { name: 'Undo' }).last().click();
    await expect(batch(desk).getByRole('heading', { name: 'Trees' })).toBeVisible();
    await expect(batches(desk).getByRole('button', { name: /^others 0 of 2/ })).toBeVisible();
  },
);

sharedTest(
  'two jobs are compared value by value, and a whole batch as a table that is sorted and copied',
  async ({ desk, simulator }) => {
    const files = ['oak.glb', 'elm.glb', 'ash.glb', 'fir.glb', 'yew.glb', 'box.glb', 'fig.glb'];
    const ids = files.map((filename) => simulator.addJob({ filename }));
    for (const id of ids) simulator.setPhase(id, 'completed');
    const running = simulator.addJob({ filename: 'ivy.glb' });
    simulator.setPhase(running, 'running');
    const content = `job_id\n${[...ids, running].join('\n')}\n`;
    await desk.drop({ files: [{ name: 'trees.csv', content }] });
    await desk.sortBy('Added, newest first');
    await expect(batch(desk)).toContainText('7 completed');
    await desk.row('oak.glb').click({ position: { x: 40, y: 12 } });
    await desk.row('elm.glb').click({ position: { x: 40, y: 12 }, modifiers: ['ControlOrMeta'] });
    await desk.row('elm.glb').click({ button: 'right', position: { x: 40, y: 12 } });
    await desk.page.getByRole('menuitem', { name: 'Compare 2 reports…' }).click();
    const dialog = desk.page.getByRole('dialog', { name: 'Compare 2 reports' });
    await expect(dialog.getByRole('columnheader')).toHaveText(['Value', 'oak.glb', 'elm.glb']);
    await expect(dialog.getByRole('row').filter({ hasText: 'Job id' })).toHaveCount(1);
    const differing = await dialog.getByRole('row').count();
    await dialog.getByRole('checkbox', { name: 'Only differences' }).uncheck();
    await expect(dialog.getByRole('row').filter({ hasText: 'Version' })).toContainText('2.4.0');
    expect(await dialog.getByRole('row').count()).toBeGreaterThan(differing);
    expect(await findings(desk)).toEqual([]);
    await desk.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();

    await choose(desk, 'More for this batch', 'Compare reports…');
    const whole = desk.page.getByRole('dialog', { name: 'Compare 7 reports' });
    await expect(whole.getByRole('rowheader')).toHaveCount(7);
    await expect(whole).toContainText('1 job without a report not shown');
    const column = whole.getByRole('columnheader').filter({ hasText: 'Duration' }).first();
    await column.getByRole('button').click();
    await expect(column).toHaveAttribute('aria-sort', 'descending');
    expect(await findings(desk)).toEqual([]);
    await whole.getByRole('button', { name: 'Copy table' }).click();
    await expect.poll(() => desk.clipboard()).toMatch(/^job_id\tname\t.*\n(?:.*\n){6}.*$/);
  },
);
