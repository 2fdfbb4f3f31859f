import { AssetError } from '../limits.ts';
import type { MujocoLink } from '../mjcf/link.ts';
import type { AskMujoco, FromMujoco } from '../mjcf/protocol.ts';
import type { AssetScene } from '../scene.ts';
import type { Vector } from '../vector.ts';
import type { PokeState } from './state.ts';
import { RestWatch, type Motion, type Watched } from './rest-watch.ts';

export type Frame = Extract<FromMujoco, { kind: 'frame' }>;
type Prepared = Extract<FromMujoco, { kind: 'prepared' }>;

/** The ground below an asset, and how far above it the asset is dropped; metres along the scene's Z. */
export interface Ground {
  floorHeight: number;
  dropHeight: number;
}

export interface PokeDeps {
  mujoco: Pick<MujocoLink, 'ask' | 'tell'>;
  /** Milliseconds. */
  now: () => number;
  /** Calls back when the next picture is due. */
  nextFrame: (call: () => void) => void;
  /** Is called once, before the first frame. */
  onGround: (ground: Ground) => void;
  show: (frame: Frame) => void;
  post: (state: PokeState) => void;
}

/** Milliseconds that one picture may be behind the last; what took longer is not made up for. */
const maxBehind = 250;
/** Milliseconds between two reports of numbers. */
const reportEvery = 100;
/** How far it is dropped, as a part of its largest side. */
const dropShare = 0.5;
const pushSeconds = 0.1;
const gravity = 9.81;

/**
 * Has MuJoCo move an asset in step with the clock, and says how it is. Frames are asked for one by one, each when the last one was
 * shown, so that nothing queues up on a slow machine.
 */
export class Poke {
  readonly #deps: PokeDeps;
  readonly #scene: AssetScene;
  /** A shape of the heaviest body. */
  readonly heaviest: number;
  #prepared: Prepared | null = null;
  #watch: RestWatch | null = null;
  #motion: Motion = { kind: 'ready' };
  #frame: Frame | null = null;
  #trouble: string | null = null;
  #isRunning = false;
  #isHeld = false;
  #isFrameDue = false;
  #isAsking = false;
  #isOver = false;
  #speed = 1;
  /** Goes up whenever frames that are still to come are of no use any more. */
  #turn = 0;
  #askedAt = 0;
  /** Seconds of the simulation that are due and less than a step. */
  #owed = 0;
  #shakenUntil = 0;
  #lateShare = 0;
  #reportedAt = -Infinity;

