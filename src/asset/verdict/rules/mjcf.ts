import { sizeOf } from '../../bounds.ts';
import { transformPoint } from '../../matrix.ts';
import { minus, type Vector } from '../../vector.ts';
import {
  each,
  found,
  orPassed,
  passed,
  quantity,
  skipped,
  text,
  whyNot,
  type Outcome,
  type Rule,
} from '../rule.ts';
import { mujoco, own } from '../sources.ts';
import type { SceneView } from '../subject.ts';

/** How much two files may differ, over the larger of both; of places over the size. */
const difference = 0.01;

const mjcfRefused: Rule = {
  id: 'mjcf-refused',
  sources: [mujoco('mj_compile'), mujoco('stl_decoder.cc: between 1 and 200000 faces')],
  thresholds: {},
  parts: ['mjcf'],
  judge: ({ mjcf }) => {
    if (mjcf.kind === 'read') return [passed];
    if (mjcf.kind !== 'unreadable' || mjcf.code.startsWith('too-')) return [whyNot(mjcf, 'no-mjcf')];
    const kind = mjcf.code === 'refused' ? 'refused' : 'unreadable';
    return [found(kind, 'error', { part: 'mjcf' }, { file: text(mjcf.file), words: text(mjcf.detail) })];
  },
};

const mjcfWarnings: Rule = {
  id: 'mjcf-warnings',
  sources: [mujoco('mjs_getWarning')],
  thresholds: {},
  parts: ['mjcf'],
  judge: ({ mjcf }) =>
    mjcf.kind === 'read'
      ? orPassed(
          mjcf.view.scene.notes
            .filter(({ code }) => code === 'warned')
            .map(({ detail }) => found('warned', 'warning', { part: 'mjcf' }, { words: text(detail) })),
        )
      : [whyNot(mjcf, 'no-mjcf')],
};

const usdMjcfDisagree: Rule = {
  id: 'usd-mjcf-disagree',
  sources: [own('mass, centre of mass, colliders and friction of both files')],
  thresholds: { difference: quantity(difference, 'ratio') },
  parts: ['usd', 'mjcf'],
  judge: ({ usd, mjcf }) => {
    if (usd.kind !== 'read' || mjcf.kind !== 'read') return [skipped('nothing-to-compare')];
    const looks = [compareMass, compareCenter, compareHulls, compareFriction];
    return each(looks, 'nothing-to-compare', (look) => look(usd.view, mjcf.view));
  },
};

export const mjcfRules = { mjcfRefused, mjcfWarnings, usdMjcfDisagree };

function compareMass(usd: SceneView, mjcf: SceneView): Outcome[] {
  const [one, other] = [massOf(usd), massOf(mjcf)];
  if (one === null || other === null) return [skipped('no-mass')];
  return differing('mass', 'kg', one.mass, other.mass);
}

function compareCenter(usd: SceneView, mjcf: SceneView): Outcome[] {
  const [one, other] = [massOf(usd), massOf(mjcf)];
  const bounds = usd.measures.bounds();
  if (one === null || other === null || bounds === null) return [skipped('no-mass')];
  const distance = Math.hypot(...minus(one.center, other.center));
  const size = Math.hypot(...sizeOf(bounds));
  if (!(distance > difference * size)) return [];
  const evidence = { distance: quantity(distance, 'm'), size: quantity(size, 'm') };
  return [found('center', 'warning', { part: null }, evidence, distance / size)];
}

function compareHulls(usd: SceneView, mjcf: SceneView): Outcome[] {
  // The floor of a scene is no part of the object.
  const countOf = ({ physics }: SceneView): number =>
    physics.colliders.filter(({ isEnabled, body }) => isEnabled && body !== null).length;
  const [one, other] = [countOf(usd), countOf(mjcf)];
  return one === 0 && other === 0 ? [skipped('no-collider')] : differing('hulls', 'count', one, other);
}

function compareFriction(usd: SceneView, mjcf: SceneView): Outcome[] {
  const [one, other] = [frictionOf(usd), frictionOf(mjcf)];
  return one === null || other === null
    ? [skipped('no-material')]
    : differing('friction', 'number', one, other);
}

function differing(kind: string, unit: 'kg' | 'count' | 'number', usd: number, mjcf: number): Outcome[] {
  const off = Math.abs(usd - mjcf) / Math.max(Math.abs(usd), Math.abs(mjcf));
  if (!(off > difference)) return [];
  return [
    found(kind, 'warning', { part: null }, { usd: quantity(usd, unit), mjcf: quantity(mjcf, unit) }, off),
  ];
}

/** Of all bodies together, in metres, Z up; null where a body's is not known. */
function massOf({ scene, physics }: SceneView): { mass: number; center: Vector } | null {
  let sum = 0;
  const moment: Vector = [0, 0, 0];
  for (const { mass, centerOfMass, matrix } of physics.bodies) {
    if (mass === null || centerOfMass === null) return null;
    const [x, y, z] = transformPoint(matrix, centerOfMass.value);
    const upright: Vector = scene.upAxis.value === 'Z' ? [x, y, z] : [x, -z, y];
    sum += mass.value;
    for (const axis of [0, 1, 2] as const)
      moment[axis] += mass.value * upright[axis] * scene.metersPerUnit.value;
  }
  return sum > 0 ? { mass: sum, center: [moment[0] / sum, moment[1] / sum, moment[2] / sum] } : null;
}

/** The greatest static friction that a collider of a body has; null where none has any. */
function frictionOf({ physics }: SceneView): number | null {
  const frictions = physics.colliders.flatMap(({ body, material }) => {
    const friction = physics.materials[material ?? -1]?.staticFriction;
    return body === null || !friction ? [] : [friction.value];
  });
  return frictions.length === 0 ? null : Math.max(...frictions);
}
