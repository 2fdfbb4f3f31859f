import type { AssetScene, Shape } from '../../../asset/scene.ts';
import type { Highlight } from './protocol.ts';

type Indexed = Extract<Highlight, { index: number }>;

/** What of the physics has a path; null where nothing has. What is more than one of them is its collider before its body. */
export function indexOfPath({ physics }: Pick<AssetScene, 'physics'>, path: string): Indexed | null {
  if (physics === null) return null;
  const kinds = [
    ['collider', physics.colliders],
    ['body', physics.bodies],
    ['joint', physics.joints],
    ['material', physics.materials],
  ] as const;
  for (const [kind, all] of kinds) {
    const index = all.findIndex((one) => one.path === path);
    if (index >= 0) return { kind, index };
  }
  return null;
}

/** The shapes of a path, and those below it. */
export const shapesBelow = (shapes: readonly Pick<Shape, 'path'>[], path: string): number[] =>
  shapes.flatMap((shape, at) => (shape.path === path || shape.path.startsWith(`${path}/`) ? at : []));
