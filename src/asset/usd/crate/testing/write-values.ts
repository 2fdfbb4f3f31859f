import { componentBytes, numericTypes, valueTypes, type NumericType, type TypeName } from '../value-types.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { ListDescription, ReferenceDescription, TypedValue, Writable } from './describe-crate.ts';
import { packIntegers } from './pack.ts';

/** What values are written with. */
export interface ValueTables {
  writer: ByteWriter;
  version: number;
  isCompressed: boolean;
  token(text: string): number;
  string(text: string): number;
  path(text: string): number;
}

const minCompressedLength = 16;
const maxTable = 1024;

/** Writes values as OpenUSD does (crateFile.cpp, `_Writer`), and hands back the 64 bits that stand for them in a field. */
export class ValueWriter {
  readonly #tables: ValueTables;
  readonly #written = new Map<unknown, bigint>();

  constructor(tables: ValueTables) {
    this.#tables = tables;
  }

  write(typed: TypedValue): bigint {
    const before = this.#written.get(typed);
    if (before !== undefined) return before;
    const rep = typed.isArray === true ? this.#array(typed) : this.#single(typed);
    this.#written.set(typed, rep);
    return rep;
  }

  /** Times are shared by all samples that have the same ones. */
  samples(samples: readonly (readonly [number, TypedValue])[]): bigint {
    const { writer } = this.#tables;
    const times = samples.map(([time]) => time);
    const key = times.join();
    const timesRep = this.#written.get(key) ?? this.write({ type: 'DoubleVector', value: times });
    this.#written.set(key, timesRep);
    const values = samples.map(([, value]) => this.write(value));
    const rep = repOf('TimeSamples', writer.position);
    this.#jump();
    writer.uint64(timesRep);
    this.#jump();
    writer.uint64(values.length);
    for (const value of values) writer.uint64(value);
    return rep;
  }

