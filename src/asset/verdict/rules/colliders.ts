import { axisLengths, determinant } from '../../matrix.ts';
import type { Collider, PhysicsScene } from '../../physics.ts';
import type { Geometry } from '../../scene.ts';
import { meshSolid, surfaceArea } from '../../solids/solid.ts';
import { WorldMatrices } from '../../usd/scene/transforms.ts';
import { surfaceOf } from '../../surface-of.ts';
import {
  each,
  found,
  ofGeometry,
  ofPhysics,
  ofUsd,
  orPassed,
  quantity,
  skipped,
  text,
  type Outcome,
  type Rule,
} from '../rule.ts';
import { mujoco, omniverse, openUsd, own, physx, simReady, simReadyTest, vhacd } from '../sources.ts';
import type { SceneView, UsdView } from '../subject.ts';
import { movingBodies } from './mass.ts';

/** How far the scale along one axis may be off the greatest, over that. OpenUSD's. */
const scaleTolerance = 1e-5;
/** Corners of a hull, and hulls of a body. */
const fine = { corners: 64, hulls: 64 };
/** MuJoCo's `mjMINVAL`: cubic and square metres below which a mesh is too small. */
const smallest = 1e-15;
/** Metres: what is thinner passes through things between two steps. */
const thin = 0.01;

/** Types of prims that have a surface of their own. */
const gprims = new Set([
  'Mesh',
  'TetMesh',
  'Cube',
  'Sphere',
  'Cylinder',
  'Cylinder_1',
  'Cone',
  'Capsule',
  'Capsule_1',
  'Plane',
  'Points',
  'BasisCurves',
  'NurbsCurves',
  'HermiteCurves',
  'NurbsPatch',
]);
/** Those that an engine knows by their numbers alone, so that it cannot stretch them. */
const unstretchable = new Set(['Sphere', 'Capsule', 'Capsule_1', 'Cylinder', 'Cylinder_1', 'Cone', 'Points']);
/** Approximations that are worked out from a hull. */
const hulled = new Set(['convexHull', 'boundingCube', 'boundingSphere']);

const movingTriangleMesh: Rule = {
  id: 'moving-triangle-mesh',
  sources: [
    physx('triangle mesh cannot be a part of a dynamic body, falling back to convexHull approximation'),
  ],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd((_view, { colliders }) =>
    each(enabled(colliders), 'no-collider', ({ path, approximation, isApproximationAuthored, fallback }) => {
      if (fallback === null) return [];
      const evidence = { approximation: text(approximation), fallback: text(fallback) };
      const kind = isApproximationAuthored ? 'authored' : 'not-authored';
      return [found(kind, 'error', { part: 'usd', path }, evidence)];
    }),
  ),
};

