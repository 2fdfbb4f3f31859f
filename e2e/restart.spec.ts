import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leaveOldChanges } from './support/stored-jobs.ts';
import { expect, sharedTest, test, smoke } from './support/test.ts';
import { stateOf } from './support/state.ts';

sharedTest(
  'after a restart everything is there again, and only what is not finished is asked for',
  async ({ desk, simulator }) => {
    const done = simulator.addJob({ filename: 'mug.glb' });
    const active = simulator.addJob({ filename: 'gear.glb' });
    simulator.setPhase(done, 'completed');
    simulator.setPhase(active, 'running', 30);
    await desk.typeIds(`${done}\n${active}`);
    await expect(desk.row(done)).toContainText('Completed');
    await expect(desk.row(active)).toContainText('Running');
    await desk.quit();

    const before = simulator.requests.total;
    simulator.setPhase(active, 'running', 80);
    await desk.start();
    await expect(desk.row(active)).toContainText('80%');
    await expect(desk.row(done)).toContainText('Completed');
    const asked = simulator.requests.entries.slice(before).map(({ path }) => path);
    expect(asked.some((path) => path.endsWith(active))).toBe(true);
    expect(asked.some((path) => path.endsWith(done))).toBe(false);
  },
);

sharedTest('what was listed survives kill -9', async ({ desk, simulator }) => {
  const ids = simulator.addJobs(50);
  await desk.typeIds(ids.join('\n'));
  await expect(desk.messages).toContainText('Watching 50 new jobs in batch “');
  await desk.kill();
  await desk.start();
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '51');
  for (const id of ids.slice(0, 5)) {
    await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill(id);
    await expect(desk.row(id)).toBeVisible();
  }
});

sharedTest(
  'a download that kill -9 cut off goes on by itself, and comes home whole',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'table.glb', resultBytes: 6_000_000 });
    simulator.setPhase(id, 'completed');
    simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 500_000 }, endpoint: 'result', job: id });
    await desk.typeIds(id);
    await desk.button('Download: table.glb').click();
    const bar = desk.row(id).getByRole('progressbar', { name: 'Download of table.glb' });
    await expect(async () =>
      expect(Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(5),
    ).toPass();
    await desk.kill();

    simulator.faults.clear();
    await desk.start();
    await expect(desk.button('Show in folder: table.glb')).toBeVisible();
    const asked = simulator.requests.entries.filter(({ path }) => path.includes('/result'));
    expect(asked.at(-1)?.headers['range'] ?? '').toMatch(/^bytes=[1-9]/);
  },
);

sharedTest(
  'a second start hands its arguments to the app that runs, and ends',
  smoke,
  async ({ desk, simulator }) => {
    const [first = '', second = '', third = ''] = simulator.addJobs(3);
    await expect(desk.button('Add job IDs').first()).toBeVisible();
    const list = join(desk.home, 'more.txt');
    await writeFile(list, second);
    await desk.startAgain({ args: [first, 'more.txt'] });
    await expect(desk.row(first)).toBeVisible();
    await expect(desk.row(second)).toBeVisible();
    expect(desk.app.windows()).toHaveLength(1);

    // Who writes a note is not taken away from it.
    await desk.open(first);
    const note = desk.details.getByRole('textbox', { name: 'Note' });
    await note.focus();
    await desk.startAgain({ args: [third] });
    await expect(desk.messages.getByRole('button', { name: 'Show' })).toBeVisible();
    await expect(note).toBeFocused();
    await expect(desk.details).toContainText(first);
    await desk.messages.getByRole('button', { name: 'Show' }).click();
    await expect(desk.details).toContainText(third);
  },
);

test(
  'a damaged database is set aside, and the list comes back from its backup',
  smoke,
  async ({ desk, simulator }) => {
    const ids = simulator.addJobs(3);
    await desk.typeIds(ids.join('\n'));
    await expect(desk.grid).toHaveAttribute('aria-rowcount', '4');
    await desk.quit();
    await writeFile(join(desk.userData, 'store', 'jobs', 'CURRENT'), 'garbage');
    await desk.start();
    await expect(desk.page.getByRole('alert')).toContainText(
      'The list on disk was damaged and has been restored from its backup.',
    );
    for (const id of ids) await expect(desk.row(id)).toBeVisible();
  },
);

