import { AssetBudget } from '../../../limits.ts';
import type { Body, Collider, Joint, PhysicsScene } from '../../../physics.ts';
import { filesOf, stageOfText } from '../../scene/testing/usd-of.ts';
import { readScene, type SceneWithoutPhysics } from '../../scene/read-scene.ts';
import { readPhysics } from '../read-physics.ts';

export interface ReadForTest {
  physics: PhysicsScene;
  scene: SceneWithoutPhysics;
  body(path: string): Body;
  collider(path: string): Collider;
  joint(path: string): Joint;
}

/** What is made of USD text without its first line. */
export async function physicsOfText(text: string, budget = new AssetBudget()): Promise<ReadForTest> {
  const stage = await stageOfText(text);
  const scene = await readScene(stage, filesOf({}), budget);
  return lookUp(readPhysics(stage, scene, budget), scene);
}

/** What was read, with its parts by their paths. */
export function lookUp(physics: PhysicsScene, scene: SceneWithoutPhysics): ReadForTest {
  const found = <Item extends { path: string }>(items: Item[], path: string): Item => {
    const item = items.find((each) => each.path === path);
    if (item === undefined) throw new Error(`nothing at ${path}`);
    return item;
  };
  return {
    physics,
    scene,
    body: (path) => found(physics.bodies, path),
    collider: (path) => found(physics.colliders, path),
    joint: (path) => found(physics.joints, path),
  };
}

/** The header of a layer in metres, Z up. */
export const metres = '(\n  metersPerUnit = 1\n  upAxis = "Z"\n)\n';

/** Applied schemas, as a prim's metadata. */
export const apis = (...names: string[]): string =>
  `(prepend apiSchemas = [${names.map((name) => `"Physics${name}API"`).join(', ')}])`;

/** A mesh of a box of these lengths, closed, with its sides outwards. */
export function boxMeshText(
  name: string,
  [x, y, z]: [number, number, number],
  inner: string,
  metadata = '',
): string {
  const points = Array.from({ length: 8 }, (_, corner) => {
    const at = (bit: number, length: number): number => (corner & bit ? length / 2 : -length / 2);
    return `(${at(1, x)}, ${at(2, y)}, ${at(4, z)})`;
  });
  return `def Mesh "${name}" ${metadata} {
    point3f[] points = [${points.join(', ')}]
    int[] faceVertexCounts = [4, 4, 4, 4, 4, 4]
    int[] faceVertexIndices = [0, 4, 6, 2, 1, 3, 7, 5, 0, 1, 5, 4, 2, 6, 7, 3, 0, 2, 3, 1, 4, 5, 7, 6]
    uniform token subdivisionScheme = "none"
    ${inner}
  }`;
}
