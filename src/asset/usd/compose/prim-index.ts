import { AncestorTrees, choicesAbove } from './ancestor-trees.ts';
import type { Arc, ChoiceAt, Node, PathMap } from './node.ts';
import type { ImpliedClass, Transfer } from './implied-classes.ts';
import type { Layer, Reference } from '../layer.ts';
import type { LayerStack, LayerStacks, TimeOffset } from './layer-stacks.ts';
import { absolutePath, depthOf, nameOf, parentOf, withoutSelections } from '../paths.ts';
import {
  allNodes,
  byStrength,
  childTree,
  graft,
  insertChild,
  isClassArc,
  prune,
  sameNamespace,
} from './node.ts';
import { belowClass, impliedClasses, startOfClasses, toParent } from './implied-classes.ts';
import { choiceOf, defaultPrimOf, isCycle, namesOf, sitePathIn, specsAt } from './sites.ts';
import { concatenate, noOffset, siteOf } from './layer-stacks.ts';
import { isReference, listOf, mapList } from './values.ts';
import type { AssetBudget } from '../../limits.ts';
import type { StageNotes } from './stage-notes.ts';
import { composeLists } from './list-op.ts';

/** What is still to be looked at of a prim. */
interface Work {
  /** Nodes whose own arcs are not followed yet. */
  nodes: Node[];
  /** Nodes whose classes are to be repeated where they are named. */
  starts: Set<Node>;
  /** Places that it has opinions from. */
  sites: Set<string>;
}

interface NewArc {
  arc: Arc;
  stack: LayerStack;
  path: string;
  map: PathMap;
  offset: TimeOffset;
  order: number;
  depth: number;
  isAncestral: boolean;
  family: number;
  implied: number;
}

/**
 * Follows what prims name: references, payloads, inherits, specializes and variants. The rules are OpenUSD's
 * (`pxr/usd/pcp/primIndex.cpp`), without relocates, and without fallbacks for variants, which only plugins have.
 */
export class PrimIndexer {
  readonly #stacks: LayerStacks;
  readonly #budget: AssetBudget;
  readonly #notes: StageNotes;
  readonly #ancestors: AncestorTrees;
  #families = 0;

  constructor(stacks: LayerStacks, budget: AssetBudget, notes: StageNotes) {
    this.#stacks = stacks;
    this.#budget = budget;
    this.#notes = notes;
    this.#ancestors = new AncestorTrees((parent, name, outer) => this.treeOf(parent, name, outer), budget);
  }

  /**
   * The tree of a prim, from the finished one of its parent.
   *
   * @param outer choices of variants further out than the tree's root
   */
  async treeOf(parent: Node, name: string, outer: ChoiceAt | null = null): Promise<Node> {
    const tree = childTree(parent, name, this.#budget);
    tree.outer = outer;
    await this.#follow(tree);
    prune(tree);
    return tree;
  }

  async #follow(root: Node): Promise<void> {
    const place = root.path;
    const nodes = allNodes(root);
    const work: Work = { nodes, starts: new Set(), sites: new Set(nodes.filter(hasSpecs).map(keyOfSite)) };
    const selected = new Map<Node, Set<string>>();
    let next = 0;
    for (;;) {
      for (; next < work.nodes.length; next++) {
        const node = work.nodes[next];
        this.#budget.checkOpinions(next, place);
        // Most prims have no fields at all.
        if (node?.specs.some((spec) => spec !== undefined && spec.fields.size > 0) !== true) continue;
        await this.#addNamed(node, 'references', place, work);
        await this.#addNamed(node, 'payload', place, work);
        await this.#addClasses(node, 'inheritPaths', work);
        await this.#addClasses(node, 'specializes', work);
      }
      const [start] = work.starts;
      if (start !== undefined) {
        work.starts.delete(start);
        if (start.parent !== null) await this.#repeat(start.parent, start, toParent(start), work);
        continue;
      }
      const variant = this.#addVariant(root, selected);
      if (variant === null) return;
      noteAdded(variant, work);
    }
  }

