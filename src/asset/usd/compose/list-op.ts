import type { ListOp } from '../layer.ts';

/**
 * What a list is after the changes of all layers (`SdfListOp::ApplyOperations`): from the weakest to the strongest, deleted
 * items leave, prepended ones come first, appended ones last. An item is in it once.
 *
 * @param ops strongest first
 * @param keyOf tells which items are the same
 */
export function composeLists<Item>(ops: ListOp<Item>[], keyOf: (item: Item) => string): Item[] {
  const explicit = ops.findIndex((op) => op.explicit !== null);
  const used = explicit === -1 ? ops : ops.slice(0, explicit + 1);
  let items = new Map<string, Item>();
  for (const op of used.toReversed()) {
    if (op.explicit !== null) {
      items = new Map();
      for (const item of op.explicit) items.set(keyOf(item), item);
      continue;
    }
    for (const item of op.deleted) items.delete(keyOf(item));
    if (op.prepended.length > 0) {
      const first = new Map(op.prepended.map((item) => [keyOf(item), item]));
      for (const [key, item] of items) if (!first.has(key)) first.set(key, item);
      items = first;
    }
    for (const item of op.appended) {
      items.delete(keyOf(item));
      items.set(keyOf(item), item);
    }
  }
  return [...items.values()];
}

/**
 * Names in the order that a layer asks for (`SdfApplyListOrdering`): each ordered name takes along the unordered ones that
 * follow it; those before the first ordered one stay first.
 */
export function applyOrder(names: string[], order: string[]): string[] {
  const isOrdered = new Set(order);
  const first: string[] = [];
  const groups = new Map<string, string[]>();
  let group = first;
  for (const name of names) {
    if (isOrdered.has(name)) {
      group = [];
      groups.set(name, group);
    }
    group.push(name);
  }
  const taken = [...isOrdered].flatMap((name) => groups.get(name) ?? []);
  return [...first, ...taken];
}
