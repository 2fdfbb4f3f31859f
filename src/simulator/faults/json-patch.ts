/** Changes to a JSON answer by dotted paths such as `data.timing.queued_at` or `data.0.status`. */
export interface JsonChanges {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove: readonly string[];
}

/** The JSON text with the changes made. A path through something that is no object or list changes nothing. */
export function changedJson(text: string, changes: JsonChanges): string {
  const root: unknown = JSON.parse(text);
  for (const path of changes.remove) {
    const [holder, key] = holderOf(root, path);
    if (holder !== null) Reflect.deleteProperty(holder, key);
  }
  for (const [path, value] of Object.entries(changes.set)) {
    const [holder, key] = holderOf(root, path);
    if (holder !== null) Reflect.set(holder, key, value);
  }
  return JSON.stringify(root);
}

function holderOf(root: unknown, path: string): [object | null, string] {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((at, key) => (isObject(at) ? Reflect.get(at, key) : null), root);
  return [isObject(holder) ? holder : null, last];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
