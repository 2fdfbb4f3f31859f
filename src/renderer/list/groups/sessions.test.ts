import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowList } from '../../state/row-list.ts';
import { jobRow } from '../../testing/states.ts';
import { FollowedSessions, Sessions } from './sessions.ts';

const minute = 60_000;
const at = (sessions: Sessions, time: number): [number, number] => {
  const { from, to } = sessions.at(time * minute);
  return [from / minute, to / minute];
};
const sessionsAt = (...times: number[]): Sessions => new Sessions(times.map((time) => time * minute));

describe('Sessions', () => {
  it('end with half an hour in which nothing is submitted', () => {
    const sessions = sessionsAt(100, 120, 150, 181);
    expect([100, 120, 150, 181].map((time) => at(sessions, time))).toEqual([
      [100, 150],
      [100, 150],
      [100, 150],
      [181, 181],
    ]);
  });

  it('become one by what was submitted between them, and say that jobs are in another one by that', () => {
    const sessions = sessionsAt(100, 150);
    expect(at(sessions, 150)).toEqual([150, 150]);
    expect(sessions.add(125 * minute)).toBe(false);
    expect(at(sessions, 150)).toEqual([100, 150]);
  });

  it('go on, and leave jobs where they are by that', () => {
    const sessions = sessionsAt(100);
    expect([sessions.add(120 * minute), sessions.add(110 * minute), sessions.add(300 * minute)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([at(sessions, 110), at(sessions, 300)]).toEqual([
      [100, 120],
      [300, 300],
    ]);
  });

  it('begin earlier with an earlier job', () => {
    const sessions = sessionsAt(100);
    expect(sessions.add(90 * minute)).toBe(false);
    expect(at(sessions, 100)).toEqual([90, 100]);
  });

  it('are the same in whatever order the jobs come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 30 }), (times) => {
        const oneByOne = sessionsAt();
        for (const time of times) oneByOne.add(time * minute);
        const atOnce = sessionsAt(...times);
        expect(times.map((time) => at(oneByOne, time))).toEqual(times.map((time) => at(atOnce, time)));
      }),
    );
  });
});

describe('FollowedSessions', () => {
  it('are another object only where a job may be in another session', () => {
    const list = new RowList();
    const followed = new FollowedSessions();
    const put = (id: string, time: number): Sessions => {
      list.change([jobRow({ id, order: time, addedAt: 0, createdAt: time * minute })]);
      return followed.follow(list.rows);
    };
    const first = put('a', 100);
    expect(put('b', 120)).toBe(first);
    expect(at(first, 100)).toEqual([100, 120]);
    const second = put('c', 90);
    expect(second).not.toBe(first);
    expect(at(second, 120)).toEqual([90, 120]);
  });
});
