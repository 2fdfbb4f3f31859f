import { absolutePath, depthOf, isWithin, joinPath, nameOf, parentOf, withoutSelections } from './paths.ts';
import {
  allNodes,
  byStrength,
  childTree,
  graft,
  insertChild,
  mapPath,
  prune,
  rootNode,
  sameNamespace,
} from './node.ts';
import { concatenate, noOffset, siteOf } from './layer-stacks.ts';
import { isKind, isReference, isText, listOf, mapList } from './values.ts';
import type { Arc, Node, PathMap } from './node.ts';
import type { Layer, PrimSpec, Reference } from '../layer.ts';
import type { LayerStack, LayerStacks, TimeOffset } from './layer-stacks.ts';
import type { AssetBudget } from '../../limits.ts';
import type { StageNotes } from './stage-notes.ts';
import { composeLists } from './list-op.ts';

/**
 * Follows what prims name: references, payloads, inherits, specializes and variants. The rules are OpenUSD's
 * (`pxr/usd/pcp/primIndex.cpp`), without relocates, and without fallbacks for variants, which only plugins have.
 */
export class PrimIndexer {
  readonly #stacks: LayerStacks;
  readonly #budget: AssetBudget;
  readonly #notes: StageNotes;
  /** Trees of prims that something below them is named of, by layer stack and path; null while one is worked out. */
  readonly #trees = new Map<string, Node | null>();
  #unfinished = 0;

  constructor(stacks: LayerStacks, budget: AssetBudget, notes: StageNotes) {
    this.#stacks = stacks;
    this.#budget = budget;
    this.#notes = notes;
  }

