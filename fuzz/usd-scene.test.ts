import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../src/asset/limits.ts';
import { totalsOf } from '../src/asset/totals.ts';
import { expectSound } from '../src/asset/testing/expect-sound.ts';
import { MemoryFiles } from '../src/asset/testing/memory-files.ts';
import { readScene } from '../src/asset/usd/scene/read-scene.ts';
import type { AttributeSpec, PrimSpec, PropertySpec, Value } from '../src/asset/usd/layer.ts';
import {
  asset,
  attribute,
  def,
  exactly,
  relationship,
  stageOfPrims,
  tuple,
} from '../src/asset/usd/testing/layers.ts';
import { nullIfRefused } from './expectations.ts';

const odd = fc.constantFrom(0, -1, 1, 0.5, 1e30, 2 ** 31, Number.NaN, Infinity);
const number = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -10, max: 10 }) },
  { weight: 1, arbitrary: odd },
);
const index = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 8 }) }, fc.integer());
const count = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(3, 4, 5) }, fc.integer({ min: -2, max: 9 }));

const ints = (item: fc.Arbitrary<number>, maxLength: number): fc.Arbitrary<Value> =>
  fc.array(item, { maxLength }).map((items) => Int32Array.from(items));
const floats = (maxLength: number): fc.Arbitrary<Value> =>
  fc.array(number, { maxLength }).map((items) => Float32Array.from(items));
const word = fc.constantFrom('X', 'Y', 'guide', 'render', 'invisible', 'leftHanded', 'none', 'constant', '');
const anyValue: fc.Arbitrary<Value> = fc.oneof(
  number,
  word,
  fc.boolean(),
  floats(20),
  ints(index, 20),
  fc.array(number, { minLength: 2, maxLength: 16 }).map((items) => tuple(...items)),
  fc.array(word, { maxLength: 3 }),
  fc.constant(asset('a.png')),
);

const interpolation = fc.constantFrom(
  'constant',
  'uniform',
  'varying',
  'vertex',
  'faceVarying',
  'odd',
  undefined,
);
const valued = (type: string, value: fc.Arbitrary<Value>): fc.Arbitrary<AttributeSpec> =>
  fc
    .tuple(fc.oneof({ weight: 12, arbitrary: value }, anyValue), interpolation)
    .map(([of, how]) => attribute(type, of, how === undefined ? {} : { fields: { interpolation: how } }));

/** Some properties with the types that they have, but values that may be anything. */
const propertiesOf = (
  model: Record<string, fc.Arbitrary<PropertySpec>>,
): fc.Arbitrary<Record<string, PropertySpec>> =>
  fc.record(model, { requiredKeys: [] }).map((some) => some as Record<string, PropertySpec>);

const placed = {
  'xformOp:translate': valued(
    'double3',
    fc.tuple(number, number, number).map((at) => tuple(...at)),
  ),
  'xformOp:rotateXYZ': valued(
    'float3',
    fc.tuple(number, number, number).map((at) => tuple(...at)),
  ),
  xformOpOrder: valued(
    'token[]',
    fc.subarray([
      '!resetXformStack!',
      'xformOp:translate',
      '!invert!xformOp:translate',
      'xformOp:rotateXYZ',
      'xformOp:gone',
    ]),
  ),
  purpose: valued('token', word),
  visibility: valued('token', word),
};
const path = fc.constantFrom('/Root', '/Root/A', '/Root/B', '/Root/B/C', '/Root/Look', '/Gone');
const bound = {
  'material:binding': fc.array(path, { maxLength: 2 }).map((targets) => relationship(exactly(...targets))),
};

const meshProperties = propertiesOf({
  ...placed,
  ...bound,
  points: valued('point3f[]', floats(30)),
  faceVertexCounts: valued('int[]', ints(count, 4)),
  faceVertexIndices: valued('int[]', ints(index, 16)),
  holeIndices: valued('int[]', ints(index, 3)),
  orientation: valued('token', word),
  normals: valued('normal3f[]', floats(30)),
  'primvars:st': valued('texCoord2f[]', floats(20)),
  'primvars:st:indices': valued('int[]', ints(index, 16)),
  'primvars:displayColor': valued('color3f[]', floats(12)),
  'primvars:displayOpacity': valued('float[]', floats(6)),
});
/** A mesh whose lists fit one another, so that what comes after that check is reached. */
const goodMesh = fc
  .tuple(
    fc.integer({ min: 3, max: 9 }).chain((points) =>
      fc.record({
        points: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
          minLength: 3 * points,
          maxLength: 3 * points,
        }),
        faces: fc.array(fc.array(fc.nat({ max: points - 1 }), { minLength: 1, maxLength: 7 }), {
          minLength: 1,
          maxLength: 5,
        }),
      }),
    ),
    meshProperties,
  )
  .map(([{ points, faces }, others]) => ({
    ...others,
    points: attribute('point3f[]', Float32Array.from(points)),
    faceVertexCounts: attribute(
      'int[]',
      Int32Array.from(faces, (face) => face.length),
    ),
    faceVertexIndices: attribute('int[]', Int32Array.from(faces.flat())),
  }));

