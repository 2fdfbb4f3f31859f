import { expect, it } from 'vitest';
import { BatchRoom } from './batch-room.ts';

it('has room for 200,000 memberships, however few batches they are of', () => {
  const room = new BatchRoom();
  const named = Array.from({ length: 100 }, (_, index) => ({ id: `b${index}`, name: 'Fair' }));
  for (let job = 0; job < 2_000; job += 1) expect(room.take(named).hasMoreBatches).toBe(false);
  expect(room.take(named)).toEqual({ batches: [], hasMoreBatches: true });
});