  async #addNamed(node: Node, field: 'references' | 'payload', place: string, work: Work): Promise<void> {
    for (const [order, item] of this.#namedBy(node, field).entries()) {
      const stack = item.asset === '' ? node.stack : await this.#stacks.named(item.asset, item.layer, place);
      if (stack === null) continue;
      const path = item.prim === '' ? defaultPrimOf(stack.root) : absolutePath(item.prim, '/');
      if (path === null || path === '/') {
        this.#notes.add('missing-prim', place, `default prim of ${stack.root.file}`);
        continue;
      }
      const child = await this.#addArc(node, work, {
        ...directArc(node, order),
        arc: field === 'payload' ? 'payload' : 'reference',
        stack,
        path,
        // Within a layer everything else stays in sight; another layer hands over what it refers to alone.
        map: { from: path, to: withoutSelections(node.path), isOpen: item.asset === '' },
        offset: item.offset,
      });
      if (child === null) continue;
      noteAdded(child, work);
      if (!allNodes(child).some((present) => present.hasSpecs))
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

  async #addClasses(node: Node, field: 'inheritPaths' | 'specializes', work: Work): Promise<void> {
    const own = withoutSelections(node.path);
    for (const [order, written] of namesOf(node, field).entries()) {
      const path = absolutePath(written, own);
      if (path === null || path === '') continue;
      const child = await this.#addArc(node, work, {
        ...directArc(node, order),
        arc: field === 'specializes' ? 'specialize' : 'inherit',
        stack: node.stack,
        path: sitePathIn(node, path),
        map: { from: path, to: own, isOpen: true },
        family: ++this.#families,
      });
      if (child !== null) noteAdded(child, work);
    }
  }

  /** Repeats the classes below `source` below another node (`_EvalImpliedClassTree`). */
  async #repeat(target: Node, source: Node, transfer: Transfer, work: Work): Promise<void> {
    for (const implied of impliedClasses(target, source, transfer)) {
      const { source: child, path, map } = implied;
      let repeated = target.children.find((present) => present.arc === child.arc && present.path === path);
      if (repeated === undefined) {
        repeated = (await this.#addImplied(implied, work)) ?? undefined;
        if (repeated !== undefined) noteAdded(repeated, work);
      }
      if (repeated !== undefined) await this.#repeat(repeated, child, belowClass(child, transfer, map), work);
    }
  }

  async #addImplied({ source, parent, path, map, depth }: ImpliedClass, work: Work): Promise<Node | null> {
    if (isCycle(parent, parent.stack, path)) return null;
    const { arc, order, isAncestral, family } = source;
    const part = { arc, path, map, order, depth, isAncestral, family, implied: source.implied + 1 };
    // The same place once more has its opinions already, weaker ones than here: only what lies below it may be elsewhere.
    if (parent.stack === source.stack && path === source.path)
      return this.#addPlain(parent, { ...part, specs: [] });
    return await this.#addArc(parent, work, { ...part, stack: parent.stack, offset: noOffset });
  }

  /**
   * The next variant, the strongest first: what it adds may choose another. Null where no more is chosen.
   *
   * @param done the sets that each node has a variant of
   */
  #addVariant(root: Node, done: Map<Node, Set<string>>): Node | null {
    const nodes = byStrength(root);
    const path = withoutSelections(root.path);
    for (const node of nodes) {
      const sets = namesOf(node, 'variantSetNames');
      for (const [order, set] of sets.entries()) {
        if (done.get(node)?.has(set) === true) continue;
        const variant = root.outer?.(path, set) ?? choiceOf(nodes, set) ?? '';
        if (variant === '') continue;
        done.set(node, (done.get(node) ?? new Set()).add(set));
        const specs = node.specs.map((spec) => spec?.variantSets.get(set)?.get(variant));
        if (specs.every((spec) => spec === undefined)) continue;
        return this.#addPlain(node, {
          ...directArc(node, order),
          arc: 'variant',
          path: `${node.path}{${set}=${variant}}`,
          specs,
          map: sameNamespace,
        });
      }
    }
    return null;
  }

  /** Adds a node in the parent's layer stack that has nothing from prims above it. */
  #addPlain(parent: Node, part: Omit<NewArc, 'stack' | 'offset'> & Pick<Node, 'specs'>): Node {
    this.#budget.addOpinions(1);
    this.#budget.checkDepth(parent.level + 1, siteOf(parent.stack.root, part.path));
    const child: Node = {
      ...part,
      stack: parent.stack,
      hasSpecs: part.specs.some((spec) => spec !== undefined),
      parent,
      children: [],
      offset: noOffset,
      level: parent.level + 1,
      above: null,
      outer: null,
    };
    insertChild(parent, child);
    return child;
  }

  /** Whether a place can be led to without a circle, with a note where it cannot. */
  #isFree(parent: Node, stack: LayerStack, path: string): boolean {
    if (!isCycle(parent, stack, path)) return true;
    this.#notes.add('cycle', parent.path, siteOf(stack.root, path));
    return false;
  }

  async #addArc(parent: Node, work: Work, arc: NewArc): Promise<Node | null> {
    const { stack, path, map } = arc;
    const site = siteOf(stack.root, path);
    const isClass = isClassArc(arc);
    this.#budget.checkDepth(depthOf(path), site);
    if (!this.#isFree(parent, stack, path)) return null;
    // A class has each opinion once, wherever the prim has it already.
    const isThere = (node: Pick<Node, 'stack' | 'path'>): boolean =>
      isClass && work.sites.has(keyOfSite(node));
    if (isThere(arc)) return null;
    if (path.includes('{')) return this.#addPlain(parent, { ...arc, specs: specsAt(stack, path) });
    const above = await this.#ancestors.at(stack, parentOf(path), choicesAbove(parent, map));
    if (above === null) {
      this.#notes.add('cycle', parent.path, site);
      return null;
    }
    const tree = childTree(above, nameOf(path), this.#budget);
    const gone = new Set(
      allNodes(tree).flatMap((node) => (node !== tree && isThere(node) ? [node.family] : [])),
    );
    gone.delete(0);
    const child = graft(tree, parent, arc, {
      checkDepth: (level) => {
        this.#budget.checkDepth(level, site);
      },
      isKept: (node) =>
        !isThere(node) && !gone.has(node.family) && this.#isFree(parent, node.stack, node.path),
    });
    insertChild(parent, child);
    return child;
  }
}

const directArc = (
  parent: Node,
  order: number,
): Pick<NewArc, 'offset' | 'order' | 'depth' | 'isAncestral' | 'family' | 'implied'> => ({
  offset: noOffset,
  order,
  depth: depthOf(parent.path),
  isAncestral: false,
  family: 0,
  implied: 0,
});

function noteAdded(node: Node, work: Work): void {
  if (isClassArc(node)) work.starts.add(startOfClasses(node));
  for (const added of allNodes(node)) {
    work.nodes.push(added);
    if (added.hasSpecs) work.sites.add(keyOfSite(added));
    if (added.children.some(isClassArc)) work.starts.add(added);
  }
}

const hasSpecs = (node: Node): boolean => node.hasSpecs;
const keyOfSite = ({ stack, path }: Pick<Node, 'stack' | 'path'>): string => `${stack.id} ${path}`;
