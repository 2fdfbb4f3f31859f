import { each, found, ofPhysics, quantity, skipped, type Outcome, type Rule } from '../rule.ts';
import { coacd, own } from '../sources.ts';
import type { SceneView } from '../subject.ts';
import type { Evidence } from '../verdict.ts';
import { movingBodies } from './mass.ts';

/** Volume of what collides over that of what is seen. */
const volumes = { lowest: 0.5, highest: 2 };
/** Distance over the diagonal of what is seen: CoACD's concavity, and twice as much. */
const distances = { note: 0.05, warning: 0.1 };

const colliderVolume: Rule = {
  id: 'collider-volume',
  sources: [own('volume of the union of the colliders over that of what is seen')],
  thresholds: { lowest: quantity(volumes.lowest, 'ratio'), highest: quantity(volumes.highest, 'ratio') },
  parts: ['usd', 'mjcf'],
  judge: ofPhysics((view) =>
    each([...movingBodies(view.physics)], 'no-moving-body', ([index, { path }]) =>
      volumeOf(view, index, path),
    ),
  ),
};

const colliderShape: Rule = {
  id: 'collider-shape',
  sources: [coacd('threshold, resolution: concavity as a Hausdorff distance'), own('limits')],
  thresholds: { note: quantity(distances.note, 'ratio'), warning: quantity(distances.warning, 'ratio') },
  parts: ['usd', 'mjcf'],
  judge: ofPhysics((view) =>
    each([...movingBodies(view.physics)], 'no-moving-body', ([index, { path }]) =>
      shapeOf(view, index, path),
    ),
  ),
};

export const shapeRules = { colliderVolume, colliderShape };

function volumeOf({ part, measures }: SceneView, body: number, path: string): Outcome[] {
  const colliders = measures.colliderVolume(body);
  const seen = measures.visualVolume(body);
  if (typeof colliders === 'string') return [skipped(colliders, { part, path })];
  const open = seen === 'not-closed' ? measures.openShapes(body) : [];
  if (open.length > 0) return open.map((shape) => skipped('not-closed', { part, path: shape.path }));
  if (typeof seen === 'string') return [skipped(seen, { part, path })];
  const ratio = colliders.volume / seen.volume;
  if (ratio >= volumes.lowest && ratio <= volumes.highest) return [];
  const evidence: Evidence = {
    ratio: quantity(ratio, 'ratio'),
    colliders: quantity(colliders.volume, 'm³'),
    visual: quantity(seen.volume, 'm³'),
    error: quantity(colliders.error / seen.volume, 'ratio'),
    ...(colliders.isSum ? { overlapping: quantity(colliders.count, 'count') } : {}),
  };
  const kind = ratio > 1 ? 'large' : 'small';
  return [found(kind, 'warning', { part, path }, evidence, ratio > 1 ? ratio : 1 / ratio)];
}

function shapeOf({ part, measures }: SceneView, body: number, path: string): Outcome[] {
  const measured = measures.shapeDistance(body);
  if (typeof measured === 'string') return [skipped(measured, { part, path })];
  const { distance, diagonal, triangles, sampled } = measured;
  const ratio = distance / diagonal;
  if (!(ratio > distances.note)) return [];
  const [x, y, z] = measured.at;
  const evidence: Evidence = {
    ratio: quantity(ratio, 'ratio'),
    distance: quantity(distance, 'm'),
    diagonal: quantity(diagonal, 'm'),
    x: quantity(x, 'unit'),
    y: quantity(y, 'unit'),
    z: quantity(z, 'unit'),
    ...(sampled < triangles
      ? { triangles: quantity(triangles, 'count'), sampled: quantity(sampled, 'count') }
      : {}),
  };
  const level = ratio > distances.warning ? 'warning' : 'note';
  return [found('far', level, { part, path }, evidence, ratio)];
}
