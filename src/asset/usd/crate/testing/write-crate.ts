import { specTypes } from '../spec-tree.ts';
import { ByteWriter } from './byte-writer.ts';
import type {
  AttributeDescription,
  CrateDescription,
  PrimDescription,
  RelationshipDescription,
  TypedValue,
} from './describe-crate.ts';
import { PathWriter } from './write-paths.ts';
import { bootstrapBytes, writeTables, type CrateOptions, type RawTables } from './write-tables.ts';
import { ValueWriter } from './write-values.ts';

const endOfSet = -1;

/** Writes a crate file, for tests: what OpenUSD would write for the same layer, in the order of the description. */
export function writeCrate(layer: CrateDescription, options: CrateOptions = {}): Uint8Array {
  return new CrateWriter(options).write(layer);
}

type Rep = readonly [name: string, rep: bigint];

class CrateWriter {
  readonly #writer = new ByteWriter();
  readonly #options: Required<CrateOptions>;
  // A property's token is negative, so that the first must not be one (crateFile.cpp has the same).
  readonly #tokens = new Table<string>([';-)']);
  readonly #strings = new Table<number>();
  readonly #fields = new Table<string>();
  readonly #fieldNames: number[] = [];
  readonly #fieldValues: bigint[] = [];
  readonly #setStarts = new Map<string, number>();
  readonly #sets: number[] = [];
  readonly #paths = new PathWriter((text) => this.#tokens.add(text));
  readonly #specs: RawTables['specs'] = [];
  readonly #values: ValueWriter;

  constructor({ version = 8, isCompressed = true }: CrateOptions) {
    this.#options = { version, isCompressed };
    this.#values = new ValueWriter({
      writer: this.#writer,
      version,
      isCompressed,
      token: (text) => this.#tokens.add(text),
      string: (text) => this.#strings.add(this.#tokens.add(text)),
      path: (text) => this.#paths.add(text),
    });
  }

  write({ fields, prims }: CrateDescription): Uint8Array {
    const writer = this.#writer;
    writer.write(new Uint8Array(bootstrapBytes));
    const root = [...this.#repsOf(fields), ...this.#namesOf('primChildren', prims, fields)];
    this.#spec('/', specTypes.pseudoRoot, root);
    for (const [name, prim] of Object.entries(prims ?? {})) this.#prim(`/${name}`, prim, specTypes.prim);
    return writeTables(
      writer,
      {
        tokens: this.#tokens.items,
        strings: this.#strings.items,
        fieldNames: this.#fieldNames,
        fieldValues: this.#fieldValues,
        fieldSets: this.#sets,
        pathCount: this.#paths.count,
        paths: this.#paths.encode(),
        specs: this.#specs,
      },
      this.#options,
    );
  }

  #prim(path: string, prim: PrimDescription, type: number): void {
    const { specifier = 'def', typeName, fields, properties = {}, children = {}, variantSets = {} } = prim;
    const reps: Rep[] =
      type === specTypes.variant ? [] : [this.#rep('specifier', { type: 'Specifier', value: specifier })];
    if (typeName !== undefined) reps.push(this.#rep('typeName', { type: 'Token', value: typeName }));
    reps.push(...this.#repsOf(fields));
    reps.push(
      ...this.#namesOf('properties', properties, fields),
      ...this.#namesOf('primChildren', children, fields),
    );
    reps.push(...this.#namesOf('variantSetChildren', variantSets, fields));
    this.#spec(path, type, reps);
    for (const [name, property] of Object.entries(properties)) this.#property(`${path}.${name}`, property);
    const inside = path.endsWith('}') ? path : `${path}/`;
    for (const [name, child] of Object.entries(children))
      this.#prim(`${inside}${name}`, child, specTypes.prim);
    for (const [set, variants] of Object.entries(variantSets)) {
      this.#spec(`${path}{${set}=}`, specTypes.variantSet, this.#namesOf('variantChildren', variants));
      for (const [name, variant] of Object.entries(variants))
        this.#prim(`${path}{${set}=${name}}`, variant, specTypes.variant);
    }
  }

  #property(path: string, property: AttributeDescription | RelationshipDescription): void {
    if ('targets' in property) {
      const targets = this.#rep('targetPaths', { type: 'PathListOp', value: property.targets });
      this.#spec(path, specTypes.relationship, [targets, ...this.#repsOf(property.fields)]);
      return;
    }
    const { typeName, samples, connections, fields } = property;
    const reps: Rep[] = [this.#rep('typeName', { type: 'Token', value: typeName })];
    if (property.default !== undefined) reps.push(this.#rep('default', property.default));
    if (samples !== undefined) reps.push(['timeSamples', this.#values.samples(samples)]);
    if (connections !== undefined)
      reps.push(this.#rep('connectionPaths', { type: 'PathListOp', value: connections }));
    this.#spec(path, specTypes.attribute, [...reps, ...this.#repsOf(fields)]);
  }

  #rep(name: string, value: TypedValue): Rep {
    return [name, this.#values.write(value)];
  }

  #repsOf(fields: Record<string, TypedValue> = {}): Rep[] {
    return Object.entries(fields).map(([name, value]) => this.#rep(name, value));
  }

  /** The list of children, unless the fields have one. */
  #namesOf(field: string, children: object = {}, fields: object = {}): Rep[] {
    if (field in fields) return [];
    const names = Object.keys(children);
    return names.length === 0 ? [] : [this.#rep(field, { type: 'TokenVector', value: names })];
  }

  #spec(path: string, type: number, reps: readonly Rep[]): void {
    const set = reps.map(([name, rep]) => {
      const field = this.#fields.add(`${name}=${rep}`);
      this.#fieldNames[field] = this.#tokens.add(name);
      this.#fieldValues[field] = rep;
      return field;
    });
    const key = set.join();
    const start = this.#setStarts.get(key) ?? this.#sets.length;
    if (!this.#setStarts.has(key)) this.#sets.push(...set, endOfSet);
    this.#setStarts.set(key, start);
    this.#specs.push({ path: this.#paths.add(path), set: start, type });
  }
}

/** Each item once, by its place. */
class Table<Item> {
  readonly items: Item[];
  readonly #places = new Map<Item, number>();

  constructor(items: readonly Item[] = []) {
    this.items = [...items];
    items.forEach((item, index) => this.#places.set(item, index));
  }

  add(item: Item): number {
    const before = this.#places.get(item);
    if (before !== undefined) return before;
    this.#places.set(item, this.items.length);
    return this.items.push(item) - 1;
  }
}
