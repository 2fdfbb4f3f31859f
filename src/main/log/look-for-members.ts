import type { Finding } from './self-check.ts';

/** What has the members of a module or class: itself, its prototype, an instance. */
export type OwnersOf = (name: string) => readonly unknown[];

/**
 * Looks for every function and property of Electron that the app uses.
 *
 * @param members by module or class
 * @param ownersOf those that are at hand; what has none is named as not looked at
 */
export function lookForMembers(
  members: Readonly<Record<string, readonly string[]>>,
  ownersOf: OwnersOf,
): Pick<Finding, 'state' | 'seen'> {
  const lacking: string[] = [];
  const unseen: string[] = [];
  let seen = 0;
  for (const [name, names] of Object.entries(members)) {
    const places = ownersOf(name).filter((owner) => isObject(owner));
    if (places.length === 0) unseen.push(name);
    else
      for (const member of names) {
        if (places.some((place) => member in place)) seen += 1;
        else lacking.push(`${name}.${member}`);
      }
  }
  const rest = unseen.length === 0 ? '' : `; not looked at: ${unseen.join(', ')}`;
  return lacking.length === 0
    ? { state: 'there', seen: `${seen} found${rest}` }
    : { state: 'missing', seen: `${lacking.join(', ')}; ${seen} found${rest}` };
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';
