import type { MainModule } from '@mujoco/mujoco';
import { beforeAll, describe, expect, it } from 'vitest';
import { mjcfFiles } from '../../simulator/results/package-files.ts';
import { modelFor } from '../../simulator/shapes/catalogue.ts';
import { triangleCount } from '../../simulator/shapes/model.ts';
import { AssetBudget } from '../limits.ts';
import { transformPoint } from '../matrix.ts';
import type { AssetScene, Shape } from '../scene.ts';
import { meshSolid } from '../solids/solid.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { boxObj, world } from '../testing/mjcf-files.ts';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import { readMjcf } from './read-mjcf.ts';

let mujoco: MainModule;
beforeAll(async () => {
  mujoco = await nodeMujoco();
});

const read = (files: Record<string, string | Uint8Array>): Promise<AssetScene> =>
  readMjcf('model.xml', new MemoryFiles(files), new AssetBudget(), mujoco);

function extent({ geometries }: AssetScene, { geometry, matrix }: Shape): number[][] {
  const { positions = new Float32Array() } = geometries[geometry] ?? {};
  const points = Array.from({ length: positions.length / 3 }, (_none, at) =>
    transformPoint(matrix, [positions[3 * at] ?? 0, positions[3 * at + 1] ?? 0, positions[3 * at + 2] ?? 0]),
  );
  return [0, 1, 2].map((axis) => {
    const values = points.map((point) => point[axis] ?? 0);
    return [Math.min(...values), Math.max(...values)];
  });
}
const near = (numbers: readonly (readonly number[])[]): unknown =>
  numbers.map((pair) => pair.map((one) => expect.closeTo(one, 5) as unknown));

