import { describe, expect, it } from 'vitest';
import { createTally } from './tally.ts';

describe('a tally', () => {
  it('keeps as many IDs and lines as it may, and counts the others, each once', () => {
    const tally = createTally({ ids: 2, lines: 1 });
    tally.add(['a', 'b', 'a']);
    tally.add(['c', 'c', 'b', 'd']);
    for (const line of [4, 5, 5, 6, 4]) tally.miss(line, `line ${line}`);
    expect(tally.result()).toEqual({
      ids: ['a', 'b'],
      idsLeftOut: 2,
      notUnderstood: [{ line: 4, text: 'line 4' }],
      notUnderstoodLeftOut: 2,
    });
  });

  it('lists lines in their order', () => {
    const tally = createTally({ ids: 1, lines: 9 });
    for (const line of [3, 10, 2, 3]) tally.miss(line, 'x');
    expect(tally.result().notUnderstood.map(({ line }) => line)).toEqual([2, 3, 10]);
  });

  it('shows 200 characters of a line, without the space around it, and halves none', () => {
    const tally = createTally({ ids: 1, lines: 9 });
    tally.miss(1, `  ${'x'.repeat(199)}🪑`);
    tally.miss(2, `  ${'x'.repeat(198)}🪑y`);
    tally.miss(3, '  x ');
    expect(tally.result().notUnderstood.map(({ text }) => text)).toEqual([
      'x'.repeat(199),
      `${'x'.repeat(198)}🪑`,
      'x',
    ]);
  });
});
