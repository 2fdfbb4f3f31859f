/** Which material a prim has (`pxr/usd/usdShade/materialBindingAPI.cpp`, `ComputeBoundMaterial`). */
import type { Stage, StagePrim } from '../../stage.ts';
import type { Notes } from '../notes.ts';
import { Collections, splitCollectionPath } from './collections.ts';

/** What a binding is for; '' for all purposes. */
export type BindingPurpose = 'full' | 'preview' | 'physics' | '';

interface Binding {
  material: StagePrim;
  isStronger: boolean;
  /** The path of the collection; null for a direct binding, which is for whatever it is on. */
  collection: string | null;
}

const direct = 'material:binding';
const strong = 'strongerThanDescendants';
/** Bindings of collections on one prim, each of which is asked about every prim below. */
const mostCollections = 100;

/** Answers which materials prims have. What each prim binds is looked up once. */
export class MaterialBindings {
  readonly #stage: Stage;
  readonly #notes: Notes | null;
  readonly #collections: Collections;
  readonly #known = new Map<string, Binding[]>();

  constructor(stage: Stage, notes: Notes | null = null) {
    this.#stage = stage;
    this.#notes = notes;
    this.#collections = new Collections(stage);
  }

  /** The Material prim that is bound to a prim, or to one above it, for a purpose or else for all; null for none. */
  of(prim: StagePrim, purpose: BindingPurpose): StagePrim | null {
    for (const one of new Set([purpose, ''] as const)) {
      const material = this.#boundFor(prim, one);
      if (material !== null) return material;
    }
    return null;
  }

  #boundFor(prim: StagePrim, purpose: BindingPurpose): StagePrim | null {
    let bound: StagePrim | null = null;
    for (let at: StagePrim | null = prim; at !== null; at = at.parent) {
      let isFromHere = false;
      for (const binding of this.#bindingsAt(at, purpose)) {
        const { collection, isStronger, material } = binding;
        // A collection that is bound on the same prim wins over its direct binding, and the first collection over others.
        const mayWin = bound === null || isStronger || (isFromHere && collection !== null);
        if (!mayWin || !this.#has(collection, prim)) continue;
        bound = material;
        isFromHere = true;
        if (collection !== null) break;
      }
    }
    return bound;
  }

  #has(collection: Binding['collection'], prim: StagePrim): boolean {
    if (collection === null) return true;
    const answer = this.#collections.has(collection, prim.path);
    if (answer === null) {
      const { prim: owner, name } = splitCollectionPath(collection) ?? { prim: collection, name: '' };
      this.#notes?.add('not-read', owner, `collection:${name}:membershipExpression`);
    }
    return answer === true;
  }

  /** Of one prim: the direct binding, then those of collections in the order of their names, as USD sorts properties. */
  #bindingsAt(prim: StagePrim, purpose: BindingPurpose): Binding[] {
    const key = `${purpose} ${prim.path}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = purpose === '' ? direct : `${direct}:${purpose}`;
    const prefix = `${direct}:collection:${purpose === '' ? '' : `${purpose}:`}`;
    const names = prim.propertyNames.filter((property) => property.startsWith(direct));
    const ofCollections = names.filter(
      (property) => property.startsWith(prefix) && !property.slice(prefix.length).includes(':'),
    );
    const bindings: Binding[] = [];
    if (ofCollections.length > mostCollections) this.#notes?.add('too-large', prim.path, prefix);
    const collections = ofCollections.toSorted().slice(0, mostCollections);
    for (const property of [...(names.includes(name) ? [name] : []), ...collections]) {
      const binding = this.#read(prim, property, property !== name);
      if (binding !== null) bindings.push(binding);
    }
    this.#known.set(key, bindings);
    return bindings;
  }

  #read(prim: StagePrim, property: string, isOfCollection: boolean): Binding | null {
    const targets = prim.targets(property);
    const materialPath = targets[isOfCollection ? 1 : 0];
    if (materialPath === undefined) return null;
    const material = this.#stage.primAt(materialPath);
    if (material === null) {
      this.#notes?.add('missing-prim', prim.path, materialPath);
      return null;
    }
    if (material.typeName !== 'Material') return null;
    const isStronger = prim.relationshipField(property, 'bindMaterialAs') === strong;
    if (!isOfCollection) return { material, isStronger, collection: null };
    const collection = targets[0] ?? '';
    const named = splitCollectionPath(collection);
    if (named === null || this.#stage.primAt(named.prim) === null) {
      this.#notes?.add('missing-prim', prim.path, targets[0] ?? property);
      return null;
    }
    return { material, isStronger, collection };
  }
}
