import { sizeOf } from '../../bounds.ts';
import { axisLengths, inverse } from '../../matrix.ts';
import type { Body, Collider, MassApi, PhysicsScene, Sourced } from '../../physics.ts';
import { each, found, ofPhysics, ofUsd, quantity, skipped, type Outcome, type Rule } from '../rule.ts';
import { mujoco, own, simReady, simReadyTest } from '../sources.ts';
import type { SceneView } from '../subject.ts';

/** How far a principal moment may be above the sum of the others: what 32-bit numbers of a thin plate lose is less. */
const inertiaTolerance = 1e-6;
/** SimReady's: shorter quaternions count as not written, others must have length 1 to this. */
const lengthTolerance = 1e-4;
/** Kilograms per cubic metre of colliders. Osmium, the densest of all metals, has 22,590. */
const density = { lowest: 5, low: 100, high: 9000, highest: 23_000 };
/** Kilograms that geoms which do not collide may add, over those of the body. */
const visualMassShare = 0.01;
/** MuJoCo's density where a file names none, kg/m³. */
const usualDensity = 1000;
/** Moments of inertia over those of a solid box of the same mass. */
const boxFactor = 10;
/** What centres and bounds, worked out from 32-bit numbers, may be off, over the size. */
const rounding = 1e-6;

