import { describe, expect, it } from 'vitest';
import {
  apis,
  cubeCollider,
  findingOf,
  isJudged,
  kindsOf,
  pathsOf,
  prop,
  reasonsOf,
} from '../testing/props.ts';
import { header, numberOf, verdictOnUsd } from '../testing/props.ts';

it('finds nothing about a good prop', async () => {
  const verdict = await verdictOnUsd(prop());
  expect(verdict.findings).toEqual([]);
  expect(verdict.level).toBeNull();
});

describe('no rigid body', () => {
  it('is an error where nothing is a body', async () => {
    const verdict = await verdictOnUsd(prop({ api: '' }));
    expect(findingOf(verdict, 'no-body')).toMatchObject({ kind: 'none', level: 'error', places: [] });
    expect(verdict.level).toBe('error');
  });

  it('is an error where the body is not below the default prim', async () => {
    const beside = `def Cube "Other" ${apis('RigidBody')} {}`;
    const verdict = await verdictOnUsd(prop({ api: '', beside }));
    expect(pathsOf(findingOf(verdict, 'no-body', 'outside-default-prim'))).toEqual(['/Other']);
  });

  it('is none where there is one below the default prim, or anywhere without a default prim', async () => {
    const more = `def Cube "Lid" ${apis('RigidBody')} {}`;
    expect(kindsOf(await verdictOnUsd(prop({ api: '', more })), 'no-body')).toEqual([]);
    const text = `(\n  metersPerUnit = 1\n)\ndef Cube "Other" ${apis('RigidBody')} {}`;
    const verdict = await verdictOnUsd(text);
    expect(kindsOf(verdict, 'no-body')).toEqual([]);
    expect(isJudged(verdict, 'no-body')).toBe(true);
  });
});

describe('a body without collider', () => {
  it('is an error', async () => {
    const finding = findingOf(await verdictOnUsd(prop({ collider: '' })), 'body-without-collider');
    expect(finding).toMatchObject({ level: 'error', part: 'usd', count: 1 });
    expect(pathsOf(finding)).toEqual(['/Prop']);
  });

  it('is none where only a nested body has one, nor where the body is disabled', async () => {
    const lid = `def Xform "Lid" ${apis('RigidBody')} { ${cubeCollider()} }`;
    const nested = await verdictOnUsd(prop({ collider: '', more: lid }));
    expect(kindsOf(nested, 'body-without-collider')).toEqual([]);
    const body = 'float physics:mass = 100\n bool physics:rigidBodyEnabled = false';
    const disabled = await verdictOnUsd(prop({ collider: '', body }));
    expect(reasonsOf(disabled, 'body-without-collider')).toEqual(['no-body']);
    expect(isJudged(disabled, 'body-without-collider')).toBe(false);
  });

  it('is none where the collider is in an instance', async () => {
    const beside = `class Xform "_Shape" { ${cubeCollider()} }`;
    const more = 'def Xform "Shape" (instanceable = true\n prepend inherits = </_Shape>) {}';
    const verdict = await verdictOnUsd(prop({ collider: '', more, beside }));
    expect(kindsOf(verdict, 'body-without-collider')).toEqual([]);
  });
});

describe('a skewed body', () => {
  const turnedBy = (degrees: number, scale: string): string => `
    float physics:mass = 100
    float xformOp:rotateZ = ${degrees}
    float xformOp:rotateZ:back = ${-degrees}
    float3 xformOp:scale = ${scale}
    uniform token[] xformOpOrder = ["xformOp:rotateZ", "xformOp:scale", "xformOp:rotateZ:back"]`;

  it('is an error where it is scaled along axes that are not its own', async () => {
    const finding = findingOf(await verdictOnUsd(prop({ body: turnedBy(30, '(1, 2, 1)') })), 'skewed-body');
    expect(finding.level).toBe('error');
    expect(numberOf(finding, 'angle')).toBeCloseTo(33.0, 0);
  });

  it('is none where the scale is the same along all axes, or along its own', async () => {
    expect(kindsOf(await verdictOnUsd(prop({ body: turnedBy(30, '(2, 2, 2)') })), 'skewed-body')).toEqual([]);
    expect(kindsOf(await verdictOnUsd(prop({ body: turnedBy(90, '(1, 2, 1)') })), 'skewed-body')).toEqual([]);
  });
});

