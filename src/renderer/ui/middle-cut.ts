/** Characters of a name that is short enough to be shown whole almost everywhere. */
const shortLength = 20;
/** Characters that stay at the end of a longer one. */
const endLength = 12;

/**
 * A name in two parts, of which the first is cut where there is no room for both: names of one series differ at their end.
 * Null for a short one.
 */
export function partsOf(name: string): { start: string; end: string } | null {
  const characters = Array.from(name);
  if (characters.length <= shortLength) return null;
  return { start: characters.slice(0, -endLength).join(''), end: characters.slice(-endLength).join('') };
}