  /** The tree of a prim, from the finished one of its parent. */
  async treeOf(parent: Node, name: string): Promise<Node> {
    const tree = childTree(parent, name, this.#budget);
    await this.#follow(tree);
    return tree;
  }

  async #follow(root: Node): Promise<void> {
    const place = root.path;
    const pending = allNodes(root);
    const selected = new Map<Node, Set<string>>();
    let count = 0;
    for (;;) {
      for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
        this.#budget.checkOpinions(++count, place);
        // Most prims have no fields at all.
        if (!node.specs.some((spec) => spec !== undefined && spec.fields.size > 0)) continue;
        await this.#addNamed(node, 'references', place, pending);
        await this.#addNamed(node, 'payload', place, pending);
        await this.#addClasses(node, 'inheritPaths', pending);
        await this.#addClasses(node, 'specializes', pending);
      }
      const variant = this.#addVariant(root, selected);
      if (variant === null) break;
      pending.push(variant);
    }
    prune(root);
  }

  async #addNamed(
    node: Node,
    field: 'references' | 'payload',
    place: string,
    pending: Node[],
  ): Promise<void> {
    for (const [order, item] of this.#namedBy(node, field).entries()) {
      const stack = item.asset === '' ? node.stack : await this.#stacks.named(item.asset, item.layer, place);
      if (stack === null) continue;
      const path = item.prim === '' ? defaultPrimOf(stack.root) : absolutePath(item.prim, '/');
      if (path === null || path === '/') {
        this.#notes.add('missing-prim', place, `default prim of ${stack.root.file}`);
        continue;
      }
      const arc = field === 'payload' ? 'payload' : 'reference';
      // Within a layer everything else stays in sight; another layer hands over what it refers to alone.
      const map: PathMap = { from: path, to: withoutSelections(node.path), isOpen: item.asset === '' };
      const child = await this.#addArc(node, { arc, stack, path, map, offset: item.offset, order });
      if (child === null) continue;
      const nodes = allNodes(child);
      for (const added of nodes) pending.push(added);
      if (!nodes.some((present) => present.hasSpecs))
        this.#notes.add('missing-prim', place, siteOf(stack.root, path));
    }
  }

  #namedBy(node: Node, field: 'references' | 'payload'): (Reference & { layer: Layer })[] {
    const lists = node.specs.flatMap((spec, index) => {
      const list = listOf(spec?.fields.get(field), isReference);
      const written = node.stack.layers[index];
      if (list === null || written === undefined) return [];
      return mapList(list, (item) => ({
        ...item,
        layer: written.layer,
        offset: concatenate(written.offset, item.offset),
      }));
    });
    return composeLists(lists, ({ asset, prim, offset, layer }) => {
      const [file] = asset === '' ? [''] : this.#stacks.candidates(asset, layer);
      return [file ?? asset, prim, offset.offset, offset.scale].join('\n');
    });
  }

  async #addClasses(node: Node, field: 'inheritPaths' | 'specializes', pending: Node[]): Promise<void> {
    const arc = field === 'specializes' ? 'specialize' : 'inherit';
    const own = withoutSelections(node.path);
    for (const [order, written] of namesOf(node, field).entries()) {
      const path = absolutePath(written, own);
      if (path === null) continue;
      const map: PathMap = { from: path, to: own, isOpen: true };
      const child = await this.#addArc(node, { arc, stack: node.stack, path, map, offset: noOffset, order });
      if (child !== null) for (const added of allNodes(child)) pending.push(added);
      this.#addImplied(node, arc, { from: path, to: own, isOpen: true }, pending);
    }
  }

  /**
   * A class that a referenced prim inherits may have opinions in the layers that name the prim, too: whoever names it can so
   * change all that inherits from it (`_EvalImpliedClasses`).
   */
  #addImplied(node: Node, arc: 'inherit' | 'specialize', map: PathMap, pending: Node[]): void {
    let { from, to } = map;
    for (let at = node; at.parent !== null; at = at.parent) {
      const open = { ...at.map, isOpen: true };
      const mapped = mapPath(open, from);
      const instance = mapPath(open, to);
      if (mapped === null || instance === null) return;
      const parent = at.parent;
      // One that is the same place again has its opinions already, weaker ones than here.
      const isElsewhere = parent.stack !== at.stack || mapped !== from;
      const isKnown = parent.children.some(
        (child) => child.arc === arc && child.stack === parent.stack && child.path === mapped,
      );
      from = mapped;
      to = instance;
      if (!isElsewhere || isKnown || isCycle(parent, parent.stack, mapped)) continue;
      const specs = specsAt(parent.stack, mapped);
      if (specs.every((spec) => spec === undefined)) continue;
      const child = this.#addPlain(parent, {
        arc,
        path: mapped,
        specs,
        map: { from, to, isOpen: true },
        order: 0,
        isImplied: true,
      });
      pending.push(child);
    }
  }

  /**
   * The next variant, the strongest first: what it adds may choose another. Null where no more is chosen.
   *
   * @param done the sets that each node has a variant of
   */
  #addVariant(root: Node, done: Map<Node, Set<string>>): Node | null {
    const nodes = byStrength(root);
    for (const node of nodes) {
      const sets = namesOf(node, 'variantSetNames');
      for (const [order, set] of sets.entries()) {
        const variant = done.get(node)?.has(set) === true ? '' : selectionOf(nodes, set);
        if (variant === '') continue;
        done.set(node, (done.get(node) ?? new Set()).add(set));
        const specs = node.specs.map((spec) => spec?.variantSets.get(set)?.get(variant));
        if (specs.every((spec) => spec === undefined)) continue;
        return this.#addPlain(node, {
          arc: 'variant',
          path: `${node.path}{${set}=${variant}}`,
          specs,
          map: sameNamespace,
          order,
        });
      }
    }
    return null;
  }

  /** Adds a node in the parent's layer stack that nothing is known of yet but its own opinions. */
  #addPlain(
    parent: Node,
    part: Pick<Node, 'arc' | 'path' | 'specs' | 'map' | 'order'> & { isImplied?: boolean },
  ): Node {
    this.#budget.addOpinions(1);
    this.#budget.checkDepth(parent.level + 1, siteOf(parent.stack.root, part.path));
    const child: Node = {
      ...part,
      stack: parent.stack,
      hasSpecs: true,
      parent,
      children: [],
      offset: noOffset,
      depth: depthOf(parent.path),
      isAncestral: false,
      isImplied: part.isImplied ?? false,
      level: parent.level + 1,
    };
    insertChild(parent, child);
    return child;
  }

  async #addArc(
    parent: Node,
    arc: { arc: Arc; stack: LayerStack; path: string; map: PathMap; offset: TimeOffset; order: number },
  ): Promise<Node | null> {
    const { stack, path } = arc;
    this.#budget.checkDepth(depthOf(path), siteOf(stack.root, path));
    if (isCycle(parent, stack, path)) {
      this.#notes.add('cycle', parent.path, siteOf(stack.root, path));
      return null;
    }
    const above = await this.#treeAt(stack, parentOf(path));
    if (above === null) {
      this.#notes.add('cycle', parent.path, siteOf(stack.root, path));
      return null;
    }
    const tree = childTree(above, nameOf(path), this.#budget);
    const part = { ...arc, depth: depthOf(parent.path), isAncestral: false, isImplied: false };
    const child = graft(tree, parent, part, (level) => {
      this.#budget.checkDepth(level, siteOf(stack.root, path));
    });
    insertChild(parent, child);
    return child;
  }

  /** The tree of a prim as if its layer stack were the stage's; null where it is just being worked out. */
  async #treeAt(stack: LayerStack, path: string): Promise<Node | null> {
    if (path === '/') return rootNode(stack);
    const key = `${stack.id} ${path}`;
    const known = this.#trees.get(key);
    if (known !== undefined) return known;
    this.#trees.set(key, null);
    this.#unfinished++;
    this.#budget.checkDepth(this.#unfinished, siteOf(stack.root, path));
    const parent = await this.#treeAt(stack, parentOf(path));
    const tree = parent && (await this.treeOf(parent, nameOf(path)));
    this.#unfinished--;
    if (tree === null) this.#trees.delete(key);
    else this.#trees.set(key, tree);
    return tree;
  }
}

