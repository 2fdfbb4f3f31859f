import { AssetError, type AssetBudget } from '../../limits.ts';
import type { Layer, LayerNote, PrimSpec } from '../layer.ts';
import { FieldSets, type FieldSet } from './field-sets.ts';
import { SpecReader, type Read } from './spec-reader.ts';
import { specTypes, SpecTree, type SpecNode } from './spec-tree.ts';
import type { CrateTables } from './tables.ts';
import { CrateValues } from './values.ts';

/** More of the same say nothing new. */
const maxNotes = 500;

/** What a spec takes, counted in numbers that take as much. */
const specCost = 16;

/** Puts the specs of a crate file together to a layer. */
export class LayerBuilder {
  readonly #file: string;
  readonly #tables: CrateTables;
  readonly #budget: AssetBudget;
  readonly #sets: FieldSets;
  readonly #tree: SpecTree;
  readonly #reader: SpecReader;
  readonly #notes: LayerNote[] = [];
  /** Specs that a path leads to from the root. */
  #reached = 0;

  constructor(bytes: Uint8Array, file: string, tables: CrateTables, budget: AssetBudget) {
    this.#file = file;
    this.#tables = tables;
    this.#budget = budget;
    this.#sets = new FieldSets(tables);
    this.#tree = new SpecTree(tables, budget);
    const values = new CrateValues(bytes, file, tables, budget);
    this.#reader = new SpecReader(file, values, (path, detail) => this.#note(path, detail));
  }

  /** @throws {AssetError} where what it consists of cannot be */
  build(): Layer {
    const node = this.#tree.root();
    if (node === null || node.type !== specTypes.pseudoRoot) throw this.#damaged('there is no root');
    const root = this.#prim(node, '');
    const lost = this.#tables.specs.paths.length - this.#reached;
    if (lost > 0) this.#notes.push({ place: '/', detail: `${lost} specs that no path leads to` });
    const layer = { file: this.#file, fields: root.fields, root, notes: this.#notes };
    root.fields = new Map();
    return layer;
  }

  #prim(node: SpecNode, name: string): PrimSpec {
    this.#budget.addPrims(1);
    this.#reached += 1;
    const set = this.#sets.at(node.fieldSet);
    const prim: PrimSpec = {
      name,
      specifier: this.#reader.specifier(set),
      typeName: this.#reader.word(set, 'typeName'),
      fields: this.#noted(node.path, this.#reader.fields(set)),
      properties: new Map(),
      children: new Map(),
      variantSets: new Map(),
    };
    const below = this.#below(node.path);
    for (const child of this.#ordered(below.prims, set, 'primChildren', node.path))
      prim.children.set(child.name, this.#prim(child, child.name));
    for (const child of this.#ordered(below.properties, set, 'properties', node.path))
      this.#property(prim, child);
    this.#variants(prim, set, node.path, below.variants);
    return prim;
  }

  #property(prim: PrimSpec, node: NamedNode): void {
    const set = this.#sets.at(node.fieldSet);
    if (node.type === specTypes.attribute)
      prim.properties.set(node.name, this.#noted(node.path, this.#reader.attribute(set, node.path)));
    else if (node.type === specTypes.relationship)
      prim.properties.set(node.name, this.#noted(node.path, this.#reader.relationship(set)));
    else return this.#note(node.path, `spec type ${node.type}`);
    this.#reached += 1;
    // Targets and connections are in the lists of paths already.
    for (const { type } of this.#tree.childrenOf(node.path))
      if (type === specTypes.connection || type === specTypes.relationshipTarget) this.#reached += 1;
  }

  #variants(prim: PrimSpec, set: FieldSet, path: number, nodes: readonly NamedNode[]): void {
    const sets: NamedNode[] = [];
    const variants = new Map<string, NamedNode[]>();
    for (const node of nodes) {
      const [, setName, variant] = /^\{([^=}]*)=([^}]*)\}$/.exec(node.name) ?? [];
      if (setName === undefined || variant === undefined) {
        this.#note(node.path, 'a variant without a name');
      } else if (node.type === specTypes.variantSet) {
        this.#reached += 1;
        sets.push({ ...node, name: setName });
        if (!variants.has(setName)) variants.set(setName, []);
      } else if (node.type === specTypes.variant) {
        const ofSet = variants.get(setName) ?? [];
        ofSet.push({ ...node, name: variant });
        variants.set(setName, ofSet);
      } else {
        this.#note(node.path, `spec type ${node.type}`);
      }
    }
    const orders = new Map(sets.map((node) => [node.name, this.#sets.at(node.fieldSet)]));
    for (const { name } of this.#ordered(sets, set, 'variantSetChildren', path)) {
      const ofSet = this.#ordered(variants.get(name) ?? [], orders.get(name), 'variantChildren', path);
      prim.variantSets.set(name, new Map(ofSet.map((node) => [node.name, this.#prim(node, node.name)])));
    }
  }

  #below(path: number): Record<'prims' | 'properties' | 'variants', NamedNode[]> {
    const below = {
      prims: new Map<string, NamedNode>(),
      properties: new Map<string, NamedNode>(),
      variants: new Map<string, NamedNode>(),
    };
    for (const { kind, ...node } of this.#tree.childrenOf(path)) {
      const name = this.#tables.paths.elementOf(node.path);
      const isPrim = kind === 'prim' && node.type === specTypes.prim;
      const siblings =
        kind === 'property'
          ? below.properties
          : kind === 'variant'
            ? below.variants
            : isPrim
              ? below.prims
              : null;
      if (siblings === null) {
        this.#note(node.path, `spec type ${node.type}`);
        continue;
      }
      // Packed, millions of one name are a few bytes, and their specs would be gigabytes.
      if (siblings.has(name)) throw this.#damaged(`two specs at ${this.#tables.paths.textOf(node.path)}`);
      this.#budget.addValues(specCost);
      siblings.set(name, { ...node, name });
    }
    return {
      prims: [...below.prims.values()],
      properties: [...below.properties.values()],
      variants: [...below.variants.values()],
    };
  }

  /** As the list of children has them; what it does not have comes last, and a note says so. */
  #ordered(nodes: NamedNode[], set: FieldSet | undefined, field: string, path: number): NamedNode[] {
    const order = set === undefined ? undefined : this.#reader.order(set, field);
    const unlisted = nodes.filter(({ name }) => order?.has(name) !== true).length;
    const missing = (order?.size ?? 0) - (nodes.length - unlisted);
    if (unlisted > 0) this.#note(path, `${unlisted} of ${field} are not listed`);
    if (missing > 0) this.#note(path, `${missing} of ${field} are not there`);
    const placeOf = ({ name }: NamedNode): number => order?.get(name) ?? Infinity;
    return nodes.length < 2 ? nodes : nodes.toSorted((a, b) => compare(placeOf(a), placeOf(b)));
  }

  #noted<Kind>(path: number, { made, unread }: Read<Kind>): Kind {
    if (this.#notes.length <= maxNotes) for (const detail of unread) this.#note(path, detail);
    return made;
  }

  #damaged(what: string): AssetError {
    return new AssetError('damaged', `${this.#file}: ${what}`);
  }

  #note(path: number, detail: string): void {
    if (this.#notes.length < maxNotes) this.#notes.push({ place: this.#tables.paths.textOf(path), detail });
    else if (this.#notes.length === maxNotes) this.#notes.push({ place: '/', detail: 'and more' });
  }
}

interface NamedNode extends SpecNode {
  name: string;
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);
