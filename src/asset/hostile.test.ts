import { describe, expect, it } from 'vitest';
import { AssetBudget, AssetError, defaultLimits } from './limits.ts';
import { readAsset } from './read-asset.ts';
import type { AssetScene } from './scene.ts';
import { expectSound } from './testing/expect-sound.ts';
import { nodeDecoders } from './testing/gltf-decoders.ts';
import { MemoryFiles } from './testing/memory-files.ts';
import { describeSharedAssets, readSharedAsset } from './testing/shared-assets.ts';
import { toyLayer } from './testing/toy.ts';
import { makeZip } from './zip/testing/make-zip.ts';

type Contents = Record<string, string | Uint8Array>;

const read = (file: string, contents: Contents, limits = defaultLimits): Promise<AssetScene> =>
  readAsset(file, new MemoryFiles(contents), new AssetBudget(limits), nodeDecoders());

/** `scene`, or the code of the error; anything else that is thrown fails the test, and so does a scene that cannot be drawn. */
async function outcomeOf(file: string, contents: Contents, limits = defaultLimits): Promise<string> {
  try {
    expectSound(await read(file, contents, limits));
    return 'scene';
  } catch (error) {
    if (error instanceof AssetError) return error.code;
    throw error;
  }
}

const utf8 = new TextEncoder();
const picture = 'a picture';
const toyPackage = makeZip([
  { name: 'toy.usda', bytes: toyLayer, isDeflated: true },
  { name: 'picture.png', bytes: picture },
]);

/** Cut off at every hundredth, and with single bytes changed all over. */
function* damagedCopies(bytes: Uint8Array, changes: number): Generator<Uint8Array> {
  for (let percent = 0; percent < 100; percent += 1)
    yield bytes.subarray(0, Math.floor((bytes.length * percent) / 100));
  for (let change = 0; change < changes; change += 1) {
    const copy = Uint8Array.from(bytes);
    const at = Math.floor((bytes.length * change) / changes);
    copy[at] = (copy[at] ?? 0) ^ (1 << (change % 8));
    yield copy;
  }
}

async function expectOutcomes(
  file: string,
  bytes: Uint8Array,
  others: Contents,
  changes: number,
): Promise<void> {
  const outcomes = new Set<string>();
  for (const copy of damagedCopies(bytes, changes))
    outcomes.add(await outcomeOf(file, { ...others, [file]: copy }));
  expect([...outcomes]).toContain('damaged');
}

describe('a toy', () => {
  it.each([
    ['toy.usda', utf8.encode(toyLayer), { 'picture.png': picture }],
    ['toy.usdz', toyPackage, {}],
  ])('as %s is read whole', async (file, bytes, others) => {
    const scene = await read(file, { ...others, [file]: bytes });
    expectSound(scene);
    expect(scene.notes).toEqual([]);
    expect(scene.shapes.map(({ path }) => path).sort()).toEqual([
      '/Nails[0]/Nail',
      '/Nails[1]/Nail',
      '/Toy/Box',
      '/Toy/Knob',
    ]);
    expect(scene.textures.map((texture) => texture.bytes)).toEqual([utf8.encode(picture)]);
    expect(scene.physics?.bodies).toMatchObject([{ path: '/Toy', mass: { value: 2 } }]);
  });

  it.each([
    ['toy.usda', utf8.encode(toyLayer), { 'picture.png': picture }],
    ['toy.usdz', toyPackage, {}],
  ])('as %s that was damaged is a scene or an error', async (file, bytes, others) => {
    await expectOutcomes(file, bytes, others, 300);
  });
});

describeSharedAssets('a real file', () => {
  it.each([
    ['usd/omnidrones-gate_fixed.usd', 400],
    ['usd/omnidrones-rotor.usd', 200],
    ['usd/openusd-top.geom.usd', 200],
    ['usd/pegasus-Box.usd', 200],
    ['usd/newton-simple_articulation_with_mesh.usda', 200],
    ['usd/openusd-Joints.usda', 100],
    ['usdz/openusd-clean_usdc.usdz', 200],
    ['usdz/usdwg-BoxAnimated.usdz', 100],
    ['glb/Box.glb', 200],
    ['glb/BoxMeshopt.glb', 200],
  ])('%s that was damaged is a scene or an error', async (path, changes) => {
    await expectOutcomes('a', readSharedAsset(path), {}, changes);
  });
});