const noMass: Rule = {
  id: 'no-mass',
  sources: [simReady('RB.007', 'rigid-body-mass')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd((_view, physics) =>
    each(enabledBodies(physics), 'no-body', (body) => {
      if (body.usd?.massApi?.mass) return [];
      const own = ownColliders(body, physics);
      const without = own.filter(({ usd }) => !usd?.massApi?.mass);
      if (own.length > 0 && without.length === 0) return [];
      const where = { part: 'usd', path: body.path } as const;
      const assumed = body.mass === null ? {} : { mass: quantity(body.mass.value, 'kg') };
      return without.length < own.length
        ? [
            found('some-colliders', 'error', where, {
              ...assumed,
              without: quantity(without.length, 'count'),
              colliders: quantity(own.length, 'count'),
            }),
          ]
        : [found(body.mass === null ? 'unknown' : 'assumed', 'error', where, assumed)];
    }),
  ),
};

const massNotPositive: Rule = {
  id: 'mass-not-positive',
  sources: [simReady('RB.011', 'nested-rigid-body-mass'), simReady('RB.008', 'rigid-body-detailed-mass')],
  thresholds: { mass: quantity(0, 'kg') },
  parts: ['usd'],
  judge: ofUsd((_view, physics) =>
    each(masses(physics), 'no-mass', ({ path, massApi, body }) => {
      const mass = massApi.mass?.value;
      const where = { part: 'usd', path } as const;
      if (mass === undefined || mass > 0) return [];
      if (!(mass === 0)) return [found('negative', 'error', where, { mass: quantity(mass, 'kg') }, -mass)];
      const isWithout = body !== null && !hasPositiveMass(body, physics);
      return [isWithout ? found('none', 'error', where) : found('zero', 'info', where)];
    }),
  ),
};

const impossibleInertia: Rule = {
  id: 'impossible-inertia',
  sources: [
    simReady('RB.008', 'rigid-body-detailed-mass'),
    mujoco('user_mesh.cc, user_objects.cc: A + B >= C'),
  ],
  thresholds: { tolerance: quantity(inertiaTolerance, 'ratio') },
  parts: ['usd'],
  judge: ofUsd((_view, physics) =>
    each(written(physics, 'diagonalInertia'), 'no-mass', ({ path, value: moments }) => {
      const where = { part: 'usd', path } as const;
      const [a = 0, b = 0, c = 0] = moments.toSorted((one, other) => one - other);
      if (a === 0 && b === 0 && c === 0) return [found('zero', 'info', where)];
      const evidence = {
        smallest: quantity(a, 'kg·unit²'),
        middle: quantity(b, 'kg·unit²'),
        largest: quantity(c, 'kg·unit²'),
      };
      if (!(a > 0)) return [found('not-positive', 'error', where, evidence, -a)];
      if (a + b >= c * (1 - inertiaTolerance)) return [];
      return [found('triangle', 'error', where, evidence, c / (a + b))];
    }),
  ),
};

const axesNotUnit: Rule = {
  id: 'axes-not-unit',
  sources: [simReady('RB.008', 'rigid-body-detailed-mass')],
  thresholds: { tolerance: quantity(lengthTolerance, 'number') },
  parts: ['usd'],
  judge: ofUsd((_view, physics) =>
    each(written(physics, 'principalAxes'), 'no-mass', ({ path, value }) => {
      const length = Math.hypot(...value);
      const isUnit = length <= lengthTolerance || Math.abs(length - 1) <= lengthTolerance;
      if (isUnit) return [];
      const evidence = { length: quantity(length, 'number') };
      return [found('length', 'error', { part: 'usd', path }, evidence, Math.abs(length - 1))];
    }),
  ),
};

const implausibleDensity: Rule = {
  id: 'implausible-density',
  sources: [own('density of what collides')],
  thresholds: {
    lowest: quantity(density.lowest, 'kg/m³'),
    low: quantity(density.low, 'kg/m³'),
    high: quantity(density.high, 'kg/m³'),
    highest: quantity(density.highest, 'kg/m³'),
    visualShare: quantity(visualMassShare, 'ratio'),
  },
  parts: ['usd', 'mjcf'],
  judge: ofPhysics((view) =>
    each([...movingBodies(view.physics).entries()], 'no-moving-body', ([index, body]) => [
      ...densityOf(view, index, body),
      ...visualMassOf(view, body),
    ]),
  ),
};

const centerOutside: Rule = {
  id: 'center-outside',
  sources: [simReadyTest('ground_drop')],
  thresholds: {},
  parts: ['usd', 'mjcf'],
  judge: ofPhysics(({ part, physics, measures, scene }) =>
    each(
      [...movingBodies(physics).entries()],
      'no-moving-body',
      ([index, { path, matrix, centerOfMass }]) => {
        const toBody = inverse(matrix);
        const bounds = toBody && measures.colliderBounds(index, toBody);
        if (centerOfMass === null) return [skipped('no-mass', { part, path })];
        if (!bounds) return [skipped('no-collider', { part, path })];
        const size = Math.hypot(...sizeOf(bounds));
        const outside = Math.max(
          ...centerOfMass.value.map((at, axis) =>
            Math.max((bounds.min[axis] ?? 0) - at, at - (bounds.max[axis] ?? 0)),
          ),
        );
        if (!(outside > size * rounding)) return [];
        // Along the axis that it is farthest out, which the body may scale.
        const meters = outside * Math.max(...axisLengths(matrix)) * scene.metersPerUnit.value;
        return [found('outside', 'warning', { part, path }, { distance: quantity(meters, 'm') }, meters)];
      },
    ),
  ),
};

const implausibleInertia: Rule = {
  id: 'implausible-inertia',
  sources: [own('radius of gyration, and a solid box of the same mass')],
  thresholds: { gyration: quantity(0.5, 'ratio'), box: quantity(boxFactor, 'ratio') },
  parts: ['usd', 'mjcf'],
  judge: ofPhysics((view) =>
    each([...movingBodies(view.physics).entries()], 'no-moving-body', ([index, body]) =>
      inertiaOf(view, index, body),
    ),
  ),
};

export const massRules = {
  noMass,
  massNotPositive,
  impossibleInertia,
  axesNotUnit,
  implausibleDensity,
  centerOutside,
  implausibleInertia,
};

const enabledBodies = ({ bodies }: PhysicsScene): Body[] => bodies.filter(({ isEnabled }) => isEnabled);

/** Those that an engine moves, by their index. */
export function movingBodies({ bodies }: PhysicsScene): Map<number, Body> {
  return new Map([...bodies.entries()].filter(([, { isEnabled, isKinematic }]) => isEnabled && !isKinematic));
}

const ownColliders = (body: Body, { colliders }: PhysicsScene): Collider[] =>
  body.colliders.flatMap((index) => colliders[index] ?? []);

/** All PhysicsMassAPIs, with the body that each is on. */
function masses({
  bodies,
  colliders,
}: PhysicsScene): { path: string; massApi: MassApi; body: Body | null }[] {
  const ofBodies = bodies.flatMap((body) =>
    body.usd?.massApi ? [{ path: body.path, massApi: body.usd.massApi, body }] : [],
  );
  const known = new Set(ofBodies.map(({ path }) => path));
  const ofColliders = colliders.flatMap(({ path, usd }) =>
    usd?.massApi && !known.has(path) ? [{ path, massApi: usd.massApi, body: null }] : [],
  );
  return [...ofBodies, ...ofColliders];
}

function written<Name extends 'diagonalInertia' | 'principalAxes'>(
  physics: PhysicsScene,
  name: Name,
): { path: string; value: number[] }[] {
  return masses(physics).flatMap(({ path, massApi }) => {
    const sourced: Sourced<number[]> | null = massApi[name];
    return sourced === null ? [] : [{ path, value: sourced.value }];
  });
}

/** Somewhere in a body a mass above 0 is written, or follows from a volume. */
function hasPositiveMass(body: Body, physics: PhysicsScene): boolean {
  const isPositive = (massApi: MassApi | null | undefined): boolean => (massApi?.mass?.value ?? 0) > 0;
  if (isPositive(body.usd?.massApi)) return true;
  return ownColliders(body, physics).some(({ usd, volume }) => isPositive(usd?.massApi) || (volume ?? 0) > 0);
}

function densityOf({ part, measures }: SceneView, index: number, { path, mass }: Body): Outcome[] {
  if (mass === null || !(mass.value > 0)) return [skipped('no-mass', { part, path })];
  const measured = measures.colliderVolume(index);
  if (typeof measured === 'string') return [skipped(measured, { part, path })];
  const value = mass.value / measured.volume;
  const evidence = {
    density: quantity(value, 'kg/m³'),
    mass: quantity(mass.value, 'kg'),
    volume: quantity(measured.volume, 'm³'),
    error: quantity(measured.error, 'm³'),
  };
  const where = { part, path };
  if (value < density.lowest) return [found('too-light', 'warning', where, evidence, 1 / value)];
  if (value > density.highest) return [found('too-heavy', 'warning', where, evidence, value)];
  if (value < density.low) return [found('light', 'note', where, evidence, 1 / value)];
  return value >= density.high ? [found('heavy', 'note', where, evidence, value)] : [];
}

/** MuJoCo lets geoms weigh that do not collide, unless the file says otherwise. */
function visualMassOf({ part, physics }: SceneView, body: Body): Outcome[] {
  const { mass, path } = body;
  if (part !== 'mjcf' || mass === null || mass.origin === 'authored') return [];
  let ofColliders = 0;
  for (const { mass: own, density: ofOwn, volume, approximation } of ownColliders(body, physics)) {
    // The volume that MuJoCo weighs of a mesh need not be that of its hull.
    if (own === null && (volume === null || approximation !== 'none')) return [];
    ofColliders += own?.value ?? (ofOwn?.value ?? usualDensity) * (volume ?? 0);
  }
  const rest = mass.value - ofColliders;
  if (ofColliders === 0 || !(rest > visualMassShare * mass.value)) return [];
  return [
    found(
      'visual-mass',
      'warning',
      { part, path },
      {
        mass: quantity(mass.value, 'kg'),
        visual: quantity(rest, 'kg'),
        share: quantity(rest / mass.value, 'ratio'),
      },
      rest / mass.value,
    ),
  ];
}

/** What follows from the colliders fits them; what is written may not. */
function inertiaOf({ part, measures, scene }: SceneView, index: number, body: Body): Outcome[] {
  const { path, mass, inertia } = body;
  if (mass === null || !(mass.value > 0) || inertia === null) return [skipped('no-mass', { part, path })];
  if (inertia.origin === 'derived') return [];
  const box = measures.colliderBox(index);
  if (box === null) return [skipped('no-collider', { part, path })];
  const moments = inertia.value.map((moment) => moment * scene.metersPerUnit.value ** 2);
  const [x, y, z] = box.halfSizes;
  const ofBox = [y * y + z * z, x * x + z * z, x * x + y * y].map((square) => (mass.value * square) / 3);
  const radius = Math.sqrt(Math.max(...moments) / mass.value);
  const diagonal = 2 * Math.hypot(x, y, z);
  const where = { part, path };
  if (radius > diagonal / 2)
    return [
      found(
        'too-wide',
        'warning',
        where,
        { radius: quantity(radius, 'm'), diagonal: quantity(diagonal, 'm') },
        radius / diagonal,
      ),
    ];
  const sorted = (values: number[]): number[] => values.toSorted((a, b) => a - b);
  const expected = sorted(ofBox);
  const factors = sorted(moments).map((moment, axis) => moment / (expected[axis] ?? 1));
  const worst = factors.reduce((one, other) => (away(other) > away(one) ? other : one), 1);
  if (!(away(worst) > boxFactor)) return [];
  return [
    found(worst > 1 ? 'large' : 'small', 'warning', where, { factor: quantity(worst, 'ratio') }, away(worst)),
  ];
}

/** How many times more or less than the same. */
const away = (factor: number): number => (factor > 1 ? factor : 1 / factor);
