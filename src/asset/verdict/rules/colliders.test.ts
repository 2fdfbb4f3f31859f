import { describe, expect, it } from 'vitest';
import { triangleFile } from '../../testing/gltf-files.ts';
import { boxPoints, boxSides } from '../../solids/testing/meshes.ts';
import { approximatedBy, boxCollider, collidingMesh, meshApis, meshText } from '../testing/meshes.ts';
import { pairs } from '../testing/pairs.ts';
import {
  apis,
  binding,
  cubeCollider,
  findingOf,
  kindsIn,
  kindsOf,
  numberOf,
  pathsOf,
  prop,
  reasonsOf,
  verdictOn,
  verdictOnMjcf,
  verdictOnUsd,
} from '../testing/props.ts';

describe('triangles that move', () => {
  it.each(['none', 'meshSimplification'])('are an error with %s', async (approximation) => {
    const finding = findingOf(
      await verdictOnUsd(prop({ collider: boxCollider(approximatedBy(approximation)) })),
      'moving-triangle-mesh',
    );
    expect(finding).toMatchObject({
      kind: 'authored',
      level: 'error',
      evidence: { approximation: { text: approximation }, fallback: { text: 'convexHull' } },
    });
    expect(pathsOf(finding)).toEqual(['/Prop/Collider']);
  });

  it('are an error where no approximation is written', async () => {
    expect(await kindsIn('moving-triangle-mesh', { collider: boxCollider(binding) })).toEqual([
      'not-authored',
    ]);
  });

  it('are none as hulls, of a body that stands still, or of a collider that is off', async () => {
    expect(await kindsIn('moving-triangle-mesh', { collider: boxCollider() })).toEqual([]);
    const kinematic = 'float physics:mass = 100\n bool physics:kinematicEnabled = true';
    expect(
      await kindsIn('moving-triangle-mesh', {
        body: kinematic,
        collider: boxCollider(approximatedBy('none')),
      }),
    ).toEqual([]);
    const off = `${approximatedBy('none')}\n bool physics:collisionEnabled = false`;
    expect(
      reasonsOf(await verdictOnUsd(prop({ collider: boxCollider(off) })), 'moving-triangle-mesh'),
    ).toEqual(['no-collider']);
  });
});

describe('an approximation for one engine', () => {
  const schemas = (name: string): string => meshApis.replace(']', `, "${name}"]`);

  it('is worth a word where MuJoCo does not take it', async () => {
    const mjc = schemas('MjcCollisionAPI');
    const finding = findingOf(
      await verdictOnUsd(prop({ collider: boxCollider(approximatedBy('sdf'), mjc) })),
      'approximation-by-target',
    );
    expect(finding).toMatchObject({
      kind: 'mujoco',
      level: 'info',
      evidence: { approximation: { text: 'sdf' } },
    });
    expect(
      await kindsIn('approximation-by-target', { collider: boxCollider(approximatedBy('convexHull'), mjc) }),
    ).toEqual([]);
  });

  it('is worth a word where SimReady wants another of PhysX', async () => {
    const physx = schemas('PhysxCollisionAPI');
    expect(
      await kindsIn('approximation-by-target', {
        collider: boxCollider(approximatedBy('convexHull'), physx),
      }),
    ).toEqual(['physx']);
    expect(
      await kindsIn('approximation-by-target', { collider: boxCollider(approximatedBy('sdf'), physx) }),
    ).toEqual([]);
  });

  it('is nothing without a schema of an engine, nor of what stands still', async () => {
    expect(await kindsIn('approximation-by-target', { collider: boxCollider() })).toEqual([]);
    const beside = boxCollider(approximatedBy('none'), schemas('PhysxCollisionAPI'));
    const verdict = await verdictOnUsd(prop({ beside }));
    expect(reasonsOf(verdict, 'approximation-by-target')).toEqual(['no-mesh']);
  });
});

