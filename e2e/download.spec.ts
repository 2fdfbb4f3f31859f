import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative, sep } from 'node:path';
import type { FaultRuleInput, Simulator } from '../src/simulator/index.ts';
import type { Desk } from './support/desk.ts';
import { expect, sharedTest } from './support/test.ts';

/** Every file below a folder, by its path with forward slashes. */
async function readTree(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files
        .sort()
        .map(async (path) => [relative(folder, path).replaceAll(sep, '/'), await readFile(path)] as const),
    ),
  );
}

async function addCompleted(desk: Desk, simulator: Simulator, spec: Parameters<Simulator['addJob']>[0]) {
  const id = simulator.addJob(spec);
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Completed');
  return id;
}

/** What lies visibly in the results folder. */
const visibleResults = async (desk: Desk): Promise<string[]> =>
  (await readdir(desk.results).catch(() => [])).filter((name) => !name.startsWith('.'));

for (const [format, label] of [
  ['usd', 'USD'],
  ['mjcf', 'MJCF'],
  ['all', 'All files'],
] as const)
  sharedTest(`${label} comes home unpacked, byte for byte as it was served`, async ({ desk, simulator }) => {
    const id = await addCompleted(desk, simulator, { filename: 'toolbox.glb' });
    await desk.open(id);
    await desk.details.getByLabel('Format').selectOption({ label });
    await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(desk.button('Show in folder: toolbox.glb')).toBeVisible();

    const [folder = ''] = await visibleResults(desk);
    expect(folder).toContain('toolbox');
    const home = await readTree(join(desk.results, folder));
    const served = await simulator.resultFiles(id, format);
    expect([...home.keys()]).toEqual([...served.keys()].sort());
    for (const [path, bytes] of served) expect(home.get(path)?.equals(bytes), path).toBe(true);
  });

sharedTest('downloading again leaves the first copy as it was', async ({ desk, simulator }) => {
  const id = await addCompleted(desk, simulator, { filename: 'gear.glb' });
  await desk.button('Download: gear.glb').click();
  await expect(desk.button('Show in folder: gear.glb')).toBeVisible();
  const [first = ''] = await visibleResults(desk);
  await writeFile(join(desk.results, first, 'my notes.txt'), 'mine');
  await desk.open(id);
  await desk.button('Download again').click();
  await expect.poll(() => visibleResults(desk)).toHaveLength(2);
  expect(await readFile(join(desk.results, first, 'my notes.txt'), 'utf8')).toBe('mine');
});

sharedTest('a folder of the same name is left alone', async ({ desk, simulator }) => {
  await mkdir(join(desk.results, 'chair'), { recursive: true });
  await writeFile(join(desk.results, 'chair', 'mine.txt'), 'mine');
  await addCompleted(desk, simulator, { filename: 'chair.glb' });
  await desk.button('Download: chair.glb').click();
  await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
  expect(await readdir(join(desk.results, 'chair'))).toEqual(['mine.txt']);
  expect(await visibleResults(desk)).toHaveLength(2);
});

sharedTest('a job without MJCF says so', async ({ desk, simulator }) => {
  const id = await addCompleted(desk, simulator, { filename: 'kettle.glb', noMjcf: true });
  await desk.open(id);
  await expect(desk.section('Output')).toContainText('This job has no MJCF package.');
  await desk.details.getByLabel('Format').selectOption({ label: 'MJCF' });
  await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.details).toContainText('This job has no MJCF package. Choose USD or all files.');
  expect(await visibleResults(desk)).toEqual([]);
});

sharedTest(
  'a download shows its progress and can be cancelled; nothing is left of it',
  async ({ desk, simulator }) => {
    const id = await addCompleted(desk, simulator, { filename: 'table.glb', resultBytes: 8_000_000 });
    simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 400_000 }, endpoint: 'result', job: id });
    await desk.button('Download: table.glb').click();
    const bar = desk.row(id).getByRole('progressbar', { name: 'Download of table.glb' });
    await expect(async () =>
      expect(Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(2),
    ).toPass();
    await desk.button('Cancel download: table.glb').click();
    await expect(desk.button('Download: table.glb')).toBeVisible();
    await expect.poll(() => visibleResults(desk)).toEqual([]);
  },
);

sharedTest('a broken transfer goes on where it broke off', async ({ desk, simulator }) => {
  const id = await addCompleted(desk, simulator, { filename: 'wheel.glb', resultBytes: 2_000_000 });
  simulator.faults.set({ fault: { kind: 'truncate' }, endpoint: 'result', job: id, times: 1 });
  await desk.button('Download: wheel.glb').click();
  await expect(desk.button('Show in folder: wheel.glb')).toBeVisible({ timeout: 30_000 });
  const [folder = ''] = await visibleResults(desk);
  const served = await simulator.resultFiles(id, 'all');
  const home = await readTree(join(desk.results, folder));
  for (const [path, bytes] of served) expect(home.get(path)?.equals(bytes), path).toBe(true);
});

