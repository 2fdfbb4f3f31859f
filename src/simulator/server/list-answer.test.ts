import { describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../faults/faults.ts';
import type { Simulator } from '../simulator.ts';
import { call, withSimulator } from '../testing.ts';

interface Page {
  status: number;
  error?: string;
  data: { id: unknown }[];
  meta: Record<string, unknown>;
}

/** Runs a test against 30 jobs whose list has the fault. */
async function withList(
  fault: FaultRuleInput['fault'],
  test: (page: (query: string) => Promise<Page>, simulator: Simulator) => Promise<void>,
): Promise<void> {
  await withSimulator({ jobs: 30 }, async (simulator) => {
    simulator.faults.set({ fault, endpoint: 'list' });
    await test(async (query) => {
      const response = await call(simulator, `/conversions${query}`);
      return { ...((await response.json()) as Page), status: response.status };
    }, simulator);
  });
}

describe('a list that differs', () => {
  it('gives smaller pages than asked for, or refuses', async () => {
    await withList({ kind: 'list', maxPageSize: 10 }, async (page) => {
      const { data, meta } = await page('?pageSize=100');
      expect([data.length, meta]).toEqual([10, { page: 1, pageSize: 10, pageCount: 3, total: 30 }]);
    });
    await withList({ kind: 'list', maxPageSize: 10, refuses: true }, async (page) => {
      const refused = await page('?pageSize=100');
      expect([refused.status, refused.error]).toEqual([400, 'pageSize must be at most 10']);
      expect((await page('?pageSize=10')).data).toHaveLength(10);
    });
  });

  it('is paged by cursor', async () => {
    await withList({ kind: 'list', paging: 'cursor' }, async (page, simulator) => {
      const first = await page('?pageSize=20&page=2');
      expect(first.meta).toEqual({ pageSize: 20, nextCursor: '2' });
      const second = await page('?pageSize=20&cursor=2');
      expect(second.meta).toEqual({ pageSize: 20, nextCursor: null });
      expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(simulator.jobIds());
    });
  });

  it('numbers its jobs', async () => {
    await withList({ kind: 'list', ids: 'number' }, async (page) => {
      expect((await page('?pageSize=3&page=2')).data.map(({ id }) => id)).toEqual([4, 5, 6]);
    });
  });

  it('never ends', async () => {
    await withList({ kind: 'list', endless: true }, async (page) => {
      const [near, far] = [await page('?pageSize=100'), await page('?pageSize=100&page=50000')];
      expect(far.data).toHaveLength(100);
      expect(far.meta['pageCount']).toBe(100_000);
      expect(near.data[0]?.id).not.toEqual(far.data[0]?.id);
    });
  });
});
