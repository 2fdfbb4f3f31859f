import type { Body, PhysicsScene } from '../../physics.ts';
import { MaterialBindings } from '../../usd/scene/materials/bindings.ts';
import { each, found, ofPhysics, ofUsd, quantity, text, type Outcome, type Rule } from '../rule.ts';
import { openUsd, own, simReady } from '../sources.ts';

const jointTargets: Rule = {
  id: 'joint-targets',
  sources: [
    openUsd('JointInvalidPrimRel, JointMultiplePrimsRel', 'usdPhysicsValidators: PhysicsJointChecker'),
    openUsd(
      'NestedArticulation, ArticulationOnStaticBody, ArticulationOnKinematicBody',
      'usdPhysicsValidators: ArticulationChecker',
    ),
  ],
  thresholds: { targets: quantity(1, 'count') },
  parts: ['usd'],
  judge: ofUsd((_view, physics) => {
    const roots = physics.usd?.articulationRoots ?? [];
    const known = new Set(roots);
    const bodies = new Map(physics.bodies.map((body) => [body.path, body]));
    const looks = [
      ...physics.joints.map((joint) => () => jointProblems(joint)),
      ...roots.map((root) => () => articulationProblems(root, known, bodies.get(root))),
    ];
    return each(looks, 'no-joint', (look) => look());
  }),
};

const noPhysicsMaterial: Rule = {
  id: 'no-physics-material',
  sources: [simReady('PMT.001', 'collider-material-binding')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd(({ stage }, { colliders }) => {
    const bindings = new MaterialBindings(stage);
    const active = colliders.filter(({ isEnabled }) => isEnabled);
    return each(active, 'no-collider', ({ path, material }) => {
      if (material !== null) return [];
      const prim = stage.primAt(path);
      const bound = prim && bindings.of(prim, 'physics');
      const where = { part: 'usd', path } as const;
      return bound
        ? [found('no-api', 'warning', where, { material: text(bound.path) })]
        : [found('none', 'warning', where)];
    });
  }),
};

const materialOutOfRange: Rule = {
  id: 'material-out-of-range',
  sources: [own('friction from 0, restitution from 0 to 1, dynamic friction up to static friction')],
  thresholds: { lowest: quantity(0, 'number'), restitution: quantity(1, 'number') },
  parts: ['usd', 'mjcf'],
  judge: ofPhysics(({ part, physics }) =>
    each(physics.materials, 'no-material', ({ path, staticFriction, dynamicFriction, restitution }) => {
      const outcomes: Outcome[] = [];
      const [still, moving, bounce] = [staticFriction?.value, dynamicFriction?.value, restitution?.value];
      const tell = (kind: string, value: number, more = {}): void => {
        outcomes.push(
          found(
            kind,
            'warning',
            { part, path },
            { value: quantity(value, 'number'), ...more },
            Math.abs(value),
          ),
        );
      };
      if (still !== undefined && still < 0) tell('static-friction', still);
      if (moving !== undefined && moving < 0) tell('dynamic-friction', moving);
      if (bounce !== undefined && !(bounce >= 0 && bounce <= 1)) tell('restitution', bounce);
      if (still !== undefined && moving !== undefined && moving > still)
        tell('more-when-moving', moving, { static: quantity(still, 'number') });
      return outcomes;
    }),
  ),
};

export const materialAndJointRules = { jointTargets, noPhysicsMaterial, materialOutOfRange };

function jointProblems({ path, missing, usd }: PhysicsScene['joints'][number]): Outcome[] {
  const where = { part: 'usd', path } as const;
  const several = (usd?.targets ?? []).flatMap((targets, side) =>
    targets.length > 1
      ? [
          found('several', 'error', where, {
            relation: text(`physics:body${side}`),
            targets: quantity(targets.length, 'count'),
          }),
        ]
      : [],
  );
  return [...missing.map((target) => found('missing', 'error', where, { target: text(target) })), ...several];
}

function articulationProblems(root: string, roots: ReadonlySet<string>, body: Body | undefined): Outcome[] {
  const where = { part: 'usd', path: root } as const;
  const outcomes: Outcome[] = [];
  const above = articulationAbove(root, roots);
  if (above !== null) outcomes.push(found('nested-articulation', 'error', where, { above: text(above) }));
  if (body?.isEnabled === false) outcomes.push(found('static-articulation', 'error', where));
  if (body?.isKinematic === true) outcomes.push(found('kinematic-articulation', 'error', where));
  return outcomes;
}

function articulationAbove(root: string, roots: ReadonlySet<string>): string | null {
  for (let at = root.slice(0, root.lastIndexOf('/')); at !== ''; at = at.slice(0, at.lastIndexOf('/')))
    if (roots.has(at)) return at;
  return null;
}