describe('shapes of a model', () => {
  it('are as large as MuJoCo has them, where they are', async () => {
    const scene = await read(
      world(`
        <geom name="ball" type="sphere" size=".1" pos="1 0 0"/>
        <geom name="pill" type="capsule" size=".1 .2"/>
        <geom name="egg" type="ellipsoid" size=".1 .2 .3"/>
        <geom name="rod" type="cylinder" size=".1 .2" euler="90 0 0"/>
        <geom name="brick" type="box" size=".1 .2 .3"/>
        <geom name="ground" type="plane" size="2 3 .1" pos="0 0 -1"/>`),
    );
    const extents = scene.shapes.map((shape) => extent(scene, shape));
    expect(extents).toEqual(
      [
        [
          [0.9, 1.1],
          [-0.1, 0.1],
          [-0.1, 0.1],
        ],
        [
          [-0.1, 0.1],
          [-0.1, 0.1],
          [-0.3, 0.3],
        ],
        [
          [-0.1, 0.1],
          [-0.2, 0.2],
          [-0.3, 0.3],
        ],
        [
          [-0.1, 0.1],
          [-0.2, 0.2],
          [-0.1, 0.1],
        ],
        [
          [-0.1, 0.1],
          [-0.2, 0.2],
          [-0.3, 0.3],
        ],
        [
          [-2, 2],
          [-3, 3],
          [-1, -1],
        ],
      ].map(near),
    );
    expect(scene.shapes.map(({ path }) => path)).toEqual(['ball', 'pill', 'egg', 'rod', 'brick', 'ground']);
    expect(scene.physics?.colliders.map(({ volume }) => volume?.toFixed(6))).toEqual([
      ...['0.004189', '0.016755', '0.025133', '0.012566', '0.048000', undefined],
    ]);
  });

  it('of meshes are where the file has them, though MuJoCo moves their points', async () => {
    const files = world(
      '<body pos="0 0 1"><geom type="mesh" mesh="brick" pos="5 0 0" euler="0 0 90"/></body>',
      '<asset><mesh name="brick" file="brick.obj" scale="1 2 3"/></asset>',
    );
    const scene = await read({ ...files, 'brick.obj': boxObj(1, 1, 1) });
    const [shape] = scene.shapes;
    expect(shape && extent(scene, shape)).toEqual(
      near([
        [3, 5],
        [0, 1],
        [1, 4],
      ]),
    );
    const [geometry] = scene.geometries;
    expect(geometry).toMatchObject({ pointCount: 8 });
    const { points = new Float32Array(), indices = new Uint32Array() } = geometry?.surface ?? {};
    expect(meshSolid(points, indices).volume).toBeCloseTo(6);
  });

  it('are those of the file that is read, and not of another with the same names', async () => {
    const files = world('<geom type="mesh" mesh="a"/>', '<asset><mesh name="a" file="a.obj"/></asset>');
    const widths = [];
    for (const width of [1, 3, 2]) {
      const scene = await read({ ...files, 'a.obj': boxObj(1, 1, 1).replaceAll(/^v 1/gm, `v ${width}`) });
      const [shape] = scene.shapes;
      widths.push(shape && extent(scene, shape)[0]?.[1]);
    }
    expect(widths).toEqual([1, 3, 2].map((width) => expect.closeTo(width, 5) as unknown));
  });

  it('of height fields are as high as their data', async () => {
    const scene = await read(
      world(
        '<geom type="hfield" hfield="hills"/>',
        '<asset><hfield name="hills" nrow="2" ncol="3" size="3 1 2 .5" elevation="0 1 2 0 0 4"/></asset>',
      ),
    );
    const [shape] = scene.shapes;
    expect(shape && extent(scene, shape)).toEqual(
      near([
        [-3, 3],
        [-1, 1],
        [0, 2],
      ]),
    );
    expect(scene.geometries[0]?.indices).toHaveLength(12);
  });

  it('share a geometry where they have the same', async () => {
    const scene = await read(world('<geom size=".1"/><geom size=".1" pos="1 0 0"/><geom size=".2"/>'));
    expect(scene.shapes.map(({ geometry, path }) => [geometry, path])).toEqual([
      [0, 'geom 0'],
      [0, 'geom 1'],
      [1, 'geom 2'],
    ]);
  });

  it('leave out sites, and say what else is not read', async () => {
    const scene = await read(
      world(
        '<site name="a" size=".1"/><site name="b" pos="1 0 0"/><geom size=".1"/>',
        '<tendon><spatial><site site="a"/><site site="b"/></spatial></tendon>',
      ),
    );
    expect(scene.shapes).toHaveLength(1);
    expect(scene.notes).toEqual([{ code: 'not-read', place: 'model.xml', detail: '1 × tendon' }]);
  });

  it('that are there to collide alone are guides', async () => {
    const scene = await read(
      world(`
        <geom type="plane" size="1 1 1"/>
        <body name="hidden group"><geom size=".1" group="3"/><geom size=".1" contype="0" conaffinity="0"/></body>
        <body name="group of their own"><geom size=".1"/><geom size=".1" contype="0" conaffinity="0" group="1"/></body>
        <body name="one for both"><geom size=".1"/><geom size=".1" contype="0" conaffinity="0"/></body>
        <body name="alone"><geom size=".1"/></body>`),
    );
    expect(scene.shapes.map(({ purpose }) => purpose)).toEqual([
      ...['guide', 'guide', 'default', 'guide', 'default', 'default', 'default', 'default'],
    ]);
    expect(scene.shapes.map(({ collider }) => collider)).toEqual([0, 1, null, 2, null, 3, null, 4]);
    // The floor of the world is none of the object.
    expect(scene.shapes.map(({ isVisible }) => isVisible)).toEqual([false, ...Array<boolean>(7).fill(true)]);
    expect((await read(world('<geom type="plane" size="1 1 1"/>'))).shapes[0]).toMatchObject({
      purpose: 'default',
      isVisible: true,
    });
  });
});