/** A prim is put together from itself: from one above or below it in the same layers (`_HasAncestorCycle`). */
function isCycle(from: Node, stack: LayerStack, path: string): boolean {
  for (let node: Node | null = from; node !== null; node = node.parent) {
    if (node.stack === stack && (isWithin(node.path, path) || isWithin(path, node.path))) return true;
  }
  return false;
}

function specsAt(stack: LayerStack, path: string): (PrimSpec | undefined)[] {
  const names = path.split('/').slice(1);
  return stack.layers.map(({ layer }) => {
    let spec: PrimSpec | undefined = layer.root;
    for (const name of names) spec = spec?.children.get(name);
    return spec;
  });
}

function namesOf(node: Node, field: 'inheritPaths' | 'specializes' | 'variantSetNames'): string[] {
  const lists = node.specs.map((spec) => listOf(spec?.fields.get(field), isText));
  return composeLists(
    lists.filter((list) => list !== null),
    (name) => name,
  );
}

/** The strongest choice that is written; empty for none, and then no variant has opinions. */
function selectionOf(nodes: Node[], set: string): string {
  for (const node of nodes) {
    for (const spec of node.specs) {
      const choices = spec?.fields.get('variantSelection');
      const chosen = isKind(choices, 'selection') ? choices.selected.get(set) : undefined;
      if (chosen !== undefined) return chosen;
    }
  }
  return '';
}

/** The default prim that a layer names, by name or by path (`UsdStage::GetDefaultPrim`); null for none. */
export function defaultPrimOf(layer: Layer): string | null {
  const named = layer.fields.get('defaultPrim');
  if (typeof named !== 'string' || named === '') return null;
  return named.startsWith('/') ? named : joinPath('/', named);
}
