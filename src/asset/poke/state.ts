import type { NotApplicable } from '../mjcf/simulation.ts';
import type { AssetErrorCode } from '../limits.ts';
import type { Motion } from './rest-watch.ts';

/** How a simulated asset is. */
export interface PokeReport {
  motion: Motion;
  isRunning: boolean;
  /** Whether a hand holds it. */
  isHeld: boolean;
  /** Seconds since it was put back. */
  time: number;
  contacts: number;
  /** Newtons of all contacts together. */
  force: number;
  /** Joules. */
  kineticEnergy: number;
  /** This machine does not keep up. */
  isLate: boolean;
  /** In MuJoCo's words, why it does not go on; null while it does. */
  trouble: string | null;
}

export type PokeState =
  | { kind: 'off' }
  | { kind: 'preparing' }
  /** MuJoCo reads it, and there is nothing that could fall. */
  | { kind: 'not-applicable'; reason: NotApplicable }
  /** MuJoCo refused it, or was ended as it gave no answer. */
  | { kind: 'failed'; problem: AssetErrorCode; detail: string }
  | { kind: 'simulated'; report: PokeReport };