describe('a misplaced schema', () => {
  it('is an error on a group', async () => {
    const more = `def Xform "Group" ${apis('Collision')} {}`;
    const finding = findingOf(await verdictOnUsd(prop({ more })), 'misplaced-collision-api');
    expect(finding).toMatchObject({
      kind: 'collision',
      level: 'error',
      evidence: { type: { text: 'Xform' } },
    });
    expect(pathsOf(finding)).toEqual(['/Prop/Group']);
  });

  it('is none on a group whose meshes PhysX merges', async () => {
    const merge = apis('Collision').replace(']', ', "PhysxMeshMergeCollisionAPI"]');
    expect(await kindsIn('misplaced-collision-api', { more: `def Xform "Group" ${merge} {}` })).toEqual([]);
  });

  it('is an error on what is no mesh, and on a mesh that does not collide', async () => {
    const cube = cubeCollider().replace(apis('Collision'), meshApis);
    expect(await kindsIn('misplaced-collision-api', { collider: cube })).toEqual(['mesh-collision']);
    const mesh = boxCollider(approximatedBy('convexHull'), apis('MeshCollision'));
    expect(await kindsIn('misplaced-collision-api', { more: mesh.replace('Collider', 'Other') })).toEqual([
      'mesh-collision',
    ]);
    expect(await kindsIn('misplaced-collision-api', { collider: boxCollider() })).toEqual([]);
  });
});

describe('a stretched collider', () => {
  const scaled = (type: string, scale: string): string =>
    cubeCollider(`double3 xformOp:scale = ${scale}\n uniform token[] xformOpOrder = ["xformOp:scale"]`)
      .replace('def Cube', `def ${type}`)
      .replace('double size = 0.5', '');

  it.each(['Sphere', 'Capsule', 'Cylinder', 'Cone', 'Points'])('is an error of a %s', async (type) => {
    const finding = findingOf(
      await verdictOnUsd(prop({ collider: scaled(type, '(0.2, 0.2, 0.4)') })),
      'stretched-collider',
    );
    expect(finding).toMatchObject({ level: 'error', evidence: { type: { text: type } } });
    expect(numberOf(finding, 'ratio')).toBeCloseTo(2, 9);
    expect(await kindsIn('stretched-collider', { collider: scaled(type, '(0.2, 0.2, 0.2)') })).toEqual([]);
  });

  it('is one without a limit where a scale is zero, in numbers that can be kept', async () => {
    const verdict = await verdictOnUsd(prop({ collider: scaled('Sphere', '(1, 1, 0)') }));
    expect(numberOf(findingOf(verdict, 'stretched-collider'), 'ratio')).toBe(Number.MAX_VALUE);
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
  });

  it('is none of a box, and one of a body that is stretched', async () => {
    expect(await kindsIn('stretched-collider', { collider: scaled('Cube', '(1, 1, 2)') })).toEqual([]);
    const body = `float physics:mass = 100
      double3 xformOp:scale = (1, 1, 2)
      uniform token[] xformOpOrder = ["xformOp:scale"]`;
    expect(await kindsIn('stretched-collider', { body, collider: scaled('Sphere', '(1, 1, 1)') })).toEqual([
      'stretched',
    ]);
  });
});

describe('a hidden collider', () => {
  it('is a warning where its purpose is that of what is seen', async () => {
    const [hidden] = pairs['hidden-collider'];
    const finding = findingOf(await verdictOn(hidden.trips), 'hidden-collider');
    expect(finding).toMatchObject({ level: 'warning', evidence: { purpose: { text: 'default' } } });
    expect(
      await kindsIn('hidden-collider', { collider: cubeCollider().replace('"guide"', '"default"') }),
    ).toEqual([]);
  });
});