describe('the physics of a model', () => {
  it('has masses, inertia and centres as MuJoCo compiled them', async () => {
    const scene = await read(
      world(`
        <body name="written" pos="0 0 1"><freejoint/>
          <inertial mass="3" pos=".1 .2 .3" diaginertia="1 2 2.5" quat="0 1 0 0"/><geom size=".1"/></body>
        <body name="made"><geom type="box" size=".5 .5 .5" density="100"/>
          <body name="inner"><geom size=".1" mass="2"/></body></body>`),
    );
    const { bodies = [], colliders = [] } = scene.physics ?? {};
    expect(
      bodies.map(({ name, parent, mass }) => [name, parent, mass?.value, mass?.origin, mass?.place]),
    ).toEqual([
      ['written', null, 3, 'authored', 'body "written"'],
      ['made', null, 100, 'derived', 'body "made"'],
      ['inner', 1, 2, 'derived', 'body "inner"'],
    ]);
    const [written] = bodies;
    expect(written?.centerOfMass?.value).toEqual([0.1, 0.2, 0.3]);
    // MuJoCo has inertia in falling order, and turns the axes for it.
    expect([...(written?.inertia?.value ?? [])].sort()).toEqual([1, 2, 2.5]);
    expect(written?.matrix[14]).toBe(1);
    expect(colliders.map(({ body, density, mass }) => [body, density?.value, mass?.value])).toEqual([
      [0, undefined, undefined],
      [1, 100, undefined],
      [2, undefined, 2],
    ]);
    expect(scene.physics?.gravity).toEqual([0, 0, -9.81]);
  });

  it('has the hull that MuJoCo collides with in the place of a mesh', async () => {
    // A box with a dent: its hull is the box.
    const dented = boxObj(1, 1, 1).replace('f 1 3 4 2', 'v .5 .5 .5\nf 1 3 9\nf 3 4 9\nf 4 2 9\nf 2 1 9');
    const files = world(
      '<body><geom type="mesh" mesh="dented" pos="1 2 3"/><geom type="mesh" mesh="seen" contype="0" conaffinity="0"/></body>',
      '<asset><mesh name="dented" file="dented.obj"/><mesh name="seen" file="dented.obj"/></asset>',
    );
    const scene = await read({ ...files, 'dented.obj': dented });
    const [collider, ...others] = scene.physics?.colliders ?? [];
    expect(others).toEqual([]);
    expect(collider).toMatchObject({ approximation: 'convexHull', shape: 0 });
    const { positions = new Float32Array(), indices = new Uint32Array() } = collider?.hull ?? {};
    expect(positions).toHaveLength(24);
    expect(meshSolid(positions, indices).volume).toBeCloseTo(1);
    expect(collider?.volume).toBeCloseTo(1);
    const placed = Array.from({ length: 8 }, (_none, at) =>
      transformPoint(scene.shapes[0]?.matrix ?? new Float64Array(16), [
        positions[3 * at] ?? 0,
        positions[3 * at + 1] ?? 0,
        positions[3 * at + 2] ?? 0,
      ]),
    );
    expect(Math.min(...placed.map(([x]) => x))).toBeCloseTo(1);
    expect(Math.max(...placed.map(([, , z]) => z))).toBeCloseTo(4);
  });

  it('has one material for all that rub in the same way', async () => {
    const scene = await read(
      world('<geom size=".1"/><geom size=".1" friction=".8 .1 .05"/><geom size=".1" friction=".8 .1 .05"/>'),
    );
    expect(scene.physics?.materials.map(({ frictions }) => frictions)).toEqual([
      [1, 0.005, 0.0001],
      [0.8, 0.1, 0.05],
    ]);
    expect(scene.physics?.colliders.map(({ material }) => material)).toEqual([0, 1, 1]);
    expect(scene.physics?.materials[1]?.dynamicFriction?.value).toBe(0.8);
  });

  it('has joints with their axes and limits, and where bodies are one', async () => {
    const scene = await read(
      world(
        `<body name="door"><joint name="hinge" type="hinge" axis="0 0 1" pos="1 0 0" range="-90 45"/><geom size=".1"/>
           <body name="drawer"><joint name="slide" type="slide" axis="1 0 0"/><geom size=".1"/>
             <body name="ball"><joint name="socket" type="ball"/><geom size=".1"/>
               <body name="knob"><geom size=".1"/></body></body></body></body>
         <body name="free"><freejoint name="loose"/><geom size=".1"/></body>
         <body name="still"><geom size=".1"/></body>`,
        '<actuator><motor joint="slide"/></actuator>',
      ),
    );
    const joints = scene.physics?.joints ?? [];
    expect(joints.map(({ kind, path, bodies, hasDrive }) => [path, kind, bodies, hasDrive])).toEqual([
      ['hinge', 'revolute', [null, 0], false],
      ['slide', 'prismatic', [0, 1], true],
      ['socket', 'spherical', [1, 2], false],
      ['loose', 'free', [null, 4], false],
      ['knob', 'fixed', [2, 3], false],
      ['still', 'fixed', [null, 5], false],
    ]);
    expect(joints[0]).toMatchObject({ anchor: [1, 0, 0], axis: [0, 0, 1] });
    expect(joints[0]?.limits?.lower).toBeCloseTo(-90);
    expect(joints[0]?.limits?.upper).toBeCloseTo(45);
    expect(joints[1]?.limits).toBeNull();
  });
});

