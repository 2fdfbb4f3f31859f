import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findings } from './support/axe.ts';
import { expect, sharedTest, test } from './support/test.ts';

sharedTest(
  'a dropped text is searched for IDs, and what was not understood is listed with its line',
  async ({ desk, simulator }) => {
    const ids = simulator.addJobs(3);
    await desk.drop({
      text: `${ids[0]}\n\nhello there\n${ids[1]}  running   42%  glb_to_simready  chair.glb\n${ids[2]}`,
    });
    for (const id of ids) await expect(desk.row(id)).toBeVisible();
    await expect(desk.messages).toContainText(
      /Watching 3 new jobs in batch “Dropped .+”\. 1 line has no job ID\./,
    );
    await desk.button('Show lines').click();
    const lines = desk.page.getByRole('list', { name: 'Lines without a job ID' });
    await expect(lines.getByRole('listitem')).toHaveText(['3hello there']);
  },
);

sharedTest('dropped files are read, all of them', async ({ desk, simulator }) => {
  const [first = '', second = ''] = simulator.addJobs(2);
  await desk.drop({
    files: [
      { name: 'jobs.csv', content: `name,job_id\nchair,${first}\n` },
      { name: 'answer.json', content: JSON.stringify({ data: { id: second, status: 'queued' } }) },
    ],
  });
  await expect(desk.row(first)).toBeVisible();
  await expect(desk.row(second)).toBeVisible();
});

const model = 'glTF\u0002\u0000\u0000\u0000\u0000\u0001binary\u0000';

sharedTest('dropped models and pictures are answered with the way on', async ({ desk, simulator }) => {
  const added = 'Rigyd Desk watches conversions. Convert chair.glb in the Rigyd web app or with a script,';
  await desk.drop({ files: [{ name: 'chair.glb', content: model }] });
  // The service does not show the account’s list.
  await expect(desk.messages).toContainText(`${added} then add the job ID here.`);

  await desk.button('Settings').click();
  const watches = desk.page.getByRole('switch', { name: 'Watch my account’s jobs' });
  await watches.click();
  await expect(watches).toHaveAttribute('aria-checked', 'false');
  simulator.setList(true);
  await watches.click();
  await desk.page.keyboard.press('Escape');
  await expect(desk.page.getByText('No jobs in your account yet.')).toBeVisible();
  await desk.drop({ files: [{ name: 'chair.glb', content: model }] });
  await expect(desk.messages).toContainText(`${added} and it shows up here automatically.`);
  const opened = await desk.noteWebPages();
  await desk.messages.getByRole('button', { name: 'Open web app' }).last().click();
  await expect.poll(opened).toEqual(['https://app.rigyd.com']);

  await desk.drop({
    files: [
      { name: 'lamp.obj', content: 'v 0 0 0\n'.repeat(100) },
      { name: 'front.png', content: 'x' },
    ],
  });
  await expect(desk.messages).toContainText(
    'Convert lamp.obj and 1 more in the Rigyd web app or with a script, and they show up here automatically.',
  );
});

sharedTest('what is no text and no model is named as such', async ({ desk }) => {
  await desk.drop({ files: [{ name: 'all.zip', content: model }] });
  await expect(desk.messages).toContainText('Not a text file: all.zip.');
});

