import type { AssetBudget } from '../../limits.ts';
import type { AssetPath, Dictionary, NumberArray, Value } from '../layer.ts';
import { absolutePath } from '../paths.ts';
import type { Scanner } from './scanner.ts';
import { type NumberType, type ValueType, valueTypeOf } from './value-types.ts';

/** What an object of its own weighs, in values: a property, a field, an entry of a dictionary. */
export const objectWeight = 32;

/** Where a value stands, for what is noted and for paths that are written relative to a prim. */
export interface Place {
  /** The prim or property, as people read it. */
  name: string;
  /** The prim's path, without variants. */
  prim: string;
}

/** What all parts of the reader share. */
export interface Reading {
  scanner: Scanner;
  budget: AssetBudget;
  note(place: string, detail: string): void;
}

/** Reads a path in angle brackets; empty for `<>`. One that is relative is from `prim`. */
export function readPath(scanner: Scanner, prim: string): string {
  scanner.peek();
  const start = scanner.position;
  const path = absolutePath(scanner.path(), prim);
  return path ?? scanner.fail('a path that stays inside the layer', start);
}

/** The value of a property or an entry, by the name of its type. Unknown types are read by what they look like, and noted. */
export function readTypedValue(
  reading: Reading,
  typeName: string,
  isArray: boolean,
  place: Place,
  depth = 0,
): Value {
  const type = valueTypeOf(typeName);
  if (type !== undefined) return isArray ? readArray(reading, type) : readSingle(reading, type);
  reading.note(place.name, `value type ${typeName}`);
  return readAnyValue(reading, place, depth);
}

function readSingle(reading: Reading, type: ValueType): Value {
  const { scanner } = reading;
  switch (type.kind) {
    case 'bool':
      return readBool(scanner);
    case 'text':
      return scanner.string();
    case 'asset':
      return { kind: 'asset', path: scanner.asset() };
    case 'number': {
      const size = type.columns * type.rows;
      if (size === 1) return type.round(readNumber(scanner, type));
      const numbers = new Float64Array(size);
      readTuple(scanner, type, numbers, 0);
      return numbers.map(type.round);
    }
  }
}

const trueWords = new Set(['true', 'yes', '1', 'on']);
const falseWords = new Set(['false', 'no', '0', 'off']);

function readBool(scanner: Scanner): boolean {
  scanner.peek();
  const start = scanner.position;
  if (scanner.isNumberNext()) return scanner.number() !== 0;
  const word = (scanner.isStringNext() ? scanner.string() : scanner.takeName()).toLowerCase();
  if (trueWords.has(word)) return true;
  if (!falseWords.has(word)) scanner.fail('true or false', start);
  return false;
}

function readNumber(scanner: Scanner, type: NumberType): number {
  const { range } = type;
  if (range === null) return scanner.number();
  scanner.peek();
  const start = scanner.position;
  const value = scanner.number();
  if (!Number.isInteger(value) || value < range[0] || value > range[1])
    scanner.fail(`a whole number from ${range[0]} to ${range[1]}`, start);
  return value;
}

type Target = { [index: number]: number };

/** Writes the numbers of one tuple or matrix to `target` from `at` on: quaternions, whose real part stands first, with it last. */
function readTuple(scanner: Scanner, type: NumberType, target: Target, at: number): void {
  const { columns, rows, isQuaternion } = type;
  if (rows > 1) scanner.expect('(');
  let index = at;
  for (let row = 0; row < rows; row += 1) {
    if (row > 0) scanner.expect(',');
    scanner.expect('(');
    for (let column = 0; column < columns; column += 1) {
      if (column > 0) scanner.expect(',');
      target[index] = readNumber(scanner, type);
      index += 1;
    }
    scanner.take(',');
    scanner.expect(')');
  }
  if (rows > 1) {
    scanner.take(',');
    scanner.expect(')');
  }
  if (isQuaternion) {
    const real = target[at] ?? 0;
    for (let part = 0; part < 3; part += 1) target[at + part] = target[at + part + 1] ?? 0;
    target[at + 3] = real;
  }
}

/** Calls `readItem` for each item of a list in brackets. */
export function readList(scanner: Scanner, readItem: () => void, brackets: Brackets = ['[', ']']): void {
  const [open, close] = brackets;
  scanner.expect(open);
  while (!scanner.take(close)) {
    readItem();
    if (!scanner.take(',') && !scanner.isNext(close)) scanner.fail(`',' or '${close}'`);
  }
}
type Brackets = readonly [open: string, close: string];

