import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { assetAddress } from '../src/shared/asset-scheme.ts';
import type { AssetSource, ServedAsset } from '../src/shared/assets.ts';
import { openAsset, partOf, writeFiles } from './support/assets.ts';
import { findings } from './support/axe.ts';
import { PolicyWorkers } from './support/policy-worker.ts';
import { stateOf } from './support/state.ts';
import { expect, sharedTest as test } from './support/test.ts';

const workers = new PolicyWorkers();
test.beforeAll(() => workers.add());
test.afterAll(() => workers.remove());

async function served(page: Page, source: AssetSource): Promise<ServedAsset> {
  const opened = await openAsset(page, source);
  if (!opened.ok || opened.value.kind !== 'opened') throw new Error(JSON.stringify(opened));
  return opened.value;
}

/** What the page itself gets of an address, by each way that it has. */
const pageGets = (page: Page, url: string): Promise<string[]> =>
  page.evaluate(async (address) => {
    const image = new Promise<string>((resolve) => {
      const element = new Image();
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element.src = address;
    });
    const text = fetch(address).then(
      () => 'fetched',
      () => 'refused',
    );
    const script = new Promise<string>((resolve) => {
      const element = document.createElement('script');
      element.onload = () => resolve('run');
      element.onerror = () => resolve('refused');
      element.src = address;
      document.head.append(element);
    });
    return Promise.all([image, text, script]);
  }, url);

