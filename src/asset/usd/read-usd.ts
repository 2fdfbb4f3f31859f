import type { AssetFiles } from '../files.ts';
import { AssetError, type AssetBudget } from '../limits.ts';
import type { AssetScene } from '../scene.ts';
import { PackageFiles } from '../zip/package-files.ts';
import { composeStage } from './compose/compose-stage.ts';
import { openLayer } from './open-layer.ts';
import { readPhysics } from './physics/read-physics.ts';
import { readScene } from './scene/read-scene.ts';

/**
 * Reads a USD file with all that it names: text, crate or package.
 *
 * @throws {AssetError} where it is not there, is damaged, or asks for more than the budget allows
 */
export async function readUsd(file: string, files: AssetFiles, budget: AssetBudget): Promise<AssetScene> {
  const all = files instanceof PackageFiles ? files : new PackageFiles(files, budget);
  const root = await openLayer(file, all, budget);
  if (root === null) throw new AssetError('missing', file);
  const stage = await composeStage(root, (path) => openLayer(path, all, budget), budget);
  const scene = await readScene(stage, all, budget);
  const physics = readPhysics(stage, scene, budget);
  return { ...scene, physics };
}
