import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findings } from './support/axe.ts';
import { expect, keylessTest as test, smoke } from './support/test.ts';

test(
  'from a list of IDs in a text file to unpacked results in four actions, the key included',
  smoke,
  async ({ desk, simulator }) => {
    const ids = ['chair.glb', 'lamp.glb', 'stool.glb'].map((filename) => simulator.addJob({ filename }));
    ids.forEach((id) => simulator.setPhase(id, 'completed'));
    await desk.page.getByLabel('API key').fill(simulator.key);
    await desk.button('Save key').click();
    await desk.drop({ files: [{ name: 'for the fair.txt', content: ids.join('\n') }] });
    await desk.button('Download 3 results').click();

    await expect(desk.page.getByRole('region', { name: 'Downloads' })).toContainText('3 results downloaded');
    const folder = join(desk.results, 'for the fair');
    expect((await readdir(folder)).filter((name) => !name.startsWith('.')).sort()).toEqual([
      'chair',
      'lamp',
      'stool',
    ]);
  },
);

test('the first page is ready for the key, shows what was pasted when asked to, and says where keys and jobs come from', async ({
  desk,
  simulator,
}) => {
  const field = desk.page.getByLabel('API key');
  await expect(field).toBeFocused();
  await desk.paste(simulator.key);
  await expect(field).toHaveValue(simulator.key);
  await expect(field).toHaveAttribute('type', 'password');
  const eye = desk.button('Show key');
  await eye.click();
  await expect(eye).toHaveAttribute('aria-pressed', 'true');
  await expect(field).toHaveAttribute('type', 'text');
  await eye.click();
  await expect(field).toHaveAttribute('type', 'password');

  const opened = await desk.noteWebPages();
  await desk.button('Get a key').click();
  await expect.poll(opened).toEqual(['https://app.rigyd.com']);
  await expect(desk.page.getByRole('heading', { name: 'Your jobs appear automatically' })).toBeVisible();
  await expect(desk.page.getByText('Every job in your account, including new ones.')).toBeVisible();
  expect(await findings(desk)).toEqual([]);

  await field.press('Enter');
  await desk.keyAccepted();
  await expect(field).toHaveCount(0);
});
