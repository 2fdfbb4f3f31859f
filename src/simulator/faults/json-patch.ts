/** Changes to a JSON answer by dotted paths such as `data.timing.queued_at`; `*` is every entry of a list. */
export interface JsonChanges {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove: readonly string[];
  /** From one path to another, whose objects are made where they are missing. */
  readonly move: Readonly<Record<string, string>>;
  /** Text put in as it is, which need not be JSON. */
  readonly raw: Readonly<Record<string, string>>;
}

/**
 * The JSON text with the changes made. A path through something that is no object or list changes nothing, and text that
 * is no JSON, such as the page of another fault, stays as it is.
 */
export function changedJson(text: string, changes: JsonChanges): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return text;
  }
  for (const [from, to] of Object.entries(changes.move)) move(root, from, to);
  for (const path of changes.remove) {
    for (const [holder, key] of holdersOf(root, path)) Reflect.deleteProperty(holder, key);
  }
  const raw = Object.entries(changes.raw).map(([path, put], at) => ({
    path,
    put,
    mark: `raw-${at}-of-json`,
  }));
  const values = [...Object.entries(changes.set), ...raw.map(({ path, mark }) => [path, mark] as const)];
  for (const [path, value] of values) {
    for (const [holder, key] of holdersOf(root, path)) Reflect.set(holder, key, value);
  }
  return raw.reduce(
    (json, { mark, put }) => json.replaceAll(JSON.stringify(mark), () => put),
    JSON.stringify(root),
  );
}

function move(root: unknown, from: string, to: string): void {
  for (const [holder, key] of holdersOf(root, from)) {
    const value: unknown = Reflect.get(holder, key);
    Reflect.deleteProperty(holder, key);
    const keys = to.split('.');
    keys.slice(0, -1).reduce<unknown>((at, step) => {
      if (isObject(at) && !isObject(Reflect.get(at, step))) Reflect.set(at, step, {});
      return isObject(at) ? Reflect.get(at, step) : null;
    }, root);
    for (const [target, last] of holdersOf(root, to)) Reflect.set(target, last, value);
  }
}

/** Every object or list that holds the last step of a path, with that step. */
function holdersOf(root: unknown, path: string): [object, string][] {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let holders: unknown[] = [root];
  for (const key of keys) {
    holders = holders
      .filter(isObject)
      .flatMap((at): unknown[] => (key === '*' ? Object.values(at) : [Reflect.get(at, key)]));
  }
  return holders
    .filter(isObject)
    .flatMap((at) => (last === '*' ? Object.keys(at) : [last]).map((key): [object, string] => [at, key]));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
