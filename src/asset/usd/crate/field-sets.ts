import { AssetError } from '../../limits.ts';
import { endOfSet, type CrateTables } from './tables.ts';
import { toValueRep, type ValueRep } from './value-types.ts';

/** Fields of one or more specs, by name. */
export type FieldSet = ReadonlyMap<string, ValueRep>;

/** The sets of fields in a crate file. Specs with the same fields share a set, which is taken apart once. */
export class FieldSets {
  readonly #tables: CrateTables;
  readonly #known = new Map<number, FieldSet>();

  constructor(tables: CrateTables) {
    this.#tables = tables;
  }

  /**
   * @param start where in the table of sets it starts
   * @throws {AssetError} where none starts there: sets that overlap would make a small file endless work
   */
  at(start: number): FieldSet {
    const known = this.#known.get(start);
    if (known !== undefined) return known;
    const { fieldSets } = this.#tables;
    if (start >= fieldSets.length || (start > 0 && fieldSets[start - 1] !== endOfSet))
      throw damaged(`no set starts at ${start}`);
    const set = new Map<string, ValueRep>();
    for (let index = start; ; index += 1) {
      const field = fieldSets[index];
      if (field === undefined) throw damaged(`the set at ${start} has no end`);
      if (field === endOfSet) break;
      set.set(this.#nameOf(field), this.#valueOf(field));
    }
    this.#known.set(start, set);
    return set;
  }

  #nameOf(field: number): string {
    const token = this.#tables.fieldNames[field];
    const name = token === undefined ? undefined : this.#tables.tokens[token];
    if (name === undefined) throw damaged(`there is no field ${field}`);
    return name;
  }

  #valueOf(field: number): ValueRep {
    const { fieldValues } = this.#tables;
    return toValueRep(fieldValues[field * 2] ?? 0, fieldValues[field * 2 + 1] ?? 0);
  }
}

const damaged = (what: string): AssetError => new AssetError('damaged', `sets of fields: ${what}`);
