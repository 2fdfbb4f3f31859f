import { AssetError, type AssetBudget } from '../../limits.ts';
import type { ByteReader } from './byte-reader.ts';
import { unpackInts32 } from './integers.ts';
import { maxLz4Expansion, unpackChunks } from './lz4.ts';
import { PathTable } from './paths.ts';

/** What a crate file consists of (pxr/usd/sdf/crateFile.cpp, `_ReadStructuralSections`). Values lie outside, at their offsets. */
export interface CrateTables {
  /** The second part of the version: 8 of 0.8.0. */
  version: number;
  tokens: string[];
  /** A token for each string. */
  strings: Uint32Array;
  /** A token for each field: its name. */
  fieldNames: Uint32Array;
  /** Two for each field: the lower and the upper half of its `ValueRep`. */
  fieldValues: Uint32Array;
  /** Fields of all sets, one set after another, each with {@link endOfSet} behind its last. */
  fieldSets: Uint32Array;
  paths: PathTable;
  specs: { paths: Uint32Array; fieldSets: Uint32Array; types: Uint32Array };
}

export const endOfSet = 0xffff_ffff;

/** 0.4.0 is the first with packed tables; 0.12 and 0.13 have splines, which are named as not read, and are alike otherwise. */
const versions = { oldest: 4, newest: 13 };
const identifier = 'PXR-USDC';
const bootstrapBytes = 88;
const sectionNameBytes = 16;
/** A prim has fewer paths, fields and tokens than this, on average: more entries are no file of an asset. */
const entriesPerPrim = 64;
const maxTextBytes = 256 * 1024 * 1024;

/** Whether a file begins like a crate: `.usd` may be that or text. */
export const isCrate = (bytes: Uint8Array): boolean =>
  bytes.length >= identifier.length &&
  [...identifier].every((letter, index) => bytes[index] === letter.charCodeAt(0));

/** @throws {AssetError} `not-understood` for other versions, `damaged` or `too-many` for tables that cannot be */
export function readTables(reader: ByteReader, budget: AssetBudget): CrateTables {
  if (!isCrate(reader.bytes)) throw reader.damaged('this is no crate file');
  if (reader.bytes.length < bootstrapBytes) throw reader.damaged('the file ends in its header');
  reader.seek(identifier.length);
  const version = readVersion(reader);
  const sections = readContents(reader);
  const section = (name: 'TOKENS' | 'STRINGS' | 'FIELDS' | 'FIELDSETS' | 'PATHS' | 'SPECS'): void => {
    const start = sections.get(name);
    if (start === undefined) throw reader.damaged(`there is no section ${name}`);
    reader.seek(start);
  };

  section('TOKENS');
  const tokens = readTokens(reader, budget);
  section('STRINGS');
  const strings = readStrings(reader, budget);
  section('FIELDS');
  const fieldCount = entryCount(reader, budget);
  const fieldNames = readInts(reader, fieldCount);
  const fieldValues = readFieldValues(reader, fieldCount);
  section('FIELDSETS');
  const fieldSets = readInts(reader, entryCount(reader, budget));
  section('PATHS');
  const pathCount = entryCount(reader, budget);
  // Fewer than there are where one is empty, as that one is not written.
  const encodedCount = entryCount(reader, budget);
  const paths = new PathTable(
    pathCount,
    {
      indices: readInts(reader, encodedCount),
      elements: new Int32Array(readInts(reader, encodedCount).buffer),
      jumps: new Int32Array(readInts(reader, encodedCount).buffer),
    },
    tokens,
    budget,
  );
  section('SPECS');
  const specCount = entryCount(reader, budget);
  const specs = {
    paths: readInts(reader, specCount),
    fieldSets: readInts(reader, specCount),
    types: readInts(reader, specCount),
  };
  return { version, tokens, strings, fieldNames, fieldValues, fieldSets, paths, specs };
}

function readVersion(reader: ByteReader): number {
  const [major, minor, patch] = reader.take(8);
  if (minor === undefined || major !== 0 || minor < versions.oldest || minor > versions.newest)
    throw new AssetError('not-understood', `crate version ${major}.${minor}.${patch}`);
  return minor;
}

/** Where each section starts. */
function readContents(reader: ByteReader): Map<string, number> {
  reader.seek(reader.uint64());
  const count = reader.countOf(sectionNameBytes + 16);
  const sections = new Map<string, number>();
  for (let index = 0; index < count; index += 1) {
    const name = reader.take(sectionNameBytes);
    const end = name.indexOf(0);
    const start = reader.uint64();
    const size = reader.uint64();
    if (start + size > reader.bytes.length) throw reader.damaged('a section is outside the file');
    sections.set(String.fromCharCode(...name.subarray(0, end === -1 ? undefined : end)), start);
  }
  return sections;
}

/** A count of entries that are still packed: how many bytes they have is known only later. */
function entryCount(reader: ByteReader, budget: AssetBudget): number {
  const count = reader.uint64();
  if (count > reader.bytes.length * maxLz4Expansion * 4) throw reader.damaged(`${count} entries`);
  if (count > budget.limits.maxPrims * entriesPerPrim)
    throw new AssetError('too-many', `a table of ${count} entries`);
  budget.addValues(count);
  return count;
}

const readInts = (reader: ByteReader, count: number): Uint32Array =>
  new Uint32Array(unpackInts32(reader.take(reader.uint64()), count).buffer);

function readTokens(reader: ByteReader, budget: AssetBudget): string[] {
  const count = entryCount(reader, budget);
  const length = reader.uint64();
  const packed = reader.take(reader.uint64());
  if (length > packed.length * maxLz4Expansion) throw reader.damaged(`${length} bytes of tokens`);
  if (length > maxTextBytes) throw new AssetError('too-large', `${length} bytes of tokens`);
  budget.addValues(Math.ceil(length / 4));
  if (count > length) throw reader.damaged(`${count} tokens in ${length} bytes`);
  if (count === 0) return [];
  const text = new Uint8Array(length);
  if (unpackChunks(packed, text) < length) throw reader.damaged('tokens end early');
  const tokens = new TextDecoder('utf-8', { ignoreBOM: true }).decode(text).split('\0');
  if (tokens.length < count) throw reader.damaged(`${tokens.length} tokens instead of ${count}`);
  tokens.length = count;
  return tokens;
}

function readStrings(reader: ByteReader, budget: AssetBudget): Uint32Array {
  const count = reader.countOf(4);
  budget.addValues(count);
  return Uint32Array.from({ length: count }, () => reader.uint32());
}

function readFieldValues(reader: ByteReader, count: number): Uint32Array {
  const packed = reader.take(reader.uint64());
  const length = count * 8;
  if (length > packed.length * maxLz4Expansion) throw reader.damaged(`${count} values of fields`);
  const values = new Uint8Array(length);
  if (count > 0 && unpackChunks(packed, values) < length) throw reader.damaged('values of fields end early');
  return new Uint32Array(values.buffer);
}
