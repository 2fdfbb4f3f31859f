import type { AssetBudget } from '../../limits.ts';
import type { ElementKind } from './paths.ts';
import type { CrateTables } from './tables.ts';

/** What a spec is (pxr/usd/sdf/types.h, `SdfSpecType`). */
export const specTypes = {
  attribute: 1,
  connection: 2,
  prim: 6,
  pseudoRoot: 7,
  relationship: 8,
  relationshipTarget: 9,
  variant: 10,
  variantSet: 11,
} as const;

/** One spec in the tree that their paths make. */
export interface SpecNode {
  path: number;
  type: number;
  /** Where its fields start. */
  fieldSet: number;
}

const none = -1;

/** The specs of a crate file by the paths that they are in: the tables have them in any order. Of several with one path the last counts. */
export class SpecTree {
  readonly #tables: CrateTables;
  readonly #firstChildren: Int32Array;
  readonly #nextSiblings: Int32Array;
  #root = none;

  constructor(tables: CrateTables, budget: AssetBudget) {
    const { specs, paths } = tables;
    const count = specs.paths.length;
    budget.addValues(count + paths.count);
    this.#tables = tables;
    this.#firstChildren = new Int32Array(paths.count).fill(none);
    this.#nextSiblings = new Int32Array(count).fill(none);
    const isTaken = new Uint8Array(paths.count);
    // From the end, as each goes before those that are there.
    for (let spec = count - 1; spec >= 0; spec -= 1) {
      const path = specs.paths[spec] ?? 0;
      const kind = paths.kindOf(path);
      if (kind === 'none' || isTaken[path] === 1) continue;
      isTaken[path] = 1;
      if (kind === 'root') {
        this.#root = spec;
        continue;
      }
      const parent = paths.parentOf(path);
      this.#nextSiblings[spec] = this.#firstChildren[parent] ?? none;
      this.#firstChildren[parent] = spec;
    }
  }

  root(): SpecNode | null {
    return this.#root === none ? null : this.#node(this.#root);
  }

  /** What is right below a path, with the kind of its last part, in the order of the file. */
  *childrenOf(path: number): Generator<SpecNode & { kind: ElementKind }> {
    let spec = this.#firstChildren[path] ?? none;
    while (spec !== none) {
      const node = this.#node(spec);
      yield { ...node, kind: this.#tables.paths.kindOf(node.path) };
      spec = this.#nextSiblings[spec] ?? none;
    }
  }

  #node(spec: number): SpecNode {
    const { specs } = this.#tables;
    return {
      path: specs.paths[spec] ?? 0,
      type: specs.types[spec] ?? 0,
      fieldSet: specs.fieldSets[spec] ?? 0,
    };
  }
}