  constructor(scene: AssetScene, deps: PokeDeps) {
    this.#scene = scene;
    this.#deps = deps;
    this.heaviest = heaviestOf(scene);
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Whether a picture is going to be asked for again. */
  get isMoving(): boolean {
    return this.#isRunning && !this.#isAsleep;
  }

  /** Compiles the asset with a floor, and drops it. */
  async begin(): Promise<void> {
    const { mujoco, onGround, post } = this.#deps;
    post({ kind: 'preparing' });
    const prepared = await this.#ask({ kind: 'prepare' });
    if (prepared === null || this.#isOver) return;
    if (prepared.kind === 'not-applicable') return post({ kind: 'not-applicable', reason: prepared.reason });
    if (prepared.kind !== 'prepared') return;
    this.#prepared = prepared;
    mujoco.tell({ kind: 'reset', height: 0 });
    const upright = await this.#ask({ kind: 'advance', seconds: 0 });
    if (upright?.kind !== 'frame' || this.#isOver) return;
    this.#watch = new RestWatch(this.#watched(prepared.size), upright.poses);
    onGround({ floorHeight: prepared.floorHeight, dropHeight: dropShare * prepared.size });
    this.drop();
  }

  /** Nothing is asked or said any more. */
  end(): void {
    if (this.#prepared !== null) this.#deps.mujoco.tell({ kind: 'release' });
    this.#isOver = true;
    this.#isRunning = false;
    this.#isHeld = false;
  }

  drop(): void {
    if (this.#prepared === null) return;
    this.#putBack(dropShare * this.#prepared.size);
    this.#motion = { kind: 'moving', seconds: 0 };
    this.run(true);
  }

  reset(): void {
    if (this.#prepared === null) return;
    this.#putBack(0);
    this.#motion = { kind: 'ready' };
    this.#isRunning = false;
    void this.#show({ kind: 'advance', seconds: 0 });
  }

  run(isRunning: boolean): void {
    if (this.#prepared === null || this.#trouble !== null) return;
    this.#isRunning = isRunning;
    if (isRunning && this.#motion.kind === 'ready') this.#stir();
    this.#askedAt = this.#deps.now();
    this.#report();
    this.#schedule();
  }

  /** One step of the model; whatever ran stands still after it. */
  step(): void {
    if (this.#prepared === null || this.#trouble !== null) return;
    if (this.#motion.kind === 'ready') this.#stir();
    this.#isRunning = false;
    this.#turn += 1;
    void this.#show({ kind: 'step' });
  }

  set speed(speed: number) {
    this.#speed = speed;
    this.#owed = 0;
  }

  shake(): void {
    if (this.#prepared === null || this.#trouble !== null) return;
    this.#deps.mujoco.tell({ kind: 'shake' });
    this.#shakenUntil = this.#time + 1;
    this.#wake();
  }

  /** @param towards a direction of length 1 @param at a place of the model, metres */
  push(shape: number, at: Vector, [x, y, z]: Vector): void {
    if (this.#prepared === null || !this.isMovable(shape) || this.#trouble !== null) return;
    // As fast as what falls a quarter of its own size.
    const speed = Math.sqrt((gravity * this.#prepared.size) / 2);
    const force = (massAround(this.#scene, shape) * speed) / pushSeconds;
    this.#deps.mujoco.tell({
      kind: 'push',
      geom: shape,
      at,
      force: [x * force, y * force, z * force],
      seconds: pushSeconds,
    });
    this.#wake();
  }

  /** @returns whether it can be held, and is now */
  grab(shape: number, at: Vector): boolean {
    if (this.#prepared === null || !this.isMovable(shape) || this.#trouble !== null) return false;
    this.#isHeld = true;
    this.#deps.mujoco.tell({ kind: 'hold', geom: shape, at });
    this.#wake();
    return true;
  }

  pull(to: Vector): void {
    if (this.#isHeld) this.#deps.mujoco.tell({ kind: 'pull', to });
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#deps.mujoco.tell({ kind: 'release' });
    this.#wake();
  }

  /** Whether a shape belongs to something that the world does not hold. */
  isMovable(shape: number): boolean {
    return (this.#scene.shapes[shape]?.body ?? null) !== null;
  }

  get #time(): number {
    return this.#frame?.time ?? 0;
  }

  /** What has come to rest is not stepped: nothing happens to it until somebody does something. */
  get #isAsleep(): boolean {
    return this.#motion.kind === 'resting' && !this.#isHeld;
  }

  #watched(size: number): Watched {
    const shapes = [...this.#scene.shapes.keys()].filter((shape) => this.isMovable(shape));
    return { shapes, heaviest: this.heaviest, size };
  }

  #putBack(height: number): void {
    this.#deps.mujoco.tell({ kind: 'reset', height });
    this.#turn += 1;
    this.#owed = 0;
    this.#isHeld = false;
    this.#trouble = null;
    this.#shakenUntil = 0;
    this.#lateShare = 0;
    this.#frame = null;
    this.#watch?.begin(0);
  }

  #stir(): void {
    this.#watch?.begin(this.#time);
    this.#motion = { kind: 'moving', seconds: 0 };
  }

  /** Whoever does something to it wants to see what comes of it. */
  #wake(): void {
    this.#stir();
    this.run(true);
  }

  #schedule(): void {
    if (this.#isFrameDue || this.#isAsking || this.#isOver || !this.isMoving) return;
    this.#isFrameDue = true;
    this.#deps.nextFrame(() => {
      this.#isFrameDue = false;
      void this.#advance();
    });
  }

  async #advance(): Promise<void> {
    if (this.#prepared === null || this.#isOver || !this.isMoving || this.#isAsking) return;
    const now = this.#deps.now();
    const { timestep } = this.#prepared;
    this.#owed += (Math.min(maxBehind, now - this.#askedAt) / 1000) * this.#speed;
    this.#askedAt = now;
    const steps = Math.floor(this.#owed / timestep + 1e-9);
    if (steps > 0) {
      this.#owed -= steps * timestep;
      await this.#show({ kind: 'advance', seconds: steps * timestep });
    }
    this.#schedule();
  }

  async #show(asked: Extract<AskMujoco, { kind: 'advance' | 'step' }>): Promise<void> {
    const turn = this.#turn;
    this.#isAsking = true;
    const frame = await this.#ask(asked);
    this.#isAsking = false;
    if (frame?.kind !== 'frame' || this.#isOver) return;
    // It was put back meanwhile: this shows what is no more.
    if (turn === this.#turn) this.#take(frame);
    this.#schedule();
  }

  #take(frame: Frame): void {
    this.#frame = frame;
    this.#trouble = frame.badState?.text ?? null;
    if (this.#trouble !== null) {
      this.#isRunning = false;
      this.#isHeld = false;
    }
    this.#lateShare += ((frame.isLate ? 1 : 0) - this.#lateShare) * 0.2;
    const before = this.#motion.kind;
    if (this.#motion.kind !== 'ready') this.#look(frame);
    this.#deps.show(frame);
    const isDue = this.#deps.now() - this.#reportedAt >= reportEvery;
    if (isDue || before !== this.#motion.kind || !this.#isRunning) this.#report();
  }

  #look({ poses, time }: Frame): void {
    if (this.#isHeld || time < this.#shakenUntil) this.#watch?.begin(time);
    this.#motion = this.#watch?.look(poses, time) ?? this.#motion;
  }

  #report(): void {
    if (this.#isOver) return;
    this.#reportedAt = this.#deps.now();
    const contacts = this.#frame?.contacts ?? [];
    this.#deps.post({
      kind: 'simulated',
      report: {
        motion: this.#motion,
        isRunning: this.#isRunning,
        isHeld: this.#isHeld,
        time: this.#time,
        contacts: contacts.length,
        force: contacts.reduce((sum, { force }) => sum + Math.hypot(...force), 0),
        kineticEnergy: this.#frame?.kineticEnergy ?? 0,
        isLate: this.#lateShare > 0.5,
        trouble: this.#trouble,
      },
    });
  }

  async #ask(message: AskMujoco): Promise<FromMujoco | null> {
    try {
      return await this.#deps.mujoco.ask(message);
    } catch (error) {
      if (!this.#isOver) this.#deps.post(failureOf(error));
      this.#isRunning = false;
      this.#prepared = null;
      return null;
    }
  }
}

function failureOf(error: unknown): PokeState {
  const problem = error instanceof AssetError ? error.code : 'damaged';
  return { kind: 'failed', problem, detail: error instanceof Error ? error.message : String(error) };
}

function heaviestOf({ shapes, physics }: AssetScene): number {
  const massOf = (shape: number): number => physics?.bodies[shapes[shape]?.body ?? -1]?.mass?.value ?? -1;
  return [...shapes.keys()].reduce((most, shape) => (massOf(shape) > massOf(most) ? shape : most), 0);
}

/** The mass of all that is joined to a shape's body, from the topmost one on. */
function massAround({ shapes, physics }: AssetScene, shape: number): number {
  const bodies = physics?.bodies ?? [];
  const rootOf = (body: number): number => {
    let root = body;
    for (let next = bodies[root]?.parent ?? null; next !== null; next = bodies[root]?.parent ?? null)
      root = next;
    return root;
  };
  const root = rootOf(shapes[shape]?.body ?? -1);
  return bodies.reduce((sum, { mass }, body) => sum + (rootOf(body) === root ? (mass?.value ?? 0) : 0), 0);
}

/** What all that moves weighs, newtons: what forces are drawn in proportion to. */
export const weightOf = ({ physics }: AssetScene): number =>
  gravity * (physics?.bodies ?? []).reduce((sum, { mass }) => sum + (mass?.value ?? 0), 0);
