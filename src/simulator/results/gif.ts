import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type gifencTypes from 'gifenc';
import type { View } from '../render/camera.ts';
import { fittingDistance, renderView } from '../render/render-view.ts';
import type { Model } from '../shapes/model.ts';
import type { Image } from '../textures/texture.ts';
import { motionOf } from './motion.ts';

// Loaders disagree about the default export of this package's CommonJS file; require gives it as it is.
const gifenc = createRequire(import.meta.url)('gifenc') as typeof gifencTypes;

export const GIF_SIZE = { width: 320, height: 240 } as const;
export const GIF_FRAMES = 24;

/** An endless animation of a simulation. It is drawn frame by frame, so that the server can answer in between. */
export async function gifBytes(model: Model, scene: 'demo' | 'drop'): Promise<Buffer> {
  const motion = motionOf(model, scene, GIF_FRAMES);
  const view = viewOf(model, scene);
  const frames: Uint8Array[] = [];
  for (const { pose } of motion) {
    frames.push(withAlpha(renderView(model, view, pose)));
    await setImmediate();
  }
  const palette = gifenc.quantize(sampled(frames), 256);
  const gif = gifenc.GIFEncoder();
  const seconds = (motion[1]?.time ?? 0.1) - (motion[0]?.time ?? 0);
  for (const [at, frame] of frames.entries()) {
    const pixels = gifenc.applyPalette(frame, palette);
    const first = at === 0 ? { palette, repeat: 0 } : {};
    gif.writeFrame(pixels, view.width, view.height, { ...first, delay: Math.round(seconds * 1_000) });
    await setImmediate();
  }
  gif.finish();
  return Buffer.from(gif.bytes());
}

/** A still of the model seen from one side, as image jobs are given. `azimuth` in radians. */
export function stillOf(model: Model, azimuth: number): Image {
  return renderView(model, { ...viewOf(model, 'demo'), azimuth, elevation: 0.3, width: 360, height: 360 });
}

function viewOf(model: Model, scene: 'demo' | 'drop'): View {
  const { min, max } = model.bounds;
  const room = scene === 'drop' ? 1.35 : 1;
  return {
    target: [0, 0, ((min[2] + max[2]) / 2) * (scene === 'drop' ? 1.5 : 1)],
    azimuth: -1,
    elevation: 0.42,
    distance: fittingDistance(model) * room,
    ...GIF_SIZE,
  };
}

function withAlpha({ width, height, rgb }: Image): Uint8Array {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] ?? 0;
    rgba[to + 1] = rgb[from + 1] ?? 0;
    rgba[to + 2] = rgb[from + 2] ?? 0;
  }
  return rgba;
}

/** Every eighth frame: enough to find the colours of all of them. */
function sampled(frames: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(frames.filter((_frame, at) => at % 8 === 0));
}
