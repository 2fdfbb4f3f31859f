import { readGltf } from '../gltf/read-gltf.ts';
import { AssetBudget } from '../limits.ts';
import type { AssetLimits } from '../limits.ts';
import type { AssetScene, Geometry } from '../scene.ts';
import { nodeDecoders } from './gltf-decoders.ts';
import type { GltfFile } from './gltf-files.ts';
import { MemoryFiles } from './memory-files.ts';

const decoders = nodeDecoders();

/** Reads a `.glb` of a test, with other files beside it. */
export function readGlb(
  file: GltfFile | Uint8Array,
  beside: Record<string, Uint8Array | string> = {},
  limits?: AssetLimits,
): Promise<AssetScene> {
  const bytes = file instanceof Uint8Array ? file : file.glb();
  const files = new MemoryFiles({ 'model/a.glb': bytes, ...beside });
  return readGltf('model/a.glb', files, new AssetBudget(limits), decoders);
}

/** The geometry of the only shape. */
export function onlyGeometry(scene: AssetScene): Geometry {
  const [shape, ...others] = scene.shapes;
  const geometry = shape && scene.geometries[shape.geometry];
  if (geometry === undefined || others.length > 0)
    throw new Error(`${scene.shapes.length} shapes: ${JSON.stringify(scene.notes)}`);
  return geometry;
}
