import type { MainModule, MjData, MjModel, MjSpec } from '@mujoco/mujoco';
import { noBounds, type Bounds } from '../bounds.ts';
import { transformPoint, type Matrix } from '../matrix.ts';
import { cross, minus, plus, scaledTo, type Vector } from '../vector.ts';
import { compile } from './compile.ts';
import type { CompiledModel } from './compile.ts';
import { readContacts } from './contacts.ts';
import type { Contact } from './contacts.ts';
import { extendByGeom } from './extent.ts';
import type { GatheredFiles } from './gather-files.ts';
import { collides } from './model-physics.ts';
import { inSpaceOf, kindsOf, numbersOf, placeOf, vector } from './views.ts';
import type { Kinds } from './views.ts';

/** Why a model cannot be dropped: it has no body, or all of its bodies are held by the world. */
export type NotApplicable = 'no-body' | 'fixed' | 'jointed';

/** What went wrong in the numbers of a simulation. MuJoCo starts it anew by itself then. */
export interface BadState {
  /** MuJoCo's name: `BADQACC`. */
  kind: string;
  /** In MuJoCo's words. */
  text: string;
}

const floorName = 'rigyd desk floor';
/** Friction of the floor of SimReady's drop tests. */
const floorFriction = 0.5;
/** How hard what is held follows the pointer: the square of its own frequency, 1/s², and its damping, 1/s. */
const grip = { stiffness: 200, damping: 20 };
/** The floor is shaken so often in a second, with this acceleration, for so long. */
const shaking = { hertz: 4, metersPerSecond2: 12, seconds: 1 };

/**
 * A model of MuJoCo over a floor, stepped as often as the caller wants: whether it runs, and how fast, is the caller's. Lengths in
 * metres, the model's axes, Z up. To be deleted.
 */
export class Simulation {
  readonly #mujoco: MainModule;
  readonly #compiled: CompiledModel;
  readonly #model: MjModel;
  readonly #data: MjData;
  readonly #kinds: Kinds;
  /** Geoms of the file, in its order: all but the floor. */
  readonly #geoms: number[];
  /** Geoms that move and collide. */
  readonly #moving: number[];
  readonly #gravity: Vector;
  readonly #floorHeight: number;
  #badState: BadState | null = null;
  #isBehind = false;
  #held: { body: number; at: Vector; target: Vector } | null = null;
  #pushed: { geom: number; at: Vector; force: Vector; until: number } | null = null;
  #shakenUntil = 0;