  #array({ type, value }: TypedValue): bigint {
    const { writer, version } = this.#tables;
    const items = value as ArrayLike<number> & readonly (string | boolean)[];
    if (items.length === 0) return repOf(type, 0, arrayBit);
    const numeric = numericTypes[type as TypeName];
    writer.align(8);
    const start = writer.position;
    const length = numeric === undefined ? items.length : items.length / numeric.count;
    if (version < 5) writer.uint32(1);
    if (version < 7) writer.uint32(length);
    else writer.uint64(length);
    const flag = numeric === undefined ? 0n : this.#numbers(items, numeric, length);
    if (numeric === undefined) for (const item of items) this.#word(type, item);
    return repOf(type, start, arrayBit | flag);
  }

  #word(type: TypedValue['type'], item: string | boolean): void {
    const { writer, token, string } = this.#tables;
    if (typeof item === 'boolean') writer.uint8(item ? 1 : 0);
    else writer.uint32(type === 'Token' ? token(item) : string(item));
  }

  /** The flag of a compressed array, where it was written as one. */
  #numbers(values: ArrayLike<number>, { component, count }: NumericType, length: number): bigint {
    const { writer, version, isCompressed } = this.#tables;
    const isShort = !isCompressed || count > 1 || length < minCompressedLength;
    const isInteger = component.includes('int') && component !== 'uint8';
    const isFraction = component === 'half' || component === 'float' || component === 'double';
    if (!isShort && version >= 5 && isInteger) {
      this.#packed(values, component.endsWith('64') ? 64 : 32);
      return compressedBit;
    }
    if (!isShort && version >= 6 && isFraction) {
      const all = Array.from(values);
      const table = [...new Set(all)];
      if (all.every((value) => Object.is(value | 0, value))) {
        writer.uint8('i'.charCodeAt(0));
        this.#packed(values, 32);
        return compressedBit;
      }
      if (table.length <= Math.min(length / 4, maxTable)) {
        const places = new Map(table.map((value, index) => [value, index]));
        writer.uint8('t'.charCodeAt(0));
        writer.uint32(table.length);
        for (const value of table) writeNumber(writer, component, value);
        this.#packed(
          all.map((value) => places.get(value) ?? 0),
          32,
        );
        return compressedBit;
      }
    }
    for (let index = 0; index < values.length; index += 1) writeNumber(writer, component, values[index] ?? 0);
    return 0n;
  }

  #packed(values: ArrayLike<number>, bits: 32 | 64): void {
    const packed = packIntegers(values, bits);
    this.#tables.writer.uint64(packed.length);
    this.#tables.writer.write(packed);
  }

  #single(typed: TypedValue): bigint {
    const inlined = this.#inlined(typed);
    if (inlined !== null) return repOf(typed.type, inlined, inlinedBit);
    const nested = this.#nestedOf(typed);
    const rep = repOf(typed.type, this.#tables.writer.position);
    this.#outOfLine(typed, nested);
    return rep;
  }

  /** Values in this one are written before it, so that the offsets to them lead forwards. */
  #nestedOf({ type, value }: TypedValue): bigint[] {
    if (type === 'Dictionary')
      return Object.values(value as Record<string, TypedValue>).map((one) => this.write(one));
    return type === 'Value' || type === 'UnregisteredValue' ? [this.write(value as TypedValue)] : [];
  }

  #inlined({ type, value }: TypedValue): number | null {
    const { token, string } = this.#tables;
    const word = String(value);
    const number = Number(value);
    switch (type) {
      case 'Bool':
        return value === true ? 1 : 0;
      case 'UChar':
      case 'Int':
      case 'UInt':
        return number >>> 0;
      case 'Half':
        return toHalf(number);
      case 'Float':
        return floatBits(number);
      case 'Double':
        return Math.fround(number) === number ? floatBits(number) : null;
      case 'Int64':
        return (number | 0) === number ? number >>> 0 : null;
      case 'UInt64':
        return number >>> 0 === number ? number : null;
      case 'Token':
      case 'AssetPath':
        return token(word);
      case 'String':
        return string(word);
      case 'Specifier':
        return ['def', 'over', 'class'].indexOf(word);
      case 'Permission':
        return ['public', 'private'].indexOf(word);
      case 'Variability':
        return ['varying', 'uniform'].indexOf(word);
      case 'ValueBlock':
      case 'AnimationBlock':
        return 0;
      case 'Vec2h':
        return (toHalf((value as number[])[0] ?? 0) | (toHalf((value as number[])[1] ?? 0) << 16)) >>> 0;
      case 'Dictionary':
        return Object.keys(value ?? {}).length === 0 ? 0 : null;
      default:
        return typeof type === 'string' ? inlinedTuple(type, value) : 0;
    }
  }

  #outOfLine({ type, value }: TypedValue, nested: readonly bigint[]): void {
    const { writer, version, token, string, path } = this.#tables;
    const numeric = numericTypes[type as TypeName];
    if (numeric !== undefined) {
      const numbers = typeof value === 'number' ? [value] : (value as ArrayLike<number>);
      for (let index = 0; index < numeric.count; index += 1)
        writeNumber(writer, numeric.component, numbers[index] ?? 0);
      return;
    }
    const writeToken = (text: string): void => writer.uint32(token(text));
    const writeString = (text: string): void => writer.uint32(string(text));
    const writePath = (text: string): void => writer.uint32(path(text));
    const vector = <Item>(items: readonly Item[], write: (item: Item) => void): void => {
      writer.uint64(items.length);
      for (const item of items) write(item);
    };
    const pairs = (write: (text: string) => void): void =>
      vector(value as [string, string][], ([one, other]) => {
        write(one);
        write(other);
      });
    const payload = ({ asset, prim, offset = 0, scale = 1 }: ReferenceDescription): void => {
      writeString(asset);
      writePath(prim);
      if (version < 8) return;
      writer.float64(offset);
      writer.float64(scale);
    };
    const reference = ({
      asset,
      prim,
      offset = 0,
      scale = 1,
      customData = {},
    }: ReferenceDescription): void => {
      writeString(asset);
      writePath(prim);
      writer.float64(offset);
      writer.float64(scale);
      writer.uint64(Object.keys(customData).length);
      for (const [name, one] of Object.entries(customData)) {
        writeString(name);
        this.#nested(() => this.write(one));
      }
    };
    switch (type) {
      case 'PathExpression':
        return writeString(String(value));
      case 'Dictionary':
        writer.uint64(nested.length);
        Object.keys(value as object).forEach((name, index) => {
          writeString(name);
          this.#nested(() => nested[index] ?? 0n);
        });
        return;
      case 'Value':
      case 'UnregisteredValue':
        return this.#nested(() => nested[0] ?? 0n);
      case 'TokenListOp':
        return this.#list(value, writeToken);
      case 'StringListOp':
        return this.#list(value, writeString);
      case 'PathListOp':
        return this.#list(value, writePath);
      case 'ReferenceListOp':
        return this.#list(value, reference);
      case 'PayloadListOp':
        return this.#list(value, payload);
      case 'IntListOp':
        return this.#list(value, (item: number) => writer.int32(item));
      case 'UIntListOp':
        return this.#list(value, (item: number) => writer.uint32(item));
      case 'Int64ListOp':
        return this.#list(value, (item: number) => writer.int64(item));
      case 'UInt64ListOp':
        return this.#list(value, (item: number) => writer.uint64(item));
      case 'Payload':
        return payload(value as ReferenceDescription);
      case 'PathVector':
        return vector(value as string[], writePath);
      case 'TokenVector':
        return vector(value as string[], writeToken);
      case 'StringVector':
        return vector(value as string[], writeString);
      case 'DoubleVector':
        return vector(value as number[], (item) => writer.float64(item));
      case 'LayerOffsetVector': {
        const numbers = value as number[];
        writer.uint64(numbers.length / 2);
        for (const number of numbers) writer.float64(number);
        return;
      }
      case 'VariantSelectionMap':
        return pairs(writeString);
      case 'Relocates':
        return pairs(writePath);
      default:
        throw new RangeError(`no way to write ${type}`);
    }
  }

  #list<Item>(value: Writable, write: (item: Item) => void): void {
    const { writer } = this.#tables;
    const list = value as ListDescription<Item>;
    const lists = [list.explicit, list.added, list.prepended, list.appended, list.deleted, list.ordered];
    const bits = [2, 4, 32, 64, 8, 16];
    const present = bits.filter((_, index) => (lists[index]?.length ?? 0) > 0);
    writer.uint8(present.reduce((all, bit) => all | bit, list.explicit === undefined ? 0 : 1));
    for (const items of lists) {
      if (items === undefined || items.length === 0) continue;
      writer.uint64(items.length);
      for (const item of items) write(item);
    }
  }

  #nested(write: () => bigint): void {
    const { writer } = this.#tables;
    const start = writer.position;
    writer.int64(0);
    const rep = write();
    writer.patchInt64(start, writer.position - start);
    writer.uint64(rep);
  }

  /** An offset over what would be written in between, and is not. */
  #jump(): void {
    this.#tables.writer.int64(8);
  }
}

