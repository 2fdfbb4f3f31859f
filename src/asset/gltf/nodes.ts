import { AssetError } from '../limits.ts';
import { identity, multiply, rotationOf, scaling, translation } from '../matrix.ts';
import type { Matrix } from '../matrix.ts';
import type { GltfContext } from './context.ts';
import type { Fields } from './fields.ts';

/** A node in its place. */
export interface PlacedNode {
  index: number;
  node: Fields;
  /** Names from the root on; unique. */
  path: string;
  name: string;
  /** To the scene's space. */
  matrix: Matrix;
}

/**
 * All nodes of the scene that the file shows, parents before children.
 *
 * @throws {AssetError} `too-many`, `too-deep`, `damaged`
 */
export function placeNodes(context: GltfContext): PlacedNode[] {
  const { budget, document, notes } = context;
  budget.addPrims(document.root.length('nodes'));
  const scenes = document.list('scenes');
  const shown = document.root.count('scene') ?? 0;
  if (scenes.length > 1)
    notes.add('not-read', 'scenes', `${scenes.length - 1} of ${scenes.length} scenes: one is shown`);
  const roots =
    scenes.length > 0 ? document.entry('scenes', shown).counts('nodes') : rootsOf(document.list('nodes'));
  const placed: PlacedNode[] = [];
  const seen = new Set<number>();
  const paths = new Set<string>();

  const place = (index: number, parent: string, space: Matrix, depth: number): void => {
    budget.checkDepth(depth, parent);
    const node = document.entry('nodes', index);
    if (seen.has(index)) {
      notes.add('cycle', `${parent}/${nameOf(node, index)}`, `${node.place} has more than one place`);
      return;
    }
    seen.add(index);
    const name = nameOf(node, index);
    const path = unused(`${parent}/${name}`, index, paths);
    const matrix = multiply(space, matrixOf(node));
    placed.push({ index, node, path, name, matrix });
    for (const child of node.counts('children')) place(child, path, matrix, depth + 1);
  };
  for (const root of roots) place(root, '', identity(), 1);
  return placed;
}

/** Where a file has no scene: what is below nothing. */
function rootsOf(nodes: readonly Fields[]): number[] {
  const children = new Set(nodes.flatMap((node) => node.counts('children')));
  return nodes.flatMap((_node, index) => (children.has(index) ? [] : index));
}

const nameOf = (node: Fields, index: number): string =>
  node.text('name')?.replaceAll('/', '_').trim() || `node ${index}`;

/** Names need not be unique in glTF. */
function unused(path: string, index: number, paths: Set<string>): string {
  const free = paths.has(path) ? `${path} (node ${index})` : path;
  paths.add(free);
  return free;
}

function matrixOf(node: Fields): Matrix {
  const matrix = node.numbers('matrix', 16);
  if (matrix !== undefined) return finite(Float64Array.from(matrix), node);
  const [x = 0, y = 0, z = 0] = node.numbers('translation', 3) ?? [];
  const [i = 0, j = 0, k = 0, w = 1] = node.numbers('rotation', 4) ?? [];
  const [sx = 1, sy = 1, sz = 1] = node.numbers('scale', 3) ?? [];
  return finite(transform([x, y, z], [i, j, k, w], [sx, sy, sz]), node);
}

/** Scaled first, then turned, then moved. */
export const transform = (
  [x, y, z]: readonly [number, number, number],
  [i, j, k, w]: readonly [number, number, number, number],
  [sx, sy, sz]: readonly [number, number, number],
): Matrix => multiply(translation(x, y, z), multiply(rotationOf(i, j, k, w), scaling(sx, sy, sz)));

function finite(matrix: Matrix, node: Fields): Matrix {
  if (matrix.every(Number.isFinite)) return matrix;
  throw new AssetError('damaged', `${node.place}: its place is no number`);
}
