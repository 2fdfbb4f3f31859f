import { AssetError, type AssetBudget } from '../../limits.ts';

/** What a path's last part is. */
export type ElementKind = 'root' | 'prim' | 'property' | 'variant' | 'other' | 'none';

/** The table as it is written: one entry for each path but the empty one. */
export interface EncodedPaths {
  indices: Uint32Array;
  /** A token, negative for a property of a prim. */
  elements: Int32Array;
  /** How far on the next sibling is; -1 for none but a child, 0 for none but a sibling, -2 for neither. */
  jumps: Int32Array;
}

/** No name is this long; those that are only take memory. */
const maxPathLength = 4_096;

const noParent = -1;
const notThere = -2;

/**
 * All paths of a crate file as a tree (crateFile.cpp, `_BuildDecompressedPathsImpl`). What they read as is put together when asked
 * for, since most are never needed.
 */
export class PathTable {
  /** How many there are, the empty one included. */
  readonly count: number;
  readonly #parents: Int32Array;
  readonly #elements: Int32Array;
  readonly #tokens: readonly string[];
  readonly #texts = new Map<number, string>();
  readonly #targets = new Map<number, string>();

  /**
   * @throws {AssetError} where an entry leads outside, or to one that another has led to (a table of jumps by 1 would have
   * exponentially many paths), or where paths are too deep or too long
   */
  constructor(count: number, encoded: EncodedPaths, tokens: readonly string[], budget: AssetBudget) {
    this.count = count;
    this.#tokens = tokens;
    this.#parents = new Int32Array(count).fill(notThere);
    this.#elements = new Int32Array(count);
    this.#build(encoded, budget);
  }

  /** The path that this one is in; -1 for the root, -2 for the empty path. */
  parentOf(path: number): number {
    return this.#parents[path] ?? notThere;
  }

  kindOf(path: number): ElementKind {
    const parent = this.parentOf(path);
    if (parent === notThere) return 'none';
    if (parent === noParent) return 'root';
    if ((this.#elements[path] ?? 0) < 0) return 'property';
    const first = this.elementOf(path)[0];
    if (first === '{') return 'variant';
    return first === '[' || first === '.' || first === undefined ? 'other' : 'prim';
  }

  /** The last part: a name, or `{set=variant}`. */
  elementOf(path: number): string {
    return this.#tokens[Math.abs(this.#elements[path] ?? 0)] ?? '';
  }

  /** As USD writes it, with the selections of variants that it is in; empty for the empty path. */
  textOf(path: number): string {
    return this.#textOf(path, this.#texts, true);
  }

  /** As what it leads to is called in a stage: without selections of variants. */
  targetOf(path: number): string {
    return this.#textOf(path, this.#targets, false);
  }

  #textOf(path: number, known: Map<number, string>, hasVariants: boolean): string {
    const before = known.get(path);
    if (before !== undefined) return before;
    const kind = this.kindOf(path);
    let text = kind === 'root' ? '/' : '';
    if (kind !== 'root' && kind !== 'none') {
      const parent = this.#textOf(this.parentOf(path), known, hasVariants);
      const isJoined = kind !== 'prim' || parent === '/' || parent.endsWith('}');
      const between = kind === 'property' ? '.' : isJoined ? '' : '/';
      text = kind === 'variant' && !hasVariants ? parent : `${parent}${between}${this.elementOf(path)}`;
    }
    known.set(path, text);
    return text;
  }

  #build({ indices, elements, jumps }: EncodedPaths, budget: AssetBudget): void {
    if (indices.length === 0) return;
    const depths = new Uint16Array(this.count);
    const lengths = new Uint16Array(this.count);
    /** Siblings that are still to be looked at: where they are, and what they are in. */
    const waiting: number[] = [];
    let at = 0;
    let parent = noParent;
    for (;;) {
      const path = indices[at];
      const element = elements[at] ?? 0;
      if (path === undefined) throw damaged(`there is no entry ${at}`);
      // Neither outside nor there already: each entry is followed once, or the jumps would make as many as they like.
      if (this.#parents[path] !== notThere) throw damaged(`path ${path} of entry ${at}`);
      const token = this.#tokens[Math.abs(element)];
      if (token === undefined && parent !== noParent) throw damaged(`token ${element} of entry ${at}`);
      this.#parents[path] = parent;
      this.#elements[path] = element;
      if (parent !== noParent) {
        const depth = (depths[parent] ?? 0) + 1;
        budget.checkDepth(depth, `path of entry ${at}`);
        depths[path] = depth;
        const length = (lengths[parent] ?? 0) + (token?.length ?? 0) + 1;
        if (length > maxPathLength) throw new AssetError('too-long', `path of entry ${at}`);
        lengths[path] = length;
      }

      const jump = jumps[at] ?? 0;
      const outer = parent === noParent ? path : parent;
      const hasChild = jump > 0 || jump === -1;
      if (jump > 0) waiting.push(outer, at + jump);
      if (hasChild) parent = path;
      else if (jump === 0) parent = outer;
      if (hasChild || jump === 0) {
        at += 1;
      } else {
        const next = waiting.pop();
        if (next === undefined) return;
        at = next;
        parent = waiting.pop() ?? noParent;
      }
    }
  }
}

const damaged = (what: string): AssetError => new AssetError('damaged', `path table: ${what}`);
