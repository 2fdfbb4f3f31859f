import { describe, expect, it } from 'vitest';
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
  type Files,
} from '../testing/props.ts';

const heavy = (inner: string): string =>
  cubeCollider(inner).replace(apis('Collision'), apis('Collision', 'Mass'));

describe('no mass', () => {
  it('is an error, with the mass that an engine assumes', async () => {
    const finding = findingOf(await verdictOnUsd(prop({ body: '' })), 'no-mass');
    expect(finding).toMatchObject({ kind: 'assumed', level: 'error' });
    expect(pathsOf(finding)).toEqual(['/Prop']);
    expect(numberOf(finding, 'mass')).toBeCloseTo(125, 6);
  });

  it('is an error where nothing tells the mass', async () => {
    expect(await kindsIn('no-mass', { body: '', collider: '' })).toEqual(['unknown']);
  });

  it('is an error with a density alone, and with a mass without its schema', async () => {
    expect(await kindsIn('no-mass', { body: 'float physics:density = 800' })).toEqual(['assumed']);
    expect(await kindsIn('no-mass', { api: apis('RigidBody') })).toEqual(['assumed']);
  });

  it('is none where all of its own colliders have one, and an error where one has not', async () => {
    const collider = heavy('float physics:mass = 50');
    expect(await kindsIn('no-mass', { body: '', collider })).toEqual([]);
    const more = cubeCollider().replace('"Collider"', '"Other"');
    const finding = findingOf(await verdictOnUsd(prop({ body: '', collider, more })), 'no-mass');
    expect(finding).toMatchObject({
      kind: 'some-colliders',
      evidence: { without: { value: 1 }, colliders: { value: 2 } },
    });
  });

  it('is an error where only the collider of a nested body has one', async () => {
    const more = `def Xform "Lid" ${apis('RigidBody')} { ${heavy('float physics:mass = 50')} }`;
    const finding = findingOf(await verdictOnUsd(prop({ body: '', collider: '', more })), 'no-mass');
    expect(pathsOf(finding)).toEqual(['/Prop']);
  });

  it('is none of a disabled body', async () => {
    const body = 'bool physics:rigidBodyEnabled = false';
    expect(reasonsOf(await verdictOnUsd(prop({ body })), 'no-mass')).toEqual(['no-body']);
  });
});

describe('a mass that is not positive', () => {
  it('is an error below zero, on bodies and colliders', async () => {
    const [sign] = pairs['mass-not-positive'];
    const finding = findingOf(await verdictOn(sign.trips), 'mass-not-positive');
    expect(finding).toMatchObject({ kind: 'negative', level: 'error' });
    expect(numberOf(finding, 'mass')).toBeCloseTo(-0.001, 9);
    expect(await kindsIn('mass-not-positive', { collider: heavy('float physics:mass = -1') })).toEqual([
      'negative',
    ]);
  });

  it('is counted once on a body that is its own collider', async () => {
    const beside = `def Cube "Own" ${apis('RigidBody', 'Collision', 'Mass')} { float physics:mass = -1 }`;
    expect(findingOf(await verdictOnUsd(prop({ beside })), 'mass-not-positive').count).toBe(1);
  });

  it('is only worth a word where it is zero and another mass counts', async () => {
    const finding = findingOf(
      await verdictOnUsd(prop({ body: 'float physics:mass = 0' })),
      'mass-not-positive',
    );
    expect(finding).toMatchObject({ kind: 'zero', level: 'info' });
  });

  it('is an error where it is zero and nothing else has a mass', async () => {
    expect(await kindsIn('mass-not-positive', { body: 'float physics:mass = 0', collider: '' })).toEqual([
      'none',
    ]);
  });

  it('is not judged where no mass is written', async () => {
    const verdict = await verdictOnUsd(prop({ api: apis('RigidBody') }));
    expect(reasonsOf(verdict, 'mass-not-positive')).toEqual(['no-mass']);
  });
});

