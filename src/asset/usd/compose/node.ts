import { isWithin, joinPath, replacePrefix } from '../paths.ts';
import { concatenate, noOffset } from './layer-stacks.ts';
import type { LayerStack, TimeOffset } from './layer-stacks.ts';
import type { AssetBudget } from '../../limits.ts';
import type { PrimSpec } from '../layer.ts';

/** Ways that opinions come to a prim, the strongest first. */
const arcs = ['root', 'inherit', 'variant', 'reference', 'payload', 'specialize'] as const;
export type Arc = (typeof arcs)[number];

/**
 * A place in a layer stack that a prim has opinions from, in a tree: what a node is reached through is its parent. The tree of
 * a prim is that of its parent prim, one name further, and what the prim's own opinions add (OpenUSD's `PcpPrimIndex`).
 */
export interface Node {
  arc: Arc;
  stack: LayerStack;
  /** Within the layer stack, with the variants that it is in. */
  path: string;
  /** What each layer of the stack has there, where any has. */
  specs: readonly (PrimSpec | undefined)[];
  hasSpecs: boolean;
  parent: Node | null;
  /** The strongest first. */
  children: Node[];
  map: PathMap;
  /** To times of the parent. */
  offset: TimeOffset;
  /** How many names the parent's path had where the arc is written: deeper is stronger. */
  depth: number;
  /** Written further out in namespace than at the prim that the tree is of. */
  isAncestral: boolean;
  /** The inherit or specialize that it is, wherever it was carried over to; 0 for other arcs. */
  family: number;
  /** Over how many arcs an inherit or specialize was carried over from where it is written. */
  implied: number;
  /** Among arcs of one kind written in one place. */
  order: number;
  /** How many arcs lead here from the root of the tree. */
  level: number;
  /** Of the root of a tree: that of the prim above. */
  above: Node | null;
  /** Of the root of a tree: choices of variants that are written further out. */
  outer: ChoiceAt | null;
}

/** The choice for a set of variants that is written for a prim above, by its path; undefined where none is. */
export type ChoiceAt = (path: string, set: string) => string | undefined;

/** From paths of a node to those of its parent: what is within `from` is within `to`. */
export interface PathMap {
  from: string;
  to: string;
  /** Whether paths elsewhere are the same on both sides, as across inherits and within a layer; else they name nothing. */
  isOpen: boolean;
}

export const sameNamespace: PathMap = { from: '/', to: '/', isOpen: true };

/** Null where the path has no counterpart. */
export function mapPath(map: PathMap, path: string): string | null {
  if (isWithin(path, map.from)) return replacePrefix(path, map.from, map.to);
  // What lies in `to` is from `from` alone.
  return map.isOpen && !isWithin(path, map.to) ? path : null;
}

/** A path in a node's layers, as one of the stage; null where the arcs between hand it over to nobody. */
export function toStagePath(node: Node, path: string): string | null {
  let mapped: string | null = path;
  for (let at = node; at.parent !== null && mapped !== null; at = at.parent) mapped = mapPath(at.map, mapped);
  return mapped;
}

export function toStageTime(node: Node, layer: number): TimeOffset {
  let offset = node.stack.layers[layer]?.offset ?? noOffset;
  for (let at: Node | null = node; at !== null; at = at.parent) offset = concatenate(at.offset, offset);
  return offset;
}

/** The tree of the pseudo-root: nothing but a layer stack. */
export function rootNode(stack: LayerStack): Node {
  return {
    arc: 'root',
    stack,
    path: '/',
    specs: stack.layers.map(({ layer }) => layer.root),
    hasSpecs: true,
    parent: null,
    children: [],
    map: sameNamespace,
    offset: noOffset,
    depth: 0,
    isAncestral: false,
    family: 0,
    implied: 0,
    order: 0,
    level: 0,
    above: null,
    outer: null,
  };
}

/** The tree of a child prim, as far as it follows from its parent's. */
export function childTree(root: Node, name: string, budget: AssetBudget): Node {
  const tree = extend(root, null, name, budget);
  tree.above = root;
  return tree;
}

function extend(node: Node, parent: Node | null, name: string, budget: AssetBudget): Node {
  budget.addOpinions(1);
  const specs = node.specs.map((spec) => spec?.children.get(name));
  const child: Node = {
    ...node,
    path: joinPath(node.path, name),
    specs,
    hasSpecs: specs.some((spec) => spec !== undefined),
    parent,
    children: [],
    isAncestral: true,
  };
  child.children = node.children.map((branch) => extend(branch, child, name, budget));
  return child;
}