  private constructor(mujoco: MainModule, compiled: CompiledModel) {
    this.#mujoco = mujoco;
    this.#compiled = compiled;
    this.#model = compiled.model;
    this.#data = new mujoco.MjData(compiled.model);
    this.#kinds = kindsOf(mujoco);
    this.#geoms = Array.from({ length: this.#model.ngeom - 1 }, (_none, geom) => geom);
    this.#moving = this.#geoms.filter((geom) => this.#moves(geom) && collides(this.#model, geom));
    if (this.#moving.length === 0) this.#moving = this.#geoms.filter((geom) => this.#moves(geom));
    this.#gravity = vector(this.#model.opt.gravity, 0);
    mujoco.mj_kinematics(this.#model, this.#data);
    const own = this.#ownFloor();
    this.#floorHeight = own ?? this.extent().min[2];
    this.#placeFloor(own !== null);
    this.reset(0);
  }

  /**
   * Compiles a file once more, with a floor. Cannot be interrupted.
   *
   * @throws {AssetError} as `readMjcf` does
   */
  static open(gathered: GatheredFiles, mujoco: MainModule): Simulation | NotApplicable {
    const compiled = compile(mujoco, gathered, (spec) => addFloor(mujoco, spec));
    const reason = notApplicable(compiled.model, kindsOf(mujoco).joint);
    if (reason === null) return new Simulation(mujoco, compiled);
    compiled.delete();
    return reason;
  }

  delete(): void {
    this.#data.delete();
    this.#compiled.delete();
  }

  /** How many geoms {@link poses} has: those of the file, in its order. */
  get geomCount(): number {
    return this.#geoms.length;
  }

  /** Seconds of one step. */
  get timestep(): number {
    return this.#model.opt.timestep;
  }

  set timestep(seconds: number) {
    this.#model.opt.timestep = seconds;
  }

  /** Metres per second squared. */
  set gravity(gravity: Vector) {
    gravity.forEach((value, axis) => (this.#gravity[axis] = value));
    this.#applyGravity(0);
  }

  /** Seconds since the last reset. */
  get time(): number {
    return this.#data.time;
  }

  /** Where the floor is, along Z. */
  get floorHeight(): number {
    return this.#floorHeight;
  }

  /** Null while the numbers are sound. */
  get badState(): BadState | null {
    return this.#badState;
  }

  /** How far what moves and collides reaches just now. */
  extent(): Bounds {
    this.#catchUp();
    const extent = noBounds();
    for (const geom of this.#moving) extendByGeom(extent, this.#model, this.#data, geom, this.#kinds.geom);
    return extent;
  }

  /** Lets go of everything and puts it back as the file has it, its lowest point this far above the floor. */
  reset(height: number): void {
    this.release();
    this.#pushed = null;
    this.#shakenUntil = 0;
    this.#badState = null;
    this.#mujoco.mj_resetData(this.#model, this.#data);
    this.#applyGravity(0);
    this.#mujoco.mj_kinematics(this.#model, this.#data);
    this.#isBehind = false;
    const lift = this.#floorHeight + height - this.extent().min[2];
    const qpos = this.#data.qpos as Float64Array;
    for (const joint of this.#freeJoints()) {
      const at = (numbersOf(this.#model.jnt_qposadr)[joint] ?? 0) + 2;
      qpos[at] = (qpos[at] ?? 0) + lift;
    }
    this.#mujoco.mj_forward(this.#model, this.#data);
    this.#isBehind = false;
  }

  /** Stops early where the numbers are no longer sound. */
  step(count: number): void {
    for (let step = 0; step < count && this.#badState === null; step++) {
      this.#applyForces();
      const before = this.#data.time;
      this.#mujoco.mj_step(this.#model, this.#data);
      if (this.#data.time <= before) this.#badState = this.#readBadState();
    }
    this.#isBehind = true;
  }

  /** Contacts and places of the last step's end; MuJoCo leaves those of its beginning. */
  #catchUp(): void {
    if (this.#isBehind) this.#mujoco.mj_forward(this.#model, this.#data);
    this.#isBehind = false;
  }

  /** Pushes a geom of the file with a force in newtons, at a place of the world, for some seconds. */
  push(geom: number, at: Vector, force: Vector, seconds: number): void {
    const index = this.#geoms[geom];
    if (index !== undefined) this.#pushed = { geom: index, at, force, until: this.#data.time + seconds };
  }

  /** Takes hold of a geom of the file at a place of the world, and pulls it to another until it is released. */
  hold(geom: number, at: Vector): void {
    const index = this.#geoms[geom];
    if (index === undefined) return;
    this.#catchUp();
    const body = numbersOf(this.#model.geom_bodyid)[index] ?? 0;
    this.#held = { body, at: inSpaceOf(placeOf(this.#data.xmat, this.#data.xpos, body), at), target: at };
  }

  /** Where what is held is pulled to. */
  pullTo(target: Vector): void {
    if (this.#held !== null) this.#held.target = target;
  }

  release(): void {
    this.#held = null;
    (this.#data.xfrc_applied as Float64Array).fill(0);
  }

  /** Shakes everything to and fro for a second. */
  shake(): void {
    this.#shakenUntil = this.#data.time + shaking.seconds;
  }

  /** Writes 16 numbers for each geom of the file, column by column: where it is now. */
  poses(into: Float32Array): void {
    this.#catchUp();
    for (const [place, geom] of this.#geoms.entries())
      into.set(placeOf(this.#data.geom_xmat, this.#data.geom_xpos, geom), 16 * place);
  }

  /** What touches what just now. */
  contacts(): Contact[] {
    this.#catchUp();
    return readContacts(this.#mujoco, this.#model, this.#data, this.#geoms.length);
  }

  /** Kinetic energy in joules. */
  kineticEnergy(): number {
    this.#catchUp();
    this.#mujoco.mj_energyVel(this.#model, this.#data);
    return numbersOf(this.#data.energy)[1] ?? 0;
  }

  /** Where all bodies that move are, for whoever looks whether they do. */
  bodyPlaces(): Matrix[] {
    this.#catchUp();
    const places = [];
    for (let body = 1; body < this.#model.nbody; body++)
      if ((numbersOf(this.#model.body_treeid)[body] ?? -1) >= 0)
        places.push(placeOf(this.#data.xmat, this.#data.xpos, body));
    return places;
  }

  #moves(geom: number): boolean {
    const body = numbersOf(this.#model.geom_bodyid)[geom] ?? 0;
    return (numbersOf(this.#model.body_treeid)[body] ?? -1) >= 0;
  }

  #freeJoints(): number[] {
    const joints = [];
    for (let joint = 0; joint < this.#model.njnt; joint++)
      if (numbersOf(this.#model.jnt_type)[joint] === this.#kinds.joint.free) joints.push(joint);
    return joints;
  }

  /** The height of a level floor that the file itself has; null for none. */
  #ownFloor(): number | null {
    let height: number | null = null;
    for (const geom of this.#geoms) {
      const isPlane = numbersOf(this.#model.geom_type)[geom] === this.#kinds.geom.plane;
      if (!isPlane || this.#moves(geom) || !collides(this.#model, geom)) continue;
      const place = placeOf(this.#data.geom_xmat, this.#data.geom_xpos, geom);
      if ((place[10] ?? 0) > 1 - 1e-6) height = Math.max(height ?? -Infinity, place[14] ?? 0);
    }
    return height;
  }

  /** Where the file has a floor, the other one would only double its contacts. */
  #placeFloor(isNeedless: boolean): void {
    const [body, geom] = [this.#model.nbody - 1, this.#model.ngeom - 1];
    (this.#model.body_pos as Float64Array)[3 * body + 2] = this.#floorHeight;
    if (!isNeedless) return;
    (this.#model.geom_contype as Int32Array)[geom] = 0;
    (this.#model.geom_conaffinity as Int32Array)[geom] = 0;
  }

  #applyForces(): void {
    this.#applyGravity(this.#data.time < this.#shakenUntil ? this.#data.time : 0);
    const forces = this.#data.xfrc_applied as Float64Array;
    if (this.#held === null && this.#pushed === null) return;
    forces.fill(0);
    if (this.#pushed !== null && this.#data.time < this.#pushed.until)
      this.#addForce(
        numbersOf(this.#model.geom_bodyid)[this.#pushed.geom] ?? 0,
        this.#pushed.at,
        this.#pushed.force,
      );
    else this.#pushed = null;
    if (this.#held !== null) this.#pull(this.#held);
  }

  /** Shaking the floor to and fro is the same, for what is on it, as gravity to and fro. */
  #applyGravity(time: number): void {
    const gravity = this.#model.opt.gravity as Float64Array;
    const turn = 2 * Math.PI * shaking.hertz * time;
    const strength = time === 0 ? 0 : shaking.metersPerSecond2;
    gravity[0] = this.#gravity[0] + strength * Math.sin(turn);
    gravity[1] = this.#gravity[1] + strength * Math.sin(turn * 0.7);
    gravity[2] = this.#gravity[2];
  }

  #pull({ body, at, target }: { body: number; at: Vector; target: Vector }): void {
    const place = transformPoint(placeOf(this.#data.xmat, this.#data.xpos, body), at);
    const root = numbersOf(this.#model.body_rootid)[body] ?? body;
    const mass = numbersOf(this.#model.body_subtreemass)[root] ?? 0;
    const spring = scaledTo(minus(target, place), grip.stiffness);
    const damper = scaledTo(this.#velocityAt(body, place), grip.damping);
    this.#addForce(body, place, scaledTo(minus(spring, damper), mass));
  }

  #velocityAt(body: number, place: Vector): Vector {
    const velocity = new this.#mujoco.DoubleBuffer(6);
    try {
      this.#mujoco.mj_objectVelocity(this.#model, this.#data, this.#kinds.object.body, body, velocity, 0);
      const [wx = 0, wy = 0, wz = 0, vx = 0, vy = 0, vz = 0] = Array.from(numbersOf(velocity.GetView()));
      return plus([vx, vy, vz], cross([wx, wy, wz], minus(place, vector(this.#data.xipos, body))));
    } finally {
      velocity.delete();
    }
  }

  /** A force at a place is the same at the centre of mass with a torque about it. */
  #addForce(body: number, place: Vector, force: Vector): void {
    const forces = this.#data.xfrc_applied as Float64Array;
    const wrench = [...force, ...cross(minus(place, vector(this.#data.xipos, body)), force)];
    for (const [n, value] of wrench.entries()) forces[6 * body + n] = (forces[6 * body + n] ?? 0) + value;
  }

  #readBadState(): BadState {
    const { mjtWarning } = this.#mujoco;
    const all = this.#data.warning;
    for (const [kind, { value }] of [
      ['BADQPOS', mjtWarning.mjWARN_BADQPOS],
      ['BADQVEL', mjtWarning.mjWARN_BADQVEL],
      ['BADQACC', mjtWarning.mjWARN_BADQACC],
    ] as const) {
      const warning = all.get(value);
      const [count = 0, info = 0] = [warning?.number, warning?.lastinfo];
      warning?.delete();
      if (count > 0) return { kind, text: this.#mujoco.mju_warningText(value, info) };
    }
    return { kind: 'RESET', text: 'the simulation started anew' };
  }
}

/**
 * A plane that collides with whatever collides, on a body of its own that can be put elsewhere: MuJoCo looks for what touches a geom
 * of the world where it was compiled. Both come last, so that those of the file keep their numbers.
 */
function addFloor(mujoco: MainModule, spec: MjSpec): void {
  const world = mujoco.mjs_findBody(spec, 'world');
  const usual = mujoco.mjs_getSpecDefault(spec);
  const body = world && usual ? mujoco.mjs_addBody(world, usual) : undefined;
  const floor = body && usual ? mujoco.mjs_addGeom(body, usual) : undefined;
  if (body === undefined || floor === undefined) throw new Error('MuJoCo has no world');
  mujoco.mjs_setName(body.element, floorName);
  body.mocap = true;
  mujoco.mjs_defaultGeom(floor);
  floor.type = mujoco.mjtGeom.mjGEOM_PLANE;
  (floor.size as Float64Array).set([0, 0, 1]);
  (floor.friction as Float64Array)[0] = floorFriction;
  floor.contype = everyBit;
  floor.conaffinity = everyBit;
  for (const handle of [floor, body, usual, world]) handle?.delete();
}
const everyBit = 0x7f_ff_ff_ff;

/** @returns null where at least one body is free to fall */
function notApplicable(model: MjModel, { free }: Kinds['joint']): NotApplicable | null {
  // The world, and the floor.
  if (model.nbody <= 2) return 'no-body';
  for (let joint = 0; joint < model.njnt; joint++) if (numbersOf(model.jnt_type)[joint] === free) return null;
  return model.njnt === 0 ? 'fixed' : 'jointed';
}
