import { describe, expect, it } from 'vitest';
import { readJobList, type JobListPage } from '../rigyd/job-list.ts';
import { ListReading } from './list-reading.ts';

const page = (ids: string[], pageCount: number | null): JobListPage => {
  const list = readJobList({ data: ids.map((id) => ({ id, status: 'running' })), meta: { pageCount } });
  if (list === null) throw new Error('no list');
  return list;
};

describe('a reading of everything', () => {
  it('ends with the last page that the service counts', () => {
    const reading = new ListReading('everything', new Set());
    expect(reading.take(page(['a'], 2))).toBe(false);
    expect(reading.page).toBe(2);
    expect(reading.take(page(['b'], 2))).toBe(true);
    expect([...reading.met]).toEqual(['a', 'b']);
  });

  it('goes on over a page that was pushed down whole', () => {
    const reading = new ListReading('everything', new Set());
    reading.take(page(['a'], 3));
    expect(reading.take(page(['a'], 3))).toBe(false);
  });

  it('without a count ends with a page that is empty, or brings nothing new', () => {
    const reading = new ListReading('everything', new Set());
    expect(reading.take(page(['a'], null))).toBe(false);
    expect(reading.take(page(['a'], null))).toBe(true);
    expect(new ListReading('everything', new Set()).take(page([], 9))).toBe(true);
  });
});

describe('a list without pages', () => {
  const withCursor = (ids: string[], nextCursor: string | null): JobListPage => ({
    ...page(ids, null),
    nextCursor,
  });

  it('is followed from cursor to cursor, to the last one', () => {
    const reading = new ListReading('everything', new Set());
    expect(reading.place).toEqual({ page: 1 });
    expect(reading.take(withCursor(['a'], 'next'))).toBe(false);
    expect(reading.place).toEqual({ cursor: 'next' });
    expect(reading.take(withCursor(['b'], null))).toBe(true);
  });
});

describe('a list without an end', () => {
  it('is left after fifty thousand jobs', () => {
    const [template] = page(['a'], null).jobs;
    if (template === undefined) throw new Error('no job');
    const reading = new ListReading('everything', new Set());
    let isOver = false;
    for (let number = 0; !isOver; number += 1) {
      const jobs = Array.from({ length: 1_000 }, (_, index) => ({
        ...template,
        job: { ...template.job, id: `${number}-${index}` },
      }));
      isOver = reading.take({ jobs, unreadable: 0, pageCount: 1e9, total: 1e9, nextCursor: null });
    }
    expect(reading.met.size).toBe(50_000);
  });
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
  ])('is read from %j', (extra, counts) => {
    expect(readJobList({ data: [], ...extra })).toEqual({ jobs: [], unreadable: 0, ...counts });
  });

  it('are entries that name no job; an ID may be a number', () => {
    const list = readJobList({ data: [{ id: 17, status: 'running' }, { status: 'running' }, null] });
    expect(list?.jobs.map(({ job }) => job.id)).toEqual(['17']);
    expect(list?.unreadable).toBe(2);
  });
});

describe('a look for news', () => {
  it('goes on while there is something new, and ends with a page that is known', () => {
    const reading = new ListReading('news', new Set(['old']));
    expect(reading.take(page(['new', 'old'], 5))).toBe(false);
    expect(reading.take(page(['old'], 5))).toBe(true);
  });
});
