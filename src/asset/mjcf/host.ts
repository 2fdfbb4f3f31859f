import type { MainModule } from '@mujoco/mujoco';
import { sizeOf } from '../bounds.ts';
import { AssetBudget, AssetError } from '../limits.ts';
import type { AssetScene } from '../scene.ts';
import type { GatheredFiles } from './gather-files.ts';
import type { FromMujoco, ToMujoco } from './protocol.ts';
import { readGathered } from './read-mjcf.ts';
import { Simulation } from './simulation.ts';

/** What the host needs of the place where it runs. */
export interface MujocoSurroundings {
  /** @param transfer what `message` may take along instead of copying it */
  post(message: FromMujoco, transfer: ArrayBufferLike[]): void;
  mujoco(): Promise<MainModule>;
  /** Milliseconds. */
  now(): number;
}

/**
 * Milliseconds of real time that one frame may take at least: then it is late, and the simulation slower than wanted. One that is
 * asked for more of the simulation may take as long as that lasts.
 */
const frameMilliseconds = 12;
const maxFrameSeconds = 0.25;

/** Runs MuJoCo for one asset, as it is told by messages. */
export class MujocoHost {
  readonly #surroundings: MujocoSurroundings;
  #gathered: GatheredFiles | null = null;
  #simulation: Simulation | null = null;
  #queue: Promise<void> = Promise.resolve();

  constructor(surroundings: MujocoSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Messages are worked off one after the other. */
  handle(message: ToMujoco): Promise<void> {
    this.#queue = this.#queue.then(() => this.#answer(message)).catch((error: unknown) => this.#fail(error));
    return this.#queue;
  }

  async #answer(message: ToMujoco): Promise<void> {
    switch (message.kind) {
      case 'open':
        return await this.#open(message.gathered);
      case 'prepare':
        return await this.#prepare();
      case 'reset':
        return this.#simulation?.reset(message.height);
      case 'advance':
        return this.#advance(message.seconds);
      case 'step':
        this.#simulation?.step(1);
        return this.#frame(false);
      case 'push':
        return this.#simulation?.push(message.geom, message.at, message.force, message.seconds);
      case 'hold':
        return this.#simulation?.hold(message.geom, message.at);
      case 'pull':
        return this.#simulation?.pullTo(message.to);
      case 'release':
        return this.#simulation?.release();
      case 'shake':
        return this.#simulation?.shake();
    }
  }

  async #open(gathered: GatheredFiles): Promise<void> {
    this.#gathered = gathered;
    const scene = readGathered(gathered, new AssetBudget(), await this.#surroundings.mujoco());
    this.#surroundings.post({ kind: 'opened', scene }, arraysOf(scene));
  }

  async #prepare(): Promise<void> {
    if (this.#gathered === null) throw new AssetError('missing', 'nothing is open');
    const opened = this.#simulation ?? Simulation.open(this.#gathered, await this.#surroundings.mujoco());
    if (!(opened instanceof Simulation))
      return this.#surroundings.post({ kind: 'not-applicable', reason: opened }, []);
    this.#simulation = opened;
    const { floorHeight, timestep } = opened;
    const size = Math.max(...sizeOf(opened.extent()));
    this.#surroundings.post({ kind: 'prepared', floorHeight, size, timestep }, []);
  }

  #advance(seconds: number): void {
    const simulation = this.#simulation;
    if (simulation === null) return this.#frame(false);
    const end =
      this.#surroundings.now() + Math.max(frameMilliseconds, 1000 * Math.min(seconds, maxFrameSeconds));
    let steps = Math.round(seconds / simulation.timestep);
    for (; steps > 0 && this.#surroundings.now() < end; steps--) simulation.step(1);
    this.#frame(steps > 0);
  }

  #frame(isLate: boolean): void {
    const simulation = this.#simulation;
    if (simulation === null) throw new AssetError('missing', 'nothing is prepared');
    const poses = new Float32Array(16 * simulation.geomCount);
    simulation.poses(poses);
    this.#surroundings.post(
      {
        kind: 'frame',
        poses,
        contacts: simulation.contacts(),
        time: simulation.time,
        kineticEnergy: simulation.kineticEnergy(),
        isLate,
        badState: simulation.badState,
      },
      [poses.buffer],
    );
  }

  #fail(error: unknown): void {
    const known = error instanceof AssetError ? error : null;
    const words = error instanceof Error ? error.message : String(error);
    this.#surroundings.post({ kind: 'failed', code: known?.code ?? 'damaged', detail: words }, []);
  }
}

/** What takes much room in a scene. Each once: several geometries may share one. */
function arraysOf({ geometries, physics, textures }: AssetScene): ArrayBufferLike[] {
  const arrays = [
    ...geometries.flatMap(({ positions, indices, normals, uvs, surface }) => [
      ...[positions, indices, normals, uvs, surface?.points, surface?.indices],
    ]),
    ...(physics?.colliders ?? []).flatMap(({ hull }) => [hull?.positions, hull?.indices]),
    ...textures.map(({ pixels }) => pixels?.data),
  ];
  return [...new Set(arrays.flatMap((array) => array?.buffer ?? []))];
}
