import type { MainModule, MjData, MjModel, MjsBody, MjsGeom, MjSpec } from '@mujoco/mujoco';
import { once } from '../once.ts';
import type { Body, Collider, Joint, PhysicsMaterial, PhysicsScene, Sourced } from '../physics.ts';
import type { GeomGeometries } from './geom-geometry.ts';
import { nameIn, numbersOf, placeOf, quaternion, vector } from './views.ts';
import type { Kinds, Named } from './views.ts';

/** What the parts below have of the model. */
export interface ModelSource {
  file: string;
  mujoco: MainModule;
  model: MjModel;
  data: MjData;
  spec: MjSpec;
  kinds: Kinds;
}

/** Collides with something: MuJoCo lets geoms collide by bits that both have. */
export const collides = ({ geom_contype, geom_conaffinity }: MjModel, geom: number): boolean =>
  (numbersOf(geom_contype)[geom] ?? 0) !== 0 || (numbersOf(geom_conaffinity)[geom] ?? 0) !== 0;

export const nameOf = ({ model }: ModelSource, kind: Named, id: number): string =>
  nameIn(model, kind, id) ?? `${kind} ${id}`;

/** The element of a model, as a place in its file: `body "lid"`, or `body 3` where it has no name. */
function elementOf({ model }: ModelSource, kind: Named, id: number): string {
  const name = nameIn(model, kind, id);
  return name === null ? `${kind} ${id}` : `${kind} "${name}"`;
}

/**
 * Bodies, colliders, frictions and joints as MuJoCo compiled them. The world is no body.
 *
 * @param shapeOf index of a geom's shape
 */
export function readPhysics(
  source: ModelSource,
  geometries: GeomGeometries,
  shapeOf: (geom: number) => number | null,
): { physics: PhysicsScene; colliderOf: (geom: number) => number | null } {
  const { model } = source;
  const isWritten = writtenInertias(source);
  const bodies: Body[] = [];
  for (let body = 1; body < model.nbody; body++) bodies.push(bodyOf(source, body, isWritten(body)));
  const materials = new Materials(source);
  const weights = writtenWeights(source);
  const colliders: Collider[] = [];
  const byGeom = new Map<number, number>();
  for (let geom = 0; geom < model.ngeom; geom++) {
    if (!collides(model, geom)) continue;
    const body = (numbersOf(model.geom_bodyid)[geom] ?? 0) - 1;
    const index = colliders.length;
    bodies[body]?.colliders.push(index);
    byGeom.set(geom, index);
    const isMesh = numbersOf(model.geom_type)[geom] === source.kinds.geom.mesh;
    const isField = numbersOf(model.geom_type)[geom] === source.kinds.geom.sdf;
    colliders.push({
      path: nameOf(source, 'geom', geom),
      name: nameOf(source, 'geom', geom),
      shape: shapeOf(geom),
      body: body < 0 ? null : body,
      isEnabled: true,
      approximation: isMesh ? 'convexHull' : isField ? 'sdf' : 'none',
      isApproximationAuthored: false,
      fallback: null,
      hull: geometries.hull(geom),
      material: materials.of(geom),
      mass: weights(geom).mass,
      density: weights(geom).density,
      volume: geometries.volume(geom),
      usd: null,
    });
  }
  const physics: PhysicsScene = {
    bodies,
    colliders,
    materials: materials.list,
    joints: readJoints(source),
    gravity: vector(model.opt.gravity, 0),
    usd: null,
  };
  return { physics, colliderOf: (geom) => byGeom.get(geom) ?? null };
}

function bodyOf(source: ModelSource, body: number, isWritten: boolean): Body {
  const { data, file, model } = source;
  const name = nameOf(source, 'body', body);
  const place = elementOf(source, 'body', body);
  const sourced = <Value>(value: Value): Sourced<Value> => ({
    value,
    origin: isWritten ? 'authored' : 'derived',
    file,
    place,
  });
  const parent = (numbersOf(model.body_parentid)[body] ?? 0) - 1;
  return {
    path: name,
    name,
    matrix: placeOf(data.xmat, data.xpos, body),
    isEnabled: true,
    isKinematic: (numbersOf(model.body_mocapid)[body] ?? -1) >= 0,
    mass: sourced(numbersOf(model.body_mass)[body] ?? 0),
    centerOfMass: sourced(vector(model.body_ipos, body)),
    inertia: sourced(vector(model.body_inertia, body)),
    principalAxes: sourced(quaternion(model.body_iquat, body)),
    colliders: [],
    parent: parent < 0 ? null : parent,
    usd: null,
  };
}

/** Whether a body has an `inertial` element: else its geoms make its mass. */
function writtenInertias({ mujoco, spec }: ModelSource): (body: number) => boolean {
  const written = new Set<number>();
  forEachElement(mujoco, spec, mujoco.mjtObj.mjOBJ_BODY, (element) => {
    const body: MjsBody | undefined = mujoco.mjs_asBody(element);
    if (body?.explicitinertial) written.add(mujoco.mjs_getId(element));
    body?.delete();
  });
  return (body) => written.has(body);
}

/** MuJoCo's density where a file names none, kg/m³. */
export const usualDensity = 1000;

