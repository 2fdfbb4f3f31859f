import type { Sourced } from '../../physics.ts';
import type { StageAttribute, StagePrim } from '../stage.ts';

/** From here on a limit counts as infinite: files write the largest number that they can hold. OpenUSD's `usdPhysicsSentinelLimit`. */
const infinite = 0.5e38;

/** A number as it is written, infinite ones included; null where none is. `factor` brings it to the units that it is kept in. */
export function authoredNumber(prim: StagePrim, name: string, factor = 1): Sourced<number> | null {
  const attribute = prim.attribute(name);
  const value = attribute?.number();
  if (attribute === null || value === undefined || Number.isNaN(value)) return null;
  return authored(value * factor, prim, name, attribute);
}

/** Three numbers as they are written; null where there are not three. */
export function authoredVector(
  prim: StagePrim,
  name: string,
  factor = 1,
): Sourced<[number, number, number]> | null {
  const attribute = prim.attribute(name);
  const [x, y, z] = attribute?.numbers() ?? [];
  if (attribute === null || x === undefined || y === undefined || z === undefined) return null;
  return authored([x * factor, y * factor, z * factor], prim, name, attribute);
}

/** A quaternion as it is written: x, y, z, w. */
export function authoredRotation(
  prim: StagePrim,
  name: string,
): Sourced<[number, number, number, number]> | null {
  const attribute = prim.attribute(name);
  const [x, y, z, w] = attribute?.numbers() ?? [];
  if (attribute === null || x === undefined || y === undefined || z === undefined || w === undefined)
    return null;
  return authored([x, y, z, w], prim, name, attribute);
}

/** Null for what is so large that it stands for no limit. */
export function limited(value: number | undefined): number | null {
  return value !== undefined && Math.abs(value) < infinite ? value : null;
}

function authored<Value>(
  value: Value,
  prim: StagePrim,
  name: string,
  attribute: StageAttribute,
): Sourced<Value> {
  return { value, origin: 'authored', file: attribute.file, place: `${prim.path}.${name}` };
}
