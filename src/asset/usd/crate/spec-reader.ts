import { AssetError } from '../../limits.ts';
import type { AttributeSpec, Fields, ListOp, PrimSpec, RelationshipSpec } from '../layer.ts';
import type { FieldSet } from './field-sets.ts';
import { typeNameOf, unreadName, type OnUnread } from './value-types.ts';
import type { CrateValues } from './values.ts';

/** What was read, and what of it was not: for a note at each place that has it. */
export interface Read<Kind> {
  made: Kind;
  unread: readonly string[];
}

/** Fields that are the spec itself rather than said of it; lists of children give their order. */
const structure = new Set([
  'specifier',
  'typeName',
  'default',
  'timeSamples',
  'connectionPaths',
  'targetPaths',
  'primChildren',
  'properties',
  'variantSetChildren',
  'variantChildren',
  'connectionChildren',
  'targetChildren',
]);

/** What is left out, as text has no word for it. */
const usual = new Map<string, unknown>([
  ['custom', false],
  ['variability', 'varying'],
]);

/**
 * Makes prims' fields, attributes and relationships of sets of fields. Specs with the same set are handed the same one, which is
 * made once, so that the work follows the bytes of the file and not how often it points at them.
 */
export class SpecReader {
  readonly #file: string;
  readonly #values: CrateValues;
  readonly #note: (path: number, detail: string) => void;
  readonly #fields = new Map<FieldSet, Read<Fields>>();
  readonly #attributes = new Map<FieldSet, Read<AttributeSpec>>();
  readonly #relationships = new Map<FieldSet, Read<RelationshipSpec>>();
  readonly #orders = new Map<readonly string[], ReadonlyMap<string, number>>();

  /** @param note for what is found to be unreadable only when a value is asked for */
  constructor(file: string, values: CrateValues, note: (path: number, detail: string) => void) {
    this.#file = file;
    this.#values = values;
    this.#note = note;
  }

  specifier(set: FieldSet): PrimSpec['specifier'] {
    const rep = set.get('specifier');
    const value = rep === undefined ? 'over' : this.#values.unpack(rep, ignore);
    if (value !== 'def' && value !== 'over' && value !== 'class') throw this.#damaged('specifier');
    return value;
  }

  /** A token; empty where the field is not there. */
  word(set: FieldSet, field: string): string {
    const rep = set.get(field);
    const value = rep === undefined ? '' : this.#values.unpack(rep, ignore);
    if (typeof value !== 'string') throw this.#damaged(field);
    return value;
  }

  /** The place of each name in a list of children; undefined where there is no such list. */
  order(set: FieldSet, field: string): ReadonlyMap<string, number> | undefined {
    const rep = set.get(field);
    if (rep === undefined) return undefined;
    // Told by its type, as looking at each word would be done again for each prim that has the list.
    if (typeNameOf(rep.type) !== 'TokenVector' || !rep.isKnown) throw this.#damaged(field);
    const names = this.#values.unpack(rep, ignore) as string[];
    const known = this.#orders.get(names);
    if (known !== undefined) return known;
    const order = new Map(names.map((name, index) => [name, index]));
    this.#orders.set(names, order);
    return order;
  }

  fields(set: FieldSet): Read<Fields> {
    return once(this.#fields, set, (unread) => {
      const fields: Fields = new Map();
      for (const [name, rep] of set) {
        if (structure.has(name)) continue;
        const value = this.#values.unpack(rep, (detail) => unread.push(`${name}: ${detail}`));
        if (value !== undefined && value !== null && usual.get(name) !== value) fields.set(name, value);
      }
      return fields;
    });
  }

  /** @param path a place for notes on what only comes to light when a value is asked for */
  attribute(set: FieldSet, path: number): Read<AttributeSpec> {
    return once(this.#attributes, set, (unread) => {
      const fields = this.fields(set);
      for (const detail of fields.unread) unread.push(detail);
      return {
        kind: 'attribute',
        typeName: this.word(set, 'typeName'),
        value: this.#default(set, unread, path),
        samples: this.#samples(set, unread, path),
        connections: this.#paths(set, 'connectionPaths', unread),
        fields: fields.made,
      };
    });
  }

  relationship(set: FieldSet): Read<RelationshipSpec> {
    return once(this.#relationships, set, (unread) => {
      const fields = this.fields(set);
      for (const detail of fields.unread) unread.push(detail);
      // A relationship does not vary by time, whatever is written.
      const made = new Map(fields.made);
      made.delete('variability');
      return { kind: 'relationship', targets: this.#paths(set, 'targetPaths', unread), fields: made };
    });
  }

  #default(set: FieldSet, unread: string[], path: number): AttributeSpec['value'] {
    const rep = set.get('default');
    if (rep === undefined) return nothing;
    if (!rep.isKnown) {
      unread.push(`default: ${unreadName(rep)}`);
      return nothing;
    }
    return () => this.#values.unpack(rep, (detail) => this.#note(path, `default: ${detail}`));
  }

  #samples(set: FieldSet, unread: string[], path: number): AttributeSpec['samples'] {
    const rep = set.get('timeSamples');
    if (rep === undefined) return null;
    const { times, repAt, unread: unreadSample } = this.#values.samples(rep);
    if (unreadSample !== null) unread.push(`timeSamples: ${unreadSample}`);
    const onUnread: OnUnread = (detail) => this.#note(path, `timeSamples: ${detail}`);
    const value = (index: number) =>
      times[index] === undefined ? null : (this.#values.unpack(repAt(index), onUnread) ?? null);
    return { times, value };
  }

  #paths(set: FieldSet, field: string, unread: string[]): ListOp<string> | null {
    const rep = set.get(field);
    if (rep === undefined) return null;
    if (typeNameOf(rep.type) !== 'PathListOp' || !rep.isKnown) throw this.#damaged(field);
    return this.#values.unpack(rep, (detail) => unread.push(`${field}: ${detail}`)) as ListOp<string>;
  }

  #damaged(field: string): AssetError {
    return new AssetError('damaged', `${this.#file}: ${field} is no such value`);
  }
}

function once<Kind>(
  known: Map<FieldSet, Read<Kind>>,
  set: FieldSet,
  make: (unread: string[]) => Kind,
): Read<Kind> {
  const before = known.get(set);
  if (before !== undefined) return before;
  const unread: string[] = [];
  const read = { made: make(unread), unread };
  known.set(set, read);
  return read;
}

const nothing = (): undefined => undefined;
const ignore = (): void => undefined;
