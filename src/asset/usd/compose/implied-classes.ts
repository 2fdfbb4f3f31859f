import { depthOf, isWithin, replacePrefix, withoutSelections } from '../paths.ts';
import { isClassArc, mapPath } from './node.ts';
import type { Node } from './node.ts';
import { sitePathIn } from './sites.ts';

/**
 * A class that a referenced prim inherits may have opinions in the layers that name the prim, too: whoever names it can so change
 * all that inherits from it. For that, all inherits and specializes below a node are repeated below the node that leads to it.
 */

/** From paths of a node to those of another. */
export type Transfer = (path: string) => string | null;

/** What an inherit or specialize is below another node. */
export interface ImpliedClass {
  source: Node;
  parent: Node;
  path: string;
  map: { from: string; to: string; isOpen: true };
  depth: number;
}

/** How many names further in than where its arc is written a node is. */
const depthBelow = (node: Node): number => depthOf(node.parent?.path ?? '/') - node.depth;

/**
 * The node whose inherits and specializes are to be repeated once `added` is among those below it: what inherits a class, which
 * inherits a class, is one (`_FindStartingNodeForImpliedClasses`).
 */
export function startOfClasses(added: Node): Node {
  let start = added;
  while (isClassArc(start) && start.parent !== null) {
    const depth = depthBelow(start);
    let inherited = start;
    let instance: Node = start.parent;
    while (isClassArc(instance) && instance.parent !== null && depthBelow(instance) === depth) {
      inherited = instance;
      instance = instance.parent;
    }
    start = instance;
    if (isClassArc(instance) && isWithin(withoutSelections(inherited.path), instance.map.from)) break;
  }
  return start;
}

/** Paths of `source` in its parent, with those of classes elsewhere, which references otherwise hide. */
export const toParent =
  (source: Node): Transfer =>
  (path) =>
    mapPath({ ...source.map, isOpen: true }, path);

/** Paths of a class below `source` in the same class below another node. */
export function belowClass(child: Node, transfer: Transfer, map: ImpliedClass['map']): Transfer {
  const back = { from: map.to, to: map.from, isOpen: true };
  return (path) => {
    const inSource = mapPath(child.map, path);
    const inTarget = inSource === null ? null : transfer(inSource);
    return inTarget === null ? null : mapPath(back, inTarget);
  };
}

/** What classes below `source` are below `parent`. */
export function impliedClasses(parent: Node, source: Node, transfer: Transfer): ImpliedClass[] {
  const implied: ImpliedClass[] = [];
  for (const child of source.children) {
    if (!isClassArc(child)) continue;
    const from = transfer(child.map.from);
    const to = transfer(child.map.to);
    if (from === null || to === null) continue;
    const prim = replacePrefix(withoutSelections(child.path), child.map.from, from);
    implied.push({
      source: child,
      parent,
      path: sitePathIn(parent, prim),
      map: { from, to, isOpen: true },
      depth: depthOf(parent.path) - depthBelow(child),
    });
  }
  return implied;
}
