import { boundsOf, sizeOf, type Bounds } from './bounds.ts';
import type { AssetFiles } from './files.ts';
import type { AssetScene, Shape } from './scene.ts';

/** What is in an asset, for people. */
export interface Totals {
  /** What is drawn as the object: visible and of no purpose `guide`. */
  object: Drawn;
  /** All shapes. */
  all: Drawn;
  /** By purpose, whether visible or not; those that no shape has are left out. */
  byPurpose: Partial<Record<Shape['purpose'], Drawn>>;
  materials: number;
  /** Pictures that materials name, those that are missing included. */
  textures: number;
  missingTextures: number;
  /** Of all files of the asset. */
  bytes: number;
}

export interface Drawn {
  shapes: number;
  /** In each place that a geometry is drawn in. */
  triangles: number;
  /** As drawn, in each place: points that were split count as often as they were. */
  vertices: number;
  /** As the file has them, in each place. */
  points: number;
  /** Parts of shapes with one material. */
  draws: number;
  /** In units of the file; null for nothing. */
  bounds: Bounds | null;
  /** Metres along the scene's axes. */
  size: [number, number, number] | null;
}

/** What totals are taken of. */
type Counted = Omit<AssetScene, 'physics'>;

export function totalsOf(scene: Counted, files: AssetFiles): Totals {
  const byPurpose: Totals['byPurpose'] = {};
  for (const purpose of ['default', 'render', 'proxy', 'guide'] as const) {
    const shapes = scene.shapes.filter((shape) => shape.purpose === purpose);
    if (shapes.length > 0) byPurpose[purpose] = drawnOf(scene, shapes);
  }
  return {
    object: drawnOf(scene, objectShapes(scene)),
    all: drawnOf(scene, scene.shapes),
    byPurpose,
    materials: scene.materials.length,
    textures: scene.textures.length,
    missingTextures: scene.textures.filter(({ bytes, pixels }) => bytes === null && pixels === null).length,
    bytes: files.paths.reduce((sum, path) => sum + (files.sizeOf(path) ?? 0), 0),
  };
}

/** Shapes that are drawn as the object itself: visible, and no guides. */
export const objectShapes = (scene: Pick<AssetScene, 'shapes'>): Shape[] =>
  scene.shapes.filter(({ isVisible, purpose }) => isVisible && purpose !== 'guide');

function drawnOf(scene: Counted, shapes: Shape[]): Drawn {
  const drawn: Drawn = {
    shapes: shapes.length,
    triangles: 0,
    vertices: 0,
    points: 0,
    draws: 0,
    bounds: null,
    size: null,
  };
  for (const { geometry: index, parts } of shapes) {
    const geometry = scene.geometries[index];
    if (geometry === undefined) continue;
    drawn.triangles += geometry.indices.length / 3;
    drawn.vertices += geometry.positions.length / 3;
    drawn.points += geometry.pointCount;
    drawn.draws += parts.length;
  }
  drawn.bounds = boundsOf(scene, shapes);
  drawn.size = drawn.bounds && toMetres(sizeOf(drawn.bounds), scene.metersPerUnit.value);
  return drawn;
}

const toMetres = ([x, y, z]: [number, number, number], unit: number): [number, number, number] => [
  x * unit,
  y * unit,
  z * unit,
];
