import type { Bounds } from '../../../asset/bounds.ts';
import type { AssetScene, Note } from '../../../asset/scene.ts';
import type { ShapeRole } from '../layers.ts';
import { DrawingBudget } from './drawing-budget.ts';
import { DrawnAsset } from './drawn-asset.ts';
import { unpackPictures } from './pictures.ts';

/** As much of a scene as can be drawn in reasonable time, and what is missing. @param bounds in units of the file */
export async function drawScene(
  scene: AssetScene,
  roles: readonly ShapeRole[],
  bounds: Bounds | null,
  isSoftware: boolean,
): Promise<{ drawn: DrawnAsset; notes: Note[] }> {
  const { pictures, notes } = await unpackPictures(scene);
  const budget = new DrawingBudget(scene, bounds, isSoftware);
  const drawn = new DrawnAsset(scene, roles, pictures, budget);
  return { drawn, notes: [...notes, ...budget.notes] };
}