const hostile: [string, FaultRuleInput['fault'], string][] = [
  ['a damaged archive', { kind: 'corruptZip' }, 'The download is damaged'],
  [
    'an archive that reaches out of its folder',
    { kind: 'zipEntries', entries: [{ name: '../evil.txt', text: 'evil' }] },
    'This archive was blocked',
  ],
  ['an archive that ends early without saying so', { kind: 'truncate', framing: 'close' }, 'damaged'],
];
for (const [what, fault, words] of hostile)
  sharedTest(`${what} is not unpacked`, async ({ desk, simulator }) => {
    const id = await addCompleted(desk, simulator, { filename: 'pallet.glb' });
    simulator.faults.set({ fault, endpoint: 'result', job: id });
    await desk.open(id);
    await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(desk.details).toContainText(words, { timeout: 40_000 });
    expect(await visibleResults(desk)).toEqual([]);
    expect((await readdir(desk.home)).sort()).toEqual(['Downloads', 'user data']);
    simulator.faults.clear();
    await desk.details.getByRole('button', { name: 'Retry' }).click();
    await expect(desk.button('Show in folder: pallet.glb')).toBeVisible();
  });

sharedTest(
  'a result that is handed on to the file host comes home, and the key stays behind',
  async ({ desk, simulator }) => {
    const id = await addCompleted(desk, simulator, { filename: 'robot.glb' });
    const to = simulator.job(id).output?.mjcf_package?.url;
    simulator.faults.set({ fault: { kind: 'redirect', to }, endpoint: 'result', job: id });
    await desk.button('Download: robot.glb').click();
    await expect(desk.button('Show in folder: robot.glb')).toBeVisible();
    expect(simulator.requests.entries.filter(({ origin }) => origin === 'assets')).not.toEqual([]);
    expect(simulator.requests.assetsSawAuthorization).toBe(false);
  },
);

sharedTest('answers that are given up do not use up the connections', async ({ desk, simulator }) => {
  const id = await addCompleted(desk, simulator, { filename: 'stool.glb' });
  const text = `<!doctype html>${'please sign in '.repeat(10_000)}`;
  simulator.faults.set({ fault: { kind: 'body', text, contentType: 'text/html' }, endpoint: 'result' });
  simulator.faults.set({ fault: { kind: 'slow', bytesPerSecond: 100 }, endpoint: 'result' });
  await desk.open(id);
  const download = desk.details.getByRole('button', { name: /^(Download|Retry)$/ });
  // One more than the connections that Chromium opens to a host.
  for (let round = 1; round <= 7; round += 1) {
    const asked = simulator.requests.total;
    await download.click();
    await expect.poll(() => simulator.requests.total).toBeGreaterThan(asked);
    await expect(desk.details).toContainText('That response doesn’t look like Rigyd’s.');
    // It would be tried again by itself, ever later.
    await desk.details.getByRole('button', { name: 'Cancel' }).click();
  }
  simulator.faults.clear();
  await download.click();
  await expect(desk.button('Show in folder: stool.glb')).toBeVisible();
});

sharedTest('headers in any script are taken as they come', async ({ desk, simulator }) => {
  const id = await addCompleted(desk, simulator, { filename: 'chair.glb' });
  const bytes = await simulator.resultBytes(id, 'all');
  const fileHost = createServer((_request, response) => {
    const name = Buffer.from('attachment; filename="стул-caf\u00e9.zip"').toString('latin1');
    response.writeHead(200, { 'content-type': 'application/zip', 'content-disposition': name });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => fileHost.listen(0, '127.0.0.1', resolve));
  try {
    const address = fileHost.address();
    if (address === null || typeof address === 'string') throw new Error('The file host has no port.');
    const to = `http://127.0.0.1:${address.port}/result.zip`;
    simulator.faults.set({ fault: { kind: 'redirect', to }, endpoint: 'result' });
    await desk.button('Download: chair.glb').click();
    await expect(desk.button('Show in folder: chair.glb')).toBeVisible();
  } finally {
    fileHost.close();
  }
});

sharedTest(
  'a folder that is gone is said, and the download can be done elsewhere',
  async ({ desk, simulator }) => {
    const id = await addCompleted(desk, simulator, { filename: 'lamp.glb' });
    await mkdir(join(desk.home, 'Downloads'), { recursive: true });
    await writeFile(desk.results, 'a file where the folder should be');
    await desk.open(id);
    await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(desk.details).toContainText('The folder can’t be used.');
    const elsewhere = join(desk.home, 'elsewhere');
    await mkdir(elsewhere);
    await desk.answerFileDialogs(elsewhere);
    await desk.button('Settings').click();
    await desk.button('Choose…').click();
    await expect(desk.page.getByRole('dialog')).toContainText(elsewhere);
    await desk.page.keyboard.press('Escape');
    await desk.details.getByRole('button', { name: 'Retry' }).click();
    await expect
      .poll(async () => (await readdir(elsewhere)).filter((name) => !name.startsWith('.')))
      .toHaveLength(1);
  },
);

sharedTest('one click in the row is all it takes; the format is remembered', async ({ desk, simulator }) => {
  await addCompleted(desk, simulator, { filename: 'mug.glb' });
  await desk.button('Settings').click();
  await desk.page.getByRole('combobox', { name: 'Download' }).selectOption({ label: 'USD' });
  await desk.page.keyboard.press('Escape');
  await desk.quit();
  await desk.start();
  await desk.button('Download: mug.glb').click();
  await expect(desk.button('Show in folder: mug.glb')).toBeVisible();
  const [folder = ''] = await visibleResults(desk);
  expect(await readdir(join(desk.results, folder))).toEqual(['usd']);
});
