import type { AssetScene } from '../../asset/scene.ts';
import type { ShapeRole } from './layers.ts';
import type { Totals } from './measures.ts';
import type { AssetSummary } from './workers/protocol.ts';

/** What the page is told of a scene: everything but what is only drawn. */
export function summaryOf(scene: AssetScene, roles: readonly ShapeRole[], totals: Totals): AssetSummary {
  const { physics, format, file, metersPerUnit, kilogramsPerUnit, upAxis, notes } = scene;
  const count = (is: (role: ShapeRole) => boolean): number => roles.filter(is).length;
  return {
    format,
    file,
    metersPerUnit,
    kilogramsPerUnit,
    upAxis,
    totals,
    notes,
    physics:
      physics === null
        ? null
        : { ...physics, colliders: physics.colliders.map((collider) => ({ ...collider, hull: null })) },
    colliderFiles: (physics?.colliders ?? []).map(
      ({ shape }) => (shape === null ? undefined : scene.shapes[shape])?.file ?? file,
    ),
    shapes: {
      objects: count(({ isObject }) => isObject),
      colliders: count(({ isCollider }) => isCollider),
      only: count(({ isOnly }) => isOnly),
    },
  };
}
