import type { AssetErrorCode } from '../limits.ts';
import type { AssetScene } from '../scene.ts';
import type { Vector } from '../vector.ts';
import type { Contact } from './contacts.ts';
import type { GatheredFiles } from './gather-files.ts';
import type { BadState, NotApplicable } from './simulation.ts';

/**
 * What is said to whoever runs MuJoCo, a worker or a process of its own. It answers each `open`, `prepare`, `advance` and `step`
 * once, in order, unless it never comes back: it may be ended at any time, and serves one asset.
 */
export type ToMujoco =
  /** Read the file, answered by `opened`. Whoever runs MuJoCo reads no files. */
  | { kind: 'open'; gathered: GatheredFiles }
  /** Compile it with a floor, answered by `prepared` or `not-applicable`. */
  | { kind: 'prepare' }
  /** Put everything back, its lowest point this many metres above the floor. */
  | { kind: 'reset'; height: number }
  /** Step for so many seconds of the simulation, answered by `frame`. 0: only say how things are. */
  | { kind: 'advance'; seconds: number }
  /** One step of the model, answered by `frame`. */
  | { kind: 'step' }
  /** Indices of geoms are those of shapes in the scene; places are the world's, metres; forces are newtons. */
  | { kind: 'push'; geom: number; at: Vector; force: Vector; seconds: number }
  | { kind: 'hold'; geom: number; at: Vector }
  | { kind: 'pull'; to: Vector }
  | { kind: 'release' }
  | { kind: 'shake' };

export type FromMujoco =
  | { kind: 'opened'; scene: AssetScene }
  /** The floor is at `floorHeight`, along the scene's Z. `size` is its largest side. */
  | { kind: 'prepared'; floorHeight: number; size: number; timestep: number }
  | { kind: 'not-applicable'; reason: NotApplicable }
  | {
      kind: 'frame';
      /** 16 numbers for each shape of the scene, as `Shape.matrix`. */
      poses: Float32Array;
      contacts: Contact[];
      /** Seconds since the last reset. */
      time: number;
      /** Joules. */
      kineticEnergy: number;
      /** The model is too heavy for this machine: it was stepped for less than was wanted. */
      isLate: boolean;
      badState: BadState | null;
    }
  /** Nothing more comes of what was asked. */
  | { kind: 'failed'; code: AssetErrorCode; detail: string };

/** Those that are answered. */
export type AskMujoco = Extract<ToMujoco, { kind: 'open' | 'prepare' | 'advance' | 'step' }>;
/** Those that are not. */
export type TellMujoco = Exclude<ToMujoco, AskMujoco>;
