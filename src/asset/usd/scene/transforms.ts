/** Where prims are: their transform operations, as OpenUSD reads them (`pxr/usd/usdGeom/xformable.cpp`, `xformOp.cpp`). */
import {
  identity,
  inverse,
  multiply,
  rotationAbout,
  rotationOf,
  scaling,
  translation,
  type Axis,
  type Matrix,
} from '../../matrix.ts';
import type { Value } from '../layer.ts';
import type { StagePrim } from '../stage.ts';
import type { Notes } from './notes.ts';

export interface LocalTransform {
  /** From the prim's space to that of the prim above it, or to the scene's where it resets. */
  matrix: Matrix;
  /** `!resetXformStack!`: prims above it do not move it. */
  resets: boolean;
}

const reset = '!resetXformStack!';
const invert = '!invert!';
/** Types that have no place of their own; operations that they carry are of no effect. */
const notXformable = new Set(['', 'Scope', 'Material', 'Shader', 'NodeGraph', 'GeomSubset']);

/** The operations of one prim, first to last as `xformOpOrder` has them. What cannot be read is left out, with a note. */
export function localTransform(prim: StagePrim, notes?: Notes): LocalTransform {
  const order = notXformable.has(prim.typeName) ? undefined : prim.attribute('xformOpOrder')?.value();
  let matrix = identity();
  let resets = false;
  for (const name of isWords(order) ? order : []) {
    if (name === reset) {
      resets = true;
      matrix = identity();
      continue;
    }
    const operation = readOperation(prim, name, notes);
    if (operation !== null) matrix = multiply(matrix, operation);
  }
  if (matrix.every(Number.isFinite)) return { matrix, resets };
  notes?.add('damaged', prim.path, 'xformOpOrder');
  return { matrix: identity(), resets };
}

/** Where prims are in the scene, each worked out once. */
export class WorldMatrices {
  readonly #known = new Map<string, Matrix>();

  /**
   * From the prim's space to the scene's, in units of the file; where that takes larger numbers than there are, as for the prim
   * above.
   */
  of(prim: StagePrim): Matrix {
    const known = this.#known.get(prim.path);
    if (known !== undefined) return known;
    const { matrix, resets } = localTransform(prim);
    const above = resets || prim.parent === null ? identity() : this.of(prim.parent);
    const product = multiply(above, matrix);
    const world = product.every(Number.isFinite) ? product : above;
    this.#known.set(prim.path, world);
    return world;
  }
}

function readOperation(prim: StagePrim, ordered: string, notes: Notes | undefined): Matrix | null {
  const isInverted = ordered.startsWith(invert);
  const name = isInverted ? ordered.slice(invert.length) : ordered;
  const attribute = prim.attribute(name);
  if (attribute === null) {
    notes?.add('damaged', prim.path, name);
    return null;
  }
  const value = attribute.value();
  if (value === undefined) return null;
  const operation = operationOf(name.split(':')[1] ?? '', value);
  const matrix = operation !== null && isInverted ? inverse(operation) : operation;
  if (matrix === null) notes?.add('damaged', prim.path, ordered);
  return matrix;
}

/** Null for a kind that USD does not have, and for a value of another type. */
function operationOf(kind: string, value: Value): Matrix | null {
  const single = /^rotate([XYZ])$/.exec(kind)?.[1];
  if (single !== undefined) return typeof value === 'number' ? rotation(single, value) : null;
  const numbers = value instanceof Float64Array ? value : Float64Array.of();
  const [x = 0, y = 0, z = 0, w = 0] = numbers;
  if (kind === 'transform') return numbers.length === 16 ? numbers.slice() : null;
  if (kind === 'orient') return numbers.length === 4 ? rotationOf(x, y, z, w) : null;
  if (numbers.length !== 3) return null;
  if (kind === 'translate') return translation(x, y, z);
  if (kind === 'scale') return scaling(x, y, z);
  const order = /^rotate(XYZ|XZY|YXZ|YZX|ZXY|ZYX)$/.exec(kind)?.[1];
  if (order === undefined) return null;
  const about = { X: x, Y: y, Z: z };
  // The axis that is named first turns first.
  return Array.from(order, (axis) => rotation(axis, about[axis as Axis])).reduceRight(multiply);
}

const rotation = (axis: string, degrees: number): Matrix =>
  rotationAbout(axis as Axis, (degrees * Math.PI) / 180);

const isWords = (value: Value | undefined): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
