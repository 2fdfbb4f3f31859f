import { stat } from 'node:fs/promises';
import { createServer as createHost } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { addPair } from './support/pair.ts';
import { expect, sharedTest, test } from './support/test.ts';

const width = (image: Locator): Promise<number> =>
  image.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0));

sharedTest(
  'files in undocumented fields are listed, shown and copied, whatever form their addresses have',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'chair.glb' });
    simulator.setPhase(id, 'completed');
    const [texture, other] = simulator.job(id).output?.textures ?? [];
    const png = texture?.url ?? '';
    const host = new URL(png).host;
    const api = new URL(simulator.baseUrl).origin;
    simulator.faults.set({
      endpoint: 'job',
      job: id,
      fault: {
        kind: 'json',
        set: {
          'data.output.textures': [png, png.replace('http:', ''), '/uploads/wood.png', null],
          'data.output.glb': { url: `${host}/files/chair.glb`, name: 'chair.glb', size: '1245678' },
          'data.output.usdz': { href: '/uploads/chair.usdz', filename: 'chair.usdz', size_bytes: '2 MB' },
          'data.output.variants': { low: { mesh: { url: `${png}.low.glb` } } },
          'data.output.collision_meshes': Array.from({ length: 300 }, (_, index) => `${png}?hull=${index}`),
          'data.thumbnail': other?.url ?? '',
        },
      },
    });
    await desk.typeIds(id);
    await desk.open(id);
    const output = desk.section('Output');
    await output.scrollIntoViewIfNeeded();
    const file = (text: string): Locator => output.getByRole('listitem').filter({ hasText: text }).first();
    await expect(file('GLB')).toContainText('chair.glb 1.2 MB');
    await expect(file('USDZ')).toContainText('chair.usdz 2.0 MB');
    await expect(file('Variants low mesh')).toBeVisible();
    await expect(file('Collision meshes 1')).toBeVisible();
    await expect(output.getByText('Collision meshes 300')).toBeHidden();

    await file('USDZ').getByRole('button', { name: 'Copy link: chair.usdz' }).click();
    await expect(desk.messages).toContainText('Copied the link.');
    expect(await desk.clipboard()).toBe(`${api}/uploads/chair.usdz`);
    await file('GLB').getByRole('button', { name: 'Copy link: chair.glb' }).click();
    await expect.poll(() => desk.clipboard()).toBe(`http://${host}/files/chair.glb`);

    const textures = output.getByRole('list', { name: 'Textures' });
    await textures.scrollIntoViewIfNeeded();
    await expect.poll(() => width(textures.getByRole('img').first())).toBeGreaterThan(0);
    await expect(textures.getByRole('img')).toHaveCount(2);
    await expect(textures.getByRole('listitem').nth(2)).toContainText('No longer available.');
    await expect(textures.getByRole('listitem').nth(3)).toContainText('Not available');
    const pictures = output.getByRole('list', { name: 'Other images' });
    await expect(output.getByRole('button', { name: /^Show 24 more of 301/ })).toBeVisible();
    await pictures.scrollIntoViewIfNeeded();
    await expect.poll(() => width(pictures.getByRole('img').first())).toBeGreaterThan(0);
    await expect(desk.details.getByText('Unrecognized values')).toBeHidden();

    // What lies on the API's own host is a file like any other: it is fetched without the key.
    const uploads = simulator.requests.entries.filter(({ path }) => path.startsWith('/uploads/'));
    expect(uploads.map(({ path }) => path)).toEqual(['/uploads/wood.png']);
    expect(uploads.filter(({ hadAuthorization }) => hadAuthorization)).toEqual([]);
    expect(simulator.requests.assetsSawAuthorization).toBe(false);
  },
);

sharedTest(
  'files and fields that the app does not know by name stand with those that it does',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'drill.fbx' });
    simulator.setPhase(id, 'completed');
    const [texture] = simulator.job(id).output?.textures ?? [];
    const at = (name: string) => ({ url: texture?.url ?? '', name });
    simulator.faults.set({
      endpoint: 'job',
      job: id,
      fault: {
        kind: 'json',
        set: {
          'data.input.reference_photo': at('photo.png'),
          'data.preprocess.preview': at('aligned.png'),
          'data.preprocess.gpu_seconds': 12,
          'data.output.usdz': { url: '/uploads/drill.usdz', name: 'drill.usdz', compression: 'none' },
          'data.output.units': 'metres',
          'data.output.model.sha256': 'f00d',
        },
      },
    });
    await desk.typeIds(id);
    await desk.open(id);
    const file = (section: string, role: string): Locator =>
      desk.section(section).getByRole('listitem').filter({ hasText: role });
    await expect(file('Input', 'Input reference photo')).toContainText('photo.png');
    await expect(file('Preprocess', 'Preprocess preview')).toContainText('aligned.png');
    await expect(file('Output', 'USDZ')).toContainText('drill.usdz');
    const others = desk.section('Other fields');
    for (const folded of ['Model', 'Usdz']) await others.getByText(folded).click();
    for (const [label, value] of [
      ['GPU', '12 s'],
      ['Compression', 'none'],
      ['Units', 'metres'],
      ['Sha256', 'f00d'],
    ] as const)
      await expect(others).toContainText(new RegExp(`${label}\\s*${value}`, 'i'));

    const path = join(desk.home, 'photo.png');
    await desk.answerFileDialogs(path);
    await desk.button('Save photo.png').click();
    await expect(desk.messages).toContainText('Saved photo.png.');
    expect((await stat(path)).size).toBeGreaterThan(0);
  },
);

