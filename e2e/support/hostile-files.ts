import { deflateSync } from 'node:zlib';
import type { Random } from '../../src/simulator/random.ts';
import { crc32 } from '../../src/asset/zip/crc32.ts';
import { glb, GltfFile } from '../../src/asset/testing/gltf-files.ts';
import { fileOf } from '../../src/asset/usd/crate/testing/raw-crate.ts';
import { makeZip } from '../../src/asset/zip/testing/make-zip.ts';
import { typed, typedArray } from '../../src/asset/usd/crate/testing/describe-crate.ts';
import { writeCrate } from '../../src/asset/usd/crate/testing/write-crate.ts';
import type { FilesByPath } from './assets.ts';

const many = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_none, index) => item(index));
const usda = (text: string): string => `#usda 1.0\n${text}`;

/** Each path leads to the next twice: whoever follows all of them has 2^50 to follow. */
function exponentialPaths(): Uint8Array {
  const count = 50;
  return fileOf({
    pathCount: count,
    paths: {
      indices: many(count, (n) => n),
      elements: many(count, () => 1),
      jumps: many(count, (n) => (n < count - 1 ? 1 : -2)),
    },
  });
}

/** Says that it has 2^31 tokens. */
const countlessTokens = (): Uint8Array => fileOf({ claims: { tokens: 2 ** 31 } });

/** A megabyte that unpacks to a gigabyte. */
const packageBomb = (): Uint8Array =>
  makeZip([{ name: 'bomb.usda', bytes: Buffer.alloc(2 ** 30), isDeflated: true }]);

/** Each prim has the next two in it. */
export const fan = (): string =>
  usda(many(60, (n) => `def "A${n}" ( references = [</A${n + 1}>, </A${n + 2}>] ) {}`).join('\n'));

/** Two layers that are each under the other, with nothing else in them. */
const cycle = (): FilesByPath => ({
  'cycle.usda': usda('( subLayers = [@other.usda@] )'),
  'other.usda': usda('( subLayers = [@cycle.usda@] )'),
});

/** A ball of points, all of which are corners of its hull, as a moving body that collides. */
function fineCollider(triangles: number): Uint8Array {
  const rings = Math.round(Math.sqrt(triangles / 4));
  const around = rings * 2;
  const points = many((rings + 1) * around, (index) => {
    const down = (Math.floor(index / around) / rings) * Math.PI;
    const turn = ((index % around) / around) * 2 * Math.PI;
    return [Math.sin(down) * Math.cos(turn), Math.sin(down) * Math.sin(turn), Math.cos(down)];
  }).flat();
  const corners = many(rings * around, (index) => {
    const next = index - (index % around) + ((index + 1) % around);
    return [index, index + around, next, next, index + around, next + around];
  }).flat();
  const attribute = (typeName: string, type: 'Vec3f' | 'Int' | 'Token', value: number[] | string) => ({
    typeName,
    default: typeof value === 'string' ? typed(type, value) : typedArray(type, value),
  });
  const apis = (names: string[]) => ({
    apiSchemas: { type: 'TokenListOp', value: { prepended: names } } as never,
  });
  return writeCrate({
    fields: {
      defaultPrim: typed('Token', 'Ball'),
      metersPerUnit: typed('Double', 1),
      upAxis: typed('Token', 'Z'),
    },
    prims: {
      Ball: {
        typeName: 'Xform',
        fields: apis(['PhysicsRigidBodyAPI']),
        children: {
          Hull: {
            typeName: 'Mesh',
            fields: apis(['PhysicsCollisionAPI', 'PhysicsMeshCollisionAPI']),
            properties: {
              points: attribute('point3f[]', 'Vec3f', points),
              faceVertexCounts: attribute(
                'int[]',
                'Int',
                many(corners.length / 3, () => 3),
              ),
              faceVertexIndices: attribute('int[]', 'Int', corners),
              'physics:approximation': attribute('token', 'Token', 'convexHull'),
            },
          },
        },
      },
    },
  });
}

/** An accessor of so many corners, of which no byte is there. */
function countlessAccessor(count: number, more: object = {}): Uint8Array {
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ mesh: 0 }] });
  const POSITION = file.listAccessor({ componentType: 5126, count, type: 'VEC3', ...more });
  file.json['meshes'] = [{ primitives: [{ attributes: { POSITION } }] }];
  return glb(JSON.stringify(file.json), null);
}

function chunk(name: string, bytes: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name), bytes]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(bytes.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A sound picture of one colour, of a bit a pixel. */
function hugePicture(side: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))));
  const magic = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A square with so many materials, each with a picture of its own. */
function pictures(count: number, picture: Uint8Array): Uint8Array {
  const file = new GltfFile({ scenes: [{ nodes: [0] }], nodes: [{ mesh: 0 }] });
  const attributes = {
    POSITION: file.accessor(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), 'VEC3'),
    TEXCOORD_0: file.accessor(Float32Array.of(0, 0, 1, 0, 0, 1), 'VEC2'),
  };
  const bufferView = file.view(picture);
  file.json['images'] = many(count, () => ({ mimeType: 'image/png', bufferView }));
  file.json['textures'] = many(count, (source) => ({ source }));
  file.json['materials'] = many(count, (index) => ({
    pbrMetallicRoughness: { baseColorTexture: { index } },
  }));
  file.json['meshes'] = [{ primitives: many(count, (material) => ({ attributes, material })) }];
  return file.glb();
}

