import { Color, DoubleSide, LineBasicMaterial, MeshBasicMaterial, MeshStandardMaterial } from 'three';
import { hueOf } from '../layers.ts';

/** What a collider is drawn with. */
export interface ColliderMaterials {
  faces: MeshBasicMaterial | MeshStandardMaterial;
  edges: LineBasicMaterial;
}

/** Of what an engine collides with: a colour of its own. @param number which of the colliders it is */
export function hullMaterials(number: number): ColliderMaterials {
  const color = new Color().setHSL(hueOf(number), 0.72, 0.52);
  const faces = new MeshStandardMaterial({
    color,
    roughness: 0.85,
    transparent: true,
    side: DoubleSide,
    flatShading: true,
    polygonOffset: true,
    polygonOffsetFactor: -1,
    polygonOffsetUnits: -2,
  });
  faces.forceSinglePass = true;
  const edges = new LineBasicMaterial({ color: color.clone().offsetHSL(0, 0.1, -0.06), transparent: true });
  return { faces, edges };
}

/** A tint and an outline: a floor is often a hundred times as large as what stands on it, and must not be all that one sees. */
export function floorMaterials(color = '#888888'): ColliderMaterials {
  const quiet = { color, transparent: true, depthWrite: false } as const;
  return {
    faces: new MeshBasicMaterial({ ...quiet, opacity: 0.06, side: DoubleSide }),
    edges: new LineBasicMaterial({ ...quiet, opacity: 0.35 }),
  };
}
