/** How long a force is drawn that holds all of the asset's weight by itself, and the longest one, in parts of its size. */
const lengths = { weight: 0.45, longest: 1.2 };
/** So many contacts have marks of full size; more would run into one another. */
const few = 8;
/** Marks are no smaller than this part of their full size. */
const smallest = 0.4;

/**
 * How long the arrow of a force is, in metres. Many contacts hold a share of the weight each, which would be too short to be seen:
 * the more there are, the longer is an arrow for the same force.
 *
 * @param weight newtons of all of the asset @param size metres of its largest side @param count of all contacts
 */
export function arrowLength(
  newtons: number,
  { weight, size, count }: { weight: number; size: number; count: number },
): number {
  if (!(weight > 0)) return 0;
  return Math.min((newtons / weight) * count ** 0.75 * lengths.weight, lengths.longest) * size;
}

/** Which part of their full size marks have among so many. */
export const markShare = (count: number): number =>
  Math.max(smallest, Math.min(1, Math.sqrt(few / Math.max(1, count))));

/** How long the tip of an arrow may be: no more than this part of its length, so that there is a shaft. */
export const longestTip = 0.4;
