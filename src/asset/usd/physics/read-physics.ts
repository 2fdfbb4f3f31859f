import { localTransform, WorldMatrices } from '../scene/transforms.ts';
import { MaterialBindings } from '../scene/materials/bindings.ts';
import { Notes } from '../scene/notes.ts';
import type { AssetBudget } from '../../limits.ts';
import type { Body, PhysicsScene } from '../../physics.ts';
import type { AssetScene, Note } from '../../scene.ts';
import { parentOf } from '../paths.ts';
import type { Stage, StagePrim } from '../stage.ts';
import { bodyMass } from './body-mass.ts';
import { ColliderReader, type ColliderParts } from './colliders.ts';
import { gravityOf } from './gravity.ts';
import { readJoint } from './joints.ts';
import { readMassApi } from './mass-api.ts';
import { readPhysicsMaterial } from './materials.ts';
import { findPhysicsPrims } from './physics-prims.ts';

/**
 * What a physics engine makes of a stage (OpenUSD's usdPhysics: `schema.usda`, `parseUtils.cpp`, `rigidBodyAPI.cpp`). `scene`
 * is what was read of the same stage: its shapes are told which body they follow and which collider they are, and what could not be read
 * is added to its notes. Schemas of single engines are named, and change nothing.
 *
 * @throws {AssetError} once hulls of colliders take more than the budget allows
 */
export function readPhysics(
  stage: Stage,
  scene: Pick<AssetScene, 'shapes' | 'geometries' | 'notes'>,
  budget: AssetBudget,
): PhysicsScene {
  const notes = new Notes();
  const knownOfStage = stage.notes.length;
  const matrices = new WorldMatrices();
  const bindings = new MaterialBindings(stage, notes);
  const found = findPhysicsPrims(stage, notes);
  const kilogramsPerUnit = stage.kilogramsPerUnit.value;
  const indexOfBody = new Map(found.bodies.map((prim, index) => [prim.path, index]));
  const indexOfMaterial = new Map(found.materials.map((prim, index) => [prim.path, index]));
  const bodyAt = (path: string): number | null => nearest(path, indexOfBody);

  const bodies = found.bodies.map((prim): Body => ({
    path: prim.path,
    name: prim.name,
    matrix: matrices.of(prim),
    isEnabled: prim.attribute('physics:rigidBodyEnabled')?.bool() ?? true,
    isKinematic: prim.attribute('physics:kinematicEnabled')?.bool() ?? false,
    mass: null,
    centerOfMass: null,
    inertia: null,
    principalAxes: null,
    colliders: [],
    parent: bodyAt(parentOf(prim.path)),
    usd: {
      typeName: prim.typeName,
      isInstanceProxy: prim.isInstanceProxy,
      resetsXformStack: localTransform(prim).resets,
      massApi: readMassApi(prim, kilogramsPerUnit),
    },
  }));
  const materials = found.materials.map((prim) => readPhysicsMaterial(prim, kilogramsPerUnit));

  const reader = new ColliderReader({
    geometries: scene.geometries,
    shapes: scene.shapes,
    shapeAt: new Map(scene.shapes.map(({ path }, index) => [path, index])),
    bodies,
    materials,
    kilogramsPerUnit,
    matrixOf: (prim) => matrices.of(prim),
    bodyOf: (prim) => bodyAt(prim.path),
    materialOf: (prim) => indexOfMaterial.get(bindings.of(prim, 'physics')?.path ?? '') ?? null,
    notes,
    budget,
  });
  const parts = found.colliders.map((prim) => reader.read(prim));
  const partsOfBody = new Map<number, ColliderParts[]>();
  for (const [index, part] of parts.entries()) {
    const { shape, body } = part.collider;
    const drawn = shape === null ? undefined : scene.shapes[shape];
    if (drawn !== undefined) drawn.collider = index;
    if (body === null) continue;
    bodies[body]?.colliders.push(index);
    const ofBody = partsOfBody.get(body) ?? [];
    partsOfBody.set(body, ofBody);
    ofBody.push(part);
  }
  const units = { metersPerUnit: stage.metersPerUnit.value, file: stage.file };
  for (const [index, body] of bodies.entries())
    Object.assign(body, bodyMass(body, partsOfBody.get(index) ?? [], units));
  for (const shape of scene.shapes) shape.body = bodyAt(shape.path);

  const [first, ...others] = found.scenes;
  const gravity = first === undefined ? null : gravityOf(first, stage);
  for (const prim of others) notes.add('not-read', prim.path, 'second PhysicsScene');
  const context = {
    stage,
    matrixOf: (prim: StagePrim) => matrices.of(prim),
    bodyOf: (prim: StagePrim) => bodyAt(prim.path),
  };
  const joints = found.joints.map((prim) => readJoint(prim, context));
  for (const joint of joints) for (const path of joint.missing) notes.add('missing-prim', joint.path, path);
  addNew([...stage.notes.slice(knownOfStage), ...notes.all], scene.notes);
  return {
    bodies,
    colliders: parts.map(({ collider }) => collider),
    materials,
    joints,
    gravity: gravity?.value ?? null,
    usd: { ...found.usd, gravity },
  };
}

/** Bindings and targets that drawing looked at as well were found missing then. */
function addNew(notes: readonly Note[], into: Note[]): void {
  const keyOf = ({ code, place, detail }: Note): string => JSON.stringify([code, place, detail]);
  const known = new Set(into.map(keyOf));
  into.push(...notes.filter((note) => !known.has(keyOf(note))));
}

/** What `indices` has for a path or the nearest one above it; null for none. */
function nearest(path: string, indices: ReadonlyMap<string, number>): number | null {
  for (let at = path; at !== '/'; at = parentOf(at)) {
    const index = indices.get(at);
    if (index !== undefined) return index;
  }
  return null;
}
