import { specTypes } from '../spec-tree.ts';
import { ByteWriter } from './byte-writer.ts';
import type {
  AttributeDescription,
  CrateDescription,
  PrimDescription,
  RelationshipDescription,
  TypedValue,
} from './describe-crate.ts';
import { packChunks, packIntegers } from './pack.ts';
import { PathWriter } from './write-paths.ts';
import { ValueWriter } from './write-values.ts';

export interface CrateOptions {
  /** The second part of the version; 8 (0.8.0) unless said. */
  version?: number;
  /** False: blocks of LZ4 that are literals alone, and arrays as they are. */
  isCompressed?: boolean;
}

const bootstrapBytes = 88;
const sectionNameBytes = 16;
const endOfSet = -1;

/** Writes a crate file, for tests: what OpenUSD would write for the same layer, in the order of the description. */
export function writeCrate(layer: CrateDescription, options: CrateOptions = {}): Uint8Array {
  return new CrateWriter(options).write(layer);
}

type Rep = readonly [name: string, rep: bigint];

class CrateWriter {
  readonly #writer = new ByteWriter();
  readonly #version: number;
  readonly #isCompressed: boolean;
  // A property's token is negative, so that the first must not be one (crateFile.cpp has the same).
  readonly #tokens = new Table<string>([';-)']);
  readonly #strings = new Table<number>();
  readonly #fields = new Table<string>();
  readonly #fieldNames: number[] = [];
  readonly #fieldValues: bigint[] = [];
  readonly #setStarts = new Map<string, number>();
  readonly #sets: number[] = [];
  readonly #paths = new PathWriter((text) => this.#tokens.add(text));
  readonly #specs: { path: number; set: number; type: number }[] = [];
  readonly #values: ValueWriter;

  constructor({ version = 8, isCompressed = true }: CrateOptions) {
    this.#version = version;
    this.#isCompressed = isCompressed;
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
    const sections = this.#sections();
    const contents = writer.position;
    writer.uint64(sections.length);
    for (const { name, start, size } of sections) {
      const bytes = new Uint8Array(sectionNameBytes);
      bytes.set(new TextEncoder().encode(name));
      writer.write(bytes);
      writer.uint64(start);
      writer.uint64(size);
    }
    const file = writer.result();
    file.set(new TextEncoder().encode('PXR-USDC'));
    file.set([0, this.#version, 0], 8);
    new DataView(file.buffer).setBigUint64(16, BigInt(contents), true);
    return file;
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

  #sections(): { name: string; start: number; size: number }[] {
    const writer = this.#writer;
    const encoded = this.#paths.encode();
    const sections: [string, () => void][] = [
      ['TOKENS', () => this.#writeTokens()],
      [
        'STRINGS',
        () => {
          writer.uint64(this.#strings.items.length);
          for (const token of this.#strings.items) writer.uint32(token);
        },
      ],
      [
        'FIELDS',
        () => {
          writer.uint64(this.#fieldNames.length);
          this.#integers(this.#fieldNames);
          this.#packed(new Uint8Array(BigUint64Array.from(this.#fieldValues).buffer));
        },
      ],
      [
        'FIELDSETS',
        () => {
          writer.uint64(this.#sets.length);
          this.#integers(this.#sets);
        },
      ],
      [
        'PATHS',
        () => {
          writer.uint64(this.#paths.count);
          writer.uint64(encoded.indices.length);
          this.#integers(encoded.indices);
          this.#integers(encoded.elements);
          this.#integers(encoded.jumps);
        },
      ],
      [
        'SPECS',
        () => {
          writer.uint64(this.#specs.length);
          this.#integers(this.#specs.map(({ path }) => path));
          this.#integers(this.#specs.map(({ set }) => set));
          this.#integers(this.#specs.map(({ type }) => type));
        },
      ],
    ];
    return sections.map(([name, write]) => {
      const start = writer.position;
      write();
      return { name, start, size: writer.position - start };
    });
  }

  #writeTokens(): void {
    const text = new TextEncoder().encode(this.#tokens.items.map((token) => `${token}\0`).join(''));
    this.#writer.uint64(this.#tokens.items.length);
    this.#writer.uint64(text.length);
    this.#packed(text);
  }

  #integers(values: readonly number[]): void {
    const packed = packIntegers(values, 32, this.#isCompressed);
    this.#writer.uint64(packed.length);
    this.#writer.write(packed);
  }

  #packed(bytes: Uint8Array): void {
    const packed = packChunks(bytes, this.#isCompressed);
    this.#writer.uint64(packed.length);
    this.#writer.write(packed);
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
