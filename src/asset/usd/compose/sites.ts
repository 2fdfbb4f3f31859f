import { absolutePath, isWithin, joinPath, replacePrefix, withoutSelections } from '../paths.ts';
import { isKind, isText, listOf } from './values.ts';
import type { Layer, PrimSpec } from '../layer.ts';
import type { LayerStack } from './layer-stacks.ts';
import type { Node } from './node.ts';
import { composeLists } from './list-op.ts';

/** What each layer of a stack has at a path, which may lead through variants. */
export function specsAt(stack: LayerStack, path: string): (PrimSpec | undefined)[] {
  const parts = path.split('/').slice(1);
  return stack.layers.map(({ layer }) => {
    let spec: PrimSpec | undefined = layer.root;
    for (const part of parts) {
      const [name = '', ...selections] = part.split('{');
      spec = spec?.children.get(name);
      for (const selection of selections) {
        const [set = '', variant = ''] = selection.slice(0, -1).split('=');
        spec = spec?.variantSets.get(set)?.get(variant);
      }
    }
    return spec;
  });
}

/** Where a node's layers write what is at a path of its namespace: within the variant that the node is in, if it lies below. */
export function sitePathIn(node: Node, path: string): string {
  const end = node.path.lastIndexOf('}');
  if (end === -1) return path;
  const variant = node.path.slice(0, end + 1);
  const prim = withoutSelections(variant);
  return isWithin(path, prim) ? replacePrefix(path, prim, variant) : path;
}

/** A prim is put together from itself: from one above or below it in the same layers (`_HasAncestorCycle`). */
export function isCycle(from: Node, stack: LayerStack, path: string): boolean {
  for (let node: Node | null = from; node !== null; node = node.parent) {
    if (node.stack === stack && (isWithin(node.path, path) || isWithin(path, node.path))) return true;
  }
  return false;
}

/** Paths or names of a list that layers of a stack change one after another. */
export function namesOf(node: Node, field: 'inheritPaths' | 'specializes' | 'variantSetNames'): string[] {
  const lists = node.specs.map((spec) => listOf(spec?.fields.get(field), isText));
  return composeLists(
    lists.filter((list) => list !== null),
    (name) => name,
  );
}

/** The strongest choice that is written of a set of variants; undefined for none. An empty one chooses no variant. */
export function choiceOf(nodes: Node[], set: string): string | undefined {
  for (const node of nodes) {
    for (const spec of node.specs) {
      const choices = spec?.fields.get('variantSelection');
      const chosen = isKind(choices, 'selection') ? choices.selected.get(set) : undefined;
      if (chosen !== undefined) return chosen;
    }
  }
  return undefined;
}

/** The default prim that a layer names, by name or by path (`UsdStage::GetDefaultPrim`); null for none. */
export function defaultPrimOf(layer: Layer): string | null {
  const named = layer.fields.get('defaultPrim');
  if (typeof named !== 'string' || named === '') return null;
  return named.startsWith('/') ? absolutePath(named, '/') : joinPath('/', named);
}
