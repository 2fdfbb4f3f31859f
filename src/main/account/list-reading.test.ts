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

describe('a look for news', () => {
  it('goes on while there is something new, and ends with a page that is known', () => {
    const reading = new ListReading('news', new Set(['old']));
    expect(reading.take(page(['new', 'old'], 5))).toBe(false);
    expect(reading.take(page(['old'], 5))).toBe(true);
  });
});
