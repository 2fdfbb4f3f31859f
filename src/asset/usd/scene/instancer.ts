/** PointInstancer: what it draws, where (`pxr/usd/usdGeom/pointInstancer.h`). Velocities are not read: it stands still. */
import { AssetError } from '../../limits.ts';
import { multiply, rotationOf, scaling, translation, type Matrix } from '../../matrix.ts';
import type { StagePrim } from '../stage.ts';

export interface PlacedInstance {
  /** Its place in the list of the file. */
  index: number;
  /** Index of the targets of `prototypes`. */
  prototype: number;
  /** To the instancer's space. */
  matrix: Matrix;
  isVisible: boolean;
}

/**
 * Instances that are not inactive, one after another: there may be very many.
 *
 * @throws {AssetError} `damaged` where its lists do not fit one another
 */
export function* readInstances(prim: StagePrim): Generator<PlacedInstance> {
  const prototypes = numbersOf(prim, 'protoIndices') ?? [];
  const positions = numbersOf(prim, 'positions');
  const count = prototypes.length;
  if (positions?.length !== 3 * count) throw new AssetError('damaged', 'positions');
  // As OpenUSD does, turns and scales that do not fit are as if they were not there.
  const fitting = (name: string, size: number): ArrayLike<number> | null => {
    const numbers = numbersOf(prim, name);
    return numbers?.length === size * count ? numbers : null;
  };
  const turns = fitting('orientationsf', 4) ?? fitting('orientations', 4);
  const scales = fitting('scales', 3);
  const ids = fitting('ids', 1);
  const invisible = new Set(Array.from(numbersOf(prim, 'invisibleIds') ?? []));
  const inactive = inactiveIds(prim);
  for (let index = 0; index < count; index++) {
    const id = ids?.[index] ?? index;
    if (inactive.has(id)) continue;
    const at = 3 * index;
    let matrix = translation(positions[at] ?? 0, positions[at + 1] ?? 0, positions[at + 2] ?? 0);
    if (turns !== null) {
      const turn = 4 * index;
      matrix = multiply(
        matrix,
        rotationOf(turns[turn] ?? 0, turns[turn + 1] ?? 0, turns[turn + 2] ?? 0, turns[turn + 3] ?? 0),
      );
    }
    if (scales !== null)
      matrix = multiply(matrix, scaling(scales[at] ?? 1, scales[at + 1] ?? 1, scales[at + 2] ?? 1));
    const prototype = prototypes[index] ?? 0;
    yield { index, prototype, matrix, isVisible: !invisible.has(id) };
  }
}

/** Text has a list that is explicit as plain numbers. */
function inactiveIds(prim: StagePrim): Set<number> {
  const list = prim.field('inactiveIds');
  if (ArrayBuffer.isView(list)) return new Set(list);
  if (typeof list !== 'object' || !('kind' in list) || list.kind !== 'list') return new Set();
  return new Set((list.explicit ?? [...list.prepended, ...list.appended]).map(Number));
}

const numbersOf = (prim: StagePrim, name: string): ArrayLike<number> | undefined =>
  prim.attribute(name)?.numbers();