/** Squares over one another, each of which is seen through. */
const layeredSquares = (count: number): string =>
  usda(
    many(
      count,
      (n) => `def Mesh "Q${n}" {
  point3f[] points = [(-5,${n / 1000},-5),(5,${n / 1000},-5),(5,${n / 1000},5),(-5,${n / 1000},5)]
  int[] faceVertexCounts = [4]
  int[] faceVertexIndices = [0,1,2,3]
  float[] primvars:displayOpacity = [0.1]
}`,
    ).join('\n'),
  );

/** Triangles with a material each, which scales its picture by a number that no other has; the first ones by none at all. */
function oddMaterials(count: number): string {
  const scaleOf = (n: number): string => ['nan', 'inf', '-inf', '1e300', '1e37'][n] ?? String(1.5 + n / 7);
  const material = (n: number): string => `def Material "M${n}" {
  token outputs:surface.connect = </L/M${n}/S.outputs:surface>
  def Shader "S" { uniform token info:id = "UsdPreviewSurface"
    float inputs:roughness.connect = </L/M${n}/T.outputs:r>
    token outputs:surface }
  def Shader "T" { uniform token info:id = "UsdUVTexture"
    asset inputs:file = @p.png@
    float4 inputs:scale = (${many(4, () => scaleOf(n)).join()})
    float outputs:r }
}`;
  const triangle = (n: number): string => `def Mesh "Q${n}" ( prepend apiSchemas = ["MaterialBindingAPI"] ) {
  point3f[] points = [(${n % 40},${Math.floor(n / 40)},0),(${(n % 40) + 1},${Math.floor(n / 40)},0),(${n % 40},${Math.floor(n / 40) + 1},0)]
  int[] faceVertexCounts = [3]
  int[] faceVertexIndices = [0,1,2]
  texCoord2f[] primvars:st = [(0,0),(1,0),(0,1)] ( interpolation = "vertex" )
  rel material:binding = </L/M${n}>
}`;
  return usda(`def Scope "L" {${many(count, material).join('\n')}}\n${many(count, triangle).join('\n')}`);
}

const body = (name: string, at: number): string =>
  `def Cube "${name}" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsCollisionAPI"]) {
  double3 xformOp:translate = (${3 * (at % 100)}, ${3 * Math.floor(at / 100)}, 0)
  uniform token[] xformOpOrder = ["xformOp:translate"]
}`;
export const bodies = (count: number): string => usda(many(count, (n) => body(`B${n}`, n)).join('\n'));
const longName = (letters: number): string => usda(body('N'.repeat(letters), 0));

/** More points than MuJoCo has memory for. */
const memoryless = (): string =>
  '<mujoco><worldbody><flexcomp name="f" type="grid" count="500 500 500" spacing=".1 .1 .1" dim="3"/></worldbody></mujoco>';

/** Points and springs that MuJoCo puts together for minutes. */
export const endlessCompile = (): string =>
  '<mujoco><worldbody><flexcomp name="f" type="grid" count="40 40 40" spacing=".1 .1 .1" dim="3"/></worldbody></mujoco>';

/** With some bits turned over. */
export function* damagedCopies(whole: Uint8Array, random: Random): Generator<Uint8Array> {
  for (let copy = 0; copy < 5; copy += 1) {
    const flipped = whole.slice();
    for (let flip = 0; flip < 8; flip += 1) {
      const at = random.integer(0, flipped.length - 1);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.integer(0, 7));
    }
    yield flipped;
  }
}

/** What the view says of an asset that it cannot show. */
export const refused = 'This asset can\u2019t be shown.';
/** Files that end in a picture, a message or both, with what the view says then. */
export const hostileCases: readonly [what: string, files: () => FilesByPath, said: string[]][] = [
  ['a path table of 2^50 ways', () => ({ 'a.usdc': exponentialPaths() }), [refused, 'damaged']],
  ['2^31 tokens', () => ({ 'a.usdc': countlessTokens() }), [refused, 'damaged']],
  ['a package that unpacks to a gigabyte', () => ({ 'a.usdz': packageBomb() }), [refused, 'larger']],
  ['references that fan out', () => ({ 'a.usda': fan() }), [refused, 'more parts']],
  ['an accessor of 10^9 corners', () => ({ 'a.glb': countlessAccessor(1e9) }), [refused, 'larger']],
  ['layers in a circle', () => cycle(), ['0 triangles', 'include each other']],
  [
    'a collider of 300,000 faces',
    () => ({ 'a.usdc': fineCollider(300_000) }),
    ['300,304 triangles', '1 collider'],
  ],
  [
    'a picture of 30,000 × 30,000 pixels',
    () => ({ 'a.glb': pictures(1, hugePicture(30_000)) }),
    ['1 triangle', '30,000 × 30,000 pixels'],
  ],
  [
    'squares over one another that would be drawn for minutes',
    () => ({ 'a.usda': layeredSquares(3_000) }),
    ['6,000 triangles', 'shapes are not drawn'],
  ],
  [
    'a thousand materials with numbers of their own, and some without end',
    () => ({ 'a.usda': oddMaterials(1_000), 'p.png': hugePicture(4) }),
    ['1,000 triangles', '1,000 materials'],
  ],
  ['20,000 bodies', () => ({ 'a.usda': bodies(20_000) }), ['20,000 bodies', '19,000 bodies not listed']],
  ['a name of three million letters', () => ({ 'a.usda': longName(3_000_000) }), ['12 triangles', '1 body']],
  ['a million bodies in a few words', () => ({ 'a.xml': memoryless() }), [refused, 'MuJoCo']],
];
