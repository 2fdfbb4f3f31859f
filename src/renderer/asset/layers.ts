import type { AssetScene, Shape } from '../../asset/scene.ts';

/** What can be shown and hidden. */
export const layerNames = ['visual', 'collision', 'centerOfMass', 'inertia', 'joints'] as const;
export type LayerName = (typeof layerNames)[number];
export type Layers = Record<LayerName, boolean>;

/** What is shown at first. */
export const objectAlone: Layers = {
  visual: true,
  collision: false,
  centerOfMass: false,
  inertia: false,
  joints: false,
};

/** What a shape is in the asset. */
export interface ShapeRole {
  /** Part of the object that the asset is to look like. */
  isObject: boolean;
  isCollider: boolean;
  /**
   * Of a body that has nothing else to show, or of no body in a file that has nothing else: it is never hidden, and never drawn as
   * the object.
   */
  isOnly: boolean;
  /** A plane to collide with that is no part of the object, as the one that MuJoCo's world has for it to stand on. */
  isFloor: boolean;
}

const isUsual = ({ purpose }: Shape): boolean => purpose === 'default' || purpose === 'render';

/**
 * The role of each shape. As in USD, what has no purpose of its own is drawn, whether it collides or not, and stand-ins
 * (`proxy`) where there is nothing that they stand for. Guides are for looking into an asset and never part of the object.
 */
export function rolesOf(scene: RoledScene): ShapeRole[] {
  const { geometries, shapes } = scene;
  const hasFinal = bodiesWith(shapes, isUsual);
  const isObject = (shape: Shape): boolean =>
    shape.isVisible && (isUsual(shape) || (shape.purpose === 'proxy' && !hasFinal.has(shape.body)));
  const oneWith = rigidBodies(scene);
  const hasObject = new Set([...bodiesWith(shapes, isObject)].map(oneWith));
  return shapes.map((shape) => {
    const role = {
      isObject: isObject(shape),
      isCollider: shape.collider !== null,
      // What is of no body, and hidden or a guide beside an object, is no part of that: the floor that it stands on.
      isOnly:
        shape.body === null ? shape.isVisible && hasObject.size === 0 : !hasObject.has(oneWith(shape.body)),
    };
    const isPlane = shape.body === null && geometries?.[shape.geometry]?.kind === 'plane';
    return { ...role, isFloor: isPlane && role.isCollider && !role.isObject && !role.isOnly };
  });
}

type RoledScene = Pick<AssetScene, 'shapes'> & Partial<Pick<AssetScene, 'format' | 'geometries' | 'physics'>>;

/** MuJoCo makes one of bodies that have no joint between them: what shows one of them shows all. */
function rigidBodies({ format, physics }: RoledScene): (body: number | null) => number | null {
  const above = new Map<number | null, number | null>();
  if (format === 'mjcf')
    for (const { kind, bodies } of physics?.joints ?? [])
      if (kind === 'fixed' && bodies[0] !== null) above.set(bodies[1], bodies[0]);
  return (body) => {
    let root = body;
    while (above.has(root)) root = above.get(root) ?? null;
    return root;
  };
}

/** Bodies of the shapes that meet a condition; null for those of none. */
function bodiesWith(shapes: readonly Shape[], condition: (shape: Shape) => boolean): Set<number | null> {
  return new Set(shapes.filter((shape) => shape.isVisible && condition(shape)).map(({ body }) => body));
}

/** How a shape is drawn. One may be both: a plain shape that is seen and collides. */
export interface Drawn {
  asObject: boolean;
  asCollider: boolean;
}

export const drawnAs = (
  { isObject, isCollider, isOnly }: ShapeRole,
  { visual, collision }: Layers,
): Drawn => ({
  asObject: isObject && visual,
  asCollider: (isCollider && collision) || (isOnly && (visual || collision)),
});

/** Where a hull's colour lies on the circle of colours, in turns: each far from those just before it. */
export const hueOf = (index: number): number => (0.07 + index * 0.381966) % 1;