sharedTest(
  'a dropped folder is read with all folders in it, and what held no ID is listed',
  async ({ desk, simulator }) => {
    const [first = '', second = '', hidden = ''] = simulator.addJobs(3);
    const folder = join(desk.home, 'night run');
    await mkdir(join(folder, 'logs', 'deep'), { recursive: true });
    await writeFile(join(folder, 'a.txt'), `${first}\nhello there\n`);
    await writeFile(join(folder, 'logs', 'deep', 'b.log'), `submitted ${second}\n`);
    await writeFile(join(folder, 'logs', 'notes.txt'), 'nothing\nto see\n');
    await writeFile(join(folder, 'chair.glb'), model);
    await writeFile(join(folder, 'data.bin'), model);
    await writeFile(join(folder, '.hidden'), hidden);
    await desk.dropPaths(folder);
    // The model in it could be looked at instead.
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Watch 2 jobs' }).click();
    await expect(desk.row(first)).toBeVisible();
    await expect(desk.row(second)).toBeVisible();
    await expect(desk.row(hidden)).toHaveCount(0);
    await expect(desk.messages).toContainText(
      'Watching 2 new jobs in batch “night run”. Skipped 1 line and 3 files.',
    );
    await desk.button('Show files').click();
    const dialog = desk.page.getByRole('dialog', { name: 'Files without a job ID' });
    await expect(
      dialog.getByRole('list', { name: 'Files without a job ID' }).getByRole('listitem'),
    ).toHaveText([
      /^night run\/logs\/notes.txt\s*No job ID$/,
      /^night run\/chair.glb\s*Model or image$/,
      /^night run\/data.bin\s*Not a text file$/,
    ]);
    await expect(dialog.getByRole('list', { name: 'Lines without a job ID' })).toContainText(
      'night run/a.txt: hello there',
    );
    expect(await findings(desk)).toEqual([]);
  },
);

sharedTest(
  'a batch that nobody named has the day and the time as the window has them',
  async ({ desk, simulator }) => {
    const ids = simulator.addJobs(2);
    const format = (): Promise<string> =>
      desk.page.evaluate(() =>
        new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.now()),
      );
    const before = await format();
    await desk.drop({ text: ids.join('\n') });
    const heading = desk.page.getByRole('region', { name: 'Batch', exact: true }).getByRole('heading');
    await expect(heading).toHaveAttribute('title', /^Dropped /);
    const names = [before, await format()].map((time) => `Dropped ${time}`);
    expect(names).toContain(await heading.getAttribute('title'));
  },
);

sharedTest(
  'job IDs are counted while they are typed, and those that are there already',
  async ({ desk, simulator }) => {
    const [first = '', ...others] = simulator.addJobs(3);
    await desk.typeIds(first);
    await desk.button('Add job IDs').first().click();
    const dialog = desk.page.getByRole('dialog', { name: 'Add job IDs' });
    const field = dialog.getByRole('textbox', { name: 'Job IDs' });
    const found = dialog.getByRole('status', { name: 'Found' });
    await expect(found).toBeEmpty();
    await field.pressSequentially('hello');
    await expect(found).toHaveText('No job IDs found yet.');
    await field.fill(`${first}\n${others.join('\n')}\nhello there`);
    await expect(found).toHaveText('3 job IDs found. 1 is already in the list. 1 line has no job ID.');
    expect(await findings(desk)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  },
);

sharedTest(
  'files can be chosen in the dialog instead, under the name of the batch',
  async ({ desk, simulator }) => {
    const ids = simulator.addJobs(2);
    const list = join(desk.home, 'my jobs.txt');
    await writeFile(list, ids.join('\n'));
    await desk.button('Add job IDs').first().click();
    const dialog = desk.page.getByRole('dialog', { name: 'Add job IDs' });
    await dialog.getByRole('textbox', { name: 'Batch name' }).fill('Chairs');
    const [chooser] = await Promise.all([
      desk.page.waitForEvent('filechooser'),
      dialog.getByRole('button', { name: 'Choose file…' }).click(),
    ]);
    await chooser.setFiles([list]);
    await expect(dialog).toBeHidden();
    for (const id of ids) await expect(desk.row(id)).toBeVisible();
    await expect(desk.page.getByRole('heading', { name: 'Chairs' })).toBeVisible();
  },
);

sharedTest(
  'what was typed stays to be added where a file is chosen beside it',
  async ({ desk, simulator }) => {
    const [first = '', second = ''] = simulator.addJobs(2);
    const list = join(desk.home, 'more.txt');
    await writeFile(list, second);
    await desk.button('Add job IDs').first().click();
    const dialog = desk.page.getByRole('dialog', { name: 'Add job IDs' });
    const field = dialog.getByRole('textbox', { name: 'Job IDs' });
    await field.fill(first);
    await dialog.getByLabel('Files with job IDs').setInputFiles([list]);
    await expect(desk.messages).toContainText('Watching 1 new job.');
    await expect(field).toHaveValue(first);
    await dialog.getByRole('button', { name: 'Watch jobs' }).click();
    await expect(dialog).toBeHidden();
    for (const id of [first, second]) await expect(desk.row(id)).toBeVisible();
  },
);

sharedTest('pasting anywhere adds jobs, and each only once', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'mug.glb' });
  await expect(desk.button('Add job IDs').first()).toBeVisible();
  await desk.paste(`https://api.rigyd.com/api/conversions/${id}`);
  await expect(desk.row('mug.glb')).toBeVisible();
  await desk.paste(id);
  await expect(desk.messages).toContainText('1 job was already in the list.');
  await expect(desk.row(id)).toHaveCount(1);
});