describe('an impossible inertia', () => {
  const inertia = (moments: string): string =>
    `float physics:mass = 100\n float3 physics:diagonalInertia = ${moments}`;

  it('is an error where one moment is above the sum of the others', async () => {
    const finding = findingOf(
      await verdictOnUsd(prop({ body: inertia('(1, 3.00001, 2)') })),
      'impossible-inertia',
    );
    expect(finding).toMatchObject({
      kind: 'triangle',
      level: 'error',
      evidence: { smallest: { value: 1 }, middle: { value: 2 } },
    });
    expect(numberOf(finding, 'largest')).toBeCloseTo(3.00001, 5);
  });

  it('is none at the sum, as of a plate without thickness', async () => {
    expect(await kindsIn('impossible-inertia', { body: inertia('(1, 3, 2)') })).toEqual([]);
  });

  it('is an error where a moment is zero or below, unless all are zero', async () => {
    expect(await kindsIn('impossible-inertia', { body: inertia('(0, 2, 2)') })).toEqual(['not-positive']);
    expect(await kindsIn('impossible-inertia', { body: inertia('(2, -1, 2)') })).toEqual(['not-positive']);
    const zero = findingOf(await verdictOnUsd(prop({ body: inertia('(0, 0, 0)') })), 'impossible-inertia');
    expect(zero).toMatchObject({ kind: 'zero', level: 'info' });
  });

  it('is looked for at colliders as well, and not judged where none is written', async () => {
    const collider = heavy('float3 physics:diagonalInertia = (1, 4, 2)');
    const finding = findingOf(await verdictOnUsd(prop({ collider })), 'impossible-inertia');
    expect(pathsOf(finding)).toEqual(['/Prop/Collider']);
    expect(reasonsOf(await verdictOnUsd(prop()), 'impossible-inertia')).toEqual(['no-mass']);
  });
});

describe('principal axes that are no unit quaternion', () => {
  const axes = (quaternion: string): string =>
    `float physics:mass = 100\n quatf physics:principalAxes = ${quaternion}`;

  it.each(['(0.99989, 0, 0, 0)', '(0.5, 0, 0, 0)', '(0.00011, 0, 0, 0)'])(
    'are an error: %s',
    async (quaternion) => {
      const finding = findingOf(await verdictOnUsd(prop({ body: axes(quaternion) })), 'axes-not-unit');
      expect(finding.level).toBe('error');
      expect(numberOf(finding, 'length')).toBeCloseTo(Number(/[\d.]+/.exec(quaternion)?.[0]), 6);
    },
  );

  it.each(['(0.99991, 0, 0, 0)', '(0.6, 0, 0.8, 0)', '(0.00009, 0, 0, 0)', '(0, 0, 0, 0)'])(
    'are none: %s',
    async (quaternion) => {
      expect(await kindsIn('axes-not-unit', { body: axes(quaternion) })).toEqual([]);
    },
  );
});

