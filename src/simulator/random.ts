/** A stream of numbers that depends on nothing but where it was seeded. */
export interface Random {
  /** The next number, 0 ≤ n < 1. */
  next(): number;
  /** A whole number in [from, to]. */
  integer(from: number, to: number): number;
  /** One of the items. Throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** True in the given share of cases (0 to 1). */
  chance(share: number): boolean;
}

/**
 * A stream for one named thing, e.g. `seededRandom(seed, 'job', 4)`. Streams of different names are independent, so
 * drawing more numbers for one job never changes another.
 */
export function seededRandom(...path: readonly (string | number)[]): Random {
  const label = path.join('\u0000');
  let [a, b, c, d] = [hash(label, 1), hash(label, 2), hash(label, 3), hash(label, 4)];
  const next = (): number => {
    const mixed = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + mixed;
    return (mixed >>> 0) / 0x1_0000_0000;
  };
  for (let round = 0; round < 12; round += 1) next();
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('Nothing to pick from: the list is empty.');
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
    chance: (share) => next() < share,
  };
}

/** FNV-1a with a salt and a final mix: 32 well spread bits of a label. */
export function hash(text: string, salt = 0): number {
  let value = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
