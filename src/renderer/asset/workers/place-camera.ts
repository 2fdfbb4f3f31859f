import { Vector3, type PerspectiveCamera } from 'three';
import { basisOf, depthRange, eyeOf, radiusOf, type Bounds, type Lens, type Pose } from '../camera.ts';
import type { CanvasSize } from './protocol.ts';

/** How much farther than the object things are drawn, in its radius: the ground around it. */
const reach = 4;

/** Puts three's camera where a pose says, with the object in the middle of what is not covered. */
export function placeCamera(
  camera: PerspectiveCamera,
  pose: Pose,
  lens: Lens,
  bounds: Bounds,
  { width, height }: CanvasSize,
): void {
  const { near, far } = depthRange(pose, radiusOf(bounds) * reach);
  const { right, up, out } = basisOf(pose);
  camera.fov = (lens.angle * 180) / Math.PI;
  camera.aspect = lens.aspect;
  camera.near = near;
  camera.far = far;
  camera.setViewOffset(width, height, 0, (-height * lens.top) / 2, width, height);
  camera.matrix.makeBasis(new Vector3(...right), new Vector3(...up), new Vector3(...out));
  camera.matrix.setPosition(...eyeOf(pose));
  camera.updateMatrixWorld(true);
}
