import type { MainModule } from '@mujoco/mujoco';
import type { AssetFiles } from '../files.ts';
import type { GltfDecoders } from '../gltf/decoders.ts';
import { readGltf } from '../gltf/read-gltf.ts';
import type { GltfReport } from '../gltf/validate-gltf.ts';
import { AssetError, type AssetBudget } from '../limits.ts';
import { gatherFiles, type GatheredFiles } from '../mjcf/gather-files.ts';
import { readGathered } from '../mjcf/read-mjcf.ts';
import { groundDrop, groundStability, testRest } from '../mjcf/rest-tests.ts';
import { Simulation } from '../mjcf/simulation.ts';
import type { AssetScene } from '../scene.ts';
import { readUsdWithStage } from '../usd/read-usd.ts';
import { findParts } from './find-parts.ts';
import { judge } from './judge.ts';
import { Measures } from './measures.ts';
import type { GltfView, PartOf, RestOutcome, SceneView, Subject } from './subject.ts';
import type { Part, Verdict } from './verdict.ts';

/** What is asked besides the reader of USD. Rules that need what is left out are not judged. */
export interface Judges {
  /** Called where there is MJCF, which is MuJoCo's to read and to drop. */
  mujoco?: () => Promise<MainModule>;
  /** As the function of the same name in `gltf/validate-gltf.ts`. */
  validateGltf?: (bytes: Uint8Array, file: string, files: AssetFiles) => Promise<GltfReport>;
  /** Of compressed glTF. */
  decoders: GltfDecoders;
}

/**
 * Reads what an asset has, a whole result (`usd/<name>/<name>.usd`, `mjcf/<name>/<name>.xml`) or a single file, and judges it.
 * A part that cannot be read is a finding, not an error; so is one that asks for more than the budget allows.
 */
export async function judgeAsset(files: AssetFiles, budget: AssetBudget, judges: Judges): Promise<Verdict> {
  const found = findParts(files.paths);
  const usd = await readPart(found.usd, async (file) => {
    const { scene, stage } = await readUsdWithStage(file, files, budget);
    return { ...viewOf('usd', scene), stage };
  });
  const { mjcf, rest } = await readMjcfPart(found.mjcf, files, budget, judges.mujoco);
  const gltf = await readPart(found.gltf, (file) => readGltfView(file, files, budget, judges));
  return judge({ usd, mjcf, gltf, rest });
}

async function readMjcfPart(
  file: string | null,
  files: AssetFiles,
  budget: AssetBudget,
  load: Judges['mujoco'],
): Promise<Pick<Subject, 'mjcf' | 'rest'>> {
  if (file !== null && load === undefined) return { mjcf: { kind: 'not-asked' }, rest: null };
  const mujoco = file === null ? undefined : await load?.();
  if (file === null || mujoco === undefined) return { mjcf: { kind: 'absent' }, rest: null };
  let rest: RestOutcome | null = null;
  const mjcf = await readPart(file, async () => {
    const gathered = await gatherFiles(file, files, budget);
    const view = viewOf('mjcf', readGathered(gathered, budget, mujoco));
    rest = drop(gathered, mujoco);
    return view;
  });
  return { mjcf, rest };
}

function drop(gathered: GatheredFiles, mujoco: MainModule): RestOutcome {
  try {
    const simulation = Simulation.open(gathered, mujoco);
    if (!(simulation instanceof Simulation)) return { kind: 'not-applicable', reason: simulation };
    try {
      return {
        kind: 'dropped',
        drop: testRest(simulation, groundDrop),
        stability: testRest(simulation, groundStability),
      };
    } finally {
      simulation.delete();
    }
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    return { kind: 'failed', detail: error.message };
  }
}

async function readGltfView(
  file: string,
  files: AssetFiles,
  budget: AssetBudget,
  { validateGltf, decoders }: Judges,
): Promise<GltfView> {
  const bytes = await files.read(file);
  if (bytes === null) throw new AssetError('missing', file);
  const report = (await validateGltf?.(bytes, file, files)) ?? null;
  try {
    return { scene: viewOf('gltf', await readGltf(file, files, budget, decoders)), report };
  } catch (error) {
    if (!(error instanceof AssetError) || report === null) throw error;
    return { scene: null, report };
  }
}

async function readPart<View>(
  file: string | null,
  read: (file: string) => Promise<View>,
): Promise<PartOf<View>> {
  if (file === null) return { kind: 'absent' };
  try {
    return { kind: 'read', view: await read(file) };
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    return { kind: 'unreadable', file, code: error.code, detail: error.message };
  }
}

const noPhysics = { bodies: [], colliders: [], materials: [], joints: [], gravity: null, usd: null };

const viewOf = (part: Part, scene: AssetScene): SceneView => ({
  part,
  scene,
  physics: scene.physics ?? noPhysics,
  measures: new Measures(scene),
});
