import type { UsdPhysics } from '../../physics.ts';
import type { Notes } from '../scene/notes.ts';
import type { Stage, StagePrim } from '../stage.ts';

/** The prims of a stage that physics is about, in the order of `UsdStage::Traverse`. */
export interface PhysicsPrims {
  scenes: StagePrim[];
  bodies: StagePrim[];
  colliders: StagePrim[];
  materials: StagePrim[];
  joints: StagePrim[];
  usd: Omit<UsdPhysics, 'gravity'>;
}

/** Schemas that belong to one engine. */
const ofOneEngine = /^(?:Physx|Mjc|Newton)/;

/** Types that have prims below them which are in no place of their own. */
const instancer = 'PointInstancer';

/**
 * Looks at each prim once. Abstract prims and overs of nothing take no part; what is below a PointInstancer would have to be
 * read once for each of its instances, and is named instead.
 */
export function findPhysicsPrims(stage: Stage, notes: Notes): PhysicsPrims {
  const found: PhysicsPrims = {
    scenes: [],
    bodies: [],
    colliders: [],
    materials: [],
    joints: [],
    usd: {
      articulationRoots: [],
      filteredPairs: [],
      collisionGroups: [],
      ineffective: [],
      engineSchemas: [],
    },
  };
  const engineSchemas = new Map<string, string[]>();
  const pending = stage.root.children.toReversed();
  for (let prim = pending.pop(); prim !== undefined; prim = pending.pop()) {
    if (prim.specifier !== 'def') continue;
    if (prim.typeName === instancer) {
      if (hasPhysicsBelow(prim)) notes.add('not-read', prim.path, `physics below ${instancer}`);
      continue;
    }
    sort(prim, found);
    for (const schema of new Set([prim.typeName, ...prim.apiSchemas.map(withoutInstance)])) {
      if (!ofOneEngine.test(schema)) continue;
      const paths = engineSchemas.get(schema) ?? [];
      engineSchemas.set(schema, paths);
      paths.push(prim.path);
    }
    pending.push(...prim.children.toReversed());
  }
  found.usd.engineSchemas = [...engineSchemas].map(([name, paths]) => ({ name, paths }));
  return found;
}

function sort(prim: StagePrim, found: PhysicsPrims): void {
  const has = (schema: string): boolean => prim.apiSchemas.includes(schema);
  const [isBody, isCollider] = [has('PhysicsRigidBodyAPI'), has('PhysicsCollisionAPI')];
  if (prim.typeName === 'PhysicsScene') found.scenes.push(prim);
  if (prim.typeName.endsWith('Joint')) found.joints.push(prim);
  if (isBody) found.bodies.push(prim);
  if (isCollider) found.colliders.push(prim);
  if (has('PhysicsMaterialAPI')) found.materials.push(prim);
  const { usd } = found;
  if (has('PhysicsArticulationRootAPI')) usd.articulationRoots.push(prim.path);
  if (has('PhysicsFilteredPairsAPI'))
    usd.filteredPairs.push({ path: prim.path, others: prim.targets('physics:filteredPairs') });
  if (prim.typeName === 'PhysicsCollisionGroup')
    usd.collisionGroups.push({
      path: prim.path,
      members: prim.targets('collection:colliders:includes'),
      filtered: prim.targets('physics:filteredGroups'),
      isInverted: prim.attribute('physics:invertFilteredGroups')?.bool() === true,
    });
  if (has('PhysicsMeshCollisionAPI') && !(isCollider && prim.typeName === 'Mesh'))
    usd.ineffective.push({ schema: 'PhysicsMeshCollisionAPI', path: prim.path });
  if (has('PhysicsMassAPI') && !isBody && !isCollider)
    usd.ineffective.push({ schema: 'PhysicsMassAPI', path: prim.path });
}

function hasPhysicsBelow(prim: StagePrim): boolean {
  const pending = [...prim.children];
  for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
    if (below.apiSchemas.some((schema) => schema.startsWith('Physics'))) return true;
    pending.push(...below.children);
  }
  return false;
}

/** `PhysxLimitAPI` of `PhysxLimitAPI:rotX`. */
const withoutInstance = (schema: string): string => schema.split(':')[0] ?? schema;
