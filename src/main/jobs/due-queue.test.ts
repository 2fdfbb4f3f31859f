import { describe, expect, it } from 'vitest';
import { DueQueue } from './due-queue.ts';

const drain = (queue: DueQueue, now: number): string[] => {
  const ids: string[] = [];
  for (let id = queue.takeDue(now); id !== null; id = queue.takeDue(now)) ids.push(id);
  return ids;
};

describe('the queue of due jobs', () => {
  it('gives out jobs in the order in which they are due, and none early', () => {
    const queue = new DueQueue();
    for (const [id, at] of Object.entries({ late: 30, first: 10, second: 20 })) queue.set(id, at);
    expect(drain(queue, 25)).toEqual(['first', 'second']);
    expect(queue.nextAt()).toBe(30);
    expect(drain(queue, 30)).toEqual(['late']);
    expect(queue.nextAt()).toBeNull();
  });

  it('keeps only the newest time of a job', () => {
    const queue = new DueQueue();
    queue.set('a', 10);
    queue.set('a', 50);
    expect(queue.nextAt()).toBe(50);
    queue.set('a', 20);
    expect(drain(queue, 100)).toEqual(['a']);
    expect(drain(queue, 100)).toEqual([]);
  });

  it('forgets a removed job', () => {
    const queue = new DueQueue();
    queue.set('a', 10);
    queue.set('b', 20);
    queue.delete('a');
    expect(drain(queue, 100)).toEqual(['b']);
  });

  it('agrees with sorting for thousands of jobs, moved and removed in between', () => {
    const queue = new DueQueue();
    const expected = new Map<string, number>();
    let seed = 7;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647);
    for (let step = 0; step < 20_000; step += 1) {
      const id = `job-${random() % 3_000}`;
      if (random() % 5 === 0) {
        queue.delete(id);
        expected.delete(id);
      } else {
        // Distinct times, so that there is one right order.
        const at = (random() % 1_000) * 20_000 + step;
        queue.set(id, at);
        expected.set(id, at);
      }
    }
    const inOrder = [...expected].sort(([, a], [, b]) => a - b).map(([id]) => id);
    expect(drain(queue, Infinity)).toEqual(inOrder);
  });
});
