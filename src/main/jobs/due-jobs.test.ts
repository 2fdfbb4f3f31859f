import { describe, expect, it } from 'vitest';
import { DueJobs, type DueGroup } from './due-jobs.ts';

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
    const due = planned({ onTheWay: ['a', 'b', 'c'] });
    expect(take(due, 9)).toEqual(['a', 'b', 'c']);
  });

  it('take turns: every other request is for one without an answer', () => {
    const taken = take(planned({ onTheWay: many('way'), others: many('new') }), 30);
    expect(taken.filter((id) => id.startsWith('new'))).toHaveLength(20);
    expect(taken.filter((id) => id.startsWith('way'))).toHaveLength(10);
  });

  it('go before those that wait longer where a person most likely looks at them', () => {
    const due = planned({ onTheWay: many('way') });
    due.favour('way48');
    due.open('way49');
    expect(take(due, 4)).toEqual(expect.arrayContaining(['way48', 'way49']));
  });

  it('go first only as the last few, so that the others have their turns', () => {
    const due = planned({ onTheWay: many('way') });
    for (const id of many('way')) due.favour(id);
    const late = take(due, 12).filter((id) => Number(id.slice(3)) > 40);
    expect(late).toEqual(['way44', 'way45', 'way46', 'way47', 'way48', 'way49']);
  });

  it('have three of four requests left where a page asks for the same ones again and again', () => {
    const due = planned({ onTheWay: many('way'), others: many('new') });
    const taken = Array.from({ length: 40 }, () => {
      due.plan('way49', 0, 'onTheWay');
      due.favour('way49');
      return due.take(1_000, false);
    });
    expect(taken.filter((id) => id === 'way49').length).toBeLessThanOrEqual(20);
    expect(taken.filter((id) => id?.startsWith('new')).length).toBe(20);
  });

  it('are none before their time, nor those apart', () => {
    const due = new DueJobs();
    due.plan('later', 2_000, 'onTheWay');
    due.plan('slow', 0, 'apart');
    due.favour('later');
    due.open('slow');
    expect(take(due, 9)).toEqual([]);
    expect([due.isDue(1_000, false), due.isDue(1_000, true)]).toEqual([false, true]);
    expect(due.nextAfter(1_000)).toBe(2_000);
    expect(due.take(1_000, true)).toBe('slow');
  });

  it('have every other turn among those apart where a person most likely looks at them', () => {
    const due = planned({ apart: many('slow') });
    due.open('slow49');
    const taken = Array.from({ length: 6 }, () => {
      due.plan('slow49', 999, 'apart');
      return due.take(1_000, true);
    });
    expect(taken.filter((id) => id === 'slow49')).toHaveLength(3);
    expect(new Set(taken).size).toBe(4);
  });

  it('are forgotten', () => {
    const due = planned({ others: ['a'] });
    due.favour('a');
    due.delete('a');
    expect([take(due, 9), due.nextAfter(-1)]).toEqual([[], null]);
  });
});