/** Mass and density of geoms, as far as the file says. */
function writtenWeights(source: ModelSource) {
  const { file, mujoco, spec } = source;
  const none = { mass: null, density: null };
  const weights = new Map<number, { mass: Sourced<number> | null; density: Sourced<number> | null }>();
  forEachElement(mujoco, spec, mujoco.mjtObj.mjOBJ_GEOM, (element) => {
    const geom: MjsGeom | undefined = mujoco.mjs_asGeom(element);
    if (geom === undefined) return;
    const id = mujoco.mjs_getId(element);
    const sourced = (value: number): Sourced<number> => ({
      value,
      origin: 'authored',
      file,
      place: elementOf(source, 'geom', id),
    });
    // MuJoCo keeps what is not written as a number that is none.
    const mass = Number.isNaN(geom.mass) ? null : sourced(geom.mass);
    const density = mass === null && geom.density !== usualDensity ? sourced(geom.density) : null;
    if (id >= 0) weights.set(id, { mass, density });
    geom.delete();
  });
  return (geom: number) => weights.get(geom) ?? none;
}

function forEachElement(
  mujoco: MainModule,
  spec: MjSpec,
  kind: Parameters<MainModule['mjs_firstElement']>[1],
  visit: (element: NonNullable<ReturnType<MainModule['mjs_firstElement']>>) => void,
): void {
  let element = mujoco.mjs_firstElement(spec, kind);
  while (element !== undefined) {
    visit(element);
    const next = mujoco.mjs_nextElement(spec, element);
    element.delete();
    element = next;
  }
}

/** One for each set of frictions: MuJoCo has them at the geoms. */
class Materials {
  readonly list: PhysicsMaterial[] = [];
  readonly #source: ModelSource;
  readonly #known = new Map<string, number>();

  constructor(source: ModelSource) {
    this.#source = source;
  }

  of(geom: number): number {
    const frictions = vector(this.#source.model.geom_friction, geom);
    const key = frictions.join(' ');
    return once(this.#known, key, () => {
      const { file } = this.#source;
      const place = elementOf(this.#source, 'geom', geom);
      const sliding: Sourced<number> = { value: frictions[0], origin: 'derived', file, place };
      const material: PhysicsMaterial = {
        path: `friction ${key}`,
        name: `friction ${key}`,
        staticFriction: sliding,
        dynamicFriction: sliding,
        restitution: null,
        density: null,
        frictions,
      };
      return this.list.push(material) - 1;
    });
  }
}

function readJoints(source: ModelSource): Joint[] {
  const { data, kinds, model } = source;
  const names = new Map<number, string>([
    [kinds.joint.free, 'free'],
    [kinds.joint.ball, 'spherical'],
    [kinds.joint.slide, 'prismatic'],
    [kinds.joint.hinge, 'revolute'],
  ]);
  const above = (body: number): number | null => {
    const parent = (numbersOf(model.body_parentid)[body] ?? 0) - 1;
    return parent < 0 ? null : parent;
  };
  const isLimited = limitedJoints(source);
  const joints: Joint[] = [];
  for (let joint = 0; joint < model.njnt; joint++) {
    const type = numbersOf(model.jnt_type)[joint] ?? -1;
    const body = numbersOf(model.jnt_bodyid)[joint] ?? 0;
    const isTurning = type === kinds.joint.hinge || type === kinds.joint.ball;
    const [lower = 0, upper = 0] = [0, 1].map(
      (n) => (numbersOf(model.jnt_range)[2 * joint + n] ?? 0) * (isTurning ? 180 / Math.PI : 1),
    );
    const hasAxis = type === kinds.joint.hinge || type === kinds.joint.slide;
    joints.push({
      ...rigid(nameOf(source, 'joint', joint), [above(body), body - 1]),
      kind: names.get(type) ?? `type ${type}`,
      anchor: type === kinds.joint.free ? null : vector(data.xanchor, joint),
      axis: hasAxis ? vector(data.xaxis, joint) : null,
      limits: isLimited(joint) ? { lower, upper } : null,
      hasDrive: isDriven(source, joint),
    });
  }
  // A body without a joint is one with the body above it, or with the world.
  for (let body = 1; body < model.nbody; body++)
    if (numbersOf(model.body_jntnum)[body] === 0 && (numbersOf(model.body_mocapid)[body] ?? -1) < 0)
      joints.push(rigid(nameOf(source, 'body', body), [above(body), body - 1]));
  return joints;
}

const rigid = (path: string, bodies: Joint['bodies']): Joint => ({
  path,
  name: path,
  kind: 'fixed',
  isEnabled: true,
  bodies,
  anchor: null,
  axis: null,
  gap: null,
  limits: null,
  hasDrive: false,
  missing: [],
  usd: null,
});

/** Which joints have limits: the bindings cannot show `jnt_limited`, so what the file says is looked at, as the compiler does. */
function limitedJoints({ mujoco, spec }: ModelSource): (joint: number) => boolean {
  const { mjLIMITED_AUTO, mjLIMITED_TRUE } = mujoco.mjtLimited;
  const limited = new Set<number>();
  forEachElement(mujoco, spec, mujoco.mjtObj.mjOBJ_JOINT, (element) => {
    const joint = mujoco.mjs_asJoint(element);
    if (joint === undefined) return;
    const [lower = 0, upper = 0] = Array.from(numbersOf(joint.range));
    const isByRange = joint.limited.value === mjLIMITED_AUTO.value && lower < upper;
    if (isByRange || joint.limited.value === mjLIMITED_TRUE.value) limited.add(mujoco.mjs_getId(element));
    joint.delete();
  });
  return (joint) => limited.has(joint);
}

function isDriven({ model, mujoco }: ModelSource, joint: number): boolean {
  const { mjTRN_JOINT, mjTRN_JOINTINPARENT } = mujoco.mjtTrn;
  for (let actuator = 0; actuator < model.nu; actuator++) {
    const type = numbersOf(model.actuator_trntype)[actuator];
    const isOfJoint = type === mjTRN_JOINT.value || type === mjTRN_JOINTINPARENT.value;
    if (isOfJoint && numbersOf(model.actuator_trnid)[2 * actuator] === joint) return true;
  }
  return false;
}
