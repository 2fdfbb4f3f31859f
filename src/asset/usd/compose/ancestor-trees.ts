import { byStrength, mapPath, rootNode, rootOf } from './node.ts';
import { choiceOf } from './sites.ts';
import { nameOf, parentOf, withoutSelections } from '../paths.ts';
import type { ChoiceAt, Node, PathMap } from './node.ts';
import type { AssetBudget } from '../../limits.ts';
import type { LayerStack } from './layer-stacks.ts';
import { siteOf } from './layer-stacks.ts';

interface KnownTree {
  tree: Node;
  /** The choices of variants further out that it came to be with. */
  asked: { path: string; set: string; choice: string | undefined }[];
}

/**
 * Trees of prims whose children are named by arcs: what a named prim has from the prims above it, where they refer elsewhere or
 * have variants. Each is worked out once for the same choices of variants.
 */
export class AncestorTrees {
  readonly #treeOf: (parent: Node, name: string, outer: ChoiceAt) => Promise<Node>;
  readonly #budget: AssetBudget;
  /** By layer stack and path. */
  readonly #known = new Map<string, KnownTree[]>();
  readonly #unfinished = new Set<string>();

  constructor(treeOf: (parent: Node, name: string, outer: ChoiceAt) => Promise<Node>, budget: AssetBudget) {
    this.#treeOf = treeOf;
    this.#budget = budget;
  }

  /** As if the layer stack were the stage's, but for what `outer` chooses; null where it is just being worked out. */
  async at(stack: LayerStack, path: string, outer: ChoiceAt): Promise<Node | null> {
    if (path === '/') return rootNode(stack);
    const key = `${stack.id} ${path}`;
    const isSame = ({ asked }: KnownTree): boolean =>
      asked.every((question) => outer(question.path, question.set) === question.choice);
    const known = this.#known.get(key)?.find(isSame);
    if (known !== undefined) return known.tree;
    if (this.#unfinished.has(key)) return null;
    this.#unfinished.add(key);
    this.#budget.checkDepth(this.#unfinished.size, siteOf(stack.root, path));
    const asked: KnownTree['asked'] = [];
    const noting: ChoiceAt = (at, set) => {
      const choice = outer(at, set);
      asked.push({ path: at, set, choice });
      return choice;
    };
    const parent = await this.at(stack, parentOf(path), noting);
    const tree = parent && (await this.#treeOf(parent, nameOf(path), noting));
    this.#unfinished.delete(key);
    if (tree !== null) this.#known.set(key, [...(this.#known.get(key) ?? []), { tree, asked }]);
    return tree;
  }
}

/**
 * Choices of variants for what an arc leads to, of prims above `parent`: as far as their paths have a counterpart there, the
 * prims of the stage have the strongest say (`_ComposeVariantSelection`).
 */
export function choicesAbove(parent: Node, map: PathMap): ChoiceAt {
  return (path, set) => {
    let mapped = mapPath(map, path);
    for (let at = parent; at.parent !== null && mapped !== null; at = at.parent)
      mapped = mapPath(at.map, mapped);
    if (mapped === null) return undefined;
    const root = rootOf(parent);
    const outer = root.outer?.(mapped, set);
    if (outer !== undefined) return outer;
    for (let above: Node | null = root; above !== null; above = above.above)
      if (withoutSelections(above.path) === mapped) return choiceOf(byStrength(above), set);
    return undefined;
  };
}
