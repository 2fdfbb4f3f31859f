import { readdir } from 'node:fs/promises';
import { expect, keylessTest as test } from './support/test.ts';

test('from a list of IDs in a text file to unpacked results in four actions, the key included', async ({
  desk,
  simulator,
}) => {
  const ids = ['chair.glb', 'lamp.glb', 'stool.glb'].map((filename) => simulator.addJob({ filename }));
  ids.forEach((id) => simulator.setPhase(id, 'completed'));
  await desk.page.getByLabel('API key').fill(simulator.key);
  await desk.button('Save key').click();
  await desk.drop({ files: [{ name: 'for the fair.txt', content: ids.join('\n') }] });
  await desk.button('Collect 3 results').click();

  await expect(desk.page.getByRole('region', { name: 'Downloads' })).toContainText('3 results came home');
  expect((await readdir(desk.results)).filter((name) => !name.startsWith('.')).sort()).toEqual([
    'chair',
    'lamp',
    'stool',
  ]);
});
