import { AssetError, type AssetBudget } from '../../limits.ts';
import type { AssetPath, Dictionary, ListOp, Reference, Specifics, Value } from '../layer.ts';
import type { ByteReader } from './byte-reader.ts';
import type { CrateTables } from './tables.ts';
import { readValueRep, type OnUnread, type TypeName, type ValueRep } from './value-types.ts';

/** What an object takes, counted in numbers that take as much. */
const objectCost = 8;

const listBits = {
  isExplicit: 1,
  explicit: 2,
  added: 4,
  deleted: 8,
  ordered: 16,
  prepended: 32,
  appended: 64,
};

type Item<Kind> = (reader: ByteReader) => Kind;

/** Reads values that consist of words, paths and other values (crateFile.cpp, `_Reader::Read`). */
export class CompositeReader {
  readonly #tables: CrateTables;
  readonly #budget: AssetBudget;
  readonly #unpack: (rep: ValueRep, onUnread: OnUnread) => Value | null | undefined;

  /** @param unpack for values in values */
  constructor(
    tables: CrateTables,
    budget: AssetBudget,
    unpack: (rep: ValueRep, onUnread: OnUnread) => Value | null | undefined,
  ) {
    this.#tables = tables;
    this.#budget = budget;
    this.#unpack = unpack;
  }

  token(index: number): string {
    const token = this.#tables.tokens[index];
    if (token === undefined) throw new AssetError('damaged', `there is no token ${index}`);
    return token;
  }

  string(index: number): string {
    const token = this.#tables.strings[index];
    if (token === undefined) throw new AssetError('damaged', `there is no string ${index}`);
    return this.token(token);
  }

  path(index: number): string {
    if (index >= this.#tables.paths.count) throw new AssetError('damaged', `there is no path ${index}`);
    return this.#tables.paths.targetOf(index);
  }

  /** Undefined for a type that has no arrays. */
  array(reader: ByteReader, name: TypeName, length: number): Value | undefined {
    switch (name) {
      case 'Bool':
        return this.#items(reader, length, 1, 1, () => reader.uint8() !== 0);
      case 'Token':
        return this.#items(reader, length, 4, 1, this.#token);
      case 'String':
      case 'PathExpression':
        return this.#items(reader, length, 4, 1, this.#string);
      case 'AssetPath':
        // A string here, and a token where it is alone (crateFile.cpp, `GetInlinedValue`).
        return this.#items(reader, length, 4, objectCost, () => toAsset(this.#string(reader)));
      default:
        return undefined;
    }
  }

  /** Null for a block; undefined for what is not read. */
  single(reader: ByteReader, name: TypeName, onUnread: OnUnread): Value | null | undefined {
    switch (name) {
      case 'PathExpression':
        return this.#string(reader);
      case 'Dictionary':
        return this.#dictionary(reader, onUnread);
      case 'Value':
      case 'UnregisteredValue':
        return this.#nested(reader, onUnread);
      case 'TokenListOp':
        return this.#list(reader, 4, this.#token, onUnread);
      case 'StringListOp':
        return this.#list(reader, 4, this.#string, onUnread);
      case 'PathListOp':
        return this.#list(reader, 4, this.#path, onUnread);
      case 'IntListOp':
        return this.#list(reader, 4, () => reader.int32(), onUnread);
      case 'UIntListOp':
        return this.#list(reader, 4, () => reader.uint32(), onUnread);
      case 'Int64ListOp':
        return this.#list(reader, 8, () => reader.int64(), onUnread);
      case 'UInt64ListOp':
        return this.#list(reader, 8, () => reader.uint64(), onUnread);
      case 'ReferenceListOp':
        return this.#list(reader, 32, () => this.#reference(reader, onUnread), onUnread, objectCost);
      case 'PayloadListOp':
        return this.#list(reader, 8, () => this.#payload(reader), onUnread, objectCost);
      case 'Payload':
        return this.#onePayload(reader);
      case 'PathVector':
        return this.#vector(reader, 4, this.#path);
      case 'TokenVector':
        return this.#vector(reader, 4, this.#token);
      case 'StringVector':
        return this.#vector(reader, 4, this.#string);
      case 'DoubleVector':
        return this.#doubles(reader, 1);
      case 'LayerOffsetVector':
        return this.#doubles(reader, 2);
      case 'VariantSelectionMap':
        return this.#selections(reader);
      case 'Relocates':
        return this.#relocates(reader);
      default:
        return undefined;
    }
  }

  readonly #token: Item<string> = (reader) => this.token(reader.uint32());
  readonly #string: Item<string> = (reader) => this.string(reader.uint32());
  readonly #path: Item<string> = (reader) => this.path(reader.uint32());

  #items<Kind>(reader: ByteReader, length: number, size: number, cost: number, item: Item<Kind>): Kind[] {
    reader.checkFits(length, size);
    this.#budget.addValues(length * cost);
    return Array.from({ length }, () => item(reader));
  }

