import { describe, expect, it } from 'vitest';
import { ListLook } from './list-look.ts';

const minute = 60_000;
const strangers = ['a', 'b', 'c', 'd', 'e'];

/** A list of ten pages, of which each names the jobs that the test says. */
function setUp(active: Set<string>, pages = new Map<number, string[]>()) {
  const look = new ListLook();
  const found = new Set<string>();
  let now = 0;
  const begun: number[] = [];
  const read: number[] = [];
  /** Checks every few seconds, and reads what is to be read at once. */
  const pass = (ms: number): void => {
    const end = now + ms;
    for (; now < end; now += 5_000) {
      look.check(active, () => found, now);
      if (look.page !== null) begun.push(now);
      for (let number = look.page; number !== null; number = look.page) {
        read.push(number);
        pages.get(number)?.forEach((id) => found.add(id));
        look.noteRead({ number, pageCount: 10 }, active, found, now);
      }
    }
  };
  return { look, found, begun, read, pass };
}

const minutesBetween = (times: readonly number[]): number[] =>
  times.slice(1).map((at, index) => (at - (times[index] ?? at)) / minute);

describe('the look for jobs in the list', () => {
  it('ends where none is missing any more', () => {
    const { read, pass } = setUp(new Set(strangers), new Map([[3, strangers]]));
    pass(10 * minute);
    expect(read).toEqual([1, 2, 3]);
  });

  it('reads a hundred pages at most', () => {
    const look = new ListLook();
    for (let number = 1; look.page !== null; number += 1) {
      expect(number).toBeLessThanOrEqual(100);
      look.noteRead({ number, pageCount: 500 }, new Set(strangers), new Set(), 0);
    }
  });

  it('begins again after twice the time whenever it found none of them, up to an hour', () => {
    const { begun, pass } = setUp(new Set(strangers));
    pass(6 * 60 * minute);
    expect(minutesBetween(begun).slice(0, 9)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('begins again after a minute where it found one of them', () => {
    const pages = new Map<number, string[]>();
    const { begun, pass } = setUp(new Set(strangers), pages);
    pass(20 * minute);
    pages.set(2, ['a']);
    pass(20 * minute);
    expect(minutesBetween(begun)).toEqual([1, 2, 4, 8, 16, 1, 2, 4]);
  });

  it('begins within seconds for other jobs that are missing, unless they are hardly any', () => {
    for (const count of [3, 4]) {
      const active = new Set(strangers);
      const { begun, pass } = setUp(active);
      pass(10 * minute);
      const before = begun.length;
      for (let index = 0; index < count; index += 1) active.add(`another${index}`);
      pass(15_000);
      expect(begun.length - before).toBe(count === 4 ? 1 : 0);
    }
  });

  it('begins at once when it is told to', () => {
    const { look, read, pass } = setUp(new Set());
    pass(minute);
    look.begin();
    pass(1);
    expect(read).toEqual([1, 1]);
  });
});
