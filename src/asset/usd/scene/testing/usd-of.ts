import { AssetBudget } from '../../../limits.ts';
import { MemoryFiles } from '../../../testing/memory-files.ts';
import { composeStage } from '../../compose/compose-stage.ts';
import type { Stage, StagePrim } from '../../stage.ts';
import { readText } from '../../text/read-text.ts';
import { readScene, type SceneWithoutPhysics } from '../read-scene.ts';

/** Files of an asset by their paths. */
export const filesOf = (contents: Record<string, string | Uint8Array>): MemoryFiles =>
  new MemoryFiles(contents);

/** The stage of USD text without its first line; other files are there to be named. */
export async function stageOfText(
  text: string,
  others: Record<string, string | Uint8Array> = {},
  budget = new AssetBudget(),
): Promise<Stage> {
  const file = 'root.usda';
  const files = filesOf({ ...others, [file]: `#usda 1.0\n${text}` });
  const open = async (path: string): ReturnType<Parameters<typeof composeStage>[1]> => {
    const bytes = await files.read(path);
    return bytes && readText(bytes, path, budget);
  };
  const root = await open(file);
  if (root === null) throw new Error('no root layer');
  return composeStage(root, open, budget);
}

/** What is made of USD text without its first line. */
export async function sceneOfText(
  text: string,
  others: Record<string, string | Uint8Array> = {},
  budget = new AssetBudget(),
): Promise<SceneWithoutPhysics> {
  return readScene(await stageOfText(text, others, budget), filesOf(others), budget);
}

/** A prim that is there. */
export function primOf(stage: Stage, path: string): StagePrim {
  const prim = stage.primAt(path);
  if (prim === null) throw new Error(`no prim ${path}`);
  return prim;
}
