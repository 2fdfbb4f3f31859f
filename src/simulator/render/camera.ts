import { cross, dot, normalize, subtract } from '../shapes/mesh.ts';
import type { Vec3 } from '../shapes/mesh.ts';

/** A camera that looks at a point from all sides. Angles in radians, lengths in metres. */
export interface View {
  readonly target: Vec3;
  /** Around the Z axis; 0 looks along -X. */
  readonly azimuth: number;
  /** Above the ground. */
  readonly elevation: number;
  readonly distance: number;
  /** Pixels of the finished image. */
  readonly width: number;
  readonly height: number;
}

export interface Projection {
  readonly eye: Vec3;
  /** Pixel column, pixel row and one over the depth; depth at or below zero lies behind the camera. */
  readonly project: (point: Vec3) => Vec3;
}

/** The share of the distance that the image is high; about 32 degrees. */
const HEIGHT_AT_DISTANCE = 0.57;

/** How a view maps points to an image of `scale` times its pixels. */
export function projection(view: View, scale: number): Projection {
  const [ca, sa] = [Math.cos(view.azimuth), Math.sin(view.azimuth)];
  const [ce, se] = [Math.cos(view.elevation), Math.sin(view.elevation)];
  const backward: Vec3 = [ca * ce, sa * ce, se];
  const eye: Vec3 = [
    view.target[0] + backward[0] * view.distance,
    view.target[1] + backward[1] * view.distance,
    view.target[2] + backward[2] * view.distance,
  ];
  const right = normalize(cross([0, 0, 1], backward));
  const up = cross(backward, right);
  const focal = (view.height * scale) / HEIGHT_AT_DISTANCE;
  const [middleX, middleY] = [(view.width * scale) / 2, (view.height * scale) / 2];
  return {
    eye,
    project: (point) => {
      const away = subtract(point, eye);
      const depth = -dot(away, backward);
      return [
        middleX + (focal * dot(away, right)) / depth,
        middleY - (focal * dot(away, up)) / depth,
        1 / depth,
      ];
    },
  };
}
