import { axisLengths } from '../../matrix.ts';
import type { Body, PhysicsScene } from '../../physics.ts';
import { localTransform } from '../../usd/scene/transforms.ts';
import type { StagePrim } from '../../usd/stage.ts';
import { each, found, ofUsd, passed, quantity, text, type Outcome, type Rule } from '../rule.ts';
import { openUsd, simReady } from '../sources.ts';
import type { UsdView } from '../subject.ts';

/** Degrees by which axes that should be at right angles may lean, as a cosine: what 32-bit numbers lose is less. */
const skewTolerance = 1e-5;

/** Types of prims that have no place of their own, so that nothing can move them. */
const notXformable = new Set([
  '',
  'Scope',
  'Material',
  'Shader',
  'NodeGraph',
  'GeomSubset',
  'PhysicsScene',
  'PhysicsCollisionGroup',
]);

const noBody: Rule = {
  id: 'no-body',
  sources: [simReady('RB.001', 'rigid-body-capability')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd(({ scene, stage }, { bodies }) => {
    const { defaultPrim } = scene;
    const root = defaultPrim !== null && stage.primAt(defaultPrim) !== null ? defaultPrim : null;
    if (bodies.some(({ path }) => root === null || isWithin(path, root))) return [passed];
    if (bodies.length === 0) return [found('none', 'error', { part: 'usd' })];
    return bodies.map(({ path }) => found('outside-default-prim', 'error', { part: 'usd', path }));
  }),
};

const bodyWithoutCollider: Rule = {
  id: 'body-without-collider',
  sources: [simReady('RB.013', 'rigid-body-collider')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd((_view, { bodies, colliders }) => {
    const withCollider = pathsAbove(colliders.map(({ path }) => path));
    return each(enabled(bodies), 'no-body', ({ path }) =>
      withCollider.has(path) ? [] : [found('none', 'error', { part: 'usd', path })],
    );
  }),
};

const skewedBody: Rule = {
  id: 'skewed-body',
  sources: [
    openUsd('RigidBodyOrientationScale', 'usdPhysicsValidators: RigidBodyChecker'),
    simReady('RB.009', 'rigid-body-schema-no-skew-matrix'),
  ],
  thresholds: { cosine: quantity(skewTolerance, 'number') },
  parts: ['usd'],
  judge: ofUsd((_view, { bodies }) =>
    each(bodies, 'no-body', ({ path, matrix }) => {
      const skew = skewOf(matrix);
      if (!(skew > skewTolerance)) return [];
      const degrees = quantity((Math.asin(Math.min(1, skew)) * 180) / Math.PI, '°');
      return [found('skewed', 'error', { part: 'usd', path }, { angle: degrees }, skew)];
    }),
  ),
};

const bodyNotMovable: Rule = {
  id: 'body-not-movable',
  sources: [
    openUsd('RigidBodyNonXformable, RigidBodyNonInstanceable', 'usdPhysicsValidators: RigidBodyChecker'),
    simReady('RB.003', 'rigid-body-schema-application'),
    simReady('RB.005', 'rigid-body-no-instancing'),
  ],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd((_view, { bodies }) =>
    each(bodies, 'no-body', ({ path, usd, isEnabled, isKinematic }) => {
      const outcomes: Outcome[] = [];
      const typeName = usd?.typeName ?? '';
      if (notXformable.has(typeName))
        outcomes.push(found('no-transform', 'error', { part: 'usd', path }, { type: text(typeName) }));
      if (usd?.isInstanceProxy === true && isEnabled && !isKinematic)
        outcomes.push(found('instance', 'error', { part: 'usd', path }));
      return outcomes;
    }),
  ),
};

const nestedBodies: Rule = {
  id: 'nested-bodies',
  sources: [
    openUsd('NestedRigidBody', 'usdPhysicsValidators: RigidBodyChecker'),
    simReady('RB.006', 'rigid-body-no-nesting'),
    simReady('RB.012', 'rigid-body-no-nesting-without-joint'),
  ],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd((view, physics) => {
    const joined = joinedBodies(physics);
    return each(enabled(physics.bodies), 'no-body', (body) => {
      const above = enclosing(body, physics);
      if (above === null) return [];
      const where = { part: 'usd', path: body.path } as const;
      const evidence = { above: text(above.path) };
      const outcomes: Outcome[] = [];
      if (!resetsBetween(view, body.path, above.path))
        outcomes.push(found('no-reset', 'error', where, evidence));
      if (!joined(body, above)) outcomes.push(found('no-joint', 'error', where, evidence));
      return outcomes;
    });
  }),
};

export const bodyRules = { noBody, bodyWithoutCollider, skewedBody, bodyNotMovable, nestedBodies };

export const isWithin = (path: string, above: string): boolean =>
  path === above || above === '/' || path.startsWith(`${above}/`);

/** The paths themselves and those of all that they are in. */
export function pathsAbove(paths: readonly string[]): Set<string> {
  const above = new Set<string>();
  for (const path of paths)
    for (let at = path; at !== '' && !above.has(at); at = at.slice(0, at.lastIndexOf('/'))) above.add(at);
  return above;
}

const enabled = (bodies: readonly Body[]): Body[] => bodies.filter(({ isEnabled }) => isEnabled);

/** The largest cosine between two axes of a body; 0 where they are at right angles. */
function skewOf(matrix: Float64Array): number {
  const lengths = axisLengths(matrix);
  const cosine = (a: 0 | 1 | 2, b: 0 | 1 | 2): number => {
    const length = lengths[a] * lengths[b];
    if (!(length > 0)) return 0;
    const dot = [0, 1, 2].reduce(
      (sum, axis) => sum + (matrix[4 * a + axis] ?? 0) * (matrix[4 * b + axis] ?? 0),
      0,
    );
    return Math.abs(dot) / length;
  };
  return Math.max(cosine(0, 1), cosine(0, 2), cosine(1, 2));
}

/** The next enabled body above one. */
function enclosing(body: Body, { bodies }: PhysicsScene): Body | null {
  let above = bodies[body.parent ?? -1];
  while (above !== undefined && !above.isEnabled) above = bodies[above.parent ?? -1];
  return above ?? null;
}

function resetsBetween({ stage }: UsdView, path: string, above: string): boolean {
  let prim: StagePrim | null = stage.primAt(path);
  for (; prim !== null && prim.path !== above; prim = prim.parent)
    if (localTransform(prim).resets) return true;
  return false;
}

function joinedBodies({ bodies, joints }: PhysicsScene): (body: Body, other: Body) => boolean {
  const indices = new Map(bodies.map((body, index) => [body, index]));
  const pairs = new Set(joints.flatMap(({ bodies: [a, b] }) => [`${a} ${b}`, `${b} ${a}`]));
  return (body, other) => pairs.has(`${indices.get(body)} ${indices.get(other)}`);
}
