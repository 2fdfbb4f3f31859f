import { describe, expect, it } from 'vitest';
import { jobRow } from '../../testing/states.ts';
import { groupsOf, type RowGrouping } from './grouped-rows.ts';
import { headId, keyOfHead, ListLines } from './list-lines.ts';
import { stuckHead } from './stuck-head.ts';

const grouping: RowGrouping = { keyOf: ({ type }) => type ?? '', compare: () => 0, labelOf: () => '' };
const rows = ['a1', 'a2', 'b1', 'c1', 'c2', 'c3'].map((id) => jobRow({ id, type: id.slice(0, 1) }));

/** Three groups of two, one and three rows; those named are folded. */
const lines = (...folded: string[]): ListLines =>
  new ListLines(rows, [...groupsOf(rows, grouping).values()], (key) => folded.includes(key));
const ids = (of: ListLines, from = 0, end = of.count): string =>
  of
    .slice(from, end)
    .map((line) => (line.kind === 'group' ? `[${line.group.key}]` : line.id))
    .join(' ');

describe('ListLines', () => {
  it('are heads with their rows below them, without those of folded groups', () => {
    expect(ids(lines())).toBe('[a] a1 a2 [b] b1 [c] c1 c2 c3');
    expect(ids(lines('a', 'b'))).toBe('[a] [b] [c] c1 c2 c3');
    expect(lines('a').rows.map(({ id }) => id)).toEqual(['b1', 'c1', 'c2', 'c3']);
    expect([lines().count, lines('a').count, lines('a', 'b', 'c').count]).toEqual([9, 7, 3]);
  });

  it.each([[[]], [['a']], [['b']], [['a', 'b', 'c']]])(
    'are the same by parts and one by one with %j folded',
    (folded) => {
      const all = lines(...folded);
      const whole = all.slice(0, all.count);
      for (let from = -1; from <= all.count + 1; from += 1)
        for (let end = from; end <= all.count + 1; end += 1)
          expect(all.slice(from, end)).toEqual(whole.slice(Math.max(0, from), Math.max(0, end)));
      expect(whole.map((_, index) => all.at(index))).toEqual(whole);
      expect(whole.map(({ id }) => all.findIndex(id))).toEqual(whole.map((_, index) => index));
      expect([all.at(-1), all.at(all.count)]).toEqual([undefined, undefined]);
    },
  );

  it('know the head above each of them, and where a row stands', () => {
    const all = lines('b');
    const above = [0, 1, 2, 3, 4, 6].map((index) => all.headAt(index));
    expect(above.map((found) => [found?.at, found?.line.group.key])).toEqual([
      [0, 'a'],
      [0, 'a'],
      [0, 'a'],
      [3, 'b'],
      [4, 'c'],
      [4, 'c'],
    ]);
    expect([
      all.indexOfRow('c', () => 1),
      all.indexOfRow('b', () => 0),
      all.indexOfRow('x', () => 0),
    ]).toEqual([6, -1, -1]);
  });

  it('are the rows themselves where nothing is grouped', () => {
    const plain = new ListLines(rows);
    expect(ids(plain, 1, 3)).toBe('a2 b1');
    expect([plain.count, plain.isGrouped, plain.headAt(2), plain.rows === rows]).toEqual([
      6,
      false,
      null,
      true,
    ]);
    expect([plain.findIndex('b1'), plain.findIndex('x'), plain.indexOfRow(null, () => 4)]).toEqual([
      2, -1, 4,
    ]);
  });

  it('are the same objects for rows that have not changed, so that these are not drawn again', () => {
    const [first] = rows;
    const changed = rows.map((row) => (row === first ? { ...row, progress: 50 } : row));
    for (const grouped of [true, false]) {
      const linesOf = (now: typeof rows): ListLines =>
        new ListLines(now, grouped ? [...groupsOf(now, grouping).values()] : null);
      const [before, after] = [linesOf(rows), linesOf(changed)].map((all) =>
        all.slice(0, all.count).filter(({ kind }) => kind === 'job'),
      );
      expect(after?.map((line, index) => line === before?.[index])).toEqual([
        false,
        ...rows.slice(1).map(() => true),
      ]);
    }
  });

  it('tell the head of a group from a job by its ID', () => {
    expect([keyOfHead(headId('a b')), keyOfHead(headId('')), keyOfHead('abc123')]).toEqual(['a b', '', null]);
  });
});

describe('the head of a group', () => {
  const stuck = (scrollTop: number) => {
    const found = stuckHead(lines(), scrollTop, 10);
    return found && [found.line.group.key, found.top];
  };

  it('stays at the top while its rows pass below it, and the next one pushes it out', () => {
    expect([stuck(0), stuck(1), stuck(15), stuck(20), stuck(25), stuck(30)]).toEqual([
      null,
      ['a', 0],
      ['a', 0],
      ['a', 0],
      ['a', -5],
      null,
    ]);
  });

  it('does so of a folded group for the moment in which it is pushed out itself', () => {
    const found = stuckHead(lines('a'), 4, 10);
    expect(found?.top).toBe(-4);
  });

  it('is none where nothing is grouped', () => {
    expect(stuckHead(new ListLines(rows), 25, 10)).toBeNull();
  });
});