describe('a body that nothing can move', () => {
  it('is an error for a type without a place', async () => {
    const text = prop().replace('def Xform "Prop"', 'def Scope "Prop"');
    const finding = findingOf(await verdictOnUsd(text), 'body-not-movable');
    expect(finding).toMatchObject({
      kind: 'no-transform',
      level: 'error',
      evidence: { type: { text: 'Scope' } },
    });
  });

  const inInstance = (inner: string): string =>
    prop({
      beside: `class Xform "_Part" { def Cube "Box" ${apis('RigidBody', 'Collision')} { ${inner} } }`,
      more: 'def Xform "Part" (instanceable = true\n prepend inherits = </_Part>) {}',
    });

  it('is an error inside of an instance', async () => {
    const finding = findingOf(await verdictOnUsd(inInstance('')), 'body-not-movable');
    expect(finding).toMatchObject({ kind: 'instance', level: 'error' });
    expect(pathsOf(finding)).toEqual(['/Prop/Part/Box']);
  });

  it.each(['bool physics:kinematicEnabled = true', 'bool physics:rigidBodyEnabled = false'])(
    'is none inside of an instance with %s',
    async (inner) => {
      expect(kindsOf(await verdictOnUsd(inInstance(inner)), 'body-not-movable')).toEqual([]);
    },
  );
});

describe('nested bodies', () => {
  const lid = (inner = ''): string =>
    `def Xform "Group" { def Cube "Lid" ${apis('RigidBody', 'Collision')} { double size = 0.5\n ${inner} } }`;
  const reset = 'uniform token[] xformOpOrder = ["!resetXformStack!"]';
  const joint =
    'def PhysicsFixedJoint "Hinge" { rel physics:body0 = </Prop>\n rel physics:body1 = </Prop/Group/Lid> }';

  it('are errors without a reset of the transform, and without a joint', async () => {
    const verdict = await verdictOnUsd(prop({ more: lid() }));
    expect(kindsOf(verdict, 'nested-bodies')).toEqual(['no-reset', 'no-joint']);
    expect(findingOf(verdict, 'nested-bodies')).toMatchObject({
      level: 'error',
      evidence: { above: { text: '/Prop' } },
    });
    expect(pathsOf(findingOf(verdict, 'nested-bodies'))).toEqual(['/Prop/Group/Lid']);
  });

  it('need both', async () => {
    expect(kindsOf(await verdictOnUsd(prop({ more: lid(reset) })), 'nested-bodies')).toEqual(['no-joint']);
    expect(kindsOf(await verdictOnUsd(prop({ more: lid() + joint })), 'nested-bodies')).toEqual(['no-reset']);
    expect(kindsOf(await verdictOnUsd(prop({ more: lid(reset) + joint })), 'nested-bodies')).toEqual([]);
  });

  it('may have the reset at a prim between both, but not at the body above', async () => {
    const between = lid().replace('def Xform "Group" {', `def Xform "Group" { ${reset}`);
    expect(kindsOf(await verdictOnUsd(prop({ more: between + joint })), 'nested-bodies')).toEqual([]);
    const above = await verdictOnUsd(
      prop({ body: `float physics:mass = 100\n ${reset}`, more: lid() + joint }),
    );
    expect(kindsOf(above, 'nested-bodies')).toEqual(['no-reset']);
  });

  it('are none where one of them is disabled', async () => {
    const off = 'bool physics:rigidBodyEnabled = false';
    expect(kindsOf(await verdictOnUsd(prop({ more: lid(off) })), 'nested-bodies')).toEqual([]);
    const above = await verdictOnUsd(prop({ body: `float physics:mass = 100\n ${off}`, more: lid() }));
    expect(kindsOf(above, 'nested-bodies')).toEqual([]);
  });
});

it('judges no body where there is no USD', async () => {
  const verdict = await verdictOnUsd(header('metersPerUnit = 1'));
  expect(reasonsOf(verdict, 'nested-bodies')).toEqual(['no-body']);
});
