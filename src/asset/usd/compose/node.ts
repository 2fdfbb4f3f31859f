import { isWithin, joinPath, replacePrefix } from './paths.ts';
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
  /** An inherit or specialize that was carried over from what a reference, say, leads to. */
  isImplied: boolean;
  /** Among arcs of one kind written in one place. */
  order: number;
  /** How many arcs lead here from the root of the tree. */
  level: number;
}

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
    isImplied: false,
    order: 0,
    level: 0,
  };
}

/** The tree of a child prim, as far as it follows from its parent's. Branches without an opinion are left out. */
export function childTree(root: Node, name: string, budget: AssetBudget): Node {
  return extend(root, null, name, budget) ?? { ...root, path: joinPath(root.path, name), ...nothing() };
}

const nothing = (): Pick<Node, 'specs' | 'hasSpecs' | 'children'> => ({
  specs: [],
  hasSpecs: false,
  children: [],
});

function extend(node: Node, parent: Node | null, name: string, budget: AssetBudget): Node | undefined {
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
  for (const branch of node.children) {
    const extended = extend(branch, child, name, budget);
    if (extended !== undefined) child.children.push(extended);
  }
  return child.hasSpecs || child.children.length > 0 ? child : undefined;
}

/** A tree hung below another node: what `tree` is the root of becomes what `arc` says. */
export function graft(
  tree: Node,
  parent: Node,
  arc: Partial<Node>,
  checkDepth: (level: number) => void,
): Node {
  const level = parent.level + 1;
  checkDepth(level);
  const root: Node = { ...tree, ...arc, parent, level, children: [] };
  root.children = tree.children.map((child) => graft(child, root, {}, checkDepth));
  return root;
}

export function insertChild(parent: Node, child: Node): void {
  const at = parent.children.findIndex((present) => isStronger(child, present));
  parent.children.splice(at === -1 ? parent.children.length : at, 0, child);
}

/** OpenUSD's `PcpCompareSiblingNodeStrength`, for nodes that one is yet to be added of. */
function isStronger(a: Node, b: Node): boolean {
  const byArc = arcs.indexOf(a.arc) - arcs.indexOf(b.arc);
  if (byArc !== 0) return byArc < 0;
  if (a.depth !== b.depth) return a.depth > b.depth;
  if (a.isImplied !== b.isImplied) return b.isImplied;
  return !a.isImplied && a.order < b.order;
}

/**
 * All nodes with opinions, the strongest first: each before what it leads to. What is specialized, wherever it is named,
 * is weaker than all that is not (LIVRPS).
 */
export function byStrength(root: Node): Node[] {
  const nodes: Node[] = [];
  const specialized: Node[] = [];
  const visit = (node: Node): void => {
    if (node.hasSpecs) nodes.push(node);
    for (const child of node.children) {
      if (child.arc === 'specialize') specialized.push(child);
      else visit(child);
    }
  };
  visit(root);
  if (specialized.length === 0) return nodes;
  const nearest = specialized.toSorted((a, b) => a.level - b.level);
  return [...nodes, ...nearest.flatMap(byStrength)];
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
    const shared: Node = { ...node, parent, ...nothing() };
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
