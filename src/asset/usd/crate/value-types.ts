import type { ByteReader } from './byte-reader.ts';

/** Types of values by their numbers in crate files (pxr/usd/sdf/crateDataTypes.h). */
export const valueTypes = {
  Bool: 1,
  UChar: 2,
  Int: 3,
  UInt: 4,
  Int64: 5,
  UInt64: 6,
  Half: 7,
  Float: 8,
  Double: 9,
  String: 10,
  Token: 11,
  AssetPath: 12,
  Matrix2d: 13,
  Matrix3d: 14,
  Matrix4d: 15,
  Quatd: 16,
  Quatf: 17,
  Quath: 18,
  Vec2d: 19,
  Vec2f: 20,
  Vec2h: 21,
  Vec2i: 22,
  Vec3d: 23,
  Vec3f: 24,
  Vec3h: 25,
  Vec3i: 26,
  Vec4d: 27,
  Vec4f: 28,
  Vec4h: 29,
  Vec4i: 30,
  Dictionary: 31,
  TokenListOp: 32,
  StringListOp: 33,
  PathListOp: 34,
  ReferenceListOp: 35,
  IntListOp: 36,
  Int64ListOp: 37,
  UIntListOp: 38,
  UInt64ListOp: 39,
  PathVector: 40,
  TokenVector: 41,
  Specifier: 42,
  Permission: 43,
  Variability: 44,
  VariantSelectionMap: 45,
  TimeSamples: 46,
  Payload: 47,
  DoubleVector: 48,
  LayerOffsetVector: 49,
  StringVector: 50,
  ValueBlock: 51,
  Value: 52,
  UnregisteredValue: 53,
  UnregisteredValueListOp: 54,
  PayloadListOp: 55,
  TimeCode: 56,
  PathExpression: 57,
  Relocates: 58,
  Spline: 59,
  AnimationBlock: 60,
} as const;

export type TypeName = keyof typeof valueTypes;

const names = new Map<number, TypeName>();
for (const name of Object.keys(valueTypes) as TypeName[]) names.set(valueTypes[name], name);

/** `Vec3f`, or undefined for a number that no version known here has. */
export const typeNameOf = (type: number): TypeName | undefined => names.get(type);

/** Numbers that a type consists of. */
export interface NumericType {
  component: 'uint8' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'half' | 'float' | 'double';
  count: number;
}

export const numericTypes: Partial<Record<TypeName, NumericType>> = {
  UChar: { component: 'uint8', count: 1 },
  Int: { component: 'int32', count: 1 },
  UInt: { component: 'uint32', count: 1 },
  Int64: { component: 'int64', count: 1 },
  UInt64: { component: 'uint64', count: 1 },
  Half: { component: 'half', count: 1 },
  Float: { component: 'float', count: 1 },
  Double: { component: 'double', count: 1 },
  TimeCode: { component: 'double', count: 1 },
  Matrix2d: { component: 'double', count: 4 },
  Matrix3d: { component: 'double', count: 9 },
  Matrix4d: { component: 'double', count: 16 },
  Quatd: { component: 'double', count: 4 },
  Quatf: { component: 'float', count: 4 },
  Quath: { component: 'half', count: 4 },
  Vec2d: { component: 'double', count: 2 },
  Vec2f: { component: 'float', count: 2 },
  Vec2h: { component: 'half', count: 2 },
  Vec2i: { component: 'int32', count: 2 },
  Vec3d: { component: 'double', count: 3 },
  Vec3f: { component: 'float', count: 3 },
  Vec3h: { component: 'half', count: 3 },
  Vec3i: { component: 'int32', count: 3 },
  Vec4d: { component: 'double', count: 4 },
  Vec4f: { component: 'float', count: 4 },
  Vec4h: { component: 'half', count: 4 },
  Vec4i: { component: 'int32', count: 4 },
};

export const componentBytes: Record<NumericType['component'], number> = {
  uint8: 1,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  half: 2,
  float: 4,
  double: 8,
};

/** Told what of a value is not read: `Spline`, `reorder`. */
export type OnUnread = (detail: string) => void;

const otherArrays: readonly TypeName[] = ['Bool', 'String', 'Token', 'AssetPath', 'PathExpression'];
const unread: readonly TypeName[] = ['UnregisteredValueListOp', 'Spline', 'AnimationBlock'];

/** What a field's value is and where: OpenUSD's `ValueRep`, 64 bits. */
export interface ValueRep {
  type: number;
  isArray: boolean;
  /** The value itself is in {@link inlined}. */
  isInlined: boolean;
  isCompressed: boolean;
  /** The offset of the value in the file. */
  payload: number;
  /** The lower 32 bits of the payload. */
  inlined: number;
  /** False for kinds of values that later versions added. */
  isKnown: boolean;
}

export function toValueRep(low: number, high: number): ValueRep {
  const type = (high >>> 16) & 0xff;
  const isArray = high >>> 31 === 1;
  const name = typeNameOf(type);
  const isEdit = (high & 0x1000_0000) !== 0;
  const takesArray = name !== undefined && (name in numericTypes || otherArrays.includes(name));
  return {
    type,
    isArray,
    isInlined: (high & 0x4000_0000) !== 0,
    isCompressed: (high & 0x2000_0000) !== 0,
    payload: (high & 0xffff) * 0x1_0000_0000 + low,
    inlined: low,
    isKnown: name !== undefined && !unread.includes(name) && !isEdit && (!isArray || takesArray),
  };
}

export const readValueRep = (reader: ByteReader): ValueRep => toValueRep(reader.uint32(), reader.uint32());

/** What a note says of a value that is not read. */
export const unreadName = ({ type, isArray }: ValueRep): string =>
  `${typeNameOf(type) ?? `value type ${type}`}${isArray ? '[]' : ''}`;
