import { alignmentOf, parseSignature, type Type } from './signature.ts';

/** A value that says itself of what type it is. Only for what is sent: what arrives is the value alone. */
export class Variant {
  readonly signature: string;
  readonly value: Value;

  constructor(signature: string, value: Value) {
    this.signature = signature;
    this.value = value;
  }
}

/** Structures, arrays and entries of dictionaries are lists. */
export type Value = number | string | boolean | Variant | Value[];

/** Bytes of values, as a message carries them: little-endian. */
export function encode(signature: string, values: readonly Value[]): Buffer {
  const bytes: number[] = [];
  parseSignature(signature).forEach((type, index) => write(bytes, type, values[index] ?? 0));
  return Buffer.from(bytes);
}

function write(bytes: number[], { code, of }: Type, value: Value): void {
  pad(bytes, alignmentOf(code));
  if (value instanceof Variant) {
    writeText(bytes, value.signature, 1);
    parseSignature(value.signature).forEach((type) => write(bytes, type, value.value));
  } else if (code === 'a') writeArray(bytes, of, listOf(value));
  else if (code === '(' || code === '{') of.forEach((type, at) => write(bytes, type, listOf(value)[at] ?? 0));
  else if (code === 'g') writeText(bytes, String(value), 1);
  else if (code === 's' || code === 'o') writeText(bytes, String(value), 4);
  else bytes.push(...numberBytes(Number(value), code === 'y' ? 1 : alignmentOf(code)));
}

function writeArray(bytes: number[], [type]: Type[], items: Value[]): void {
  if (type === undefined) return;
  const lengthAt = bytes.length;
  bytes.push(0, 0, 0, 0);
  pad(bytes, alignmentOf(type.code));
  const start = bytes.length;
  for (const item of items) write(bytes, type, item);
  bytes.splice(lengthAt, 4, ...numberBytes(bytes.length - start, 4));
}

function writeText(bytes: number[], text: string, lengthBytes: number): void {
  const content = Buffer.from(text);
  bytes.push(...numberBytes(content.length, lengthBytes), ...content, 0);
}

function pad(bytes: number[], alignment: number): void {
  while (bytes.length % alignment !== 0) bytes.push(0);
}

function numberBytes(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes.subarray(0, size);
}

const listOf = (value: Value): Value[] => (Array.isArray(value) ? value : []);

/** The values in bytes that begin at a multiple of eight in their message. */
export function decode(signature: string, bytes: Buffer): Value[] {
  const reader = { bytes, at: 0 };
  return parseSignature(signature).map((type) => read(reader, type));
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function read(reader: Reader, { code, of }: Type): Value {
  align(reader, alignmentOf(code));
  switch (code) {
    case 'a':
      return readArray(reader, of);
    case '(':
    case '{':
      return of.map((type) => read(reader, type));
    case 'v': {
      const [type] = parseSignature(readText(reader, readNumber(reader, 1)));
      return type === undefined ? '' : read(reader, type);
    }
    case 'g':
      return readText(reader, readNumber(reader, 1));
    case 's':
    case 'o':
      return readText(reader, readNumber(reader, 4));
    case 'b':
      return readNumber(reader, 4) === 1;
    case 'd':
      reader.at += 8;
      return reader.bytes.readDoubleLE(reader.at - 8);
    default:
      return readNumber(reader, code === 'y' ? 1 : alignmentOf(code), 'nix'.includes(code));
  }
}

function readArray(reader: Reader, [type]: Type[]): Value[] {
  const length = readNumber(reader, 4);
  const items: Value[] = [];
  if (type === undefined) return items;
  align(reader, alignmentOf(type.code));
  const end = reader.at + length;
  while (reader.at < end) items.push(read(reader, type));
  return items;
}

function readText(reader: Reader, length: number): string {
  const text = reader.bytes.toString('utf8', reader.at, reader.at + length);
  reader.at += length + 1;
  return text;
}

function readNumber(reader: Reader, size: number, isSigned = false): number {
  const { bytes, at } = reader;
  reader.at += size;
  if (size === 8) return Number(isSigned ? bytes.readBigInt64LE(at) : bytes.readBigUInt64LE(at));
  return isSigned ? bytes.readIntLE(at, size) : bytes.readUIntLE(at, size);
}

function align(reader: Reader, alignment: number): void {
  reader.at = Math.ceil(reader.at / alignment) * alignment;
}
