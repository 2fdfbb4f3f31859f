import { describe, expect, it } from 'vitest';
import { wholeEntries } from './job-list.ts';

const entries = [
  { id: 'a', name: 'braces }] and "quotes\\" in a text', parts: [{ id: 'x' }, { id: 'y' }] },
  { id: 'b', report: { list: [[], {}] } },
  { id: 'c' },
];

describe('a list that was cut', () => {
  it.each([
    ['bare', JSON.stringify(entries)],
    ['as a value', JSON.stringify({ meta: { total: 3 }, data: entries })],
  ])('%s, keeps at every place what came whole', (_what, text) => {
    const counts = new Set<number>();
    for (let end = 0; end <= text.length; end += 1) {
      const whole = wholeEntries(text.slice(0, end));
      const read: unknown = whole === null ? [] : JSON.parse(whole);
      const list = Array.isArray(read) ? (read as unknown[]) : (read as { data: unknown[] }).data;
      expect(list).toEqual(entries.slice(0, list.length));
      counts.add(list.length);
    }
    expect([...counts]).toEqual([0, 1, 2, 3]);
  });

  it.each(['', '{"data":[', '[1,2,', '{"id":"a"}', 'no JSON } at all', '<p>{}</p>'])(
    'holds no entry: %s',
    (text) => {
      expect(wholeEntries(text)).toBeNull();
    },
  );
});
