import type { AssetBudget } from '../../limits.ts';
import type { NumberArray, Value } from '../layer.ts';
import type { ByteReader } from './byte-reader.ts';
import { fromHalf } from './half.ts';
import { checkHolds, unpackInts32, unpackInts64 } from './integers.ts';
import { componentBytes, type NumericType, type ValueRep } from './value-types.ts';

/** Shorter arrays are never compressed. */
const minCompressedLength = 16;

/** A letter for how numbers with fractions are compressed. */
const asIntegers = 0x69;
const asTable = 0x74;

type Component = NumericType['component'];

/** How many items follow: with a rank of 1 before the count in 0.4, as 64 bits from 0.7 on (crateFile.cpp, `UnpackArray`). */
export function readArrayLength(reader: ByteReader, version: number): number {
  if (version < 5) reader.uint32();
  return version < 7 ? reader.uint32() : reader.uint64();
}

/** An array without items, of the kind that `type` has. */
export const emptyArray = ({ component }: NumericType): NumberArray => allocate(component, 0);

/**
 * All numbers of an array, one after another, from the offset that `rep` has.
 *
 * @throws {AssetError} where they are not there, or more than the budget allows: before they are allocated
 */
export function readNumberArray(
  reader: ByteReader,
  rep: ValueRep,
  type: NumericType,
  version: number,
  budget: AssetBudget,
): NumberArray {
  reader.seek(rep.payload);
  const length = readArrayLength(reader, version);
  const { component, count } = type;
  const isCompressed = rep.isCompressed && length >= minCompressedLength && count === 1;
  if (isCompressed && version >= 5 && isInteger(component))
    return readIntegers(reader, component, length, budget);
  if (isCompressed && version >= 6 && isFraction(component))
    return readFractions(reader, component, length, budget);
  return readPlain(reader, component, length * count, budget);
}

const isInteger = (component: Component): boolean =>
  component === 'int32' || component === 'uint32' || component === 'int64' || component === 'uint64';
const isFraction = (component: Component): boolean =>
  component === 'half' || component === 'float' || component === 'double';

function allocate(component: Component, length: number): NumberArray {
  switch (component) {
    case 'uint8':
      return new Uint8Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'uint32':
      return new Uint32Array(length);
    case 'half':
    case 'float':
      return new Float32Array(length);
    case 'int64':
    case 'uint64':
    case 'double':
      return new Float64Array(length);
  }
}

/** A number, or a tuple of them. */
export function readNumbers(reader: ByteReader, { component, count }: NumericType): Value {
  if (count === 1) return readNumber(reader, component);
  return Float64Array.from({ length: count }, () => readNumber(reader, component));
}

function readNumber(reader: ByteReader, component: Component): number {
  switch (component) {
    case 'uint8':
      return reader.uint8();
    case 'int32':
      return reader.int32();
    case 'uint32':
      return reader.uint32();
    case 'int64':
      return reader.int64();
    case 'uint64':
      return reader.uint64();
    case 'half':
      return fromHalf(reader.uint16());
    case 'float':
      return reader.float32();
    case 'double':
      return reader.float64();
  }
}

/** Numbers as they are in memory of the machines that this runs on: little-endian. */
function readPlain(
  reader: ByteReader,
  component: Component,
  length: number,
  budget: AssetBudget,
): NumberArray {
  reader.checkFits(length, componentBytes[component]);
  budget.addValues(length);
  const numbers = allocate(component, length);
  if (numbers.BYTES_PER_ELEMENT === componentBytes[component] && !component.endsWith('int64'))
    new Uint8Array(numbers.buffer).set(reader.take(numbers.byteLength));
  else for (let index = 0; index < length; index += 1) numbers[index] = readNumber(reader, component);
  return numbers;
}

/** The bytes of packed integers, once the budget has room for the integers. */
function takePacked(reader: ByteReader, length: number, budget: AssetBudget): Uint8Array {
  const packed = reader.take(reader.uint64());
  checkHolds(packed, length);
  budget.addValues(length);
  return packed;
}

function readIntegers(
  reader: ByteReader,
  component: Component,
  length: number,
  budget: AssetBudget,
): NumberArray {
  const packed = takePacked(reader, length, budget);
  if (component === 'int64' || component === 'uint64')
    return unpackInts64(packed, length, component === 'int64');
  const integers = unpackInts32(packed, length);
  return component === 'int32' ? integers : new Uint32Array(integers.buffer);
}

function readFractions(
  reader: ByteReader,
  component: Component,
  length: number,
  budget: AssetBudget,
): NumberArray {
  const code = reader.uint8();
  if (code === asIntegers) {
    const integers = unpackInts32(takePacked(reader, length, budget), length);
    const numbers = allocate(component, length);
    numbers.set(integers);
    return numbers;
  }
  if (code !== asTable) throw reader.damaged(`code ${code} of a compressed array`);
  const table = readPlain(reader, component, reader.uint32(), budget);
  const indices = new Uint32Array(unpackInts32(takePacked(reader, length, budget), length).buffer);
  const numbers = allocate(component, length);
  for (let index = 0; index < length; index += 1) {
    const number = table[indices[index] ?? 0];
    if (number === undefined) throw reader.damaged('an index outside the table of an array');
    numbers[index] = number;
  }
  return numbers;
}
