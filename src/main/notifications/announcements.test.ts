import { describe, expect, it } from 'vitest';
import type { Announcement, News, Target } from '../../shared/notifications.ts';
import { success } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { announcementsKey } from './announcement-log.ts';
import { Announcements } from './announcements.ts';
import { quietMs } from './gathering.ts';

const counts = { completed: 38, failed: 2, unknown: 0 };
const batch: News = { kind: 'batch', batchId: 'b', name: 'chairs.csv', ...counts };
const several: News = { kind: 'jobs', completed: 2, failed: 0, only: null };

/** A disk with one row, and the app on it. */
function setUp(stored?: unknown) {
  const clock = virtualClock();
  const disk = new Map<string, unknown>([[announcementsKey, stored]]);
  const pending = new Map<string, () => unknown>();
  const person = { notify: 'all' as Settings['notify'], hasWindow: false };
  const notified: { title: string; text: string; target: Target; onDisk: unknown }[] = [];
  const inWindow: Announcement[] = [];
  let list: Announcement[] = [];
  let status = 'running';
  const announcements = new Announcements({
    clock,
    rows: {
      set: (key, value) => void pending.set(key, value),
      flush: async () => {
        for (const [key, value] of pending) disk.set(key, structuredClone(value()));
        pending.clear();
        return success(null);
      },
    },
    job: (id) => ({
      id,
      name: `${id}.glb`,
      status,
      isUnknown: false,
      wasOnItsWay: true,
      batches: [],
      download: null,
    }),
    batches: () => [],
    notify: () => person.notify,
    notifier: {
      isWindowWatched: () => person.hasWindow,
      show: (title, text, target) =>
        notified.push({ title, text, target, onDisk: structuredClone(disk.get(announcementsKey)) }),
    },
    showInWindow: (announcement) => inWindow.push(announcement),
    onChange: (changed) => (list = changed),
  });
  announcements.load(disk);
  return {
    clock,
    announcements,
    person,
    notified,
    inWindow,
    list: () => list,
    row: () => disk.get(announcementsKey),
    finish: (id: string) => {
      announcements.start([{ ...observed(id), status: 'running' }]);
      status = 'completed';
      announcements.jobChanged(id);
    },
  };

  function observed(id: string) {
    return { id, name: id, isUnknown: false, wasOnItsWay: true, batches: [], download: null };
  }
}

it.each([
  ['all', false, 1],
  ['batches', false, 1],
  ['none', false, 0],
  ['all', true, 0],
] as const)(
  'trouble is told with notifications for %s, window watched %s: %i times',
  (notify, hasWindow, times) => {
    const { announcements, person, notified, list } = setUp();
    Object.assign(person, { notify, hasWindow });
    announcements.warn('The service refuses your key', 'No jobs are checked.');
    expect(notified).toHaveLength(times);
    expect(list()).toEqual([]);
  },
);

describe('an announcement', () => {
  it('is on disk before anybody is told, and opens what it is about', async () => {
    const { announcements, notified, list } = setUp();
    await announcements.announce([batch]);
    expect(list()).toMatchObject([{ id: 1, read: false, news: batch }]);
    expect(notified).toMatchObject([
      {
        title: 'chairs.csv',
        text: '38 completed, 2 failed.',
        target: { kind: 'batch', id: 'b' },
        onDisk: { list: [{ id: 1, news: batch }] },
      },
    ]);
  });

  it('is shown in the window by whoever has it before them, and nowhere else', async () => {
    const { announcements, person, notified, inWindow } = setUp();
    person.hasWindow = true;
    await announcements.announce([batch, several]);
    expect(notified).toEqual([]);
    expect(inWindow).toMatchObject([{ news: batch }, { news: several }]);
  });

  it.each<[Settings['notify'], string[]]>([
    ['all', ['chairs.csv', '2 jobs are over']],
    ['batches', ['chairs.csv']],
    ['none', []],
  ])('reaches the person outside as they chose: %s', async (notify, titles) => {
    const { announcements, person, notified, list } = setUp();
    person.notify = notify;
    await announcements.announce([batch, several]);
    expect(notified.map(({ title }) => title)).toEqual(titles);
    expect(list()).toHaveLength(2);
  });

  it('that was still being gathered is kept when the app ends, and tells nobody', async () => {
    const { clock, announcements, notified, inWindow, finish, list } = setUp();
    finish('a');
    announcements.close();
    await clock.advance(quietMs);
    expect(list()).toMatchObject([{ read: false, news: { kind: 'jobs', completed: 1 } }]);
    expect([...notified, ...inWindow]).toEqual([]);
  });

  it('comes from a job that ended', async () => {
    const { clock, notified, finish } = setUp();
    finish('a');
    await clock.advance(quietMs);
    expect(notified).toMatchObject([{ title: 'a.glb', target: { kind: 'job', id: 'a' } }]);
  });
});

describe('the list of announcements', () => {
  it('has the newest on top, and forgets the oldest', async () => {
    const { announcements, list } = setUp();
    for (let round = 0; round < 101; round += 1) await announcements.announce([several]);
    await announcements.announce([batch, several]);
    expect(list()).toHaveLength(100);
    expect(
      list()
        .map(({ id }) => id)
        .slice(0, 3),
    ).toEqual([103, 102, 101]);
    expect(list()[1]?.news).toEqual(batch);
  });

  it('can be read and cleared', async () => {
    const { announcements, list } = setUp();
    await announcements.announce([batch]);
    expect(announcements.log.unread).toBe(1);
    announcements.log.markRead(1);
    expect(announcements.log.unread).toBe(0);
    expect(list()).toMatchObject([{ read: true }]);
    announcements.log.clear(1);
    expect(list()).toEqual([]);
  });

  it('stays unread, and is not cleared, where it came after what the window had', async () => {
    const { announcements, list } = setUp();
    await announcements.announce([batch]);
    await announcements.announce([batch]);
    announcements.log.markRead(1);
    expect(list()).toMatchObject([
      { id: 2, read: false },
      { id: 1, read: true },
    ]);
    announcements.log.clear(1);
    expect(list()).toMatchObject([{ id: 2 }]);
    announcements.log.clear(2);
    await announcements.announce([batch]);
    expect(list()).toMatchObject([{ id: 3 }]);
  });

  it('is there again after a restart, without what cannot be read', async () => {
    const { announcements, row } = setUp();
    await announcements.announce([batch]);
    const stored = row() as { list: unknown[] };
    const again = setUp({ ...stored, list: [{ id: 7, news: { kind: 'of tomorrow' } }, ...stored.list] });
    expect(again.list()).toMatchObject([{ id: 1, news: batch }]);
    await again.announcements.announce([several]);
    expect(again.list().map(({ id }) => id)).toEqual([2, 1]);
  });

  it.each([undefined, null, 'garbage', { list: 4 }])('begins anew where %s was stored', (stored) => {
    expect(setUp(stored).list()).toEqual([]);
  });
});
