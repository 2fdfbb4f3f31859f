import { decode, encode, Variant, type Value } from './values.ts';

const types = ['invalid', 'call', 'reply', 'error', 'signal'] as const;

/** A message on the bus. Source of the layout: the D-Bus specification, "Message format". */
export interface Message {
  type: (typeof types)[number];
  serial: number;
  path?: string;
  interface?: string;
  member?: string;
  error?: string;
  replyTo?: number;
  destination?: string;
  sender?: string;
  /** Of the body. */
  signature?: string;
  body: Value[];
}

const fields = [
  [1, 'path', 'o'],
  [2, 'interface', 's'],
  [3, 'member', 's'],
  [4, 'error', 's'],
  [5, 'replyTo', 'u'],
  [6, 'destination', 's'],
  [7, 'sender', 's'],
  [8, 'signature', 'g'],
] as const;

const littleEndian = 'l'.charCodeAt(0);
/** Bytes before the fields of the header, with the length of these. */
const fixedHeader = 16;

export function encodeMessage(message: Message): Buffer {
  const body = encode(message.signature ?? '', message.body);
  const given = fields.flatMap(([code, name, signature]): Value[] => {
    const value = message[name];
    return value === undefined ? [] : [[code, new Variant(signature, value)]];
  });
  const start = [littleEndian, types.indexOf(message.type), 0, 1, body.length, message.serial, given];
  const header = encode('yyyyuua(yv)', start);
  return Buffer.concat([header, Buffer.alloc(padding(header.length)), body]);
}

/** The first whole message in what has arrived, and its length; null while there is none. */
export function decodeMessage(bytes: Buffer): { message: Message; length: number } | null {
  if (bytes.length < fixedHeader) return null;
  const headerLength = fixedHeader + bytes.readUInt32LE(12);
  const bodyAt = headerLength + padding(headerLength);
  const length = bodyAt + bytes.readUInt32LE(4);
  if (bytes.length < length) return null;
  const [, type, , , , serial, given] = decode('yyyyuua(yv)', bytes.subarray(0, headerLength));
  const message: Message = { type: types[Number(type)] ?? 'invalid', serial: Number(serial), body: [] };
  const found = new Map(
    Array.isArray(given)
      ? given.map((pair) => (Array.isArray(pair) ? pair : [])).map(([code, value]) => [code, value])
      : [],
  );
  for (const [code, name] of fields) {
    const value = found.get(code);
    if (value !== undefined) Object.assign(message, { [name]: value });
  }
  message.body = decode(message.signature ?? '', bytes.subarray(bodyAt, length));
  return { message, length };
}

const padding = (length: number): number => (8 - (length % 8)) % 8;
