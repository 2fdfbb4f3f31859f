import { boundsOf, sizeOf, type Bounds } from './bounds.ts';
import type { AssetScene, Shape } from './scene.ts';
import { scaledTo, type Vector } from './vector.ts';

/** What shapes are, taken together. A geometry counts in each place that it is drawn in. */
export interface Totals {
  shapes: number;
  triangles: number;
  /** The same with each geometry counted once, however often it is placed. */
  distinctTriangles: number;
  /** As they are drawn: points that were split count as often as they were. */
  vertices: number;
  /** As the file has them. */
  points: number;
  /** Parts with one material. */
  draws: number;
  /** In units of the file; null for nothing. */
  bounds: Bounds | null;
  /** Metres along the scene's axes; null for nothing. */
  size: Vector | null;
}

export function totalsOf(
  scene: Pick<AssetScene, 'geometries' | 'shapes' | 'metersPerUnit'>,
  shapes: readonly Shape[] = scene.shapes,
): Totals {
  const totals: Totals = {
    shapes: shapes.length,
    triangles: 0,
    distinctTriangles: 0,
    vertices: 0,
    points: 0,
    draws: 0,
    bounds: boundsOf(scene, shapes),
    size: null,
  };
  const counted = new Set<number>();
  for (const { geometry: index, parts } of shapes) {
    const geometry = scene.geometries[index];
    if (geometry === undefined) continue;
    totals.triangles += geometry.indices.length / 3;
    if (!counted.has(index)) totals.distinctTriangles += geometry.indices.length / 3;
    counted.add(index);
    totals.vertices += geometry.positions.length / 3;
    totals.points += geometry.pointCount;
    totals.draws += parts.length;
  }
  if (totals.bounds !== null) totals.size = scaledTo(sizeOf(totals.bounds), scene.metersPerUnit.value);
  return totals;
}

/** Shapes of what is drawn as the object itself: visible, and no guides. */
export const objectShapes = ({ shapes }: Pick<AssetScene, 'shapes'>): Shape[] =>
  shapes.filter(({ isVisible, purpose }) => isVisible && purpose !== 'guide');
