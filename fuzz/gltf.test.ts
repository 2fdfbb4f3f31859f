import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGltf } from '../src/asset/gltf/read-gltf.ts';
import { AssetBudget, defaultLimits } from '../src/asset/limits.ts';
import type { AssetScene } from '../src/asset/scene.ts';
import { dracoMesh, ktx2Picture } from '../src/asset/testing/compressed.ts';
import { expectSound } from '../src/asset/testing/expect-sound.ts';
import { nodeDecoders } from '../src/asset/testing/gltf-decoders.ts';
import { GltfFile } from '../src/asset/testing/gltf-files.ts';
import { MemoryFiles } from '../src/asset/testing/memory-files.ts';
import { nullIfRefused } from './expectations.ts';

const decoders = nodeDecoders();
/** Small enough that nothing takes long. */
const limits = { ...defaultLimits, maxPrims: 2_000, maxValues: 2_000_000, maxTriangles: 200_000 };

/** A file with some of everything. */
function wholeFile(): GltfFile {
  const file = new GltfFile({
    scenes: [{ nodes: [0, 3] }],
    nodes: [
      { name: 'Root', children: [1, 2], rotation: [0, 0, 1, 0] },
      { mesh: 0, skin: 0, weights: [0.5] },
      { mesh: 1, scale: [2, 2, 2] },
      { mesh: 1, translation: [1, 0, 0] },
    ],
    materials: [
      { pbrMetallicRoughness: { baseColorTexture: { index: 0 } }, normalTexture: { index: 1, scale: 0.5 } },
    ],
    textures: [{ source: 0, sampler: 0 }, { extensions: { KHR_texture_basisu: { source: 1 } } }],
    samplers: [{ wrapS: 33_071 }],
  });
  const POSITION = file.accessor(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0), 'VEC3');
  const NORMAL = file.accessor(Int8Array.of(0, 0, 127, 0, 0, 127, 0, 0, 127, 0, 0, 127), 'VEC3', {
    normalized: true,
  });
  const TEXCOORD_0 = file.accessor(Uint16Array.of(0, 0, 65_535, 0, 0, 65_535, 1, 1), 'VEC2', {
    normalized: true,
  });
  const COLOR_0 = file.accessor(new Uint8Array(16).fill(200), 'VEC4', { normalized: true });
  const JOINTS_0 = file.accessor(new Uint8Array(16), 'VEC4');
  const WEIGHTS_0 = file.accessor(Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0), 'VEC4');
  const indices = file.accessor(Uint16Array.of(0, 1, 2, 3), 'SCALAR');
  const sparse = {
    count: 1,
    indices: { bufferView: file.view(Uint8Array.of(1)), componentType: 5121 },
    values: { bufferView: file.view(new Uint8Array(12)) },
  };
  const target = file.listAccessor({ componentType: 5126, count: 4, type: 'VEC3', sparse });
  const packed = file.view(dracoMesh(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), [0, 1, 2]));
  const ofDraco = file.listAccessor({ componentType: 5126, count: 3, type: 'VEC3' });
  const draco = { KHR_draco_mesh_compression: { bufferView: packed, attributes: { POSITION: 7 } } };
  const attributes = { POSITION, NORMAL, TEXCOORD_0, COLOR_0, JOINTS_0, WEIGHTS_0 };
  file.json['meshes'] = [
    { primitives: [{ mode: 5, attributes, indices, material: 0, targets: [{ POSITION: target }] }] },
    {
      primitives: [
        { attributes: { POSITION: ofDraco }, extensions: draco },
        { mode: 6, attributes: { POSITION } },
      ],
    },
  ];
  file.json['skins'] = [{ joints: [0, 2] }];
  file.json['images'] = [
    { bufferView: file.view(Uint8Array.of(1, 2, 3)), mimeType: 'image/png' },
    { bufferView: file.view(ktx2Picture([[1, 2, 3, 4]])) },
  ];
  return file;
}

async function survives(bytes: Uint8Array): Promise<AssetScene | null> {
  const files = new MemoryFiles({ 'a.glb': bytes });
  const scene = await readGltf('a.glb', files, new AssetBudget(limits), decoders).catch(nullIfRefused);
  if (scene !== null) expectSound(scene);
  return scene;
}

/** All places in the JSON that hold a number or a text. */
function leavesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, one]) => leavesOf(one, [...path, name]));
}

function replaceAt(json: unknown, path: readonly (string | number)[], value: unknown): void {
  const holder = path
    .slice(0, -1)
    .reduce((one: unknown, name) => (one as Record<string, unknown>)[name], json);
  (holder as Record<string, unknown>)[path.at(-1) ?? ''] = value;
}

const odd = fc.oneof(
  fc.integer({ min: -2, max: 12 }),
  fc.constantFrom(
    2 ** 31,
    2 ** 32,
    2 ** 53,
    1e9,
    -1,
    0.5,
    1e308,
    5121,
    5126,
    null,
    true,
    'SCALAR',
    'MAT4',
    'x',
    [],
    {},
  ),
);

describe('a glTF file', () => {
  it('is whole to begin with', async () => {
    const scene = await survives(wholeFile().glb());
    expect([scene?.notes, scene?.shapes.length, scene?.textures.length]).toEqual([[], 5, 2]);
  });

  it('is read or refused, whatever its JSON says in some places', async () => {
    const leaves = leavesOf(wholeFile().json);
    const place = fc.nat({ max: leaves.length - 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(place, odd), { minLength: 1, maxLength: 3 }), async (changes) => {
        const file = wholeFile();
        for (const [at, value] of changes)
          try {
            replaceAt(file.json, leaves[at] ?? [], value);
          } catch {
            // Another change has taken that place away.
          }
        await survives(file.glb());
      }),
    );
  });

  it('is read or refused with some of its bytes changed', async () => {
    const whole = wholeFile().glb();
    const change = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        await survives(bytes);
      }),
    );
  });
});