const subset = propertiesOf({
  ...bound,
  indices: valued('int[]', ints(index, 5)),
  familyName: valued('token', fc.constant('materialBind')),
}).map((properties) => def('GeomSubset', 'Part', { properties }));

const shape = fc.tuple(
  fc.constantFrom('Cube', 'Sphere', 'Cylinder', 'Cylinder_1', 'Capsule', 'Capsule_1', 'Cone', 'Plane'),
  propertiesOf({
    ...placed,
    ...bound,
    ...Object.fromEntries(
      ['size', 'radius', 'radiusTop', 'radiusBottom', 'height', 'width', 'length'].map((name) => [
        name,
        valued('double', number),
      ]),
    ),
    axis: valued('token', word),
  }),
);
const instancer = propertiesOf({
  ...placed,
  prototypes: fc.array(path, { maxLength: 3 }).map((targets) => relationship(exactly(...targets))),
  protoIndices: valued('int[]', ints(fc.nat({ max: 2 }), 4)),
  positions: valued('point3f[]', floats(12)),
  orientations: valued('quath[]', floats(16)),
  scales: valued('float3[]', floats(12)),
  ids: valued('int64[]', floats(4)),
  invisibleIds: valued('int64[]', floats(4)),
});

const drawn = (name: string): fc.Arbitrary<PrimSpec> =>
  fc.oneof(
    fc
      .tuple(fc.oneof(goodMesh, meshProperties), subset)
      .map(([properties, part]) => def('Mesh', name, { properties, children: [part] })),
    shape.map(([type, properties]) => def(type, name, { properties })),
  );

const connected = (type: string, to: string): AttributeSpec =>
  attribute(type, undefined, { connections: exactly(to) });
const input = fc.constantFrom(
  'Look.inputs:x',
  'Look/S.inputs:x',
  'Look/T.outputs:rgb',
  'Look/S.outputs:out',
  'Gone.x',
);
const shaderProperties = propertiesOf({
  'info:id': valued(
    'token',
    fc.constantFrom('UsdPreviewSurface', 'UsdUVTexture', 'UsdTransform2d', 'UsdPrimvarReader_float2'),
  ),
  ...Object.fromEntries(
    ['diffuseColor', 'roughness', 'x', 'st', 'in', 'file', 'varname', 'scale', 'fallback'].map((name) => [
      `inputs:${name}`,
      fc.oneof(
        anyValue.map((value) => attribute('float3', value)),
        input.map((to) => connected('float3', `/Root/${to}`)),
      ),
    ]),
  ),
});
const look = fc.tuple(shaderProperties, shaderProperties, shaderProperties).map(([material, s, t]) =>
  def('Material', 'Look', {
    properties: { ...material, 'outputs:surface': connected('token', '/Root/Look/S.outputs:out') },
    children: [def('Shader', 'S', { properties: s }), def('Shader', 'T', { properties: t })],
  }),
);

const stage = fc
  .tuple(drawn('A'), instancer, drawn('C'), look, propertiesOf({ ...placed, ...bound }))
  .map(([a, b, c, material, properties]) =>
    def('Xform', 'Root', {
      properties,
      children: [a, def('PointInstancer', 'B', { properties: b, children: [c] }), material],
    }),
  );

describe('a stage of values that need not fit', () => {
  it('is a scene that can be drawn, or an error that says what is wrong', async () => {
    const files = new MemoryFiles({ 'a.png': 'A' });
    await fc.assert(
      fc.asyncProperty(stage, async (root) => {
        try {
          const scene = await readScene(await stageOfPrims([root]), files, new AssetBudget());
          expectSound({ ...scene, physics: null });
          expect(totalsOf(scene).bounds === null).toBe(scene.shapes.length === 0);
        } catch (error) {
          nullIfRefused(error);
        }
      }),
    );
  });
});
