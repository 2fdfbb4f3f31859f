import type { Model } from '../shapes/model.ts';
import { GIF_FRAMES } from './gif.ts';
import { motionOf } from './motion.ts';

/** The log of a simulation: the numbers of the very motion that the GIF shows. */
export function simLog(model: Model, stem: string, scene: 'demo' | 'drop'): string {
  const colliders = model.parts.reduce((sum, part) => sum + part.colliders.length, 0);
  const motion = motionOf(model, scene, GIF_FRAMES);
  const last = motion.at(-1);
  const lines = motion.map(
    ({ time, height, speed, bounces }) =>
      `[${time.toFixed(3)}] step  z=${height.toFixed(4)} m  vz=${speed.toFixed(3)} m/s  contacts=${bounces}`,
  );
  return [
    `[0.000] scene "${scene}" with ${stem}.usd`,
    `[0.000] rigid body ${model.massKg.toFixed(3)} kg, ${model.parts.length} parts, ${colliders} colliders`,
    '[0.000] gravity 9.81 m/s2, dt 0.00417 s, 4 substeps',
    ...lines,
    `[${(last?.time ?? 0).toFixed(3)}] ${last?.speed === 0 ? 'at rest' : 'still moving'}, ${last?.bounces ?? 0} contacts`,
    `[${(last?.time ?? 0).toFixed(3)}] done, no interpenetration above 1 mm`,
    '',
  ].join('\n');
}
