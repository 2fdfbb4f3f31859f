import { describe, expect, it } from 'vitest';
import { describeFound } from './describe-found.ts';

const ids = Array.from({ length: 3 }, (_, index) => `chair000000000000000000${index}`.padEnd(24, 'x'));
const found = (text: string, known: string[] = []): string => describeFound(text, (id) => known.includes(id));

describe('what is found in a text while it is typed', () => {
  it.each([
    ['nothing in none', ' \n', [], ''],
    ['no ID', 'hello there', [], 'No job IDs found yet.'],
    ['one', ids[0] ?? '', [], '1 job ID found.'],
    ['one that is there', ids[0] ?? '', ids, '1 job ID found. It is already in the list.'],
    ['several', ids.join('\n'), [], '3 job IDs found.'],
    ['several that are there', ids.join('\n'), ids, '3 job IDs found. All are already in the list.'],
    ['some that are there', ids.join('\n'), ids.slice(1), '3 job IDs found. 2 are already in the list.'],
    ['lines without one', `${ids.join('\n')}\nhello there`, [], '3 job IDs found. 1 line has no job ID.'],
    [
      'a key beside one',
      `${ids[0]}\nrgyd_live_${'s'.repeat(43)}`,
      [],
      '1 job ID found. 1 line has no job ID. The text contains an API key, which won’t be used.',
    ],
  ])('is told: %s', (_what, text, known, words) => {
    expect(found(text, known)).toBe(words);
  });

  it('is not searched for in a long text, which would hold up the typing', () => {
    expect(found(`${ids[0]}\n`.repeat(10_000))).toBe('Long text: job IDs are counted when you add it.');
  });
});
