import type { AssetFiles } from '../../../asset/files.ts';
import { AssetBudget } from '../../../asset/limits.ts';
import type { MujocoLink } from '../../../asset/mjcf/link.ts';
import { OpenedFiles } from '../../../asset/opened-files.ts';
import { readAsset } from '../../../asset/read-asset.ts';
import type { AssetScene } from '../../../asset/scene.ts';
import { formatByName } from '../../../shared/asset-files.ts';
import { gltfModules } from './gltf-modules.ts';
import { LentFiles } from './lent-files.ts';
import type { LentAsset } from './protocol.ts';
import { startMujoco } from './start-mujoco.ts';

/** A scene, and what the files take on the disk that reading it opened. */
export interface ReadScene {
  scene: AssetScene;
  bytes: number;
}

/** Reads whatever asset main lends: MJCF in a worker of its own, which is there afterwards to step it. */
export class AssetReader {
  #mujoco: MujocoLink | null = null;

  /** Runs MuJoCo for the asset that was read last; null where that is no MJCF, or was refused. */
  get mujoco(): MujocoLink | null {
    return this.#mujoco;
  }

  /**
   * @param onBytes is told how many bytes were fetched so far
   * @throws {AssetError} as the readers do
   */
  async read(asset: LentAsset, onBytes: (bytes: number) => void): Promise<ReadScene> {
    this.close();
    const files = new OpenedFiles(new LentFiles(asset, onBytes));
    const scene = await this.#read(asset.file, files);
    return { scene, bytes: files.bytes };
  }

  async #read(file: string, files: AssetFiles): Promise<AssetScene> {
    if (formatByName(file) !== 'mjcf') return await readAsset(file, files, new AssetBudget(), gltfModules);
    const mujoco = startMujoco();
    this.#mujoco = mujoco;
    try {
      return await mujoco.read(file, files, new AssetBudget());
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#mujoco?.close();
    this.#mujoco = null;
  }
}
