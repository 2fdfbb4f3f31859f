import type { Value } from '../layer.ts';
import type { CompositeReader } from './composites.ts';
import { fromHalf } from './half.ts';
import { numericTypes, type TypeName, type ValueRep } from './value-types.ts';

const specifiers = ['def', 'over', 'class'];
const permissions = ['public', 'private'];
// The third is what old files have for the second (crateFile.cpp, LEGACY_CONFIG_VARIABILITY).
const variabilities = ['varying', 'uniform', 'uniform'];

/**
 * A value that is in the field itself (crateFile.cpp, `_IsAlwaysInlined`; crateValueInliners.h); null for a block, undefined for one
 * that lies elsewhere in the file.
 */
export function inlinedValue(
  name: TypeName,
  { inlined, isInlined }: ValueRep,
  words: Pick<CompositeReader, 'token' | 'string'>,
): Value | null | undefined {
  switch (name) {
    case 'Bool':
      return (inlined & 0xff) !== 0;
    case 'UChar':
      return inlined & 0xff;
    case 'Int':
      return inlined | 0;
    case 'UInt':
      return inlined;
    case 'Half':
      return fromHalf(inlined & 0xffff);
    case 'Float':
      return toFloat(inlined);
    case 'Vec2h':
      return Float64Array.of(fromHalf(inlined & 0xffff), fromHalf(inlined >>> 16));
    case 'Token':
      return words.token(inlined);
    case 'String':
      return words.string(inlined);
    case 'AssetPath':
      return { kind: 'asset', path: words.token(inlined) };
    case 'Specifier':
      return specifiers[inlined] ?? '';
    case 'Permission':
      return permissions[inlined] ?? '';
    case 'Variability':
      return variabilities[inlined] ?? '';
    case 'ValueBlock':
      return null;
    default:
      return isInlined ? whereItFits(name, inlined) : undefined;
  }
}

/** Numbers that are exactly a float or an integer of 32 bits, vectors and diagonals of small integers, an empty dictionary. */
function whereItFits(name: TypeName, inlined: number): Value | undefined {
  if (name === 'Double') return toFloat(inlined);
  if (name === 'Int64') return inlined | 0;
  if (name === 'UInt64') return inlined;
  if (name === 'Dictionary') return { kind: 'dictionary', entries: new Map() };
  const count = numericTypes[name]?.count ?? 1;
  if (name.startsWith('Vec'))
    return Float64Array.from({ length: count }, (_, index) => byteAt(inlined, index));
  if (!name.startsWith('Matrix')) return undefined;
  const size = Math.sqrt(count);
  return Float64Array.from({ length: count }, (_, index) =>
    index % (size + 1) === 0 ? byteAt(inlined, index / (size + 1)) : 0,
  );
}

/** One of four signed bytes. */
const byteAt = (inlined: number, index: number): number => (inlined << (24 - index * 8)) >> 24;

const bits = new DataView(new ArrayBuffer(4));
function toFloat(inlined: number): number {
  bits.setUint32(0, inlined);
  return bits.getFloat32(0);
}