describe('fine colliders', () => {
  const [corners, hulls] = pairs['fine-colliders'];

  it('are worth a note above 64 corners', async () => {
    const finding = findingOf(await verdictOn(corners.trips), 'fine-colliders');
    expect(finding).toMatchObject({ kind: 'corners', level: 'note' });
    expect(numberOf(finding, 'corners')).toBe(66);
  });

  it('are worth a note above 64 in a body', async () => {
    const finding = findingOf(await verdictOn(hulls.trips), 'fine-colliders');
    expect(finding).toMatchObject({ kind: 'hulls', level: 'note' });
    expect(numberOf(finding, 'hulls')).toBe(65);
  });
});

describe('a degenerate collider', () => {
  const [thin, ofVolume, ofArea] = pairs['degenerate-collider'];
  const box = (x: number, y: number, z: number, approximation = 'convexHull'): string =>
    collidingMesh(boxPoints([x, y, z]), boxSides, approximatedBy(approximation));

  it('is an error where it is flat', async () => {
    const finding = findingOf(
      await verdictOnUsd(prop({ collider: box(0.5, 0.5, 0) })),
      'degenerate-collider',
    );
    expect(finding).toMatchObject({ kind: 'flat', level: 'error' });
    expect(pathsOf(finding)).toEqual(['/Prop/Collider']);
  });

  it('is an error where it has fewer than four points', async () => {
    const points = boxPoints([0.5, 0.5, 0.5]);
    const triangle = collidingMesh(points.slice(0, 3), [[0, 1, 2]]);
    expect(await kindsIn('degenerate-collider', { collider: triangle })).toEqual(['few-points']);
    const four = [points[0], points[1], points[2], points[4]].flatMap((point) => (point ? [point] : []));
    const faces = [
      [0, 2, 1],
      [0, 1, 3],
      [1, 2, 3],
      [0, 3, 2],
    ];
    const tetrahedron = collidingMesh(four, faces);
    expect(await kindsIn('degenerate-collider', { collider: tetrahedron })).toEqual([]);
  });

  it('is an error where its volume or its area is below MuJoCo’s smallest', async () => {
    expect(kindsOf(await verdictOn(ofVolume.trips), 'degenerate-collider')).toContain('volume');
    expect(kindsOf(await verdictOn(ofArea.trips), 'degenerate-collider')).toEqual(['area']);
  });

  it('is an error where its faces are inside out and the mesh itself counts', async () => {
    const turned = boxSides.map((side) => side.toReversed());
    const inside = (approximation: string): string =>
      collidingMesh(boxPoints([0.5, 0.5, 0.5]), turned, approximatedBy(approximation));
    expect(await kindsIn('degenerate-collider', { collider: inside('sdf') })).toEqual(['inside-out']);
    expect(await kindsIn('degenerate-collider', { collider: inside('convexHull') })).toEqual([]);
    expect(await kindsIn('degenerate-collider', { collider: box(0.5, 0.5, 0.5, 'sdf') })).toEqual([]);
    const mirrored = box(0.5, 0.5, 0.5, 'sdf').replace(
      'uniform token subdivisionScheme',
      `double3 xformOp:scale = (-1, 1, 1)
       uniform token[] xformOpOrder = ["xformOp:scale"]
       uniform token subdivisionScheme`,
    );
    expect(await kindsIn('degenerate-collider', { collider: mirrored })).toEqual([]);
  });

  it('is an error where an index leads nowhere, or there are no faces', async () => {
    const damaged = boxCollider().replace('[0, 4, 6, 2', '[8, 4, 6, 2');
    const finding = findingOf(await verdictOnUsd(prop({ collider: damaged })), 'degenerate-collider');
    expect(finding).toMatchObject({ kind: 'damaged', evidence: { detail: { text: 'faceVertexIndices' } } });
    const empty = collidingMesh([], []);
    expect(await kindsIn('degenerate-collider', { collider: empty })).toEqual(['empty']);
  });

  it('is a warning where a moving body is thinner than a centimetre', async () => {
    const finding = findingOf(await verdictOn(thin.trips), 'degenerate-collider');
    expect(finding).toMatchObject({ kind: 'thin', level: 'warning' });
    expect(numberOf(finding, 'thickness')).toBeCloseTo(0.0099, 6);
    expect(pathsOf(finding)).toEqual(['/Prop']);
    const kinematic = 'float physics:mass = 100\n bool physics:kinematicEnabled = true';
    expect(
      await kindsIn('degenerate-collider', { body: kinematic, collider: box(0.5, 0.5, 0.0099) }),
    ).toEqual([]);
  });

  it('is looked for in MJCF as well', async () => {
    const model = (half: number): string =>
      `<mujoco><worldbody><body name="prop"><freejoint/><geom type="box" size="0.2 0.2 ${half}"/></body></worldbody></mujoco>`;
    expect(findingOf(await verdictOnMjcf(model(0.0049)), 'degenerate-collider').part).toBe('mjcf');
    expect(kindsOf(await verdictOnMjcf(model(0.0051)), 'degenerate-collider')).toEqual([]);
  });
});

