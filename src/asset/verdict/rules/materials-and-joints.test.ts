import { describe, expect, it } from 'vitest';
import { ofMaterial, pairs, type Pair } from '../testing/pairs.ts';
import {
  apis,
  binding,
  cubeCollider,
  findingOf,
  kindsIn,
  kindsOf,
  material,
  pathsOf,
  prop,
  reasonsOf,
  verdictOn,
  verdictOnUsd,
} from '../testing/props.ts';

describe('joints', () => {
  const other = `def Cube "Other" ${apis('RigidBody', 'Collision')} {}`;
  const joint = (inner: string): string => `${other} def PhysicsFixedJoint "Joint" { ${inner} }`;

  it('are an error where they name what is not there', async () => {
    const beside = joint('rel physics:body0 = </Prop>\n rel physics:body1 = </Gone>');
    const finding = findingOf(await verdictOnUsd(prop({ beside })), 'joint-targets');
    expect(finding).toMatchObject({
      kind: 'missing',
      level: 'error',
      evidence: { target: { text: '/Gone' } },
    });
    expect(pathsOf(finding)).toEqual(['/Joint']);
  });

  it('are an error where they name several', async () => {
    const beside = joint('rel physics:body0 = [</Prop>, </Other>]');
    expect(findingOf(await verdictOnUsd(prop({ beside })), 'joint-targets')).toMatchObject({
      kind: 'several',
      evidence: { relation: { text: 'physics:body0' }, targets: { value: 2 } },
    });
  });

  it('are fine with one on each side, or with the world', async () => {
    const both = joint('rel physics:body0 = </Prop>\n rel physics:body1 = </Other>');
    expect(await kindsIn('joint-targets', { beside: both })).toEqual([]);
    expect(await kindsIn('joint-targets', { beside: joint('rel physics:body1 = </Prop>') })).toEqual([]);
    expect(reasonsOf(await verdictOnUsd(prop()), 'joint-targets')).toEqual(['no-joint']);
  });

  const root = apis('RigidBody', 'Mass', 'ArticulationRoot');

  it('are an error in an articulation inside another one', async () => {
    const more = `def Xform "Arm" ${apis('ArticulationRoot')} {}`;
    const finding = findingOf(await verdictOnUsd(prop({ api: root, more })), 'joint-targets');
    expect(finding).toMatchObject({ kind: 'nested-articulation', evidence: { above: { text: '/Prop' } } });
    expect(pathsOf(finding)).toEqual(['/Prop/Arm']);
    const beside = `def Xform "Propeller" ${apis('ArticulationRoot')} {}`;
    expect(await kindsIn('joint-targets', { api: root, beside })).toEqual([]);
  });

  it('are an error in an articulation whose root cannot move', async () => {
    const body = 'float physics:mass = 100\n ';
    const off = `${body} bool physics:rigidBodyEnabled = false`;
    expect(await kindsIn('joint-targets', { api: root, body: off })).toEqual(['static-articulation']);
    const kinematic = `${body} bool physics:kinematicEnabled = true`;
    expect(await kindsIn('joint-targets', { api: root, body: kinematic })).toEqual([
      'kinematic-articulation',
    ]);
  });
});

describe('a collider without physics material', () => {
  it('is a warning', async () => {
    const collider = cubeCollider().replace(binding, '');
    const finding = findingOf(await verdictOnUsd(prop({ collider })), 'no-physics-material');
    expect(finding).toMatchObject({ kind: 'none', level: 'warning' });
    expect(pathsOf(finding)).toEqual(['/Prop/Collider']);
  });

  it('is a warning where the material says nothing of physics', async () => {
    const plain = material().replace(apis('Material'), '');
    expect(findingOf(await verdictOnUsd(prop({ material: plain })), 'no-physics-material')).toMatchObject({
      kind: 'no-api',
      evidence: { material: { text: '/Prop/Rubber' } },
    });
  });

  it('is none where it is bound for all purposes, or to a prim above', async () => {
    const all = cubeCollider().replace('material:binding:physics', 'material:binding');
    expect(await kindsIn('no-physics-material', { collider: all })).toEqual([]);
    const collider = cubeCollider().replace(binding, '');
    expect(
      await kindsIn('no-physics-material', { collider, body: `float physics:mass = 100\n ${binding}` }),
    ).toEqual([]);
  });

  it('is none where it is off', async () => {
    const off = cubeCollider('bool physics:collisionEnabled = false').replace(binding, '');
    expect(reasonsOf(await verdictOnUsd(prop({ collider: off })), 'no-physics-material')).toEqual([
      'no-collider',
    ]);
  });
});

describe('friction and restitution', () => {
  const [lowest, restitution, moving] = pairs['material-out-of-range'];

  it.each<[string, Pair]>([
    ['restitution', lowest],
    ['restitution', restitution],
    ['more-when-moving', moving],
  ])('are out of range beyond a limit: %s', async (kind, { trips }) => {
    expect(kindsOf(await verdictOn(trips), 'material-out-of-range')).toEqual([kind]);
  });

  it.each<[number, number, number, string[]]>([
    [-0.001, -0.002, 0, ['static-friction', 'dynamic-friction']],
    [0.5, -0.001, 0, ['dynamic-friction']],
    [0, 0, 0, []],
    [3, 2, 0.5, []],
  ])('of %d, %d and %d are out of range: %j', async (...[still, sliding, bounce, kinds]) => {
    const verdict = await verdictOn(ofMaterial(still, sliding, bounce));
    expect(kindsOf(verdict, 'material-out-of-range')).toEqual(kinds);
  });

  it('are warnings of their material', async () => {
    const rubber = material().replace('dynamicFriction = 0.5', 'dynamicFriction = 0.7');
    const finding = findingOf(await verdictOnUsd(prop({ material: rubber })), 'material-out-of-range');
    expect(finding.level).toBe('warning');
    expect(pathsOf(finding)).toEqual(['/Prop/Rubber']);
  });

  it('are not judged where there is no material', async () => {
    const verdict = await verdictOnUsd(prop({ material: '' }));
    expect(reasonsOf(verdict, 'material-out-of-range')).toEqual(['no-material']);
  });
});
