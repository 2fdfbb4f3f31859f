import { describe, expect, it } from 'vitest';
import { resolveSpec } from '../jobs/resolve-spec.ts';
import type { JobSpec, JobSpecInput } from '../jobs/spec-input.ts';
import { unzipped } from '../testing-zip.ts';
import { fileBytes, fileSizes } from './job-files.ts';
import { createResultStore, hasFormat, resultFiles } from './result-store.ts';
import { storedZipSize, zipOf } from './zip.ts';

const spec = (input: JobSpecInput = {}): JobSpec =>
  resolveSpec('seed', 0, { filename: 'toolbox.glb', ...input }, 0);
const paths = async (of: JobSpec, format: 'usd' | 'mjcf' | 'all'): Promise<string[]> => [
  ...(await resultFiles(of, format)).keys(),
];
const USD = [
  'usd/toolbox/toolbox.usd',
  'usd/toolbox/textures/diffuse.png',
  'usd/toolbox/textures/diffuse_metal.png',
  'usd/toolbox/textures/diffuse_grip.png',
];

describe('resultFiles', () => {
  it('lays the USD out with its textures beside it', async () => {
    expect(await paths(spec(), 'usd')).toEqual(USD);
  });

  it('lays the MJCF out with meshes and textures in folders', async () => {
    const found = await paths(spec(), 'mjcf');
    expect(found[0]).toBe('mjcf/toolbox/toolbox.xml');
    expect(found).toContain('mjcf/toolbox/meshes/body.obj');
    expect(found).toContain('mjcf/toolbox/textures/diffuse.png');
    expect(found.every((path) => path.startsWith('mjcf/toolbox/'))).toBe(true);
  });

  it('holds both in sub-folders for all', async () => {
    expect(await paths(spec(), 'all')).toEqual([...USD, ...(await paths(spec(), 'mjcf'))]);
  });

  it('leaves the MJCF out of all when there is none', async () => {
    expect(await paths(spec({ noMjcf: true }), 'all')).toEqual(USD);
  });

  it('gives a simulation its animation and log', async () => {
    const simulation = spec({ type: 'simulate_usd', filename: 'toolbox.usd', scene: 'drop' });
    const files = await resultFiles(simulation, 'all');
    expect([...files.keys()]).toEqual(['simulation/toolbox-drop.gif', 'simulation/toolbox-drop.log']);
    const log = files.get('simulation/toolbox-drop.log')?.toString() ?? '';
    expect(log).toContain('scene "drop" with toolbox.usd');
    expect(log).toMatch(/at rest, \d+ contacts/);
  });

  it('names every file that the USD and the MJCF refer to', async () => {
    const files = await resultFiles(spec(), 'all');
    const usd = files.get('usd/toolbox/toolbox.usd')?.toString() ?? '';
    const xml = files.get('mjcf/toolbox/toolbox.xml')?.toString() ?? '';
    const assets = [...usd.matchAll(/@(.+?)@/g)].map(([, path]) => `usd/toolbox/${path ?? ''}`);
    const meshes = [...xml.matchAll(/file="(.+?\.obj)"/g)].map(
      ([, name]) => `mjcf/toolbox/meshes/${name ?? ''}`,
    );
    expect(assets).toHaveLength(3);
    expect(meshes.length).toBeGreaterThan(5);
    for (const path of [...assets, ...meshes]) expect(files.has(path), path).toBe(true);
  });

  it('describes physics in the USD', async () => {
    const usd = (await resultFiles(spec(), 'usd')).get(USD[0] ?? '')?.toString() ?? '';
    for (const word of [
      'PhysicsScene',
      'PhysicsRigidBodyAPI',
      'PhysicsMassAPI',
      'PhysicsCollisionAPI',
      'physics:mass = 7.4',
      'UsdPreviewSurface',
    ]) {
      expect(usd).toContain(word);
    }
  });
});

describe('hasFormat', () => {
  it.each([
    [{}, [true, true, true]],
    [{ noMjcf: true }, [true, false, true]],
    [{ type: 'simulate_usd' }, [false, false, true]],
  ])('knows what a job %j has', (input, expected) => {
    const formats = ['usd', 'mjcf', 'all'] as const;
    expect(formats.map((format) => hasFormat(spec(input), format))).toEqual(expected);
  });
});

