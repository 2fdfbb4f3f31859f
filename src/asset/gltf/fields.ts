import { AssetError } from '../limits.ts';

/**
 * An object of JSON that anybody may have written: each value is checked when it is asked for. A value of the wrong kind is an
 * {@link AssetError} `damaged` that says where it is; one that is not there is `undefined`.
 */
export class Fields {
  /** Where it is in the file: `nodes[3].extensions`; empty for the whole of it. */
  readonly place: string;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(value: unknown, place: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new AssetError('damaged', `${place || 'JSON'}: not an object`);
    this.place = place;
    this.#values = value as Record<string, unknown>;
  }

  /** The names of all values that are there. */
  get names(): string[] {
    return Object.keys(this.#values);
  }

  has(name: string): boolean {
    return this.#value(name) !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrong(name, 'a text');
  }

  flag(name: string): boolean {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    throw this.#wrong(name, 'true or false');
  }

  number(name: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined || typeof value === 'number') return value;
    throw this.#wrong(name, 'a number');
  }

  /** A whole number from 0 on: an index, a count or an offset. */
  count(name: string): number | undefined {
    const value = this.#value(name);
    if (value === undefined || isCount(value)) return value;
    throw this.#wrong(name, 'a whole number from 0 on');
  }

  /** As {@link count}, for what must be there. */
  needCount(name: string): number {
    const count = this.count(name);
    if (count === undefined) throw this.#wrong(name, 'there');
    return count;
  }

  numbers(name: string, length: number): number[] | undefined {
    const value = this.#list(name);
    if (value === undefined) return undefined;
    if (value.length === length && value.every((one) => typeof one === 'number')) return value;
    throw this.#wrong(name, `${length} numbers`);
  }

  /** Numbers, however many there are. */
  allNumbers(name: string): number[] {
    const value = this.#list(name) ?? [];
    if (value.every((one) => typeof one === 'number')) return value;
    throw this.#wrong(name, 'numbers');
  }

  counts(name: string): number[] {
    const value = this.#list(name) ?? [];
    if (value.every(isCount)) return value;
    throw this.#wrong(name, 'whole numbers from 0 on');
  }

  texts(name: string): string[] {
    const value = this.#list(name) ?? [];
    if (value.every((one) => typeof one === 'string')) return value;
    throw this.#wrong(name, 'texts');
  }

  object(name: string): Fields | undefined {
    const value = this.#value(name);
    return value === undefined ? undefined : new Fields(value, this.#placeOf(name));
  }

  /** How many a list has, before any of it is looked at. */
  length(name: string): number {
    return this.#list(name)?.length ?? 0;
  }

  objects(name: string): Fields[] {
    return (this.#list(name) ?? []).map((one, index) => new Fields(one, `${this.#placeOf(name)}[${index}]`));
  }

  /** What an extension of this object says; undefined where it has none of that name. */
  extension(name: string): Fields | undefined {
    return this.object('extensions')?.object(name);
  }

  #placeOf(name: string): string {
    return this.place === '' ? name : `${this.place}.${name}`;
  }

  #value(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  #list(name: string): unknown[] | undefined {
    const value = this.#value(name);
    if (value === undefined || Array.isArray(value)) return value;
    throw this.#wrong(name, 'a list');
  }

  #wrong(name: string, wanted: string): AssetError {
    return new AssetError('damaged', `${this.#placeOf(name)}: not ${wanted}`);
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
