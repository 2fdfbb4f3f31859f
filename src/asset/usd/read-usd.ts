import { AssetError, type AssetBudget } from '../limits.ts';
import type { AssetFiles } from '../files.ts';
import type { AssetScene } from '../scene.ts';
import { PackageFiles } from '../zip/package-files.ts';
import { composeStage } from './compose/compose-stage.ts';
import { openLayer } from './open-layer.ts';
import { readPhysics } from './physics/read-physics.ts';
import { readScene } from './scene/read-scene.ts';
import type { Stage } from './stage.ts';

/**
 * Reads a USD file of any form with all that it names inside the asset: its layers are composed, then geometry and materials are
 * read of the stage, then what an engine makes of it.
 *
 * @throws {AssetError} where the file itself is missing or cannot be read, or there is more than the budget allows; what is wrong
 *   with a part of it, or with a file that it names, has a note
 */
export async function readUsd(file: string, files: AssetFiles, budget: AssetBudget): Promise<AssetScene> {
  return (await readUsdWithStage(file, files, budget)).scene;
}

/** As {@link readUsd}, with the stage that it was read of, for what looks at how it is written. */
export async function readUsdWithStage(
  file: string,
  files: AssetFiles,
  budget: AssetBudget,
): Promise<{ scene: AssetScene; stage: Stage }> {
  const all = new PackageFiles(files, budget);
  const root = await openLayer(file, all, budget);
  if (root === null) throw new AssetError('missing', file);
  const stage = await composeStage(root, (path) => openLayer(path, all, budget), budget);
  const scene = await readScene(stage, all, budget);
  const physics = readPhysics(stage, scene, budget);
  return { scene: { ...scene, file, physics }, stage };
}