test('a worker reads the files of a result, which the page cannot, nor a worker with another token', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'stool.glb' });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Completed');
  const { page } = desk;
  const usd = await served(page, partOf(id, 'result-usd'));
  expect(usd).toMatchObject({ from: 'fetched', isCut: false });
  const [root = ''] = usd.roots;
  expect(root).toMatch(/stool\.usd$/);
  const mjcf = await served(page, partOf(id, 'result-mjcf'));
  expect(mjcf.roots[0]).toMatch(/stool\.xml$/);

  const addresses = [
    assetAddress(usd.token, root),
    assetAddress(mjcf.token, mjcf.roots[0] ?? ''),
    assetAddress(usd.token, 'no.such.file'),
    assetAddress(usd.token, '../../../etc/passwd'),
    `asset://${usd.token}/..%2f..%2fetc%2fpasswd`,
    assetAddress('t00000000000000000000000000000000', root),
    'preview://job/x/texture/0',
    simulator.assetsUrl,
    'data:text/plain,x',
  ];
  const { texts, code, wasm } = await workers.fetch(page, addresses);
  expect(texts.slice(0, 2)).toEqual([expect.stringMatching(/^#usda/), expect.stringContaining('<mujoco')]);
  expect(texts.slice(2)).toEqual([404, 404, 404, 404, 'refused', 'refused', 'refused']);
  expect([code, wasm]).toEqual(['refused', 'compiled']);

  const [address = ''] = addresses;
  expect(await pageGets(page, address)).toEqual(['refused', 'refused', 'refused']);
  expect(await workers.fetch(page, [address, simulator.assetsUrl, 'data:text/plain,x'], 'mujoco')).toEqual({
    texts: ['refused', 'refused', 'refused'],
    code: 'made',
    wasm: 'compiled',
  });
  expect(simulator.requests.assetsSawAuthorization).toBe(false);
  const results = simulator.requests.entries.filter(({ path }) => path.includes('/result'));
  expect(results).toHaveLength(1);

  await page.evaluate((token) => window.rigyd.releaseAsset({ token }), usd.token);
  const { texts: after } = await workers.fetch(page, addresses.slice(0, 2));
  expect(after).toEqual([404, expect.stringContaining('<mujoco')]);
  await page.reload();
  await desk.appLoaded();
  expect((await workers.fetch(page, addresses.slice(0, 2))).texts).toEqual([404, 404]);
});

test('input and preprocessed mesh are fetched without the key, and end with their job', async ({
  desk,
  simulator,
}) => {
  const ids = ['bench.glb', 'rack.fbx'].map((filename) => simulator.addJob({ filename }));
  for (const id of ids) simulator.setPhase(id, 'completed');
  const [bench = '', rack = ''] = ids;
  await desk.typeIds(ids.join('\n'));
  await expect(desk.row(rack)).toContainText('Completed');
  const input = await served(desk.page, partOf(bench, 'input'));
  const mesh = await served(desk.page, partOf(rack, 'preprocessed'));
  expect(await openAsset(desk.page, partOf(rack, 'input'))).toMatchObject({ failure: { code: 'no-model' } });
  const addresses = [input, mesh].map(({ token, roots }) => assetAddress(token, roots[0] ?? ''));
  const { texts } = await workers.fetch(desk.page, addresses);
  expect(texts).toEqual([expect.stringMatching(/^glTF/), expect.stringMatching(/^glTF/)]);
  expect(simulator.requests.assetsSawAuthorization).toBe(false);
  await desk.page.evaluate((removed) => window.rigyd.removeJobs({ ids: removed }), ids);
  expect((await workers.fetch(desk.page, addresses)).texts).toEqual([404, 404]);
});

test('a large result is fetched when the person says so, and read from its folder once it is downloaded', async ({
  desk,
  simulator,
}) => {
  const bytes = 3 * 1024 ** 2;
  const id = simulator.addJob({ filename: 'wardrobe.glb', resultBytes: bytes });
  simulator.setPhase(id, 'completed');
  await desk.typeIds(id);
  await expect(desk.row(id)).toContainText('Completed');
  const source = partOf(id, 'result-usd');
  await desk.page.evaluate(() => window.rigyd.changeSettings({ previewMegabytes: 1 }));
  expect(await openAsset(desk.page, source)).toMatchObject({
    value: { kind: 'large', bytes: expect.any(Number), maxBytes: 1024 ** 2 },
  });
  const anyway = await openAsset(desk.page, source, true);
  expect(anyway).toMatchObject({ value: { kind: 'opened', from: 'fetched' } });

  await desk.open(id);
  await desk.details.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(desk.button('Show in folder: wardrobe.glb')).toBeVisible();
  const asked = simulator.requests.entries.length;
  const here = await served(desk.page, source);
  expect(here.from).toBe('downloaded');
  const { texts } = await workers.fetch(desk.page, [assetAddress(here.token, here.roots[0] ?? '')]);
  expect(texts).toEqual([expect.stringMatching(/^#usda/)]);
  const results = simulator.requests.entries.slice(asked).filter(({ path }) => path.includes('/result'));
  expect(results).toEqual([]);
});

test('a dropped 3D file is looked at after a question, with what lies beside it and nothing above', async ({
  desk,
}) => {
  const above = join(desk.home, 'assets');
  await writeFiles(above, {
    'secret.png': 'above',
    'lamp/lamp.usda': '#usda 1.0',
    'lamp/textures/brass oak.png': 'PNG',
    'lamp/taxes.pdf': 'private',
  });
  await symlink(join(above, 'secret.png'), join(above, 'lamp', 'linked.png'));
  await desk.dropPaths(join(above, 'lamp', 'lamp.usda'));
  const question = desk.page.getByRole('dialog', { name: 'View lamp.usda in 3D?' });
  await expect(question.getByRole('button', { name: 'View' })).toBeFocused();
  await expect(question.getByRole('button', { name: /^Watch/ })).toHaveCount(0);
  await desk.page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect.poll(async () => (await stateOf(desk.page)).openedAsset?.name).toBe('lamp.usda');
  const state = await stateOf(desk.page);
  const number = state.openedAsset?.number ?? 0;

  const lamp = await served(desk.page, { kind: 'own', number });
  expect(lamp).toMatchObject({ roots: ['lamp.usda'], from: 'own-file' });
  expect(lamp.files).toEqual([
    { path: 'lamp.usda', bytes: 9 },
    { path: 'textures/brass oak.png', bytes: 3 },
  ]);
  const paths = ['lamp.usda', 'textures/brass oak.png', 'taxes.pdf', '../secret.png', 'linked.png'];
  const addresses = paths.map((path) => assetAddress(lamp.token, path));
  expect((await workers.fetch(desk.page, addresses)).texts).toEqual(['#usda 1.0', 'PNG', 404, 404, 404]);
  // The page knows the name, and not where it lies.
  expect(JSON.stringify([state, lamp])).not.toContain(above);

  await desk.page.evaluate((closed) => window.rigyd.closeOpenedAsset({ number: closed }), number);
  expect((await workers.fetch(desk.page, addresses.slice(0, 1))).texts).toEqual([404]);
});

test('of a folder with both, the person looks at the asset or watches the jobs', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'arm.glb' });
  const robot = join(desk.home, 'robot');
  await writeFiles(robot, { 'arm.xml': '<mujoco model="arm"/>', 'ids.txt': id });
  await desk.dropPaths(robot);
  const question = desk.page.getByRole('dialog', { name: 'View the folder “robot” in 3D?' });
  await expect(question.getByRole('button', { name: 'Watch 1 job' })).toBeVisible();
  expect(await findings(desk)).toEqual([]);
  await question.getByRole('button', { name: 'Watch 1 job' }).click();
  await expect(desk.row(id)).toBeVisible();
  await expect(question).toBeHidden();
  expect(await stateOf(desk.page)).toMatchObject({ openedAsset: null, lookOffer: null });

  await desk.dropPaths(robot);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  expect((await stateOf(desk.page)).openedAsset).toBeNull();
});

test('a second start with a 3D file asks in the window that is open, and adds the jobs beside it', async ({
  desk,
  simulator,
}) => {
  const id = simulator.addJob({ filename: 'shelf.glb' });
  await writeFiles(desk.home, { 'shelf.glb': 'glTF\u0002', 'not.usd': id });
  await desk.startAgain({ args: [id, 'shelf.glb', 'not.usd'] });
  const question = desk.page.getByRole('dialog', { name: 'View shelf.glb in 3D?' });
  await expect(question).toBeVisible();
  await expect(desk.row(id)).toBeVisible();
  // It opened by itself: a click in its first moments was meant for what was there before.
  await expect(async () => {
    await question.getByRole('button', { name: 'View' }).click();
    await expect(question).toBeHidden({ timeout: 500 });
  }).toPass();
  await expect.poll(async () => (await stateOf(desk.page)).openedAsset?.name).toBe('shelf.glb');
  const number = (await stateOf(desk.page)).openedAsset?.number ?? 0;
  await desk.page.evaluate((closed) => window.rigyd.closeOpenedAsset({ number: closed }), number);
});

test('a page that makes up files can have none of the disk', async ({ desk }) => {
  await writeFiles(desk.home, { 'chair.usda': '#usda 1.0' });
  const answers = await desk.page.evaluate(
    async (name) => {
      const made = await window.rigyd.offerDropped([new File(['#usda 1.0'], name)]);
      return { made, hasPathRequest: 'offerPaths' in window.rigyd };
    },
    join(desk.home, 'chair.usda'),
  );
  expect(answers).toEqual({ made: { ok: true, value: null }, hasPathRequest: false });
  expect((await stateOf(desk.page)).lookOffer).toBeNull();
});