describe('createResultStore', () => {
  it('packs the files unchanged', async () => {
    const { bytes } = await createResultStore().archive(spec(), 'all');
    const packed = await unzipped(bytes);
    const files = await resultFiles(spec(), 'all');
    expect([...packed.keys()]).toEqual([...files.keys()]);
    expect([...files].filter(([path, file]) => packed.get(path)?.equals(file) !== true)).toEqual([]);
  });

  it('gives the same bytes and tag from another store, and others for another job', async () => {
    const [one, two] = [createResultStore(), createResultStore()];
    const first = await one.archive(spec(), 'usd');
    const second = await two.archive(spec(), 'usd');
    expect(first.bytes.equals(second.bytes)).toBe(true);
    expect(first.etag).toBe(second.etag);
    expect(first.etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect((await one.archive(spec({ filename: 'mug.glb', id: 'b' }), 'usd')).etag).not.toBe(first.etag);
  });

  it('makes a result once', async () => {
    const store = createResultStore();
    const { bytes } = await store.archive(spec(), 'usd');
    expect((await store.archive(spec(), 'usd')).bytes === bytes).toBe(true);
  });

  it('forgets what was asked for longest ago when it holds too much', async () => {
    const store = createResultStore(3_000_000);
    const big = (id: string): JobSpec => spec({ id, resultBytes: 1_200_000 });
    const first = await store.archive(big('a'), 'usd');
    const second = await store.archive(big('b'), 'usd');
    await store.archive(big('a'), 'usd');
    await store.archive(big('c'), 'usd');
    // Compared as a truth value: a failing comparison of megabytes would be printed byte by byte.
    expect((await store.archive(big('a'), 'usd')).bytes === first.bytes).toBe(true);
    expect((await store.archive(big('b'), 'usd')).bytes === second.bytes).toBe(false);
  });

  it('tries again after something went wrong', async () => {
    const store = createResultStore();
    const broken = spec({ filename: 'x' });
    Object.defineProperty(broken, 'imageNames', {
      configurable: true,
      get: () => {
        throw new Error('out of reach');
      },
    });
    await expect(store.asset(broken, 'input', 'x')).rejects.toThrow('out of reach');
    Object.defineProperty(broken, 'imageNames', { value: [] });
    expect(await store.asset(broken, 'input', 'x')).toBeNull();
  });

  it('pads a result to the size asked for, with bytes that do not shrink', async () => {
    const { bytes } = await createResultStore().archive(spec({ resultBytes: 5_000_000 }), 'mjcf');
    expect(bytes.length).toBeGreaterThan(5_000_000);
    expect((await unzipped(bytes)).get('mjcf/toolbox/source_scan.bin')?.length).toBe(5_000_000);
  });
});

describe('the files on the assets host', () => {
  it('are as large as the job says', async () => {
    const sizes = fileSizes(spec());
    expect((await fileBytes(spec(), 'output', 'toolbox.usd'))?.length).toBe(sizes.model);
    expect((await fileBytes(spec(), 'output', 'toolbox-mjcf.zip'))?.length).toBe(sizes.mjcfPackage);
  });

  it.each([
    ['toolbox.glb', 'glTF'],
    ['toolbox.obj', 'o toolbox'],
    ['toolbox.usd', '#usda 1.0'],
  ])('show the input %s as what it is', async (filename, start) => {
    const bytes = await fileBytes(spec({ filename }), 'input', filename);
    expect(bytes?.subarray(0, start.length).toString()).toBe(start);
  });

  it('are missing for an input that cannot be made here, and for other names', async () => {
    expect(await fileBytes(spec({ filename: 'toolbox.fbx' }), 'input', 'toolbox.fbx')).toBeNull();
    expect(await fileBytes(spec(), 'output', 'other.png')).toBeNull();
    expect(await fileBytes(spec(), 'preprocess', 'other.glb')).toBeNull();
    expect(await fileBytes(spec({ noMjcf: true }), 'output', 'toolbox-mjcf.zip')).toBeNull();
  });
});

describe('storedZipSize', () => {
  it('knows the size of an archive before it is made, non-ASCII names included', async () => {
    const files = new Map([
      ['größe/a.txt', Buffer.from('one')],
      ['b.bin', Buffer.alloc(1_000)],
    ]);
    expect(storedZipSize(files)).toBe((await zipOf(files, { store: true })).length);
  });
});
