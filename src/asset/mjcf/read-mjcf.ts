import type { MainModule, MjModel } from '@mujoco/mujoco';
import type { AssetFiles } from '../files.ts';
import type { AssetBudget } from '../limits.ts';
import type { AssetScene, Note, Shape } from '../scene.ts';
import { compile } from './compile.ts';
import type { CompiledModel } from './compile.ts';
import { gatherFiles } from './gather-files.ts';
import type { GatheredFiles } from './gather-files.ts';
import { GeomGeometries } from './geom-geometry.ts';
import { GeomMaterials } from './materials.ts';
import { collides, nameOf, readPhysics } from './model-physics.ts';
import type { ModelSource } from './model-physics.ts';
import { kindsOf, numbersOf, placeOf } from './views.ts';

/**
 * Reads an MJCF or URDF file through MuJoCo itself: every number is what its compiler made of the file. Metres, Z up. Sites, which
 * only mark places, are left out.
 *
 * The compile cannot be interrupted: where this runs must be such that it can be ended.
 *
 * @throws {AssetError} `refused` with MuJoCo's words; as the budget does
 */
export async function readMjcf(
  file: string,
  files: AssetFiles,
  budget: AssetBudget,
  mujoco: MainModule,
): Promise<AssetScene> {
  return readGathered(await gatherFiles(file, files, budget), budget, mujoco);
}

/** As {@link readMjcf}, where the files were gathered elsewhere. */
export function readGathered(gathered: GatheredFiles, budget: AssetBudget, mujoco: MainModule): AssetScene {
  const compiled = compile(mujoco, gathered);
  try {
    return sceneOf(gathered.file, mujoco, compiled, budget);
  } finally {
    compiled.delete();
  }
}

function sceneOf(
  file: string,
  mujoco: MainModule,
  { model, spec, warnings }: CompiledModel,
  budget: AssetBudget,
): AssetScene {
  const data = new mujoco.MjData(model);
  try {
    // Where everything is in the pose that the file has; nothing is stepped.
    mujoco.mj_kinematics(model, data);
    const source: ModelSource = { file, mujoco, model, data, spec, kinds: kindsOf(mujoco) };
    budget.addPrims(model.nbody + model.ngeom + model.njnt);
    const geometries = new GeomGeometries(model, source.kinds.geom, budget);
    const materials = new GeomMaterials(mujoco, model, budget, file);
    const { physics, colliderOf } = readPhysics(source, geometries, (geom) => geom);
    const shapes = Array.from({ length: model.ngeom }, (_none, geom) =>
      shapeOf(source, geom, geometries, materials, colliderOf(geom), budget),
    );
    return {
      format: 'mjcf',
      file,
      metersPerUnit: { value: 1, isAuthored: true },
      kilogramsPerUnit: 1,
      upAxis: { value: 'Z', isAuthored: true },
      defaultPrim: null,
      geometries: geometries.list,
      shapes,
      materials: materials.list,
      textures: materials.textures,
      physics,
      notes: [...notesOf(file, model, warnings), ...materials.notes],
    };
  } finally {
    data.delete();
  }
}

function shapeOf(
  source: ModelSource,
  geom: number,
  geometries: GeomGeometries,
  materials: GeomMaterials,
  collider: number | null,
  budget: AssetBudget,
): Shape {
  const { data, file, model } = source;
  const geometry = geometries.of(geom);
  const { indices, kind, uvs } = geometries.list[geometry] ?? { indices: [], kind: 'mesh', uvs: null };
  budget.addTriangles(indices.length / 3);
  const body = (numbersOf(model.geom_bodyid)[geom] ?? 0) - 1;
  const color = materials.color(geom);
  const name = nameOf(source, 'geom', geom);
  return {
    path: name,
    name,
    geometry,
    matrix: placeOf(data.geom_xmat, data.geom_xpos, geom),
    parts: [{ start: 0, count: indices.length / 3, material: materials.of(geom, uvs !== null) }],
    color,
    purpose: isGuide(model, geom, kind) ? 'guide' : 'default',
    isVisible: !isFloor(model, geom, kind) && (color[3] > 0 || collider !== null),
    isDoubleSided: kind === 'plane',
    body: body < 0 ? null : body,
    collider,
    file,
  };
}

/** Groups that MuJoCo's own viewer does not show at first. */
const hiddenGroups = 3;

/**
 * What is there to collide and not to be seen. MuJoCo has no word for that, but customs: such geoms are in a hidden group, or cannot
 * be seen, or are beside others in the same body that do not collide and have a group of their own.
 */
function isGuide(model: MjModel, geom: number, kind: string): boolean {
  if (!collides(model, geom)) return false;
  const group = numbersOf(model.geom_group)[geom] ?? 0;
  const body = numbersOf(model.geom_bodyid)[geom] ?? 0;
  if (group >= hiddenGroups || numbersOf(model.geom_rgba)[4 * geom + 3] === 0) return true;
  if (isFloor(model, geom, kind)) return true;
  const first = numbersOf(model.body_geomadr)[body] ?? 0;
  const count = numbersOf(model.body_geomnum)[body] ?? 0;
  // A group that has both is no group of colliders.
  let hasVisual = false;
  for (let other = first; other < first + count; other++) {
    if (collides(model, other)) continue;
    const theirs = numbersOf(model.geom_group)[other] ?? 0;
    if (theirs === group) return false;
    hasVisual ||= theirs < hiddenGroups;
  }
  return hasVisual && group === 0;
}

/** What the object stands on is no part of it. */
const isFloor = (model: MjModel, geom: number, kind: string): boolean =>
  kind === 'plane' && numbersOf(model.geom_bodyid)[geom] === 0 && model.nbody > 1;

function notesOf(file: string, model: MjModel, warnings: readonly string[]): Note[] {
  const notes = warnings.map((detail): Note => ({ code: 'warned', place: file, detail }));
  const unread = [
    ['flex', model.nflex],
    ['skin', model.nskin],
    ['tendon', model.ntendon],
  ] as const;
  for (const [name, count] of unread)
    if (count > 0) notes.push({ code: 'not-read', place: file, detail: `${count} × ${name}` });
  if (model.ngeom === 0) notes.push({ code: 'no-geometry', place: file, detail: 'no geoms' });
  return notes;
}
