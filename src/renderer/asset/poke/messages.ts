import type { Place } from '../workers/protocol.ts';

/** What a person does to an asset that MuJoCo moves. */
export type PokeAct =
  | { kind: 'begin' }
  /** Shown as the file has it again. */
  | { kind: 'end' }
  | { kind: 'drop' }
  | { kind: 'reset' }
  | { kind: 'run'; isRunning: boolean }
  | { kind: 'step' }
  /** How many seconds of the simulation pass in one. */
  | { kind: 'speed'; speed: number }
  | { kind: 'shake' }
  /** Away from whoever looks, at what is in the middle of the view. */
  | { kind: 'push' }
  /** Takes hold of what is at a place of the picture, if that can move. */
  | { kind: 'grab'; at: Place }
  | { kind: 'pull'; at: Place }
  | { kind: 'release' }
  | { kind: 'contacts'; isShown: boolean };