/** The beginning of a PNG of that size: enough to tell it by, and too little to be drawn. */
function pngHeader(width: number, height: number): Buffer {
  const bytes = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'.padEnd(64, '\0'), 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

sharedTest(
  'a picture that is too large, expired, wrongly announced or out of reach says so, and the others are shown',
  async ({ desk, simulator }) => {
    const id = simulator.addJob({ filename: 'chair.glb' });
    simulator.setPhase(id, 'completed');
    const seen: string[] = [];
    const host = createHost((request, response) => {
      seen.push(request.url ?? '');
      const isExpired = request.url?.includes('sig=old') === true;
      response.writeHead(isExpired ? 403 : 200, { 'content-type': 'text/plain' });
      response.end(request.url?.startsWith('/huge') === true ? pngHeader(20_000, 20_000) : pixel);
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port: closedPort } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const at = (path: string): string => `http://127.0.0.1:${port}/${path}`;
    const textures = (signature: string): string[] => [
      at('huge.png'),
      at('plain.png'),
      at(`expired.png?sig=${signature}`),
      at(`gone.png?sig=old`),
      `http://127.0.0.1:${closedPort}/dead.png`,
    ];
    const answer = (signature: string) =>
      ({ kind: 'json', set: { 'data.output.textures': textures(signature) } }) as const;
    simulator.faults.set({ endpoint: 'job', job: id, fault: answer('old'), times: 1 });
    simulator.faults.set({ endpoint: 'job', job: id, fault: answer('new'), skip: 1 });
    await desk.typeIds(id);
    await desk.open(id);
    const list = desk.section('Output').getByRole('list', { name: 'Textures' });
    await list.scrollIntoViewIfNeeded();
    const tile = (name: string): Locator => list.getByRole('listitem').filter({ hasText: name });
    await expect(tile('huge.png')).toContainText(
      'Too large to be shown here. It has 20,000 × 20,000 pixels.',
    );
    await tile('huge.png').getByRole('button', { name: 'Copy link: huge.png' }).click();
    await expect.poll(() => desk.clipboard()).toBe(at('huge.png'));
    await expect.poll(() => width(tile('plain.png').getByRole('img'))).toBe(1);
    await expect.poll(() => width(tile('expired.png').getByRole('img'))).toBe(1);
    await expect(tile('gone.png')).toContainText('The link has expired, and there is no new one yet.');
    await expect(tile('dead.png')).toContainText('Can’t reach the file host.');
    expect(seen.filter((path) => path.startsWith('/expired'))).toEqual([
      '/expired.png?sig=old',
      '/expired.png?sig=new',
    ]);
    // A file host's refusal says nothing about the key.
    await expect(desk.page.getByText('rejects the key')).toBeHidden();
    host.closeAllConnections();
    host.close();
  },
);

sharedTest(
  'related jobs are found by their IDs alone, and added with one click',
  async ({ desk, simulator }) => {
    const { source, simulation } = addPair(simulator);
    simulator.faults.set({
      endpoint: 'job',
      job: simulation,
      fault: { kind: 'json', set: { 'data.source_job_id': source }, remove: ['data.source_job'] },
    });
    simulator.faults.set({
      endpoint: 'job',
      job: source,
      fault: { kind: 'json', set: { 'data.simulations': [simulation] } },
    });
    await desk.typeIds(simulation);
    await desk.open(simulation);
    const related = desk.section('Related jobs');
    await related.getByRole('button', { name: `Watch source job ${source}` }).click();
    await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeVisible();
    await related.getByRole('button', { name: 'Open simulation chair.usd' }).click();
    await related.getByRole('button', { name: 'Open source job chair.glb' }).click();
    await expect(desk.details.getByRole('heading', { name: 'chair.glb' })).toBeVisible();
  },
);

test('a file host whose name leads to this machine is not knocked at, nor is one that a redirect names', async ({
  newDesk: desk,
  simulator,
}) => {
  let knocks = 0;
  const door = createServer((socket) => {
    knocks += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const { port } = door.address() as AddressInfo;
  const id = simulator.addJob({ filename: 'chair.glb' });
  simulator.setPhase(id, 'completed');
  const inside = `https://files.example.test:${port}/a.png`;
  const [, second] = simulator.job(id).output?.textures ?? [];
  simulator.faults.set({
    endpoint: 'job',
    job: id,
    fault: { kind: 'json', set: { 'data.output.textures.0.url': inside } },
  });
  simulator.faults.set({ endpoint: 'assets', job: id, fault: { kind: 'redirect', to: inside } });
  await desk.start({
    args: ['--host-resolver-rules=MAP files.example.test 127.0.0.1'],
    env: { RIGYD_API_KEY: simulator.key },
  });
  await desk.typeIds(id);
  await desk.open(id);
  const textures = desk.section('Output').getByRole('list', { name: 'Textures' });
  await textures.scrollIntoViewIfNeeded();
  const refused = 'Blocked: unsafe address.';
  await expect(textures.getByRole('listitem').first()).toContainText(refused);
  await expect(textures.getByRole('listitem').filter({ hasText: second?.name ?? '' })).toContainText(refused);
  expect(knocks).toBe(0);
  door.close();
});