function readArray(reading: Reading, type: ValueType): Value {
  switch (type.kind) {
    case 'bool':
      return readItems(reading, () => readBool(reading.scanner));
    case 'text':
      return readItems(reading, () => reading.scanner.string());
    case 'asset':
      return readItems(
        reading,
        (): AssetPath => ({ kind: 'asset', path: reading.scanner.asset() }),
        objectWeight,
      );
    case 'number':
      return readNumbers(reading, type);
  }
}

function readItems<Item>({ scanner, budget }: Reading, readItem: () => Item, weight = 1): Item[] {
  const items: Item[] = [];
  readList(scanner, () => {
    budget.addValues(weight);
    items.push(readItem());
  });
  return items;
}

/** An array of numbers or tuples, without an object for any of them. */
function readNumbers({ scanner, budget }: Reading, type: NumberType): NumberArray {
  const size = type.columns * type.rows;
  let numbers: NumberArray = new type.Store(size * 8);
  let count = 0;
  let charged = 0;
  readList(scanner, () => {
    if (count === numbers.length) {
      budget.addValues(count - charged);
      charged = count;
      const larger = new type.Store(count * 2);
      larger.set(numbers);
      numbers = larger;
    }
    if (size === 1) numbers[count] = readNumber(scanner, type);
    else readTuple(scanner, type, numbers, count);
    count += size;
  });
  budget.addValues(count - charged);
  const values = numbers.slice(0, count);
  // Stores round as their types do, but for halves, which have none.
  if (type.Store === Float32Array && type.round !== Math.fround) values.set(values.map(type.round));
  return values;
}

/** A value by what it looks like: of a field whose type this reader does not know. */
export function readAnyValue(reading: Reading, place: Place, depth = 0): Value {
  const { scanner, budget } = reading;
  budget.checkDepth(depth, place.name);
  if (scanner.isStringNext()) return scanner.string();
  if (scanner.isAssetNext()) return { kind: 'asset', path: scanner.asset() };
  if (scanner.isNext('<')) return readPath(scanner, place.prim);
  if (scanner.isNext('{')) return readDictionary(reading, place, depth);
  if (scanner.isNext('[') || scanner.isNext('(')) return readAnyItems(reading, place, depth);
  if (!scanner.isNameNext()) return scanner.number();
  const word = scanner.peekName();
  if (word === 'inf' || word === 'nan') return scanner.number();
  scanner.takeName();
  return word === 'true' ? true : word === 'false' ? false : word;
}

/** A list or tuple, flat: of numbers, of words, or of assets. */
function readAnyItems(reading: Reading, place: Place, depth: number): Value {
  const items: Value[] = [];
  const { scanner, budget } = reading;
  readList(
    scanner,
    () => {
      budget.addValues(objectWeight);
      items.push(readAnyValue(reading, place, depth + 1));
    },
    scanner.isNext('[') ? ['[', ']'] : ['(', ')'],
  );
  if (items.every((item) => typeof item === 'string')) return items;
  if (items.every((item) => typeof item === 'boolean')) return items;
  if (items.every((item) => typeof item === 'number')) return Float64Array.from(items);
  if (items.every((item) => item instanceof Float64Array)) return concatenated(items);
  const assets = items.filter((item) => isAsset(item));
  if (assets.length === items.length) return assets;
  reading.note(place.name, 'a list of different kinds of values');
  return [];
}

const isAsset = (value: Value): value is AssetPath =>
  typeof value === 'object' && 'kind' in value && value.kind === 'asset';

function concatenated(parts: Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** `{ string a = "b" dictionary c = { … } }`. */
export function readDictionary(reading: Reading, place: Place, depth = 0): Dictionary {
  const { scanner, budget } = reading;
  budget.checkDepth(depth, place.name);
  const entries = new Map<string, Value>();
  scanner.expect('{');
  while (!scanner.take('}')) {
    if (scanner.take(';')) continue;
    budget.addValues(objectWeight);
    const typeName = scanner.name("the type of an entry, or '}'");
    const isArray = takeArrayMark(scanner);
    const key = scanner.isStringNext() ? scanner.string() : scanner.name("an entry's name");
    scanner.expect('=');
    const inner = { name: `${place.name} ${key}`, prim: place.prim };
    const value =
      typeName === 'dictionary' && !isArray
        ? readDictionary(reading, inner, depth + 1)
        : readTypedValue(reading, typeName, isArray, inner, depth + 1);
    entries.set(key, value);
  }
  return { kind: 'dictionary', entries };
}

/** `[]` after the name of a type. */
export function takeArrayMark(scanner: Scanner): boolean {
  if (!scanner.take('[')) return false;
  scanner.expect(']');
  return true;
}