sharedTest(
  'what a person did last survives kill -9 as soon as it is answered',
  async ({ desk, simulator }) => {
    const [kept = '', removed = ''] = simulator.addJobs(2);
    await desk.typeIds(`${kept}\n${removed}`);
    await expect(desk.row(removed)).toBeVisible();
    await desk.page.evaluate(
      async ([id, other]) => {
        await window.rigyd.setNote({ id, note: 'last words' });
        await window.rigyd.changeTags({ ids: [id], add: ['fair'], remove: [] });
        await window.rigyd.changeSettings({ lowCredits: 77 });
        await window.rigyd.removeJobs({ ids: [other] });
      },
      [kept, removed] as const,
    );
    await desk.kill();
    await desk.start();
    await expect(desk.row(kept)).toContainText('fair');
    await expect(desk.grid).toHaveAttribute('aria-rowcount', '2');
    await desk.open(kept);
    await expect(desk.details.getByRole('textbox', { name: 'Note' })).toHaveValue('last words');
    expect((await stateOf(desk.page)).settings.lowCredits).toBe(77);
  },
);

sharedTest('a list whose opening was cut off again and again is whole', async ({ desk, simulator }) => {
  const [id = ''] = simulator.addJobs(1);
  await desk.typeIds(id);
  await expect(desk.row(id)).toBeVisible();
  await desk.kill();
  // What two kills in the moment of opening leave.
  await writeFile(join(desk.userData, 'store', 'jobs.opening'), '..');
  await desk.start();
  await expect(desk.row(id)).toBeVisible();
  await expect(desk.page.getByRole('alert')).toHaveCount(0);
  expect((await readdir(join(desk.userData, 'store'))).filter((name) => name.startsWith('jobs-'))).toEqual(
    [],
  );
});

test('changes that could not be saved long ago replace nothing, and can be imported', async ({
  desk,
  simulator,
}) => {
  const [id = ''] = simulator.addJobs(1);
  await desk.typeIds(id);
  await expect(desk.row(id)).toBeVisible();
  await desk.page.evaluate((job) => window.rigyd.setNote({ id: job, note: 'weeks of notes' }), id);
  await desk.quit();
  await leaveOldChanges(desk, (record) => ({ ...record, note: 'for the fair', tags: ['oak'] }));
  await desk.start();

  await expect(desk.page.getByRole('alert')).toContainText(
    'Older unsaved changes were not applied because your list has changed since.',
  );
  const names = (await readdir(desk.userData)).filter((name) => name.startsWith('rigyd-desk-'));
  expect(names).toEqual([expect.stringContaining('older-changes')]);
  const note = desk.details.getByRole('textbox', { name: 'Note' });
  await desk.open(id);
  await expect(note).toHaveValue('weeks of notes');
  await desk.answerFileDialogs(join(desk.userData, names[0] ?? ''));
  await desk.page.evaluate(() => window.rigyd.importJobs());
  await expect(note).toHaveValue(/weeks of notes[^]*for the fair/);
  await expect(desk.row(id)).toContainText('oak');
});

test('what version 0.1.0 left on disk is there again', async ({ newDesk: desk, simulator }) => {
  const left = fileURLToPath(new URL('../src/main/testing/stored-data-0.1.0/user-data', import.meta.url));
  await cp(left, desk.userData, { recursive: true });
  await desk.start({ env: { RIGYD_API_KEY: simulator.key } });
  await expect(desk.grid).toHaveAttribute('aria-rowcount', '31');
  await expect(desk.row('toaster.usd')).toContainText('Completed');
  const batches = desk.page.getByRole('region', { name: 'Batches' });
  for (const name of [
    'walnut chairs.csv',
    'Pasted 23:22',
    'Link 23:22 (2)',
    'a.txt and 1 more',
    'Hand-picked',
  ])
    await expect(batches.getByRole('button', { name })).toBeVisible();
  await batches.getByRole('button', { name: 'walnut chairs.csv' }).click();
  await expect(desk.row('chair.glb')).toContainText('walnut');
  await expect(desk.page.getByRole('alert')).toBeHidden();
});