const arrayBit = 1n << 63n;
const inlinedBit = 1n << 62n;
const compressedBit = 1n << 61n;

const repOf = (type: TypeName | number, payload: number, bits = 0n): bigint =>
  bits | (BigInt(typeof type === 'number' ? type : valueTypes[type]) << 48n) | BigInt(payload);

/** Vectors of integers from -128 to 127 and diagonals of them are four bytes. */
function inlinedTuple(type: TypeName, value: Writable): number | null {
  const isVector = type.startsWith('Vec');
  if (!isVector && !type.startsWith('Matrix')) return null;
  const numbers = Array.from(value as ArrayLike<number>);
  const size = Math.sqrt(numbers.length);
  const inside = isVector ? numbers : numbers.filter((_, index) => index % (size + 1) === 0);
  const outside = isVector ? [] : numbers.filter((_, index) => index % (size + 1) !== 0);
  const isSmall = inside.every((number) => Number.isInteger(number) && number >= -128 && number <= 127);
  if (!isSmall || outside.some((number) => number !== 0)) return null;
  return inside.reduce((all, number, index) => all | ((number & 0xff) << (index * 8)), 0) >>> 0;
}

function writeNumber(writer: ByteWriter, component: NumericType['component'], value: number): void {
  switch (component) {
    case 'uint8':
      return writer.uint8(value);
    case 'int32':
      return writer.int32(value);
    case 'uint32':
      return writer.uint32(value);
    case 'int64':
      return writer.int64(value);
    case 'uint64':
      return writer.uint64(value);
    case 'half':
      return writer.uint16(toHalf(value));
    case 'float':
      return writer.float32(value);
    case 'double':
      return writer.float64(value);
  }
}

const scratch = new DataView(new ArrayBuffer(componentBytes.float));
function floatBits(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getUint32(0);
}

/** The half below a number; infinity from 65,536 on. */
export function toHalf(value: number): number {
  const bits = floatBits(value);
  const sign = (bits >>> 16) & 0x8000;
  if (Number.isNaN(value)) return sign | 0x7e00;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const fraction = bits & 0x7f_ffff;
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent > 0) return sign | (exponent << 10) | (fraction >> 13);
  return exponent < -10 ? sign : sign | ((fraction | 0x80_0000) >> (14 - exponent));
}