/** A tree hung below another node: what `tree` is the root of becomes what `arc` says. */
export function graft(
  tree: Node,
  parent: Node,
  arc: Partial<Node>,
  { checkDepth, isKept }: { checkDepth: (level: number) => void; isKept: (node: Node) => boolean },
): Node {
  const level = parent.level + 1;
  checkDepth(level);
  const root: Node = { ...tree, ...arc, parent, level, children: [], above: null, outer: null };
  root.children = tree.children.filter(isKept).map((child) => graft(child, root, {}, { checkDepth, isKept }));
  return root;
}

export function insertChild(parent: Node, child: Node): void {
  const ranks = child.implied > 0 ? familyRanks(rootOf(parent)) : null;
  const at = parent.children.findIndex((present) => isStronger(child, present, ranks));
  parent.children.splice(at === -1 ? parent.children.length : at, 0, child);
}

/** OpenUSD's `PcpCompareSiblingNodeStrength`, for nodes that one is yet to be added of. */
function isStronger(a: Node, b: Node, ranks: Map<number, number> | null): boolean {
  const byArc = arcs.indexOf(a.arc) - arcs.indexOf(b.arc);
  if (byArc !== 0) return byArc < 0;
  if (a.depth !== b.depth) return a.depth > b.depth;
  if (a.implied === 0) return a.order < b.order;
  return (ranks?.get(a.family) ?? 0) < (ranks?.get(b.family) ?? 0);
}

export function rootOf(node: Node): Node {
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root;
}

export const isClassArc = ({ arc }: { arc: Arc }): boolean => arc === 'inherit' || arc === 'specialize';

/** Which inherits and specializes come before which in the tree, by where they are written. */
function familyRanks(root: Node): Map<number, number> {
  const ranks = new Map<number, number>();
  const levels = new Map<number, number>();
  for (const [rank, { family, implied }] of allNodes(root).entries()) {
    if (family === 0 || (levels.get(family) ?? Infinity) <= implied) continue;
    levels.set(family, implied);
    ranks.set(family, rank);
  }
  return ranks;
}

/**
 * All nodes with opinions, the strongest first: each before what it leads to. What is specialized, wherever it is named, is
 * weaker than all that is not (LIVRPS), in the order in which it is named, and what was carried over further is stronger.
 */
export function byStrength(root: Node): Node[] {
  const nodes: Node[] = [];
  const specialized: { node: Node; nodes: Node[] }[] = [];
  const visit = (node: Node, above: Node[]): void => {
    let list = above;
    if (node.arc === 'specialize') {
      list = [];
      specialized.push({ node, nodes: list });
    }
    if (node.hasSpecs) list.push(node);
    for (const child of node.children) visit(child, list);
  };
  visit(root, nodes);
  if (specialized.length === 0) return nodes;
  const ranks = familyRanks(root);
  const rankOf = ({ node }: { node: Node }): number => ranks.get(node.family) ?? 0;
  const ordered = specialized.toSorted((a, b) => rankOf(a) - rankOf(b) || b.node.implied - a.node.implied);
  return [...nodes, ...ordered.flatMap((each) => each.nodes)];
}

/** Every node of the tree, each before those below it. */
export function allNodes(root: Node): Node[] {
  return [root, ...root.children.flatMap(allNodes)];
}

/** Leaves out branches that no opinion comes from. */
export function prune(node: Node): void {
  for (const child of node.children) prune(child);
  if (node.children.some((child) => !child.hasSpecs && child.children.length === 0))
    node.children = node.children.filter((child) => child.hasSpecs || child.children.length > 0);
}

/**
 * The tree that the prims below an instance have in common with those of other instances of the same things: without what
 * is written at the instance itself or reaches it from prims above (`Pcp_ChildNodeIsInstanceable`). Null where nothing is left.
 */
export function sharedTree(root: Node): { tree: Node; key: string } | null {
  const keys: string[] = [];
  const copy = (node: Node, parent: Node | null, isShared: boolean): Node => {
    const shared: Node = { ...node, parent, specs: [], hasSpecs: false, children: [] };
    if (isShared && node.hasSpecs) {
      shared.specs = node.specs;
      shared.hasSpecs = true;
      const { offset, scale } = node.offset;
      keys.push(`${node.level} ${node.arc} ${node.stack.id} ${node.path} ${offset} ${scale}`);
    }
    shared.children = node.children.map((child) => copy(child, shared, isShared || !child.isAncestral));
    return shared;
  };
  const tree = copy(root, null, false);
  return keys.length === 0 ? null : { tree, key: keys.join('\n') };
}
