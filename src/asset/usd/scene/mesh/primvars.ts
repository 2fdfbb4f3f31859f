/** Values on surfaces: `primvars:st`, `normals`, `primvars:displayColor` (`pxr/usd/usdGeom/primvar.h`, `primvarsAPI.cpp`). */
import type { NumberArray } from '../../layer.ts';
import type { StageAttribute, StagePrim } from '../../stage.ts';
import type { Notes } from '../notes.ts';

const interpolations = ['constant', 'uniform', 'varying', 'vertex', 'faceVarying'] as const;
export type Interpolation = (typeof interpolations)[number];

/** How many elements each interpolation takes: one, one for each face, point or corner of a face. */
export type ElementCounts = Record<Interpolation, number>;

/** Values that fit the surface: as many as it takes, and no index outside of them. */
export interface Primvar {
  values: Float32Array;
  /** Numbers of one element. */
  size: number;
  interpolation: Interpolation;
  /** Which element each place has; null where they stand in the order of places. */
  indices: NumberArray | null;
}

/** A primvar of this name; null where there is none or it does not fit, which a note says. `size`: numbers of one element. */
export function readPrimvar(
  prim: StagePrim,
  name: string,
  size: number,
  counts: ElementCounts,
  notes: Notes,
): Primvar | null {
  const found = findPrimvar(prim, `primvars:${name}`);
  if (found === null) return null;
  const indices = found.prim.attribute(`primvars:${name}:indices`)?.numbers() ?? null;
  return fit(found.attribute, indices, size, counts, 'constant', prim, `primvars:${name}`, notes);
}

/** Normals: a primvar of that name wins over the attribute, which is of points where it does not say. */
export function readNormals(prim: StagePrim, counts: ElementCounts, notes: Notes): Primvar | null {
  const primvar = readPrimvar(prim, 'normals', 3, counts, notes);
  if (primvar !== null) return primvar;
  const attribute = prim.attribute('normals');
  return attribute && fit(attribute, null, 3, counts, 'vertex', prim, 'normals', notes);
}

/** The primvar that holds texture coordinates where no material names one: `st`, else the first of that type. */
export function defaultCoordinates(prim: StagePrim): string | null {
  if (prim.attribute('primvars:st') !== null) return 'st';
  const first = prim.propertyNames.find(
    (name) =>
      name.startsWith('primvars:') && /^texCoord[23][fdh]\[\]$/.test(prim.attribute(name)?.typeName ?? ''),
  );
  return first?.slice('primvars:'.length) ?? null;
}

/** One's own or, of those that are the same everywhere, that of the nearest prim above. */
function findPrimvar(prim: StagePrim, name: string): { prim: StagePrim; attribute: StageAttribute } | null {
  for (let at: StagePrim | null = prim; at !== null; at = at.parent) {
    const attribute = at.attribute(name);
    if (attribute === null || attribute.value() === undefined) continue;
    if (at === prim || (interpolationOf(attribute) ?? 'constant') === 'constant')
      return { prim: at, attribute };
  }
  return null;
}

function interpolationOf(attribute: StageAttribute): Interpolation | null {
  const written = attribute.field('interpolation');
  return interpolations.find((known) => known === written) ?? null;
}

function fit(
  attribute: StageAttribute,
  indices: NumberArray | null,
  size: number,
  counts: ElementCounts,
  fallback: Interpolation,
  prim: StagePrim,
  name: string,
  notes: Notes,
): Primvar | null {
  // Writers leave an empty list where a mesh has no coordinates.
  if (attribute.numbers()?.length === 0) return null;
  const values = valuesOf(attribute, size);
  if (values === null) {
    if (attribute.value() !== undefined) notes.add('damaged', prim.path, name);
    return null;
  }
  const elements = values.length / size;
  const count = indices?.length ?? elements;
  const written = interpolationOf(attribute);
  const interpolation = written ?? (counts[fallback] === count ? fallback : guess(count, counts)) ?? fallback;
  const isEnough = interpolation === 'constant' ? count >= 1 : count === counts[interpolation];
  if (isEnough && isWithin(indices, elements)) return { values, size, interpolation, indices };
  notes.add('damaged', prim.path, name);
  return null;
}

/** Writers that leave the interpolation out mean the one that their count fits, and USD's fallback fits one element alone. */
const guess = (count: number, counts: ElementCounts): Interpolation | undefined =>
  (['faceVarying', 'vertex', 'uniform'] as const).find((known) => counts[known] === count);

function isWithin(indices: NumberArray | null, elements: number): boolean {
  if (indices === null) return true;
  for (let n = 0; n < indices.length; n++) {
    const index = indices[n] ?? 0;
    if (!(index >= 0 && index < elements)) return false;
  }
  return true;
}

/** Numbers with `size` for each element, be they written with more (`texCoord3f`); null for those with fewer. */
function valuesOf(attribute: StageAttribute, size: number): Float32Array | null {
  const single = attribute.number();
  const numbers = single === undefined ? attribute.numbers() : Float32Array.of(single);
  if (numbers === undefined) return null;
  const written = Number(/([234])[fdh]?(\[\])?$/.exec(attribute.typeName)?.[1] ?? 1);
  if (written < size) return null;
  if (written === size) return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  const elements = Math.floor(numbers.length / written);
  const values = new Float32Array(elements * size);
  for (let n = 0; n < elements; n++)
    for (let at = 0; at < size; at++) values[n * size + at] = numbers[n * written + at] ?? 0;
  return values;
}