describe('what a model looks like', () => {
  it('is the colour of the geom, else of its material, as a screen would have it', async () => {
    const scene = await read(
      world(
        `<geom size=".1" rgba="1 .5 0 .25"/><geom size=".1" material="red"/><geom size=".1" material="red" rgba="0 0 1 1"/>
         <geom size=".1" contype="0" conaffinity="0" rgba="0 0 0 0"/>`,
        '<asset><material name="red" rgba="1 0 0 1" shininess="1" emission=".5"/></asset>',
      ),
    );
    expect(scene.shapes[0]?.color?.map((one) => one.toFixed(3))).toEqual([
      '1.000',
      '0.214',
      '0.000',
      '0.250',
    ]);
    expect(scene.shapes.map(({ parts }) => parts[0]?.material)).toEqual([null, 0, 1, null]);
    expect(scene.materials).toMatchObject([
      { name: 'red', path: 'material "red"', color: [1, 0, 0], emissive: [0.5, 0, 0] },
      { name: 'red', color: [0, 0, 1] },
    ]);
    expect(scene.shapes.map(({ isVisible }) => isVisible)).toEqual([true, true, true, false]);
  });

  it('is as rough as it says or, where it says nothing, as its shininess has it', async () => {
    const material = (name: string, attributes: string): string => `<material name="${name}" ${attributes}/>`;
    const scene = await read(
      world(
        ['polished', 'dull', 'rough'].map((name) => `<geom size=".1" material="${name}"/>`).join(''),
        `<asset>${material('polished', 'shininess="1"')}${material('dull', 'shininess="0"')}${material('rough', 'shininess="1" roughness=".7"')}</asset>`,
      ),
    );
    // The fourth power of the roughness is 2 / (128 + 2) at a shininess of 1, and 1 without any.
    expect(scene.materials.map(({ roughness }) => roughness ** 4)).toEqual(
      [1 / 65, 1, 0.7 ** 4].map((value) => expect.closeTo(value, 6)),
    );
  });

  it('is what the service makes, with its textures', async () => {
    const model = modelFor('toolbox');
    const files = new MemoryFiles(Object.fromEntries(mjcfFiles(model, 'toolbox')));
    const scene = await readMjcf('mjcf/toolbox/toolbox.xml', files, new AssetBudget(), mujoco);
    expect(scene.notes).toEqual([]);
    const seen = scene.shapes.filter(({ purpose }) => purpose === 'default');
    const triangles = seen.map(({ geometry }) => (scene.geometries[geometry]?.indices.length ?? 0) / 3);
    expect(triangles.reduce((sum, one) => sum + one, 0)).toBe(triangleCount(model));
    expect(scene.physics?.bodies[0]?.mass?.value).toBeCloseTo(model.massKg, 4);
    expect(scene.physics?.colliders.every(({ hull }) => hull !== null)).toBe(true);
    expect(scene.textures.map(({ reference, pixels }) => [reference, pixels?.width, pixels?.height])).toEqual(
      model.materials.map(({ name }) => [name, 256, 256]),
    );
    expect(scene.materials.every(({ maps }) => maps.color?.isSrgb)).toBe(true);
    const maps = new Set(
      seen.map(({ parts }) => scene.materials[parts[0]?.material ?? -1]?.maps.color?.texture),
    );
    expect([...maps].sort()).toEqual(model.materials.map((_material, at) => at));
  });
});
