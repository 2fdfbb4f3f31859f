import { wellFormedLine } from '../../shared/lib/well-formed.ts';

/** Characters of a name; room is left for a number after it. */
const maxStemLength = 110;

/**
 * The name, with a number after it where another has it already.
 *
 * @param numbers the last number that was given to each name, where many are named at once: without it the time grows
 *   with the square of how many have one name
 */
export function uniqueName(
  name: string,
  taken: ReadonlySet<string>,
  numbers = new Map<string, number>(),
): string {
  const line = wellFormedLine(name);
  // Half of a surrogate pair would be shown as a box.
  const stem = line.slice(0, maxStemLength).replace(/[\uD800-\uDBFF]$/, '') || 'Batch';
  let unique = stem;
  for (let number = (numbers.get(stem) ?? 1) + 1; taken.has(unique); number += 1) {
    unique = `${stem} (${number})`;
    numbers.set(stem, number);
  }
  return unique;
}
