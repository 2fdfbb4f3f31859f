import { stripAngles } from '../../shared/thumbnails.ts';
import { fitted, seenFrom, standardViews, type Bounds, type Lens, type Pose } from './camera.ts';

/** Of the camera that draws thumbnails: nothing lies over them. */
export const thumbnailLens: Lens = { angle: (32 * Math.PI) / 180, aspect: 1, top: 0 };

/**
 * From where an asset is drawn for its thumbnails: once around it, beginning as the viewer begins. It is as large in all of
 * them, so that it turns and does not pulsate.
 */
export function posesAround(bounds: Bounds): Pose[] {
  const first = seenFrom(standardViews[0], { target: [0, 0, 0], azimuth: 0, elevation: 0, distance: 1 });
  const poses = Array.from({ length: stripAngles }, (_, index) =>
    fitted({ ...first, azimuth: first.azimuth + (index * 2 * Math.PI) / stripAngles }, bounds, thumbnailLens),
  );
  const distance = Math.max(...poses.map((pose) => pose.distance));
  return poses.map((pose) => ({ ...pose, distance }));
}

/**
 * Which picture of a strip shows an asset as it is turned by a pointer over its thumbnail: in the middle as it is first seen, and
 * once around from one edge to the other.
 *
 * @param share where the pointer is, from 0 at the left edge to 1 at the right one
 */
export function angleAt(share: number): number {
  const turned = Math.round((share - 0.5) * stripAngles);
  return ((turned % stripAngles) + stripAngles) % stripAngles;
}
