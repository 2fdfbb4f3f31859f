/**
 * The same object with its fields under the names that the API documents, where they came in the other of the two common
 * spellings (`queuedAt` for `queued_at`, `created_at` for `createdAt`). A field that is there under both keeps its
 * documented name.
 */
export function respelled(value: object, names: readonly string[]): object {
  let result = value;
  for (const name of names) {
    const other = otherSpelling(name);
    if (other === name || name in value || !Object.hasOwn(value, other)) continue;
    if (result === value) result = { ...value };
    Reflect.set(result, name, Reflect.get(value, other));
    Reflect.deleteProperty(result, other);
  }
  return result;
}

const otherSpelling = (name: string): string =>
  name.includes('_')
    ? name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
    : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