const approximationByTarget: Rule = {
  id: 'approximation-by-target',
  sources: [simReady('MUJOCO.COL.002', 'MuJoCo Mesh Collision API'), simReady('COL.001', 'sdf of PhysX')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd((_view, { colliders, usd }) => {
    const schemas = usd?.engineSchemas ?? [];
    const withAny = (pattern: RegExp): Set<string> =>
      new Set(schemas.flatMap(({ name, paths }) => (pattern.test(name) ? paths : [])));
    const [ofMujoco, ofPhysx] = [withAny(/^MjcCollisionAPI$/), withAny(/^Physx.*CollisionAPI$/)];
    const meshes = enabled(colliders).filter(
      ({ body, usd: own }) => body !== null && own?.typeName === 'Mesh',
    );
    return each(meshes, 'no-mesh', ({ path, approximation }) => {
      const where = { part: 'usd', path } as const;
      const evidence = { approximation: text(approximation) };
      const outcomes: Outcome[] = [];
      if (ofMujoco.has(path) && approximation !== 'convexHull')
        outcomes.push(found('mujoco', 'info', where, evidence));
      if (ofPhysx.has(path) && approximation !== 'sdf')
        outcomes.push(found('physx', 'info', where, evidence));
      return outcomes;
    });
  }),
};

const misplacedCollisionApi: Rule = {
  id: 'misplaced-collision-api',
  sources: [simReady('RB.COL.001', 'collider-capability'), simReady('RB.COL.002', 'mesh-collision-api')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd((_view, { colliders, usd }) => {
    const merged = new Set(
      usd?.engineSchemas.find(({ name }) => name === 'PhysxMeshMergeCollisionAPI')?.paths,
    );
    const misplaced = (usd?.ineffective ?? [])
      .filter(({ schema }) => schema === 'PhysicsMeshCollisionAPI')
      .map(({ path }) => found('mesh-collision', 'error', { part: 'usd', path }));
    const groups = colliders.flatMap((collider) => {
      const { path } = collider;
      const type = collider.usd?.typeName ?? '';
      if (gprims.has(type) || merged.has(path)) return [];
      return [found('collision', 'error', { part: 'usd', path }, { type: text(type) })];
    });
    const outcomes = [...groups, ...misplaced];
    return colliders.length === 0 && outcomes.length === 0 ? [skipped('no-collider')] : orPassed(outcomes);
  }),
};

const stretchedCollider: Rule = {
  id: 'stretched-collider',
  sources: [
    openUsd('ColliderNonUniformScale', 'usdPhysicsValidators: ColliderChecker'),
    simReady('RB.COL.003', 'collider-non-uniform-scale'),
  ],
  thresholds: { scale: quantity(scaleTolerance, 'ratio') },
  parts: ['usd'],
  judge: ofUsd(({ stage }, { colliders }) => {
    const matrices = new WorldMatrices();
    return each(colliders, 'no-collider', ({ path, usd }) => {
      const prim = stage.primAt(path);
      if (prim === null || !unstretchable.has(usd?.typeName ?? '')) return [];
      const lengths = axisLengths(matrices.of(prim));
      const [low, high] = [Math.min(...lengths), Math.max(...lengths)];
      if (!(high - low > scaleTolerance * high)) return [];
      const evidence = { type: text(usd?.typeName ?? ''), ratio: quantity(high / low, 'ratio') };
      return [found('stretched', 'error', { part: 'usd', path }, evidence, high / low)];
    });
  }),
};

const hiddenCollider: Rule = {
  id: 'hidden-collider',
  sources: [simReady('RB.010', 'invisible-collision-mesh-has-purpose-guide')],
  thresholds: {},
  parts: ['usd'],
  judge: ofUsd(({ scene }, { colliders }) =>
    each(colliders, 'no-collider', ({ path, shape: index }) => {
      const shape = scene.shapes[index ?? -1];
      if (shape === undefined || shape.isVisible || shape.purpose === 'guide') return [];
      return [found('invisible', 'warning', { part: 'usd', path }, { purpose: text(shape.purpose) })];
    }),
  ),
};

const fineColliders: Rule = {
  id: 'fine-colliders',
  sources: [
    vhacd('m_maxNumVerticesPerCH'),
    mujoco('MJX: meshes with at most 64 vertices'),
    own('hulls of a body'),
  ],
  thresholds: { corners: quantity(fine.corners, 'count'), hulls: quantity(fine.hulls, 'count') },
  parts: ['usd', 'mjcf'],
  judge: ofPhysics(({ part, scene, physics }) => {
    const outcomes = each(enabled(physics.colliders), 'no-collider', (collider): Outcome[] => {
      const corners = hullCorners(collider, geometryOf(scene, collider));
      if (!(corners > fine.corners)) return [];
      const evidence = { corners: quantity(corners, 'count') };
      return [found('corners', 'note', { part, path: collider.path }, evidence, corners)];
    });
    for (const { path, colliders } of physics.bodies)
      if (colliders.length > fine.hulls)
        outcomes.push(
          found(
            'hulls',
            'note',
            { part, path },
            { hulls: quantity(colliders.length, 'count') },
            colliders.length,
          ),
        );
    return outcomes;
  }),
};

const degenerateCollider: Rule = {
  id: 'degenerate-collider',
  sources: [
    mujoco('user_mesh.cc: mesh volume is too small, misoriented triangles, at least 4 vertices'),
    simReadyTest('ground_drop'),
  ],
  thresholds: {
    volume: quantity(smallest, 'm³'),
    area: quantity(smallest, 'm²'),
    thickness: quantity(thin, 'm'),
  },
  parts: ['usd', 'mjcf'],
  judge: ofPhysics((view) => {
    const { part, physics, measures } = view;
    const damaged = new Map(
      view.scene.notes.flatMap(({ code, place, detail }) => (code === 'damaged' ? [[place, detail]] : [])),
    );
    const outcomes = each(enabledWithIndex(physics), 'no-collider', ([index, collider]) => {
      const detail = damaged.get(collider.path);
      if (detail === undefined) return degenerate(view, index, collider);
      return [found('damaged', 'error', { part, path: collider.path }, { detail: text(detail) })];
    });
    for (const [index, { path }] of movingBodies(physics)) {
      const box = measures.colliderBox(index);
      const side = box === null ? Infinity : 2 * Math.min(...box.halfSizes);
      if (side < thin)
        outcomes.push(found('thin', 'warning', { part, path }, { thickness: quantity(side, 'm') }, 1 / side));
    }
    return outcomes;
  }),
};

const inconsistentSurface: Rule = {
  id: 'inconsistent-surface',
  sources: [
    mujoco('user_mesh.cc: faces with inconsistent orientation'),
    omniverse('VG.007', 'manifold, without zero-area faces'),
  ],
  thresholds: { edges: quantity(0, 'count'), faces: quantity(0, 'count') },
  parts: ['usd', 'mjcf', 'gltf'],
  judge: ofGeometry((view) => {
    const seen = new Set<number>();
    const meshes = view.scene.shapes.filter(({ geometry }) => {
      if (view.scene.geometries[geometry]?.kind !== 'mesh' || seen.has(geometry)) return false;
      seen.add(geometry);
      return true;
    });
    const taken = takenGeometries(view);
    return each(meshes, 'no-mesh', ({ geometry, path }) =>
      defectsOf(view, geometry, path, taken.has(geometry) ? 'warning' : 'note'),
    );
  }),
};

export const colliderRules = {
  movingTriangleMesh,
  approximationByTarget,
  misplacedCollisionApi,
  stretchedCollider,
  hiddenCollider,
  fineColliders,
  degenerateCollider,
  inconsistentSurface,
};

const enabled = (colliders: readonly Collider[]): Collider[] =>
  colliders.filter(({ isEnabled }) => isEnabled);

const enabledWithIndex = ({ colliders }: PhysicsScene): [number, Collider][] =>
  [...colliders.entries()].filter(([, { isEnabled }]) => isEnabled);

const geometryOf = ({ shapes, geometries }: UsdView['scene'], { shape }: Collider): Geometry | undefined =>
  geometries[shapes[shape ?? -1]?.geometry ?? -1];

const takenAs = ({ fallback, approximation }: Collider): string => fallback ?? approximation;

/** 0 for what is no hull of a mesh. */
const hullCorners = (collider: Collider, geometry: Geometry | undefined): number =>
  geometry?.kind === 'mesh' && takenAs(collider) === 'convexHull'
    ? (collider.hull?.positions.length ?? 0) / 3
    : 0;

/** A mesh that an engine can make nothing of. MJCF of that kind is refused by MuJoCo itself. */
function degenerate({ part, scene, measures }: SceneView, index: number, collider: Collider): Outcome[] {
  const { path } = collider;
  const where = { part, path };
  const shape = scene.shapes[collider.shape ?? -1];
  const geometry = geometryOf(scene, collider);
  if (shape === undefined || geometry === undefined)
    return collider.usd?.typeName === 'Mesh' ? [found('empty', 'error', where)] : [];
  if (geometry.kind !== 'mesh') return [];
  const { points, indices } = surfaceOf(geometry);
  const corners = { points: quantity(points.length / 3, 'count') };
  if (hulled.has(takenAs(collider))) {
    if (points.length < 12) return [found('few-points', 'error', where, corners)];
    if (collider.hull === null) return [found('flat', 'error', where)];
    const volume = measures.colliderCubicMeters(index) ?? 0;
    return volume < smallest ? [found('volume', 'error', where, { volume: quantity(volume, 'm³') })] : [];
  }
  const meters = measures.meters;
  const area = surfaceArea(points, indices) * Math.max(...axisLengths(shape.matrix)) ** 2 * meters ** 2;
  if (area < smallest) return [found('area', 'error', where, { area: quantity(area, 'm²') })];
  const isClosed = measures.surface(shape.geometry)?.isClosed === true;
  if (!isClosed) return [];
  const enclosed = meshSolid(points, indices).volume;
  if (enclosed < 0) return [found('inside-out', 'error', where)];
  const volume = enclosed * Math.abs(determinant(shape.matrix)) * meters ** 3;
  return volume < smallest ? [found('volume', 'error', where, { volume: quantity(volume, 'm³') })] : [];
}

/** Meshes that an engine collides with as they are. Of what only is seen, or whose hull is taken, nothing in a simulation depends. */
const takenGeometries = ({ scene, physics }: SceneView): Set<number> =>
  new Set(
    enabled(physics.colliders).flatMap((collider) =>
      hulled.has(takenAs(collider)) ? [] : (scene.shapes[collider.shape ?? -1]?.geometry ?? []),
    ),
  );

function defectsOf(
  { part, measures }: SceneView,
  geometry: number,
  path: string,
  level: 'warning' | 'note',
): Outcome[] {
  const report = measures.surface(geometry);
  if (report === null) return [skipped('too-large', { part, path })];
  const outcomes: Outcome[] = [];
  const tell = (kind: string, name: string, count: number, of: number): void => {
    if (count === 0) return;
    const evidence = { [name]: quantity(count, 'count'), of: quantity(of, 'count') };
    outcomes.push(found(kind, level, { part, path }, evidence, count / of));
  };
  tell('misoriented', 'edges', report.misorientedEdges, report.edges);
  tell('non-manifold', 'edges', report.nonManifoldEdges, report.edges);
  tell('flat-faces', 'faces', report.flatFaces, report.faces);
  return outcomes;
}
