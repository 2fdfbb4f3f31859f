import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../src/simulator/index.ts';
import { findings } from './support/axe.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest } from './support/test.ts';

async function addCompleted(desk: Desk, simulator: Simulator, names: string[], resultBytes?: number) {
  const ids = names.map((filename) =>
    simulator.addJob({ filename, ...(resultBytes ? { resultBytes } : {}) }),
  );
  ids.forEach((id) => simulator.setPhase(id, 'completed'));
  await desk.typeIds(ids.join('\n'));
  for (const id of ids) await expect(desk.row(id)).toContainText('Completed');
  return ids;
}

sharedTest('the snippet of a result names a file that is there', async ({ desk, simulator }) => {
  const [id = ''] = await addCompleted(desk, simulator, ['mug.glb']);
  await desk.button('Download: mug.glb').click();
  await desk.open(id);
  await desk.details.getByRole('button', { name: 'Copy for Blender, Python Console' }).click();
  await expect(desk.messages).toContainText('Copied the code for Blender.');
  const [, path = ''] = /filepath="(.*)"/.exec(await desk.clipboard()) ?? [];
  expect((await stat(path)).isFile()).toBe(true);
  expect(await findings(desk)).toEqual([]);
});

sharedTest(
  'results are named by the template, and the command runs for each',
  async ({ desk, simulator }) => {
    const [id = ''] = await addCompleted(desk, simulator, ['mug.glb']);
    const settings = desk.page.getByRole('dialog', { name: 'Settings' });
    const script = join(desk.home, 'my tools', 'take over.sh');
    await mkdir(join(desk.home, 'my tools'));
    await writeFile(script, '#!/bin/sh\nprintf "[%s]\\n" "$@" "key=$RIGYD_API_KEY"\nexit 3\n');
    await chmod(script, 0o755);

    await desk.button('Settings').click();
    const name = settings.getByRole('textbox', { name: 'Folder name' });
    await name.fill('{size}');
    await expect(settings.getByRole('alert')).toContainText('There is no {size}.');
    await expect(settings.getByRole('alert')).toContainText('Still set to {name}.');
    await name.fill('{type}/my {name}');
    await expect(settings).toContainText('glb_to_simready/my toolbox');
    await name.press('Tab');
    await desk.answerFileDialogs(script);
    await settings.getByRole('button', { name: 'Choose a program' }).click();
    const given = settings.getByRole('textbox', { name: 'Arguments, one per line' });
    await expect(given).toHaveValue('{folder}');
    await given.fill('{folder}\n{colour}');
    await expect(settings.getByRole('alert')).toContainText('There is no {colour}.');
    await given.fill('{folder}\n--usd={usd}\n$(id) {name}');
    const asked = await desk.answerBoxes('Run for each result');
    await given.press('Tab');
    await expect(settings.getByRole('alert')).toBeHidden();
    await expect
      .poll(asked)
      .toEqual([
        `Run this program for each result?\n${script}\n\nArguments:\n• {folder}\n• --usd={usd}\n• $(id) {name}\n\nIt is stopped after 10 minutes for each result, and when Rigyd Desk quits.`,
      ]);
    expect(await findings(desk)).toEqual([]);
    await desk.page.keyboard.press('Escape');

    const group = join(desk.results, simulator.job(id).job_type);
    await mkdir(join(group, 'my mug'), { recursive: true });
    await desk.button('Download: mug.glb').click();
    await desk.open(id);
    const command = desk.section('Command');
    await expect(command).toContainText('Exited with code 3.');
    const folder = join(group, `my mug (${id.slice(-6)})`);
    await expect(command).toContainText(`[${folder}]`);
    await expect(command).toContainText(`[--usd=${folder}`);
    await expect(command).toContainText(`[$(id) my mug (${id.slice(-6)})]`);
    await expect(command).toContainText('[key=]');
    expect((await readdir(group)).sort()).toEqual(['my mug', `my mug (${id.slice(-6)})`]);
    expect(await findings(desk)).toEqual([]);

    await desk.button('Settings').click();
    await settings.getByRole('button', { name: 'Remove command' }).click();
    await expect(given).toBeHidden();
  },
);