describe('an implausible density', () => {
  const [low, lowest, high, highest] = pairs['implausible-density'];
  const kindsAbout = async (files: Files): Promise<string[]> =>
    kindsOf(await verdictOn(files), 'implausible-density');

  it('is a warning below 5 and above 23,000 kg/m³', async () => {
    const finding = findingOf(await verdictOn(lowest.trips), 'implausible-density');
    expect(finding).toMatchObject({ kind: 'too-light', level: 'warning' });
    expect(numberOf(finding, 'density')).toBeCloseTo(4.96, 5);
    expect(numberOf(finding, 'volume')).toBeCloseTo(0.125, 9);
    expect(await kindsAbout(highest.trips)).toEqual(['too-heavy']);
  });

  it('is a note below 100 and from 9,000 kg/m³ on', async () => {
    for (const files of [low.trips, lowest.nearlyDoes]) expect(await kindsAbout(files)).toEqual(['light']);
    for (const files of [high.trips, highest.nearlyDoes]) expect(await kindsAbout(files)).toEqual(['heavy']);
    expect(findingOf(await verdictOn(high.trips), 'implausible-density').level).toBe('note');
  });

  it('counts what colliders have in common once', async () => {
    const shifted = cubeCollider(`double3 xformOp:translate = (0.25, 0, 0)
      uniform token[] xformOpOrder = ["xformOp:translate"]`).replace('"Collider"', '"Other"');
    const finding = findingOf(
      await verdictOnUsd(prop({ body: 'float physics:mass = 1', more: shifted })),
      'implausible-density',
    );
    const error = numberOf(finding, 'error');
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(0.005);
    expect(Math.abs(numberOf(finding, 'volume') - 0.1875)).toBeLessThan(2 * error);
  });

  it('takes units of the file as they are', async () => {
    const text = prop({
      header: '(\n defaultPrim = "Prop"\n metersPerUnit = 0.01\n upAxis = "Z"\n)\n',
      body: 'float physics:mass = 1',
      collider: cubeCollider('', 50),
    });
    expect(numberOf(findingOf(await verdictOnUsd(text), 'implausible-density'), 'density')).toBeCloseTo(8, 6);
  });

  it('says why it is not judged', async () => {
    expect(reasonsOf(await verdictOnUsd(prop({ collider: '' })), 'implausible-density')).toEqual([
      'no-collider',
    ]);
    const body = 'float physics:mass = 1\n bool physics:kinematicEnabled = true';
    expect(reasonsOf(await verdictOnUsd(prop({ body })), 'implausible-density')).toEqual(['no-moving-body']);
  });
});

describe('geoms that weigh without colliding', () => {
  const model = (visual: string): string => `<mujoco><worldbody><body name="prop"><freejoint/>
    <geom type="box" size="0.25 0.25 0.25" density="100" group="3"/>
    <geom type="sphere" size="0.3" contype="0" conaffinity="0" ${visual}/>
  </body></worldbody></mujoco>`;

  it('are a warning', async () => {
    const finding = findingOf(await verdictOnMjcf(model('mass="1"')), 'implausible-density', 'visual-mass');
    expect(finding).toMatchObject({ level: 'warning', part: 'mjcf' });
    expect(pathsOf(finding)).toEqual(['prop']);
    expect(numberOf(finding, 'visual')).toBeCloseTo(1, 6);
    expect(numberOf(finding, 'share')).toBeCloseTo(1 / 13.5, 6);
  });

  it('are none where they weigh nothing', async () => {
    expect(kindsOf(await verdictOnMjcf(model('mass="0"')), 'implausible-density')).toEqual([]);
  });

  it('are none where a mesh collides, whose volume MuJoCo may weigh in other ways', async () => {
    const shell =
      '<mesh name="shell" inertia="shell" vertex="0 0 0 1 0 0 0 1 0 0 0 1" face="0 2 1 0 1 3 1 2 3 0 3 2"/>';
    const xml = `<mujoco><asset>${shell}</asset><worldbody><body><freejoint/>
      <geom type="mesh" mesh="shell"/></body></worldbody></mujoco>`;
    expect(kindsOf(await verdictOnMjcf(xml), 'implausible-density')).not.toContain('visual-mass');
  });

  it('are none where the file says what the body weighs', async () => {
    const inertial = '<inertial pos="0 0 0" mass="20" diaginertia="1 1 1"/>';
    const xml = model('mass="1"').replace('<freejoint/>', `<freejoint/>${inertial}`);
    expect(kindsOf(await verdictOnMjcf(xml), 'implausible-density')).toEqual([]);
  });
});

