import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { childProcesses } from './support/processes.ts';
import { stateOf } from './support/state.ts';
import { expect, sharedTest, test } from './support/test.ts';

const batch = (desk: Desk): Locator => desk.page.getByRole('region', { name: 'Batch', exact: true });

/** Results are judged one after the other, at a low priority: a busy machine does everything else before. */
const judged = { timeout: 200_000 };

/** Completed jobs in a batch, of which the last one has a result with spoilt physics. */
async function addBatch(desk: Desk, simulator: Simulator, names: string[]): Promise<string[]> {
  const ids = names.map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  const spoilt = ids.at(-1) ?? '';
  simulator.faults.set({ fault: { kind: 'spoilPhysics' }, endpoint: 'result', job: spoilt });
  await desk.drop({ files: [{ name: 'props.csv', content: `job_id\n${ids.join('\n')}\n` }] });
  await expect(batch(desk).getByRole('heading', { name: 'props.csv' })).toBeVisible();
  return ids;
}

const verdictsIn = async (desk: Desk): Promise<unknown> =>
  Object.fromEntries((await stateOf(desk.page)).rows.map(({ name, verdict }) => [name, verdict]));

test('results are judged as they come home: a batch says how many need a look, and the verdict stays', async ({
  desk,
  simulator,
}) => {
  test.setTimeout(300_000);
  await addBatch(desk, simulator, ['chair.glb', 'crate.glb', 'odd crate.glb']);
  await desk.button('Download 3 results').click();
  await expect
    .poll(() => verdictsIn(desk), judged)
    .toEqual({ 'chair.glb': 'clear', 'crate.glb': 'clear', 'odd crate.glb': 'error' });

  // Beside the name, as long as the list has no room for the column.
  await expect(desk.row('odd crate.glb')).toContainText('Verdict: Error');
  await desk.resize(1900, 900);
  await expect(desk.row('odd crate.glb')).not.toContainText('Verdict: Error');
  await expect(desk.row('odd crate.glb')).toContainText('Error');
  await expect(desk.row(/^(?!.*odd).*crate\.glb/)).toContainText('No problems');
  const firstRow = desk.grid.getByRole('row').filter({ hasText: '.glb' }).first();
  await desk.sortBy('Verdict, best first');
  await expect(firstRow).not.toContainText('odd crate.glb');

  const look = batch(desk).getByRole('button', { name: '1 of 3 needs a look' });
  await look.click();
  await expect(desk.page.getByRole('combobox', { name: 'Sort by' })).toHaveValue('verdict false');
  await expect(look).toHaveAttribute('aria-pressed', 'true');
  await expect(desk.row('.glb')).toHaveCount(1);
  await expect(desk.row('odd crate.glb')).toBeVisible();

  const file = join(desk.home, 'jobs.csv');
  await desk.answerFileDialogs(file);
  await desk.button('Export and import').click();
  await desk.page.getByRole('menuitem', { name: /^Export 1 job as CSV/ }).click();
  await expect(desk.messages).toContainText('Exported 1 job to jobs.csv.');
  const table = await readFile(file, 'utf8');
  expect(table).toMatch(/verdict,findings/);
  expect(table).toMatch(/error,"no-mass, .*collider-volume/);

  await desk.quit();
  await desk.start();
  await expect(desk.row('odd crate.glb')).toContainText('Error');
  expect(await verdictsIn(desk)).toMatchObject({ 'odd crate.glb': 'error', 'chair.glb': 'clear' });
  expect(await childProcesses(desk, 'Rigyd Desk Checks')).toEqual([]);
});

sharedTest(
  'the details say what was found, why it matters, by which rule, and where',
  async ({ desk, simulator }) => {
    sharedTest.setTimeout(300_000);
    await addBatch(desk, simulator, ['chair.glb', 'odd crate.glb']);
    await desk.open('odd crate.glb');
    await desk.button('Download: odd crate.glb').click();
    const section = desk.section('Verdict');
    const found = section.getByRole('list', { name: 'Findings' }).getByRole('listitem');
    await expect(found.first()).toContainText(/Error/, judged);
    await expect(section).toContainText('These checks are advice.');
    const large = found.filter({ hasText: 'times the volume' });
    await expect(large).toContainText('Warning · USD');
    await large.getByText('About this finding').click();
    await expect(large).toContainText('What it means');
    await expect(large).toContainText(/collider-volume, version \S+/);
    await expect(large).toContainText('Rigyd Desk');
    await expect(large).toContainText('/odd_crate');
    await section.getByText(/rules? not checked/).click();
    await expect(section).toContainText('There is no joint.');
    expect(await findings(desk)).toEqual([]);

    await large.getByRole('button', { name: 'Show in 3D: odd_crate' }).first().click();
    await expect(desk.section('Asset').getByRole('heading', { name: 'Asset' })).toBeFocused();
    simulator.faults.clear();

    await section.getByRole('button', { name: 'Check result again' }).click();
    await expect(section.getByRole('button', { name: 'Check result again' })).toBeEnabled(judged);
    await expect(found.first()).toContainText(/Error/);
  },
);

sharedTest('where the process that judges is ended, the next one goes on', async ({ desk, simulator }) => {
  sharedTest.setTimeout(300_000);
  await addBatch(desk, simulator, ['chair.glb', 'crate.glb', 'odd crate.glb']);
  await desk.button('Download: chair.glb').click();
  await expect.poll(() => verdictsIn(desk), judged).toMatchObject({ 'chair.glb': 'clear' });
  const [pid = 0, ...others] = await childProcesses(desk, 'Rigyd Desk Checks');
  expect(others).toEqual([]);
  // It hangs while it is asked for the next one, and is then ended.
  process.kill(pid, 'SIGSTOP');
  await desk.button('Download: crate.glb').click();
  await expect(desk.button('Show in folder: crate.glb')).toBeVisible();
  process.kill(pid, 'SIGKILL');
  await desk.button('Download: odd crate.glb').click();
  await expect
    .poll(() => verdictsIn(desk), judged)
    .toEqual({ 'chair.glb': 'clear', 'crate.glb': 'clear', 'odd crate.glb': 'error' });
  expect(await childProcesses(desk, 'Rigyd Desk Checks')).not.toContain(pid);
});
