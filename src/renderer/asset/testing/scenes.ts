import type {
  Body,
  Collider,
  Joint,
  PhysicsMaterial,
  PhysicsScene,
  Sourced,
} from '../../../asset/physics.ts';
import type { AssetScene, Geometry, Shape } from '../../../asset/scene.ts';

/** Parts of a scene, each with what a test does not care about. */

const file = 'toy.usda';

export const sourced = <Value>(value: Value, place = '/Toy.physics:mass'): Sourced<Value> => ({
  value,
  origin: 'authored',
  file,
  place,
});

export const moved = (x: number, y: number, z: number): Float64Array =>
  Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1);

/** A cube with corners at 0 and 1. */
export function cubeGeometry(): Geometry {
  const positions = Float32Array.from(
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((corner) => [corner & 1, (corner >> 1) & 1, corner >> 2]),
  );
  const indices = Uint32Array.of(
    ...[0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4],
    ...[2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5],
  );
  return {
    positions,
    indices,
    normals: null,
    uvs: null,
    colors: null,
    kind: 'cube',
    pointCount: 8,
    surface: null,
  };
}

export const shape = (given: Partial<Shape> = {}): Shape => ({
  path: '/Toy/Shape',
  name: 'Shape',
  geometry: 0,
  matrix: moved(0, 0, 0),
  parts: [{ start: 0, count: 12, material: null }],
  color: null,
  purpose: 'default',
  isVisible: true,
  isDoubleSided: false,
  body: null,
  collider: null,
  file,
  ...given,
});

export const body = (given: Partial<Body> = {}): Body => ({
  path: '/Toy',
  name: 'Toy',
  matrix: moved(0, 0, 0),
  isEnabled: true,
  isKinematic: false,
  mass: null,
  centerOfMass: null,
  inertia: null,
  principalAxes: null,
  colliders: [],
  parent: null,
  usd: null,
  ...given,
});

export const collider = (given: Partial<Collider> = {}): Collider => ({
  path: '/Toy/Hull',
  name: 'Hull',
  shape: null,
  body: null,
  isEnabled: true,
  approximation: 'none',
  isApproximationAuthored: false,
  fallback: null,
  hull: null,
  material: null,
  mass: null,
  density: null,
  volume: null,
  usd: null,
  ...given,
});

export const physicsMaterial = (given: Partial<PhysicsMaterial> = {}): PhysicsMaterial => ({
  path: '/Toy/Rubber',
  name: 'Rubber',
  staticFriction: null,
  dynamicFriction: null,
  restitution: null,
  density: null,
  frictions: null,
  ...given,
});

export const joint = (given: Partial<Joint> = {}): Joint => ({
  path: '/Toy/Hinge',
  name: 'Hinge',
  kind: 'revolute',
  isEnabled: true,
  bodies: [null, 0],
  anchor: [0, 0, 0],
  axis: [0, 0, 1],
  gap: null,
  limits: null,
  hasDrive: false,
  missing: [],
  usd: null,
  ...given,
});

export const physics = (given: Partial<PhysicsScene> = {}): PhysicsScene => ({
  bodies: [],
  colliders: [],
  materials: [],
  joints: [],
  gravity: null,
  usd: null,
  ...given,
});

export const scene = (given: Partial<AssetScene> = {}): AssetScene => ({
  format: 'usd',
  file,
  metersPerUnit: { value: 1, isAuthored: true },
  kilogramsPerUnit: 1,
  upAxis: { value: 'Z', isAuthored: true },
  defaultPrim: '/Toy',
  geometries: [cubeGeometry()],
  shapes: [],
  materials: [],
  textures: [],
  physics: null,
  notes: [],
  ...given,
});
