import { AssetError, type AssetBudget } from './limits.ts';
import type { AssetFiles } from './files.ts';
import type { AssetScene } from './scene.ts';
import type { GltfDecoders } from './gltf/decoders.ts';
import { isUsd } from './usd/open-layer.ts';
import { readGltf } from './gltf/read-gltf.ts';
import { readUsd } from './usd/read-usd.ts';

/**
 * Reads a USD or glTF file with all that it names inside the asset. Which of them it is says its beginning, whatever it is
 * called. MJCF is MuJoCo's to read (`mjcf/read-mjcf.ts`).
 *
 * @param decoders of glTF, each loaded once a file needs it
 * @throws {AssetError} where the file itself is missing, is of neither kind, cannot be read, or asks for more than the budget
 *   allows; what is wrong with a part of it has a note in the scene
 */
export async function readAsset(
  file: string,
  files: AssetFiles,
  budget: AssetBudget,
  decoders: GltfDecoders,
): Promise<AssetScene> {
  const size = files.sizeOf(file);
  if (size !== null && size > budget.limits.maxFileBytes) throw new AssetError('too-large', file);
  const bytes = await files.read(file);
  if (bytes === null) throw new AssetError('missing', file);
  const rest = new FilesAfterFirst(files, file, bytes);
  if (isUsd(bytes)) return await readUsd(file, rest, budget);
  if (isGltf(bytes)) return await readGltf(file, rest, budget, decoders);
  throw new AssetError('not-understood', `${file}: neither USD nor glTF`);
}

/** The binary form's magic, or JSON. */
function isGltf(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 256));
  return start.startsWith('glTF') || start.trimStart().startsWith('{');
}

/** Hands over the bytes of one file that are here already, once, instead of reading it a second time. */
class FilesAfterFirst implements AssetFiles {
  readonly #files: AssetFiles;
  readonly #first: string;
  #bytes: Uint8Array | null;

  constructor(files: AssetFiles, first: string, bytes: Uint8Array) {
    this.#files = files;
    this.#first = first;
    this.#bytes = bytes;
  }

  get paths(): readonly string[] {
    return this.#files.paths;
  }

  sizeOf(path: string): number | null {
    return this.#files.sizeOf(path);
  }

  async read(path: string): Promise<Uint8Array | null> {
    const bytes = path === this.#first ? this.#bytes : null;
    if (bytes === null) return await this.#files.read(path);
    this.#bytes = null;
    return bytes;
  }
}