describe('an inconsistent surface', () => {
  const points = boxPoints([0.5, 0.5, 0.5]);
  const sides = (faces: readonly (readonly number[])[], approximation: string): string =>
    collidingMesh(points, faces, approximatedBy(approximation));
  const [first = [], ...others] = boxSides;
  const turnedOne = [first.toReversed(), ...others];

  it('is a warning where one face of a collider is inside out', async () => {
    const finding = findingOf(
      await verdictOnUsd(prop({ collider: sides(turnedOne, 'sdf') })),
      'inconsistent-surface',
    );
    expect(finding).toMatchObject({ kind: 'misoriented', level: 'warning' });
    expect(numberOf(finding, 'edges')).toBe(4);
    expect(await kindsIn('inconsistent-surface', { collider: sides(boxSides, 'sdf') })).toEqual([]);
  });

  it('is a note where an engine takes the hull, or it is only seen', async () => {
    const hulled = await verdictOnUsd(prop({ collider: sides(turnedOne, 'convexHull') }));
    expect(findingOf(hulled, 'inconsistent-surface').level).toBe('note');
    const seen = await verdictOnUsd(prop({ visual: meshText('Visual', points, turnedOne) }));
    expect(findingOf(seen, 'inconsistent-surface').level).toBe('note');
  });

  it('counts edges of three faces, and faces without area', async () => {
    const fin = [...boxSides, [0, 1, 7]];
    expect(await kindsIn('inconsistent-surface', { collider: sides(fin, 'sdf') })).toEqual(['non-manifold']);
    const flat = [...boxSides.slice(0, 5), [4, 5, 7], [4, 7, 6], [0, 0, 1]];
    expect(await kindsIn('inconsistent-surface', { collider: sides(flat, 'sdf') })).toEqual(['flat-faces']);
  });

  it('is told once of a mesh that several places share', async () => {
    const copy = (name: string): string =>
      `def Xform "${name}" (instanceable = true\n prepend inherits = </_Part>) {}`;
    const beside = `class Xform "_Part" { ${meshText('Mesh', points, turnedOne)} }`;
    const verdict = await verdictOnUsd(prop({ beside, more: copy('A') + copy('B') }));
    expect(findingOf(verdict, 'inconsistent-surface').count).toBe(1);
  });

  it('is looked for in glTF as well, and not where there is no mesh', async () => {
    const file = triangleFile();
    const indices = file.accessor(Uint16Array.of(0, 1, 2, 0, 0, 1), 'SCALAR');
    const primitives = [{ attributes: { POSITION: 0 }, indices }];
    file.json['meshes'] = [{ primitives }];
    expect(findingOf(await verdictOn({ 'a.glb': file.glb() }), 'inconsistent-surface')).toMatchObject({
      part: 'gltf',
      kind: 'flat-faces',
      level: 'note',
    });
    expect(kindsOf(await verdictOn({ 'a.glb': triangleFile().glb() }), 'inconsistent-surface')).toEqual([]);
    expect(reasonsOf(await verdictOnUsd(prop()), 'inconsistent-surface')).toEqual(['no-mesh']);
  });
});
