import { specTypes } from '../spec-tree.ts';
import { valueTypes, type TypeName } from '../value-types.ts';
import { ByteWriter } from './byte-writer.ts';
import { bootstrapBytes, writeTables, type RawTables } from './write-tables.ts';

const flags = { inlined: 1n << 62n, array: 1n << 63n, packed: (1n << 63n) | (1n << 61n), single: 0n };
/** What stands for a value in a field: its type, and its offset in the file or itself. */
export const valueOf = (type: TypeName, payload: number, kind: keyof typeof flags): bigint =>
  flags[kind] | (BigInt(valueTypes[type]) << 48n) | BigInt(payload);

/** The values of the fields `x` and `specifier`. */
export const fieldsOf = (x: bigint): bigint[] => [x, valueOf('Specifier', 0, 'inlined')];

/** A root with a field `x`, and a prim `A`. */
export const sound: RawTables = {
  tokens: [';-)', 'A', 'x', 'specifier'],
  strings: [1],
  fieldNames: [2, 3],
  fieldValues: fieldsOf(valueOf('Int', 5, 'inlined')),
  fieldSets: [0, -1, 1, -1],
  pathCount: 2,
  paths: { indices: [0, 1], elements: [0, 1], jumps: [-1, -2] },
  specs: [
    { path: 0, set: 0, type: specTypes.pseudoRoot },
    { path: 1, set: 2, type: specTypes.prim },
  ],
};

/** The sound tables with others in their place, behind values that start at byte 88. */
export function fileOf(
  tables: Partial<RawTables>,
  values: (writer: ByteWriter) => void = () => undefined,
): Uint8Array {
  const writer = new ByteWriter();
  writer.write(new Uint8Array(bootstrapBytes));
  values(writer);
  return writeTables(writer, { ...sound, ...tables });
}

/** A file whose root has a field `x` of this type, with its bytes at byte 88. */
export const fileWith = (
  type: TypeName,
  kind: keyof typeof flags,
  values: (writer: ByteWriter) => void,
): Uint8Array => fileOf({ fieldValues: fieldsOf(valueOf(type, bootstrapBytes, kind)) }, values);
