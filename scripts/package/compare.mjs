/** @typedef {import('./app-files.mjs').PackedFile} PackedFile */

/**
 * What differs between two packed apps that were built one after the other of the same sources.
 *
 * @param {Map<string, PackedFile>} first
 * @param {Map<string, PackedFile>} second
 * @returns {string[]} a line for each file
 */
export function differences(first, second) {
  const names = new Set([...first.keys(), ...second.keys()]);
  return [...names].sort().flatMap((name) => {
    const [a, b] = [first.get(name), second.get(name)];
    if (a === undefined) return [`Of two builds, ${name} is in the second alone.`];
    if (b === undefined) return [`Of two builds, ${name} is in the first alone.`];
    return a.hash === b.hash ? [] : [`Two builds differ in ${name} (${a.size} and ${b.size} bytes).`];
  });
}
