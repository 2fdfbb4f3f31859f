import type { ByteWriter } from './byte-writer.ts';
import { packChunks, packIntegers } from './pack.ts';

export interface CrateOptions {
  /** The second part of the version; 8 (0.8.0) unless said. */
  version?: number;
  /** False: blocks of LZ4 that are literals alone, and arrays as they are. */
  isCompressed?: boolean;
}

/** What a crate file consists of, as numbers: also what no writer would write. */
export interface RawTables {
  tokens: readonly string[];
  /** Tokens. */
  strings: readonly number[];
  /** Tokens. */
  fieldNames: readonly number[];
  fieldValues: readonly bigint[];
  /** Fields, with -1 behind the last of each set. */
  fieldSets: readonly number[];
  pathCount: number;
  paths: { indices: readonly number[]; elements: readonly number[]; jumps: readonly number[] };
  specs: { path: number; set: number; type: number }[];
  /** How many the file says that there are, where that is not so. */
  claims?: Partial<
    Record<'tokens' | 'tokenBytes' | 'strings' | 'fields' | 'fieldSets' | 'encodedPaths' | 'specs', number>
  >;
}

/** Values start behind it. */
export const bootstrapBytes = 88;
const sectionNameBytes = 16;

/** Writes the tables behind what `writer` has, and where they are; returns the whole file. */
export function writeTables(
  writer: ByteWriter,
  tables: RawTables,
  { version = 8, isCompressed = true }: CrateOptions = {},
): Uint8Array {
  const { claims = {} } = tables;
  const packed = (bytes: Uint8Array): void => {
    writer.uint64(bytes.length);
    writer.write(bytes);
  };
  const integers = (values: readonly number[]): void => packed(packIntegers(values, 32, isCompressed));
  const sections: Record<string, () => void> = {
    TOKENS: () => {
      const text = new TextEncoder().encode(tables.tokens.map((token) => `${token}\0`).join(''));
      writer.uint64(claims.tokens ?? tables.tokens.length);
      writer.uint64(claims.tokenBytes ?? text.length);
      packed(packChunks(text, isCompressed));
    },
    STRINGS: () => {
      writer.uint64(claims.strings ?? tables.strings.length);
      for (const token of tables.strings) writer.uint32(token);
    },
    FIELDS: () => {
      writer.uint64(claims.fields ?? tables.fieldNames.length);
      integers(tables.fieldNames);
      packed(packChunks(new Uint8Array(BigUint64Array.from(tables.fieldValues).buffer), isCompressed));
    },
    FIELDSETS: () => {
      writer.uint64(claims.fieldSets ?? tables.fieldSets.length);
      integers(tables.fieldSets);
    },
    PATHS: () => {
      writer.uint64(tables.pathCount);
      writer.uint64(claims.encodedPaths ?? tables.paths.indices.length);
      integers(tables.paths.indices);
      integers(tables.paths.elements);
      integers(tables.paths.jumps);
    },
    SPECS: () => {
      writer.uint64(claims.specs ?? tables.specs.length);
      integers(tables.specs.map(({ path }) => path));
      integers(tables.specs.map(({ set }) => set));
      integers(tables.specs.map(({ type }) => type));
    },
  };
  const places = Object.entries(sections).map(([name, write]) => {
    const start = writer.position;
    write();
    return { name, start, size: writer.position - start };
  });
  const contents = writer.position;
  writer.uint64(places.length);
  for (const { name, start, size } of places) {
    const bytes = new Uint8Array(sectionNameBytes);
    bytes.set(new TextEncoder().encode(name));
    writer.write(bytes);
    writer.uint64(start);
    writer.uint64(size);
  }
  const file = writer.result();
  file.set(new TextEncoder().encode('PXR-USDC'));
  file.set([0, version, 0], 8);
  new DataView(file.buffer).setBigUint64(16, BigInt(contents), true);
  return file;
}
