import { describe, expect, it } from 'vitest';
import { readJobList, type JobListPage } from '../api/job-list.ts';
import { ListReading } from './job-listing.ts';

const page = async (ids: string[], pageCount: number | null): Promise<JobListPage> => {
  const data = ids.map((id) => ({ id, status: 'running' }));
  const list = await readJobList({ data, meta: { pageCount } });
  if (list === null) throw new Error('no list');
  return list;
};

describe('a reading of everything', () => {
  it('ends with the last page that the service counts', async () => {
    const reading = new ListReading('everything', new Set());
    expect(reading.take(await page(['a'], 2))).toBe(false);
    expect(reading.page).toBe(2);
    expect(reading.take(await page(['b'], 2))).toBe(true);
    expect([...reading.met]).toEqual(['a', 'b']);
  });

  it('goes on over a page that was pushed down whole', async () => {
    const reading = new ListReading('everything', new Set());
    reading.take(await page(['a'], 3));
    expect(reading.take(await page(['a'], 3))).toBe(false);
  });

  it('without a count ends with a page that is empty, or brings nothing new', async () => {
    const reading = new ListReading('everything', new Set());
    expect(reading.take(await page(['a'], null))).toBe(false);
    expect(reading.take(await page(['a'], null))).toBe(true);
    expect(new ListReading('everything', new Set()).take(await page([], 9))).toBe(true);
  });
});

describe('a list without pages', () => {
  const withCursor = async (ids: string[], nextCursor: string | null): Promise<JobListPage> => ({
    ...(await page(ids, null)),
    nextCursor,
  });

  it('is followed from cursor to cursor, to the last one', async () => {
    const reading = new ListReading('everything', new Set());
    expect(reading.place).toEqual({ page: 1 });
    expect(reading.take(await withCursor(['a'], 'next'))).toBe(false);
    expect(reading.place).toEqual({ cursor: 'next' });
    expect(reading.take(await withCursor(['b'], null))).toBe(true);
  });
});

describe('a list without an end', () => {
  it('is left after fifty thousand jobs', async () => {
    const [template] = (await page(['a'], null)).jobs;
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

describe('a look for news', () => {
  it('goes on while there is something new, and ends with a page that is known', async () => {
    const reading = new ListReading('news', new Set(['old']));
    expect(reading.take(await page(['new', 'old'], 5))).toBe(false);
    expect(reading.take(await page(['old'], 5))).toBe(true);
  });
});
