/** What a physics engine would make of the file. Lengths in units of the file, masses in kilograms. */
export interface PhysicsScene {
  bodies: Body[];
  colliders: Collider[];
  materials: PhysicsMaterial[];
  joints: Joint[];
  /** Metres per second squared, in the scene's axes; null where the file says nothing. */
  gravity: [number, number, number] | null;
}

/** A number and where it is from. */
export interface Sourced<Value> {
  value: Value;
  /** `authored`: the file says so. `derived`: follows from what the file says, by the engine's rules. */
  origin: 'authored' | 'derived';
  /** The file, by its path among the asset's files. */
  file: string;
  /** The attribute or element: `/Toy/Body.physics:mass`, `geom "lid"`. */
  place: string;
}

export interface Body {
  path: string;
  name: string;
  /** Column-major, to the scene's space, in units of the file; may carry scale. */
  matrix: Float64Array;
  /** False where the file turns it off. */
  isEnabled: boolean;
  isKinematic: boolean;
  /** Kilograms; null where nothing tells it (no mass, no density, no collider with a volume). */
  mass: Sourced<number> | null;
  /** In the body's space, units of the file. */
  centerOfMass: Sourced<[number, number, number]> | null;
  /** Along the principal axes, kg × unit². */
  inertia: Sourced<[number, number, number]> | null;
  /** x, y, z, w: how the principal axes are turned in the body's space. */
  principalAxes: Sourced<[number, number, number, number]> | null;
  /** Indices of colliders that move with it, and of bodies below it in the file. */
  colliders: number[];
  parent: number | null;
}

export interface Collider {
  path: string;
  name: string;
  /** Index of `scene.shapes`; null for one that has no shape of its own (a group with CollisionAPI). */
  shape: number | null;
  body: number | null;
  isEnabled: boolean;
  /** USD's token or, in MuJoCo, what its compiler takes (`convexHull` for meshes); `none` is the mesh itself. */
  approximation: string;
  isApproximationAuthored: boolean;
  /**
   * What an engine collides with, in the shape's space: the hull of a mesh with `convexHull`, say. Null where that is the shape
   * itself, or where it is made by the engine in ways that are not known here (`sdf`, decompositions).
   */
  hull: { positions: Float32Array; indices: Uint32Array } | null;
  /** Index of `materials`; null for none. */
  material: number | null;
  /** Mass and density (kg per cubic unit of the file) of this collider alone, where said. */
  mass: Sourced<number> | null;
  density: Sourced<number> | null;
}

export interface PhysicsMaterial {
  path: string;
  name: string;
  staticFriction: Sourced<number> | null;
  dynamicFriction: Sourced<number> | null;
  restitution: Sourced<number> | null;
  density: Sourced<number> | null;
  /** MuJoCo alone: sliding, torsional, rolling. */
  frictions: [number, number, number] | null;
}

export interface Joint {
  path: string;
  name: string;
  /** `fixed`, `revolute`, `prismatic`, `spherical`, `distance`, `free`, or as the file calls it. */
  kind: string;
  isEnabled: boolean;
  /** Indices of bodies; null for the world. */
  bodies: [number | null, number | null];
  /** Where it is in the scene's space, units of the file, and along which direction; null for kinds without. */
  anchor: [number, number, number] | null;
  axis: [number, number, number] | null;
  /** Degrees or units of the file; null for none. */
  limits: { lower: number; upper: number } | null;
  hasDrive: boolean;
  /** Paths that it names and that are not there. */
  missing: string[];
}
