import { AssetError, type AssetBudget } from '../../limits.ts';
import type { Value } from '../layer.ts';
import { emptyArray, readArrayLength, readNumberArray, readNumbers } from './arrays.ts';
import { ByteReader } from './byte-reader.ts';
import { CompositeReader } from './composites.ts';
import { inlinedValue } from './inlined.ts';
import type { CrateTables } from './tables.ts';
import {
  numericTypes,
  readValueRep,
  typeNameOf,
  unreadName,
  type OnUnread,
  type TypeName,
  type ValueRep,
} from './value-types.ts';

/** Times of samples in ascending order, and where the value of each is. */
export interface Samples {
  times: number[];
  /** The first kind of value among them that is not read; null where all are. */
  unread: string | null;
  repAt(index: number): ValueRep;
}

/**
 * Unpacks values of a crate file. What lies outside a field is read once for each offset and handed out again, so that many fields
 * of one value cost no more than one.
 */
export class CrateValues {
  readonly #bytes: Uint8Array;
  readonly #file: string;
  readonly #tables: CrateTables;
  readonly #budget: AssetBudget;
  readonly #composites: CompositeReader;
  readonly #known = new Map<number, Value | null>();
  readonly #samples = new Map<number, Samples>();
  readonly #times = new Map<Value, number[]>();
  /** Values that contain the one that is being read. */
  readonly #outer = new Set<number>();

  constructor(bytes: Uint8Array, file: string, tables: CrateTables, budget: AssetBudget) {
    this.#bytes = bytes;
    this.#file = file;
    this.#tables = tables;
    this.#budget = budget;
    this.#composites = new CompositeReader(tables, budget, (rep, onUnread) => this.unpack(rep, onUnread));
  }

  /**
   * The value; null for one that is blocked, undefined for one of a type that is not read.
   *
   * @throws {AssetError} where it is damaged, contains itself, or is more than the budget allows
   */
  unpack(rep: ValueRep, onUnread: OnUnread): Value | null | undefined {
    const name = typeNameOf(rep.type);
    if (!rep.isKnown || name === undefined || name === 'TimeSamples') {
      onUnread(unreadName(rep));
      return undefined;
    }
    const numeric = numericTypes[name];
    if (rep.isArray && rep.payload === 0) return numeric === undefined ? [] : emptyArray(numeric);
    if (!rep.isArray) {
      const inlined = inlinedValue(name, rep, this.#composites);
      if (inlined !== undefined) return inlined;
    }
    const key = (rep.payload * 256 + rep.type) * 4 + (rep.isArray ? 2 : 0) + (rep.isCompressed ? 1 : 0);
    const known = this.#known.get(key);
    if (known !== undefined) return known;

    const reader = this.#readerAt(rep.payload);
    if (this.#outer.has(key)) throw new AssetError('cycle', `${this.#file}: a value contains itself`);
    this.#budget.checkDepth(this.#outer.size, `${this.#file}: values in one another`);
    this.#outer.add(key);
    try {
      const value = rep.isArray ? this.#array(reader, name, rep) : this.#single(reader, name, onUnread);
      if (value !== undefined) this.#known.set(key, value);
      return value;
    } finally {
      this.#outer.delete(key);
    }
  }

  /** @throws {AssetError} as {@link unpack}, or where the field is none of samples */
  samples(rep: ValueRep): Samples {
    if (typeNameOf(rep.type) !== 'TimeSamples') throw this.#damaged('time samples are something else');
    const known = this.#samples.get(rep.payload);
    if (known !== undefined) return known;
    const reader = this.#readerAt(rep.payload);
    reader.jump();
    const times = this.#timesOf(readValueRep(reader));
    reader.jump();
    const count = reader.countOf(8);
    if (count !== times.length) throw reader.damaged(`${count} samples at ${times.length} times`);
    this.#budget.addValues(count);
    const start = reader.position;
    const repAt = (index: number): ValueRep => {
      reader.seek(start + index * 8);
      return readValueRep(reader);
    };
    const unread = times.findIndex((_, index) => !repAt(index).isKnown);
    const samples = { times, unread: unread === -1 ? null : unreadName(repAt(unread)), repAt };
    this.#samples.set(rep.payload, samples);
    return samples;
  }

  #timesOf(rep: ValueRep): number[] {
    const values = this.unpack(rep, () => undefined);
    if (!(values instanceof Float64Array)) throw this.#damaged('times of samples are no numbers');
    const known = this.#times.get(values);
    if (known !== undefined) return known;
    for (let index = 1; index < values.length; index += 1)
      if (!((values[index] ?? 0) > (values[index - 1] ?? 0)))
        throw this.#damaged('times of samples are out of order');
    const times = Array.from(values);
    this.#times.set(values, times);
    return times;
  }

  #array(reader: ByteReader, name: TypeName, rep: ValueRep): Value | undefined {
    const numeric = numericTypes[name];
    if (numeric !== undefined)
      return readNumberArray(reader, rep, numeric, this.#tables.version, this.#budget);
    const length = readArrayLength(reader, this.#tables.version);
    return this.#composites.array(reader, name, length);
  }

  #single(reader: ByteReader, name: TypeName, onUnread: OnUnread): Value | null | undefined {
    const numeric = numericTypes[name];
    return numeric === undefined
      ? this.#composites.single(reader, name, onUnread)
      : readNumbers(reader, numeric);
  }

  #readerAt(offset: number): ByteReader {
    const reader = new ByteReader(this.#bytes, this.#file);
    reader.seek(offset);
    return reader;
  }

  #damaged(what: string): AssetError {
    return new AssetError('damaged', `${this.#file}: ${what}`);
  }
}
