import type { Sourced } from '../../physics.ts';
import type { Stage, StagePrim } from '../stage.ts';
import { authoredNumber, authoredVector } from './sources.ts';

/** Metres per second squared, where a file does not say. OpenUSD's `defaultGravity`. */
const earth = 9.81;

/**
 * What a PhysicsScene pulls with, in metres per second squared along the stage's axes. A direction of zeros is down, and a negative
 * magnitude (-inf is its fallback) the earth's, whatever the units (`schema.usda` of usdPhysics).
 */
export function gravityOf(scene: StagePrim, stage: Stage): Sourced<[number, number, number]> {
  const written =
    authoredNumber(scene, 'physics:gravityMagnitude') ?? authoredVector(scene, 'physics:gravityDirection');
  const value = pullOf(scene, stage);
  if (written === null) return { value, origin: 'derived', file: stage.file, place: scene.path };
  return { ...written, value };
}

function pullOf(scene: StagePrim, stage: Stage): [number, number, number] {
  const magnitude = scene.attribute('physics:gravityMagnitude')?.number() ?? -Infinity;
  const metres = magnitude >= 0 ? magnitude * stage.metersPerUnit.value : earth;
  const [x = 0, y = 0, z = 0] = scene.attribute('physics:gravityDirection')?.numbers() ?? [];
  const length = Math.hypot(x, y, z);
  if (length > 0 && length < Infinity)
    return [(x / length) * metres, (y / length) * metres, (z / length) * metres];
  // -0 would be shown.
  const down = metres === 0 ? 0 : -metres;
  return stage.upAxis.value === 'X' ? [down, 0, 0] : stage.upAxis.value === 'Z' ? [0, 0, down] : [0, down, 0];
}
