import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { addPair } from './support/pair.ts';
import { expect, sharedTest as test } from './support/test.ts';

async function fromMenu(desk: Desk, file: string, item: string): Promise<void> {
  await desk.details.getByRole('button', { name: `More for ${file}`, exact: true }).click();
  await desk.page.getByRole('menuitem', { name: item, exact: true }).click();
}

const named = (desk: Desk, name: string): Locator =>
  desk.section('Output').getByRole('listitem').filter({ hasText: name }).first();

test('every file of a job is saved, whole and beside what is there, and its link copied', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'drill.fbx' });
  simulator.setPhase(id, 'completed');
  const { output, preprocess } = simulator.job(id);
  await desk.typeIds(id);
  await desk.open(id);
  const system = await desk.notePaths();

  // Where the person says: the system's dialog gets the file's own name.
  const model = output?.model?.name ?? '';
  const path = join(desk.home, 'my drill.usd');
  await desk.answerFileDialogs(path);
  await desk.button(`Save ${model}`).click();
  await expect(desk.messages).toContainText('Saved my drill.usd.');
  expect((await stat(path)).size).toBe(output?.model?.size);
  await desk.messages.getByRole('button', { name: 'Show in folder' }).click();
  await expect.poll(system).toEqual([`show ${path}`]);

  // Once more in the same place: nothing is replaced.
  await writeFile(path, 'mine');
  await desk.button(`Save ${model}`).click();
  await expect(desk.messages).toContainText('Saved as my drill (2).usd');
  expect(await readFile(path, 'utf8')).toBe('mine');

  // In the download folder: each of them, from its menu.
  const files = [output?.mjcf_package, preprocess.intermediate_glb, output?.textures[0]];
  for (const file of files) {
    const name = file?.name ?? 'none';
    await fromMenu(desk, name, 'Save to download folder');
    await expect(desk.messages).toContainText(`Saved ${name}.`);
    expect((await stat(join(desk.results, name))).size).toBeGreaterThan(0);
  }
  expect((await readdir(desk.results)).filter((name) => name.endsWith('.part'))).toEqual([]);

  await fromMenu(desk, model, 'Copy link');
  await expect.poll(() => desk.clipboard()).toBe(output?.model?.url);
  expect(simulator.requests.assetsSawAuthorization).toBe(false);
});

test('a file that takes long says how far it is, and is broken off', async ({ desk, simulator }) => {
  const id = simulator.addJob({ filename: 'crane.glb' });
  simulator.setPhase(id, 'completed');
  const model = simulator.job(id).output?.model?.name ?? '';
  await desk.typeIds(id);
  await desk.open(id);
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 2_000 }, endpoint: 'assets' });
  await desk.answerFileDialogs(join(desk.home, 'my crane.usd'));
  const save = desk.button(`Save ${model}`);
  await save.focus();
  await desk.page.keyboard.press('Enter');
  const row = named(desk, model);
  await expect(row.getByRole('progressbar', { name: `Download of ${model}` })).toBeVisible();
  await expect(row).toContainText(/\d (bytes|B|KB) of \d.* (KB|MB)/);
  await expect(save).toBeFocused();
  expect(await findings(desk)).toEqual([]);
  await desk.button(`Cancel ${model}`).focus();
  await desk.page.keyboard.press('Enter');
  await expect(row.getByRole('progressbar')).toBeHidden();
  await expect(save).toBeFocused();
  await expect(desk.messages).not.toContainText(model);
  expect((await readdir(desk.home)).filter((name) => /crane|\.part$/.test(name))).toEqual([]);

  simulator.faults.clear();
  await save.click();
  await expect(desk.messages).toContainText('Saved my crane.usd.');
});

test('a file is opened by the system’s app for it, unless it might run something', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  const url = simulator.job(id).output?.model?.url ?? '';
  simulator.faults.set({
    endpoint: 'job',
    job: id,
    fault: { kind: 'json', set: { 'data.output.installer': { url, name: 'viewer.exe' } } },
  });
  await desk.typeIds(id);
  await desk.open(id);
  const system = await desk.notePaths();
  const model = simulator.job(id).output?.model?.name ?? '';
  await fromMenu(desk, model, 'Open');
  await expect(desk.messages).toContainText(`Saved and opened ${model}.`);
  await fromMenu(desk, model, 'Open');
  const opened = `open ${join(desk.results, model)}`;
  await expect.poll(system).toEqual([opened, opened]);
  expect(await readdir(desk.results)).toEqual([model]);

  await desk.details.getByRole('button', { name: 'More for viewer.exe' }).click();
  await expect(desk.page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible();
  await expect(desk.page.getByRole('menuitem', { name: 'Open', exact: true })).toHaveCount(0);
  await desk.page.keyboard.press('Escape');
  // Nor does main, whatever the page asks for.
  const asked = await desk.page.evaluate(
    (job) => window.rigyd.openFile({ id: job, slot: 'other', index: 0 }),
    id,
  );
  expect(asked).toMatchObject({ ok: false, failure: { code: 'not-openable' } });
  expect(await readdir(desk.results)).toEqual([model]);
});

test('a file that breaks off or comes from a sign-in page leaves nothing behind, and says so', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await desk.open(id);
  const model = simulator.job(id).output?.model?.name ?? '';
  const signIn = simulator.faults.set({
    fault: { kind: 'body', contentType: 'text/html' },
    endpoint: 'assets',
  });
  await fromMenu(desk, model, 'Save to download folder');
  await expect(desk.messages).toContainText(`${model}: The file is damaged.`);
  simulator.faults.clear(signIn);
  expect(await readdir(desk.results)).toEqual([]);
  await fromMenu(desk, model, 'Save to download folder');
  await expect(desk.messages).toContainText(`Saved ${model}.`);
  await expect(named(desk, model)).toHaveAttribute('aria-busy', 'false');
});

test('the log is saved and copied whole', async ({ desk, simulator }) => {
  const { simulation } = addPair(simulator);
  const name = simulator.job(simulation).output?.sim_log?.name ?? '';
  await desk.typeIds(simulation);
  await desk.open(simulation);
  const log = desk.section('Log');
  await log.scrollIntoViewIfNeeded();
  await log.getByRole('button', { name: 'Copy all' }).click();
  await expect(desk.messages).toContainText('Copied the log.');
  expect(await desk.clipboard()).toContain('gravity 9.81 m/s2');
  const path = join(desk.home, name);
  await desk.answerFileDialogs(path);
  await log.getByRole('button', { name: 'Save…' }).click();
  await expect(desk.messages).toContainText(`Saved ${name}.`);
  expect(await readFile(path, 'utf8')).toBe(await desk.clipboard());
});
