import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest as test } from './support/test.ts';

async function fromMenu(desk: Desk, item: RegExp): Promise<void> {
  await desk.button('Export and import').click();
  await desk.page.getByRole('menuitem', { name: item }).click();
}

async function addTag(desk: Desk, tag: string): Promise<void> {
  const field = desk.details.getByRole('combobox', { name: 'Add a tag' });
  await field.fill(tag);
  await field.press('Enter');
  await expect(desk.details.getByRole('list', { name: 'Tags' })).toContainText(tag);
}

const note = (desk: Desk) => desk.details.getByRole('textbox', { name: 'Note' });

test('a note, tags and the archive survive; nothing typed is lost, however the window closes', async ({
  desk,
  simulator,
}) => {
  const [mug = '', chair = ''] = [
    simulator.addJob({ filename: 'mug.glb' }),
    simulator.addJob({ filename: 'chair.glb' }),
  ];
  await desk.typeIds(`${mug}\n${chair}`);
  await desk.open('mug.glb');
  await addTag(desk, 'Oak');
  await addTag(desk, 'for review');
  await desk.button('Remove tag for review').click();
  await note(desk).pressSequentially('too dark');
  await desk.open('chair.glb');
  await expect(note(desk)).toHaveValue('');
  await note(desk).pressSequentially('last words');
  await desk.quit();

  await desk.start();
  await desk.open('chair.glb');
  await expect(note(desk)).toHaveValue('last words');
  await desk.open('mug.glb');
  await expect(note(desk)).toHaveValue('too dark');
  await expect(desk.details.getByRole('list', { name: 'Tags' })).toHaveText('Oak');
  await desk.details.getByRole('button', { name: 'Archive' }).click();
  await expect(desk.messages).toContainText('Archived mug.glb.');
  await expect(desk.row('mug.glb')).toBeHidden();
  await desk.button('Undo').click();
  await expect(desk.row('mug.glb')).toBeVisible();
});

test('a list leaves the app as JSON and CSV, and comes back to an empty one', async ({ desk, simulator }) => {
  const ids = [simulator.addJob({ filename: 'mug.glb' }), simulator.addJob({ filename: '=cmd.glb' })];
  for (const id of ids) simulator.setPhase(id, 'completed');
  await desk.typeIds(ids.join('\n'));
  await desk.open('mug.glb');
  await addTag(desk, 'Oak');
  await note(desk).pressSequentially('one, "two"');
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('a');
  await expect(desk.row('mug.glb')).toContainText('Approved');

  const [csv, json] = [join(desk.home, 'jobs.csv'), join(desk.home, 'jobs.json')];
  await desk.answerFileDialogs(csv);
  await fromMenu(desk, /^Export 2 jobs as CSV/);
  await expect(desk.messages).toContainText('Exported 2 jobs to jobs.csv.');
  const text = await readFile(csv, 'utf8');
  expect(text).toContain("'=cmd.glb");
  expect(text).toContain('"one, ""two"""');
  await desk.answerFileDialogs(json);
  await fromMenu(desk, /^Export 2 jobs as JSON/);
  await expect(desk.messages).toContainText('Exported 2 jobs to jobs.json.');
  expect(await readFile(json, 'utf8')).not.toContain(simulator.key);

  await desk.open('mug.glb');
  await desk.details.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(desk.row('mug.glb')).toBeHidden();
  await fromMenu(desk, /^Import/);
  await expect(desk.messages).toContainText('Imported 1 job. 1 job was already in the list.');
  await expect(desk.row('mug.glb')).toContainText('Approved');
  await desk.open('mug.glb');
  await expect(note(desk)).toHaveValue('one, "two"');

  // A spreadsheet has had it, and it is dropped.
  const sheet = `Job ID;note;tags\r\n${ids[1] ?? ''};"from; the sheet";new\r\n`;
  await desk.drop({ files: [{ name: 'sheet.csv', content: sheet }] });
  await expect(desk.messages).toContainText('1 of them has new tags, notes or reviews.');
  await desk.open('=cmd.glb');
  await expect(note(desk)).toHaveValue('from; the sheet');
});

test('a line of a menu that cannot be chosen does not light up', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'mug.glb' });
  await desk.typeIds(id);
  await expect(desk.row(id)).toBeVisible();
  await desk.page.getByRole('searchbox', { name: 'Search jobs' }).fill('nothing is called so');
  await expect(desk.row(id)).toHaveCount(0);
  await desk.button('Export and import').click();
  const line = (name: RegExp) => desk.page.getByRole('menuitem', { name });
  const backgroundOf = async (name: RegExp): Promise<string> => {
    await line(name).hover();
    return line(name).evaluate((element) => getComputedStyle(element).backgroundColor);
  };
  const transparent = 'rgba(0, 0, 0, 0)';
  await expect(line(/^Export 0 jobs as CSV/)).toHaveAttribute('aria-disabled', 'true');
  expect(await backgroundOf(/^Export 0 jobs as CSV/)).toBe(transparent);
  expect(await backgroundOf(/^Import/)).not.toBe(transparent);
});
