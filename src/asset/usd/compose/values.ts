import type { AssetPath, Dictionary, ListOp, Reference, Specifics, Value } from '../layer.ts';

interface Kinds {
  dictionary: Dictionary;
  asset: AssetPath;
  selection: Specifics;
  reference: Reference;
  list: ListOp<string | number | Reference>;
}

/** Whether a value, which a file may have of any kind, is of this one. */
export function isKind<Kind extends keyof Kinds>(
  value: Value | Reference | null | undefined,
  kind: Kind,
): value is Kinds[Kind] & Value {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

/** A list of items of one kind; what else a damaged file has in it is left out. Null for what is no list. */
export function listOf<Item>(
  value: Value | undefined,
  isItem: (item: string | number | Reference) => item is Item & (string | number | Reference),
): ListOp<Item> | null {
  if (!isKind(value, 'list')) return null;
  const items = (list: (string | number | Reference)[]): Item[] => list.filter(isItem);
  return {
    kind: 'list',
    explicit: value.explicit && items(value.explicit),
    prepended: items(value.prepended),
    appended: items(value.appended),
    deleted: items(value.deleted),
  };
}

export function mapList<From, To>(list: ListOp<From>, toItem: (item: From) => To): ListOp<To> {
  return {
    kind: 'list',
    explicit: list.explicit && list.explicit.map(toItem),
    prepended: list.prepended.map(toItem),
    appended: list.appended.map(toItem),
    deleted: list.deleted.map(toItem),
  };
}

export const isText = (item: string | number | Reference): item is string => typeof item === 'string';
export const isReference = (item: string | number | Reference): item is Reference => typeof item === 'object';

/** The strongest value; where that is a dictionary, weaker ones add what it does not have (`VtDictionaryOverRecursive`). */
export function strongest(values: Value[]): Value | undefined {
  const [first] = values;
  if (!isKind(first, 'dictionary')) return first;
  const entries = new Map<string, Value>();
  const dictionaries = values.filter((value) => isKind(value, 'dictionary'));
  for (const name of new Set(dictionaries.flatMap((dictionary) => [...dictionary.entries.keys()]))) {
    const opinions = dictionaries.map((dictionary) => dictionary.entries.get(name));
    const value = strongest(opinions.filter((opinion) => opinion !== undefined));
    if (value !== undefined) entries.set(name, value);
  }
  return { kind: 'dictionary', entries };
}
