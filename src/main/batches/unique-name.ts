/** Characters of a name; room is left for a number after it. */
const longestStem = 110;

/** The name, with a number after it where another has it already. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  // Half of a surrogate pair would be shown as a box.
  const stem = name.slice(0, longestStem).replace(/[\uD800-\uDBFF]$/, '');
  let unique = stem;
  for (let number = 2; taken.has(unique); number += 1) unique = `${stem} (${number})`;
  return unique;
}
