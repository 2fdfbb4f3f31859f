import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../src/simulator/index.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest as test } from './support/test.ts';

function addCompleted(simulator: Simulator, ...names: string[]): string[] {
  return names.map((name) => {
    const id = simulator.addJob({ filename: `${name}.glb` });
    simulator.setPhase(id, 'completed');
    return id;
  });
}

/** Sets a command that notes each result's job, and lets new batches collect. @returns what was noted */
async function collectWithCommand(desk: Desk): Promise<() => Promise<string>> {
  const [script, noted] = [join(desk.home, 'note.sh'), join(desk.home, 'noted.txt')];
  await writeFile(script, `#!/bin/sh\necho "$1" >> '${noted}'\n`);
  await chmod(script, 0o755);
  const settings = desk.page.getByRole('dialog', { name: 'Settings' });
  await desk.button('Settings').click();
  const collects = settings.getByRole('switch', { name: 'Download new batches automatically' });
  await collects.click();
  await expect(collects).toHaveAttribute('aria-checked', 'true');
  await desk.answerFileDialogs(script);
  await settings.getByRole('button', { name: 'Choose a program' }).click();
  await expect(settings.getByRole('textbox', { name: 'Arguments, one per line' })).toHaveValue('{folder}');
  await desk.page.keyboard.press('Escape');
  return () => readFile(noted, 'utf8').catch(() => '');
}

test('a link downloads nothing and runs no command, whatever the settings say of new batches', async ({
  desk,
  simulator,
}) => {
  const byLink = addCompleted(simulator, 'linked one', 'linked two');
  const byPerson = addCompleted(simulator, 'own one', 'own two');
  const noted = await collectWithCommand(desk);
  await desk.startAgain({ args: [`rigyd-desk://watch?ids=${byLink.join(',')}`] });
  for (const id of byLink) await expect(desk.row(id)).toContainText('Completed');
  await desk.quit();
  await desk.start();
  for (const id of byLink) await expect(desk.row(id)).toContainText('Completed');

  // What a person gives afterwards does come home, and the command runs for it.
  await desk.drop({ files: [{ name: 'own.csv', content: `job_id\n${byPerson.join('\n')}\n` }] });
  await expect
    .poll(async () => (await noted()).trim().split('\n').sort())
    .toEqual([join(desk.results, 'own', 'own one'), join(desk.results, 'own', 'own two')]);
  const asked = simulator.requests.entries.filter(({ path }) => path.includes('/result'));
  for (const id of byLink) expect(asked.filter(({ path }) => path.includes(id))).toEqual([]);
});

test('an imported list with an impossible time and one nested deeply leave the list whole, also after a restart', async ({
  desk,
  simulator,
}) => {
  const [own = '', late = '', deep = '', next = ''] = addCompleted(simulator, 'own', 'late', 'deep', 'next');
  const listOf = (id: string, fields: string): string =>
    `{"format":"rigyd-desk-jobs","version":1,"exportedAt":"x","batches":[],"jobs":[{"id":"${id}",${fields}}]}`;
  const levels = '['.repeat(5_000) + ']'.repeat(5_000);
  const answer = `"raw":{"id":"${deep}","status":"running","deep":${levels}},"fetchedAt":1000,"transitions":[]`;
  const isWhole = async (...ids: string[]): Promise<void> => {
    for (const id of ids) await expect(desk.row(id)).toContainText('Completed');
    await expect(desk.page.getByRole('alert')).toHaveCount(0);
  };

  await desk.typeIds(own);
  await desk.drop({ files: [{ name: 'late.json', content: listOf(late, '"addedAt":1e300') }] });
  await expect(desk.messages).toContainText('Imported 1 job.');
  await isWhole(own, late);
  await desk.drop({ files: [{ name: 'deep.json', content: listOf(deep, answer) }] });
  await isWhole(own, late, deep);
  await desk.typeIds(next);
  await isWhole(own, late, deep, next);
  await desk.open('late.glb');
  await expect(desk.details).not.toContainText('Invalid');

  await desk.quit();
  await desk.start();
  await isWhole(own, late, deep, next);
  await desk.open('deep.glb');
  await expect(desk.details).toContainText('deep.glb');
});

test('IDs of compositions in pasted text are not taken for jobs', async ({ desk, simulator }) => {
  const [id = ''] = addCompleted(simulator, 'chair');
  const [composition, other] = ['k3v9q2m7x1c8b4n6z5l0p2w7', 'h7d2f9s4g1j6k8a3q5w0e2r4'];
  await expect(desk.button('Add job IDs').first()).toBeVisible();
  await desk.paste(
    JSON.stringify({
      compositions: [{ id: composition, workflow: {}, conversion_job_id: id }, { id: other }],
    }),
  );
  await expect(desk.row(id)).toContainText('chair.glb');
  await desk.paste(`Composition ${composition} is ready\nGET /compositions/${other} 200`);
  await expect(desk.messages).toContainText('No job IDs found in the pasted text.');
  await expect(desk.row(composition)).toHaveCount(0);
  await expect(desk.row(other)).toHaveCount(0);
  const asked = simulator.requests.entries.map(({ path }) => path).join('\n');
  expect(asked).not.toContain(composition);
  expect(asked).not.toContain(other);
});
