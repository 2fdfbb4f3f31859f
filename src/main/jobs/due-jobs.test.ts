import { describe, expect, it } from 'vitest';
import { DueJobs, type DueGroup, DueQueue } from './due-jobs.ts';

/** Takes jobs until none is due, or so many. */
function take(due: DueJobs, count: number, now = 1_000): string[] {
  const taken: string[] = [];
  for (let id = due.take(now, false); id !== null; id = due.take(now, false)) {
    taken.push(id);
    if (taken.length === count) break;
  }
  return taken;
}

function planned(groups: Partial<Record<DueGroup, string[]>>): DueJobs {
  const due = new DueJobs();
  for (const [group, ids] of Object.entries(groups))
    ids.forEach((id, index) => due.plan(id, index, group as DueGroup));
  return due;
}

const many = (prefix: string): string[] => Array.from({ length: 50 }, (_, index) => `${prefix}${index}`);

describe('jobs that are due', () => {
  it('go in the order in which they fell due', () => {
    const due = planned({ active: ['a', 'b', 'c'] });
    expect(take(due, 9)).toEqual(['a', 'b', 'c']);
  });

  it('take turns: every other request is for one without an answer', () => {
    const taken = take(planned({ active: many('way'), others: many('new') }), 30);
    expect(taken.filter((id) => id.startsWith('new'))).toHaveLength(20);
    expect(taken.filter((id) => id.startsWith('way'))).toHaveLength(10);
  });

  it('go by how late they are for the delay after which they were to be polled', () => {
    const due = new DueJobs();
    due.plan('mid-run', 0, 'active', 20_000);
    due.plan('nearly done', 500, 'active', 500);
    due.plan('nearly done, later', 900, 'active', 500);
    expect(take(due, 9)).toEqual(['nearly done', 'nearly done, later', 'mid-run']);
    due.plan('long late', -60_000, 'active', 20_000);
    due.plan('nearly done', 500, 'active', 500);
    expect(take(due, 9)).toEqual(['long late', 'nearly done']);
  });

  it('go before those that wait longer where a person most likely looks at them', () => {
    const due = planned({ active: many('way') });
    due.prioritize('way48');
    due.open('way49');
    expect(take(due, 4)).toEqual(expect.arrayContaining(['way48', 'way49']));
  });

  it('go first only as the last few, so that the others have their turns', () => {
    const due = planned({ active: many('way') });
    for (const id of many('way')) due.prioritize(id);
    const late = take(due, 12).filter((id) => Number(id.slice(3)) > 40);
    expect(late).toEqual(['way44', 'way45', 'way46', 'way47', 'way48', 'way49']);
  });

  it('go ahead of all turns where their answers are of use now, once, and only if they are due', () => {
    const due = planned({ active: many('way'), others: many('new') });
    due.prioritize('new0');
    due.plan('later', 2_000, 'active');
    due.takeFirst(['way9', 'later', 'unknown', 'way8', 'new9']);
    expect(take(due, 3)).toEqual(['way9', 'way8', 'new9']);
    for (const id of ['way9', 'way8', 'new9']) due.plan(id, 900, 'active');
    expect(take(due, 200).slice(0, 20)).not.toContain('way9');
    expect(due.has('later', 2_000)).toBe(true);
  });

  it('of the slow ones none goes ahead of the others so', () => {
    const due = planned({ slow: ['a', 'b'] });
    due.takeFirst(['b']);
    expect(due.take(1_000, true)).toBe('a');
  });

  it('have three of four requests left if a page refreshes the same ones again and again', () => {
    const due = planned({ active: many('way'), others: many('new') });
    const taken = Array.from({ length: 40 }, () => {
      due.plan('way49', 0, 'active');
      due.prioritize('way49');
      return due.take(1_000, false);
    });
    expect(taken.filter((id) => id === 'way49').length).toBeLessThanOrEqual(20);
    expect(taken.filter((id) => id?.startsWith('new')).length).toBe(20);
  });

  it('are none before their time, nor slow ones', () => {
    const due = new DueJobs();
    due.plan('later', 2_000, 'active');
    due.plan('slow', 0, 'slow');
    due.prioritize('later');
    due.open('slow');
    expect(take(due, 9)).toEqual([]);
    expect([due.isDue(1_000, false), due.isDue(1_000, true)]).toEqual([false, true]);
    expect(due.nextAfter(1_000)).toBe(2_000);
    expect(due.take(1_000, true)).toBe('slow');
  });

  it('have every other turn among slow jobs if they are prioritized', () => {
    const due = planned({ slow: many('slow') });
    due.open('slow49');
    const taken = Array.from({ length: 6 }, () => {
      due.plan('slow49', 999, 'slow');
      return due.take(1_000, true);
    });
    expect(taken.filter((id) => id === 'slow49')).toHaveLength(3);
    expect(new Set(taken).size).toBe(4);
  });

  it('are forgotten', () => {
    const due = planned({ others: ['a'] });
    due.prioritize('a');
    due.delete('a');
    expect([take(due, 9), due.nextAfter(-1)]).toEqual([[], null]);
  });
});

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