  #vector<Kind>(reader: ByteReader, size: number, item: Item<Kind>, cost = 1): Kind[] {
    return this.#items(reader, reader.uint64(), size, cost, item);
  }

  /** Tuples of doubles, one after another. */
  #doubles(reader: ByteReader, count: number): Float64Array {
    const length = reader.countOf(8 * count) * count;
    this.#budget.addValues(length);
    return Float64Array.from({ length }, () => reader.float64());
  }

  #list<Kind>(
    reader: ByteReader,
    size: number,
    item: Item<Kind>,
    onUnread: OnUnread,
    cost = 1,
  ): ListOp<Kind> {
    const bits = reader.uint8();
    const listOf = (bit: number): Kind[] =>
      (bits & bit) === 0 ? [] : this.#vector(reader, size, item, cost);
    const explicit = listOf(listBits.explicit);
    const added = listOf(listBits.added);
    const prepended = listOf(listBits.prepended);
    const appended = listOf(listBits.appended);
    const deleted = listOf(listBits.deleted);
    if (listOf(listBits.ordered).length > 0) onUnread('reorder');
    return {
      kind: 'list',
      explicit: (bits & listBits.isExplicit) === 0 ? null : explicit,
      prepended,
      appended: added.length === 0 ? appended : [...added, ...appended],
      deleted,
    };
  }

  #reference(reader: ByteReader, onUnread: OnUnread): Reference {
    const asset = this.#string(reader);
    const prim = this.#path(reader);
    const offset = { offset: reader.float64(), scale: reader.float64() };
    this.#dictionary(reader, onUnread);
    return { kind: 'reference', asset, prim, offset };
  }

  #payload(reader: ByteReader): Reference {
    const asset = this.#string(reader);
    const prim = this.#path(reader);
    const hasOffset = this.#tables.version >= 8;
    const offset = hasOffset
      ? { offset: reader.float64(), scale: reader.float64() }
      : { offset: 0, scale: 1 };
    return { kind: 'reference', asset, prim, offset };
  }

  /** One without a file stands for `payload = None` (crateData.cpp, `_ToPayloadListOpValue`). */
  #onePayload(reader: ByteReader): ListOp<Reference> {
    const payload = this.#payload(reader);
    const explicit = payload.asset === '' ? [] : [payload];
    return { kind: 'list', explicit, prepended: [], appended: [], deleted: [] };
  }

  #dictionary(reader: ByteReader, onUnread: OnUnread): Dictionary {
    const count = reader.countOf(12);
    this.#budget.addValues(count * objectCost);
    const entries = new Map<string, Value>();
    for (let index = 0; index < count; index += 1) {
      const name = this.#string(reader);
      const value = this.#nested(reader, onUnread);
      if (value !== undefined && value !== null) entries.set(name, value);
    }
    return { kind: 'dictionary', entries };
  }

  #nested(reader: ByteReader, onUnread: OnUnread): Value | null | undefined {
    reader.jump();
    return this.#unpack(readValueRep(reader), onUnread);
  }

  #selections(reader: ByteReader): Specifics {
    const count = reader.countOf(8);
    this.#budget.addValues(count * objectCost);
    const selected = new Map<string, string>();
    for (let index = 0; index < count; index += 1) {
      const set = this.#string(reader);
      selected.set(set, this.#string(reader));
    }
    return { kind: 'selection', selected };
  }

  /** Sources and targets by turns. */
  #relocates(reader: ByteReader): string[] {
    return this.#items(reader, reader.countOf(8) * 2, 4, 1, this.#path);
  }
}

const toAsset = (path: string): AssetPath => ({ kind: 'asset', path });
