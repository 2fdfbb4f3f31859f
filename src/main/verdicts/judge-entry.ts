import { readFileSync } from 'node:fs';
import type { GltfDecoders } from '../../asset/gltf/decoders.ts';
import { validateGltf } from '../../asset/gltf/validate-gltf.ts';
import { AssetError } from '../../asset/limits.ts';
import { keepMujoco, loadMujoco } from '../../asset/mjcf/load-mujoco.ts';
import { judgeFolder } from './judge-folder.ts';
import type { FromJudge, ToJudge } from './judge-protocol.ts';
import { lowerPriority } from './lower-priority.ts';

/**
 * The entry of the process that judges results, one after the other, with the place of MuJoCo's WebAssembly as its argument: it reads what may be anybody's file, and MuJoCo in it makes code
 * of text and may never come back. See judge-link.ts.
 */
const mujocoFile = process.argv.at(-1) ?? '';
const say = (message: FromJudge): void => process.parentPort.postMessage(message);

lowerPriority();

/** Results hold no compressed glTF, and a folder that does says so: no decoders are shipped with main for that. */
const noDecoder = (name: string) => (): Promise<never> =>
  Promise.reject(new AssetError('not-understood', name));
const decoders: GltfDecoders = {
  draco: noDecoder('KHR_draco_mesh_compression'),
  meshopt: noDecoder('EXT_meshopt_compression'),
  basis: noDecoder('KHR_texture_basisu'),
};

const judges = {
  mujoco: keepMujoco(() => loadMujoco(readFileSync(mujocoFile))),
  validateGltf,
  decoders,
};

process.parentPort.on('message', ({ data }: { data: ToJudge }) => void judgeFolder(data.folder, judges, say));
say({ kind: 'ready' });