describe('a centre of mass outside of the colliders', () => {
  const centerAt = (center: string): string =>
    `float physics:mass = 100\n point3f physics:centerOfMass = ${center}`;

  it('is a warning, with how far it is', async () => {
    const finding = findingOf(await verdictOnUsd(prop({ body: centerAt('(0, 0, 0.26)') })), 'center-outside');
    expect(finding.level).toBe('warning');
    expect(numberOf(finding, 'distance')).toBeCloseTo(0.01, 6);
  });

  it('is none at their side', async () => {
    expect(await kindsIn('center-outside', { body: centerAt('(0, 0, 0.25)') })).toEqual([]);
  });

  it.each([10, 20, 30, 40, 50])(
    'is none at the side of a body turned by %d°, whatever rounding makes of it',
    async (angle) => {
      const body = `${centerAt('(0.25, 0.25, 0)')}
      double3 xformOp:translate = (3.3, 0.7, 0)
      float xformOp:rotateZ = ${angle}
      uniform token[] xformOpOrder = ["xformOp:translate", "xformOp:rotateZ"]`;
      expect(await kindsIn('center-outside', { body })).toEqual([]);
    },
  );

  it('is looked for along the axes of the body', async () => {
    const turned = (center: string): string => `${centerAt(center)}
      float xformOp:rotateZ = 45
      uniform token[] xformOpOrder = ["xformOp:rotateZ"]`;
    expect(await kindsIn('center-outside', { body: turned('(0.24, 0.24, 0)') })).toEqual([]);
    expect(await kindsIn('center-outside', { body: turned('(0.3, 0, 0)') })).toEqual(['outside']);
  });

  it('is not judged without colliders', async () => {
    const verdict = await verdictOnUsd(prop({ body: centerAt('(9, 9, 9)'), collider: '' }));
    expect(reasonsOf(verdict, 'center-outside')).toEqual(['no-collider']);
  });
});

describe('an implausible inertia', () => {
  // A cube of half a metre and 100 kg has 4.1667 kg·m² about each axis, and half its diagonal is 0.433 m.
  it('is a warning where the mass would lie beyond the corners', async () => {
    const body = 'float physics:mass = 100\n float3 physics:diagonalInertia = (19, 19, 19)';
    const finding = findingOf(await verdictOnUsd(prop({ body })), 'implausible-inertia');
    expect(finding).toMatchObject({ kind: 'too-wide', level: 'warning' });
    expect(numberOf(finding, 'radius')).toBeCloseTo(Math.sqrt(0.19), 6);
    expect(numberOf(finding, 'diagonal')).toBeCloseTo(0.5 * Math.sqrt(3), 6);
  });

  it('is a warning where it is ten times less or more than that of a box', async () => {
    const [, box] = pairs['implausible-inertia'];
    expect(kindsOf(await verdictOn(box.trips), 'implausible-inertia')).toEqual(['small']);
    const thin = 'double3 xformOp:scale = (1, 0.02, 0.02)\n uniform token[] xformOpOrder = ["xformOp:scale"]';
    const rod = (moment: number): Promise<string[]> =>
      kindsIn('implausible-inertia', {
        collider: cubeCollider(thin),
        body: `float physics:mass = 100\n float3 physics:diagonalInertia = (${moment}, 2, 2)`,
      });
    // About its length a rod of 0.5 × 0.01 × 0.01 m and 100 kg has 0.0016667.
    expect(await rod(0.0168)).toEqual(['large']);
    expect(await rod(0.0166)).toEqual([]);
  });

  it('takes units of the file as they are', async () => {
    const text = prop({
      header: '(\n defaultPrim = "Prop"\n metersPerUnit = 0.01\n upAxis = "Z"\n)\n',
      body: 'float physics:mass = 100\n float3 physics:diagonalInertia = (41667, 41667, 41667)',
      collider: cubeCollider('', 50),
    });
    expect(kindsOf(await verdictOnUsd(text), 'implausible-inertia')).toEqual([]);
  });

  it('has nothing to say about one that follows from the colliders', async () => {
    const far = heavy(`float physics:mass = 0.001
      double3 xformOp:translate = (2, 2, 2)
      uniform token[] xformOpOrder = ["xformOp:translate"]`).replace('"Collider"', '"Far"');
    const collider = heavy('float physics:mass = 100') + far;
    expect(await kindsIn('implausible-inertia', { body: '', collider })).toEqual([]);
  });
});

it('has the binding of the good prop in its colliders', () => {
  expect(cubeCollider()).toContain(binding);
});