sharedTest('a key among the IDs is neither used nor shown', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'lamp.glb' });
  const key = `rgyd_live_${'s'.repeat(43)}`;
  await desk.drop({ text: `${id}\nexport RIGYD_API_KEY=${key}\n` });
  await expect(desk.messages).toContainText('An API key was found and not used.');
  expect(await desk.page.content()).not.toContain(key);
});

sharedTest('what was typed stays while another dialog takes its place', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'mug.glb' });
  await desk.button('Add job IDs').first().click();
  const field = desk.page.getByRole('textbox', { name: 'Job IDs' });
  await field.fill(id);
  await desk.app.evaluate(({ Menu }) => {
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    entries?.find(({ label }) => label.startsWith('Settings'))?.click();
  });
  await expect(desk.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await desk.button('Add job IDs').first().click();
  await expect(field).toHaveValue(id);
  await desk.button('Watch jobs').click();
  await expect(desk.row('mug.glb')).toBeVisible();
  await desk.button('Add job IDs').first().click();
  await expect(field).toHaveValue('');
  await desk.button('Cancel').click();
});

sharedTest('text in which no ID is found stays in the field, and the dialog says so', async ({ desk }) => {
  await desk.button('Add job IDs').first().click();
  const dialog = desk.page.getByRole('dialog', { name: 'Add job IDs' });
  const field = dialog.getByRole('textbox', { name: 'Job IDs' });
  await field.fill('the ones from yesterday, please');
  await dialog.getByRole('button', { name: 'Watch jobs' }).click();
  await expect(dialog.getByRole('status', { name: 'Messages' })).toContainText('No job IDs found');
  await expect(field).toHaveValue('the ones from yesterday, please');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('job IDs and files can be named on the command line', async ({ newDesk: desk, simulator }) => {
  const [first = '', second = ''] = simulator.addJobs(2);
  const list = join(desk.home, 'my jobs.txt');
  await writeFile(list, `${second}\n`);
  await desk.start({ args: [first, list], env: { RIGYD_API_KEY: simulator.key } });
  await expect(desk.row(first)).toBeVisible();
  await expect(desk.row(second)).toBeVisible();
});

test('a file that is not there is named as such', async ({ newDesk: desk, simulator }) => {
  const [id = ''] = simulator.addJobs(1);
  const missing = join(desk.home, 'lists', 'night.csv');
  await desk.start({ args: [id, missing], env: { RIGYD_API_KEY: simulator.key } });
  await expect(desk.row(id)).toBeVisible();
  await expect(desk.messages).toContainText(`night.csv was not found in ${join(desk.home, 'lists')}.`);
  await expect(desk.messages).not.toContainText('no job ID');
});

sharedTest(
  'an ID that the service does not know is kept and marked, and can be removed and brought back',
  async ({ desk }) => {
    const id = 'nosuchjob000000000000001';
    await desk.typeIds(id);
    await expect(desk.row(id)).toContainText('Unknown ID');
    await desk.quit();
    await desk.start();
    await expect(desk.row(id)).toContainText('Unknown ID');
    await desk.button(`Remove ${id}`).click();
    await expect(desk.row(id)).toBeHidden();
    await desk.button('Undo').click();
    await expect(desk.row(id)).toBeVisible();
  },
);