// What there is no end to ends at any limit, and at a small one sooner.
const limits = { ...defaultLimits, maxPrims: 5000 };
const layer = (text: string): string => `#usda 1.0\n${text}`;
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const triangle = 'point3f[] points = [(0, 0, 0), (1, 0, 0), (0, 1, 0)]\nint[] faceVertexIndices = [0, 1, 2]';

describe('a file that is made to have no end', () => {
  it.each<[string, Contents, string]>([
    [
      'of files that name each other twice',
      Object.fromEntries(
        Array.from({ length: 70 }, (_, n) => [
          n === 0 ? 'a' : `a${n}.usda`,
          layer(
            `def "A" ( references = [@a${n + 1}.usda@</A>, @a${n + 1}.usda@</A>] ) { def Cube "C${n}" {} }`,
          ),
        ]),
      ),
      'too-deep',
    ],
    [
      'of prims that refer to the next two',
      { a: layer(lines(60, (n) => `def "A${n}" ( references = [</A${n + 1}>, </A${n + 2}>] ) {}`)) },
      'too-many',
    ],
    [
      'of instancers that draw the next one ten times',
      {
        a: layer(
          lines(
            20,
            (n) => `def PointInstancer "I${n}" {
              int[] protoIndices = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
              point3f[] positions = [${'(0, 0, 0),'.repeat(10)}]
              rel prototypes = </I${n + 1}>
            }`,
          ),
        ),
      },
      'too-many',
    ],
    [
      'of an instancer of more than may be drawn',
      {
        a: layer(`def PointInstancer "I" {
          int[] protoIndices = [${'0,'.repeat(10_000)}]
          point3f[] positions = [${'(0,0,0),'.repeat(10_000)}]
          rel prototypes = </I/A>
          def Cube "A" {}
        }`),
      },
      'too-many',
    ],
    ['of prims in one another', { a: layer('def "A" {'.repeat(10_000)) }, 'too-deep'],
    [
      'of packages in one another',
      {
        a: Array.from({ length: 70 }).reduce<Uint8Array>(
          (inner) => makeZip([{ name: 'a.usdz', bytes: inner }]),
          makeZip([{ name: 'a.usda', bytes: toyLayer }]),
        ),
      },
      'too-deep',
    ],
    [
      'of a package that unpacks to more than is read',
      { a: makeZip([{ name: 'a.usda', bytes: new Uint8Array(1000), isDeflated: true, size: 1_000_000 }]) },
      'damaged',
    ],
    ['of more prims than may be', { a: layer('def "A" {}\n'.repeat(5001)) }, 'too-many'],
  ])('%s', async (_, contents, code) => {
    expect(await outcomeOf('a', contents, limits)).toBe(code);
  });

  it.each<[string, Contents, object[]]>([
    [
      'of layers that are each under the other',
      {
        a: layer('( subLayers = [@b.usda@] )\ndef Cube "A" {}'),
        'b.usda': layer('( subLayers = [@a@, @b.usda@] )'),
      },
      [{ code: 'cycle' }, { code: 'cycle' }],
    ],
    [
      'of prims that refer to each other',
      { a: layer('def Cube "A" ( references = </B> ) {}\ndef Cube "B" ( references = </A> ) {}') },
      [{ code: 'cycle' }, { code: 'cycle' }],
    ],
    [
      'of a face with 2,147,483,647 corners',
      { a: layer(`def Cube "A" {}\ndef Mesh "B" { ${triangle}\nint[] faceVertexCounts = [2147483647] }`) },
      [{ code: 'damaged', place: '/B' }],
    ],
    [
      'of faces with corners that are no points',
      {
        a: layer(
          `def Cube "A" {}\ndef Mesh "B" { ${triangle.replace('[0, 1, 2]', '[0, 1, 2147483647]')}\nint[] faceVertexCounts = [3] }`,
        ),
      },
      [{ code: 'damaged', place: '/B' }],
    ],
    [
      'of a texture outside, and one that is not there',
      {
        a: layer(
          toyLayer
            .replace('#usda 1.0', '')
            .replace('@./picture.png@', '@../../etc/passwd@')
            .replace('def Shader "Surface"\n', 'def Shader "Surface" '),
        ),
      },
      [{ code: 'outside-file' }],
    ],
  ])('%s is a scene with notes', async (_, contents, notes) => {
    const scene = await read('a', contents);
    expectSound(scene);
    expect(scene.notes).toMatchObject(notes);
    expect(scene.shapes.length).toBeGreaterThan(0);
  });
});