sharedTest(
  'no more come at once than is set, and what failed is tried again',
  async ({ desk, simulator }) => {
    await desk.button('Settings').click();
    const atOnce = desk.page.getByRole('spinbutton', { name: 'Downloads at once' });
    await atOnce.fill('3');
    await atOnce.press('Tab');
    await desk.page.keyboard.press('Escape');
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.glb`);
    const ids = await addCompleted(desk, simulator, names, 300_000);
    simulator.faults.set({
      fault: { kind: 'corruptZip' },
      endpoint: 'result',
      ...(ids[4] ? { job: ids[4] } : {}),
    });
    simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 300_000 }, endpoint: 'result' });
    simulator.requests.clear();
    for (const name of names) await desk.button(`Download: ${name}`).click();
    const bar = desk.page.getByRole('region', { name: 'Downloads' });
    await expect(bar).toContainText('4 results downloaded, 1 failed', { timeout: 20_000 });
    expect(maxAtOnce(simulator)).toBe(3);
    simulator.faults.clear();
    await bar.getByRole('button', { name: 'Retry failed' }).click();
    await expect(desk.button('Show in folder: e.glb')).toBeVisible();
    await expect(bar).toContainText('1 result downloaded');
  },
);

/** The most results that were on their way at the same moment. */
function maxAtOnce({ requests }: Simulator): number {
  const results = requests.entries.filter(({ path }) => path.includes('/result'));
  const under = results.map(
    ({ at }) => results.filter((other) => other.at <= at && (other.endedAt ?? Infinity) > at).length,
  );
  return Math.max(0, ...under);
}

sharedTest(
  'a bar is drawn of what is known of a download, and one cancelled counts nowhere',
  async ({ desk, simulator }) => {
    await desk.button('Settings').click();
    const atOnce = desk.page.getByRole('spinbutton', { name: 'Downloads at once' });
    await atOnce.fill('1');
    await atOnce.press('Tab');
    await desk.page.keyboard.press('Escape');
    const names = ['k.glb', 'l.glb', 'm.glb', 'n.glb', 'o.glb'];
    await addCompleted(desk, simulator, names, 3_000_000);
    simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 100_000 }, endpoint: 'result' });
    await desk.button('Download 5 results').click();
    const header = desk.page.getByRole('region', { name: 'Batch', exact: true });
    const bar = desk.page.getByRole('region', { name: 'Downloads' });
    await expect(header).toContainText('Downloading 0 of 5');
    await expect(bar).toContainText('0 of 5');
    const waiting = desk.grid.getByRole('row').filter({ hasText: 'Waiting' });
    await expect(waiting).toHaveCount(4);
    await expect(waiting.getByRole('progressbar')).toHaveCount(0);
    await expect(desk.grid.getByRole('progressbar', { name: /^Download of/ })).toHaveCount(1);

    await waiting
      .last()
      .getByRole('button', { name: /^Cancel download:/ })
      .click();
    await expect(header).toContainText('Downloading 0 of 4');
    await expect(bar).toContainText('0 of 4');
    await expect(header).toContainText('Download 1 result');
  },
);

sharedTest(
  'the batch and the bar count the same where one fails, and both say that downloads are paused',
  async ({ desk, simulator }) => {
    const [broken = '', ...others] = await addCompleted(
      desk,
      simulator,
      ['k.glb', 'l.glb', 'm.glb'],
      2_000_000,
    );
    simulator.faults.set({ fault: { kind: 'corruptZip' }, endpoint: 'result', job: broken });
    for (const job of others)
      simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 20_000 }, endpoint: 'result', job });
    const header = desk.page.getByRole('region', { name: 'Batch', exact: true });
    const bar = desk.page.getByRole('region', { name: 'Downloads' });
    await desk.button('Download 3 results').click();
    await expect(bar).toContainText(/0 of 2 .*1 failed/, { timeout: 20_000 });
    await expect(header).toContainText('Downloading 0 of 2');
    await bar.getByRole('button', { name: 'Pause downloads' }).click();
    await expect(header).toContainText('Paused, 0 of 2');
    await bar.getByRole('button', { name: 'Resume downloads' }).click();
    await expect(header).toContainText('Downloading 0 of 2');
    await bar.getByRole('button', { name: 'Show all' }).click();
    for (const name of ['l.glb', 'm.glb']) await desk.button(`Pause ${name}`).click();
    await desk.page.keyboard.press('Escape');
    await expect(header).toContainText('Paused, 0 of 2');
  },
);

sharedTest(
  'downloads pause, stay paused across a restart, and go on to a summary',
  async ({ desk, simulator }) => {
    const names = ['mug.glb', 'gear.glb', 'lamp.glb'];
    await addCompleted(desk, simulator, names, 3_000_000);
    simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 200_000 }, endpoint: 'result' });
    for (const name of names) await desk.button(`Download: ${name}`).click();
    const bar = () => desk.page.getByRole('region', { name: 'Downloads' });
    await expect(bar()).toContainText('0 of 3');
    await bar().getByRole('button', { name: 'Pause downloads' }).click();
    await expect(bar()).toContainText('paused');
    simulator.faults.clear();
    await desk.quit();
    await desk.start();
    await expect(bar()).toContainText('0 of 3 · paused');
    await bar().getByRole('button', { name: 'Show all' }).click();
    const panel = desk.page.getByRole('dialog', { name: 'Downloads' });
    expect(await findings(desk)).toEqual([]);
    await panel.getByRole('button', { name: 'Resume downloads' }).click();
    await expect(panel).toContainText('3 results downloaded');
    // Where there is nothing to do any more the button keeps its place, which another would take.
    await expect(panel.getByRole('button', { name: 'Cancel waiting' })).toBeDisabled();
  },
);
