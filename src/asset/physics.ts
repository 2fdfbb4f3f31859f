/** What a physics engine would make of the file. Lengths in units of the file, masses in kilograms. */
export interface PhysicsScene {
  bodies: Body[];
  colliders: Collider[];
  materials: PhysicsMaterial[];
  joints: Joint[];
  /** Metres per second squared, in the scene's axes; null where the file says nothing. */
  gravity: [number, number, number] | null;
  /** What else a USD file says; null for other formats. */
  usd: UsdPhysics | null;
}

/** What of UsdPhysics takes no part in shapes, masses and joints, and is shown by name. */
export interface UsdPhysics {
  /** {@link PhysicsScene.gravity} and where it is from: `authored` where its direction or magnitude is. */
  gravity: Sourced<[number, number, number]> | null;
  /** Paths of prims with PhysicsArticulationRootAPI. */
  articulationRoots: string[];
  /** Paths of what never collides with one another. */
  filteredPairs: { path: string; others: string[] }[];
  collisionGroups: { path: string; members: string[]; filtered: string[]; isInverted: boolean }[];
  /** Schemas where they are of no effect: PhysicsMeshCollisionAPI without PhysicsCollisionAPI, say. */
  ineffective: { schema: string; path: string }[];
  /** Schemas of single engines (`PhysxRigidBodyAPI`, `MjcCollisionAPI`, `NewtonSceneAPI`), with the prims that have them. */
  engineSchemas: { name: string; paths: string[] }[];
}

/** A value and where it is from. */
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
  /** Column-major, from the body's space to the scene's, in units of the file; may carry scale. */
  matrix: Float64Array;
  /** False where the file turns it off. */
  isEnabled: boolean;
  isKinematic: boolean;
  /** Kilograms; null where nothing tells it (no mass, no density, no collider with a volume). */
  mass: Sourced<number> | null;
  /** In the body's space (before its scale), units of the file. */
  centerOfMass: Sourced<[number, number, number]> | null;
  /** About the centre of mass along the principal axes, kg × unit², with all scale in it. */
  inertia: Sourced<[number, number, number]> | null;
  /** x, y, z, w: how the principal axes are turned from the body's axes. */
  principalAxes: Sourced<[number, number, number, number]> | null;
  /** Indices of colliders that move with it. */
  colliders: number[];
  /** Index of the body above it in the file; null for none. */
  parent: number | null;
  /** USD alone. */
  usd: UsdBody | null;
}

export interface UsdBody {
  /** `Xform`, `Mesh` … */
  typeName: string;
  isInstanceProxy: boolean;
  /** Has `!resetXformStack!`: it does not move with the prims above it. */
  resetsXformStack: boolean;
  /** Null without PhysicsMassAPI. */
  massApi: MassApi | null;
}

/** PhysicsMassAPI as written, whatever an engine makes of it; null for what is not written. Kilograms, units of the file. */
export interface MassApi {
  mass: Sourced<number> | null;
  density: Sourced<number> | null;
  centerOfMass: Sourced<[number, number, number]> | null;
  diagonalInertia: Sourced<[number, number, number]> | null;
  /** x, y, z, w. */
  principalAxes: Sourced<[number, number, number, number]> | null;
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
   * What an engine takes in place of `approximation`: `convexHull` for the triangles of a moving body, as PhysX does; null where
   * it takes what is said.
   */
  fallback: string | null;
  /**
   * What an engine collides with, in the shape's space: the hull of a mesh with `convexHull`, say. Null where that is the shape
   * itself, or where it is made by the engine in ways that are not known here (`sdf`, decompositions).
   */
  hull: { positions: Float32Array; indices: Uint32Array } | null;
  /** Index of `materials`; null for none. */
  material: number | null;
  /** Of this collider alone, where said; the mass of its body counts for more. */
  mass: Sourced<number> | null;
  /** Kilograms per cubic unit of the file: its own, its body's or its material's; null where an engine takes its default. */
  density: Sourced<number> | null;
  /** Cubic units of the file, with all scale in it, of what an engine collides with; null where that is not known or has none. */
  volume: number | null;
  /** USD alone. */
  usd: UsdCollider | null;
}

export interface UsdCollider {
  typeName: string;
  isInstanceProxy: boolean;
  hasMeshCollisionApi: boolean;
  massApi: MassApi | null;
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
  /**
   * How far apart its two ends are as the file has its bodies, in units of the file: an engine pulls them together at once. Null
   * for kinds whose ends may be apart, for ends that are not there, and for files that have one end alone.
   */
  gap: number | null;
  /** Degrees or units of the file; null for none. */
  limits: { lower: number; upper: number } | null;
  hasDrive: boolean;
  /** Paths that it names and that are not there. */
  missing: string[];
  /** USD alone. */
  usd: UsdJoint | null;
}

/** Has a place that it turns, slides or holds at. What is free, or one with another body, has none. */
export const isPlaced = ({ anchor }: Pick<Joint, 'anchor'>): boolean => anchor !== null;

export interface UsdJoint {
  /** All paths that `physics:body0` and `physics:body1` name; more than one each is against the rules. */
  targets: [string[], string[]];
  /** What PhysicsLimitAPI and PhysicsDriveAPI say of each degree of freedom: `transX`, `rotZ`, `distance`, `linear`, `angular`. */
  degrees: JointDegree[];
  isExcludedFromArticulation: boolean;
  /** Whether what it joins collides with one another. */
  collides: boolean;
  /** Force and torque at which it breaks, in mass, units of the file and seconds; null for never. */
  breakForce: number | null;
  breakTorque: number | null;
  /** Every number that is written of the joint, its limits and drives, by its attribute and in the file's own units. */
  written: Sourced<number>[];
}

export interface JointDegree {
  name: string;
  /** Whether anything is said of its limits, be it that there are none. */
  isLimited: boolean;
  /** Degrees for rotations, else units of the file; null where nothing limits it that way. */
  lower: number | null;
  upper: number | null;
  /** The lower limit is above the upper one. */
  isLocked: boolean;
  drive: JointDrive | null;
}

/** A spring with damping, in the file's own units (angles in degrees). */
export interface JointDrive {
  type: 'force' | 'acceleration';
  stiffness: number;
  damping: number;
  targetPosition: number;
  targetVelocity: number;
  /** Null for no limit. */
  maxForce: number | null;
}
