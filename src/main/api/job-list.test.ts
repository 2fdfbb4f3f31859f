import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readJobList, wholeEntries } from './job-list.ts';

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

describe('what is counted', () => {
  it.each([
    [{ meta: { pageCount: 3, total: 250 } }, { pageCount: 3, total: 250, nextCursor: null }],
    [{ meta: { pagination: { pageCount: 3, total: 250 } } }, { pageCount: 3, total: 250, nextCursor: null }],
    [{ meta: { nextCursor: 'x' } }, { pageCount: null, total: null, nextCursor: 'x' }],
    [{ next_cursor: 'x' }, { pageCount: null, total: null, nextCursor: 'x' }],
    [{ pagination: { next_cursor: 17, total: 4 } }, { pageCount: null, total: 4, nextCursor: '17' }],
    [{ meta: null }, { pageCount: null, total: null, nextCursor: null }],
    [{}, { pageCount: null, total: null, nextCursor: null }],
  ])('is read from %j', async (extra, counts) => {
    expect(await readJobList({ data: [], ...extra })).toEqual({ jobs: [], unreadable: 0, ...counts });
  });

  it('are entries that name no job; an ID may be a number', async () => {
    const list = await readJobList({ data: [{ id: 17, status: 'running' }, { status: 'running' }, null] });
    expect(list?.jobs.map(({ job }) => job.id)).toEqual(['17']);
    expect(list?.unreadable).toBe(2);
  });
});

describe('a page of thousands of entries', () => {
  it('is read bit by bit, so that nothing waits for all of it', async () => {
    let turns = 0;
    const data = Array.from({ length: 1_000 }, (_, index) => ({ id: `job-${index}`, status: 'running' }));
    const reading = readJobList({ data }).finally(() => (turns = -turns));
    while (turns >= 0 && turns < 200) {
      await nextTurn();
      turns += 1;
    }
    expect((await reading)?.jobs).toHaveLength(1_000);
    expect(turns).toBeLessThanOrEqual(-5);
  });
});

it('reads only the jobs that are wanted, and counts what names none', async () => {
  const data = ['a', 'b', 'c'].map((id) => ({ id, status: 'running' }));
  const page = await readJobList({ data: [...data, 7], meta: { pageCount: 3 } }, (id) => id === 'b');
  expect(page?.jobs.map(({ job }) => job.id)).toEqual(['b']);
  expect(page).toMatchObject({ unreadable: 1, pageCount: 3 });
  expect(page).not.toHaveProperty('isCut');
});
