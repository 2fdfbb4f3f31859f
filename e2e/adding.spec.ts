import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, sharedTest, test } from './support/test.ts';

sharedTest(
  'a dropped text is searched for IDs, and what was not understood is listed with its line',
  async ({ desk, simulator }) => {
    const ids = simulator.addJobs(3);
    await desk.drop({
      text: `${ids[0]}\n\nhello there\n${ids[1]}  running   42%  glb_to_simready  chair.glb\n${ids[2]}`,
    });
    for (const id of ids) await expect(desk.row(id)).toBeVisible();
    await expect(desk.messages).toContainText('Watching 3 new jobs. 1 line was not understood.');
    await desk.button('Show lines').click();
    const lines = desk.page.getByRole('list', { name: 'Lines that were not understood' });
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

sharedTest('a dropped model is not taken for a list', async ({ desk }) => {
  await desk.drop({
    files: [{ name: 'chair.glb', content: 'glTF\u0002\u0000\u0000\u0000\u0000\u0001binary\u0000' }],
  });
  await expect(desk.messages).toContainText('chair.glb is not a text.');
});

sharedTest('pasting anywhere adds jobs, and each only once', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'mug.glb' });
  await expect(desk.button('Add job IDs').first()).toBeVisible();
  await desk.paste(`https://api.rigyd.com/api/conversions/${id}`);
  await expect(desk.row('mug.glb')).toBeVisible();
  await desk.paste(id);
  await expect(desk.messages).toContainText('1 job was in the list already.');
  await expect(desk.row(id)).toHaveCount(1);
});

sharedTest('a key among the IDs is neither used nor shown', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'lamp.glb' });
  const key = `rgyd_live_${'s'.repeat(43)}`;
  await desk.drop({ text: `${id}\nexport RIGYD_API_KEY=${key}\n` });
  await expect(desk.messages).toContainText('An API key stood in it; it was not used.');
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
  await expect(dialog.getByRole('status', { name: 'Messages' })).toContainText('No job ID was found');
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

sharedTest(
  'an ID that the service does not know is kept and marked, and can be removed and brought back',
  async ({ desk }) => {
    const id = 'nosuchjob000000000000001';
    await desk.typeIds(id);
    await expect(desk.row(id)).toContainText('Unknown ID');
    await desk.quit();
    await desk.start();
    await expect(desk.row(id)).toContainText('Unknown ID');
    await desk.button(`Remove ${id} from the list`).click();
    await expect(desk.row(id)).toBeHidden();
    await desk.button('Undo').click();
    await expect(desk.row(id)).toBeVisible();
  },
);
