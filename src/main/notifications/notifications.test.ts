import { describe, expect, it } from 'vitest';
import type { AppNotification, News, Target } from '../../shared/notifications.ts';
import { success } from '../../shared/errors.ts';
import type { Settings } from '../../shared/settings.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { notificationsKey } from './notification-log.ts';
import { Notifications } from './notifications.ts';
import { quietMs } from './news-collector.ts';

const counts = { completed: 38, failed: 2, unknown: 0 };
const batch: News = { kind: 'batch', batchId: 'b', name: 'chairs.csv', ...counts };
const several: News = { kind: 'jobs', completed: 2, failed: 0, only: null };

/** A disk with one row, and the app on it. */
function setUp(stored?: unknown) {
  const clock = virtualClock();
  const disk = new Map<string, unknown>([[notificationsKey, stored]]);
  const pending = new Map<string, () => unknown>();
  const person = { notify: 'all' as Settings['notify'], hasWindow: false };
  const notified: { title: string; text: string; target: Target; onDisk: unknown }[] = [];
  const inWindow: AppNotification[] = [];
  let list: AppNotification[] = [];
  let status = 'running';
  const notifications = new Notifications({
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
      wasRunning: true,
      batches: [],
      download: null,
    }),
    batches: () => [],
    notify: () => person.notify,
    notifier: {
      isWindowWatched: () => person.hasWindow,
      show: (title, text, target) =>
        notified.push({ title, text, target, onDisk: structuredClone(disk.get(notificationsKey)) }),
    },
    showInWindow: (notification) => inWindow.push(notification),
    onChange: (changed) => (list = changed),
  });
  notifications.load(disk);
  return {
    clock,
    notifications,
    person,
    notified,
    inWindow,
    list: () => list,
    row: () => disk.get(notificationsKey),
    finish: (id: string) => {
      notifications.start([{ ...observed(id), status: 'running' }]);
      status = 'completed';
      notifications.jobChanged(id);
    },
  };

  function observed(id: string) {
    return { id, name: id, isUnknown: false, wasRunning: true, batches: [], download: null };
  }
}

it.each([
  ['all', false, 1],
  ['batches', false, 1],
  ['none', false, 0],
  ['all', true, 0],
] as const)(
  'a problem is reported with notifications for %s, window watched %s: %i times',
  (notify, hasWindow, times) => {
    const { notifications, person, notified, list } = setUp();
    Object.assign(person, { notify, hasWindow });
    notifications.warn('The service refuses your key', 'No jobs are checked.');
    expect(notified).toHaveLength(times);
    expect(list()).toEqual([]);
  },
);

describe('a notification', () => {
  it('is on disk before it is shown, and opens what it is about', async () => {
    const { notifications, notified, list } = setUp();
    await notifications.notify([batch]);
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

  it('is shown in the window if that is being watched, and nowhere else', async () => {
    const { notifications, person, notified, inWindow } = setUp();
    person.hasWindow = true;
    await notifications.notify([batch, several]);
    expect(notified).toEqual([]);
    expect(inWindow).toMatchObject([{ news: batch }, { news: several }]);
  });

  it.each<[Settings['notify'], string[]]>([
    ['all', ['chairs.csv', '2 jobs finished']],
    ['batches', ['chairs.csv']],
    ['none', []],
  ])('reaches the person outside as they chose: %s', async (notify, titles) => {
    const { notifications, person, notified, list } = setUp();
    person.notify = notify;
    await notifications.notify([batch, several]);
    expect(notified.map(({ title }) => title)).toEqual(titles);
    expect(list()).toHaveLength(2);
  });

  it('that was still being collected is kept when the app ends, and is not shown', async () => {
    const { clock, notifications, notified, inWindow, finish, list } = setUp();
    finish('a');
    notifications.close();
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

describe('the list of notifications', () => {
  it('has the newest on top, and forgets the oldest', async () => {
    const { notifications, list } = setUp();
    for (let round = 0; round < 101; round += 1) await notifications.notify([several]);
    await notifications.notify([batch, several]);
    expect(list()).toHaveLength(100);
    expect(
      list()
        .map(({ id }) => id)
        .slice(0, 3),
    ).toEqual([103, 102, 101]);
    expect(list()[1]?.news).toEqual(batch);
  });

  it('can be read and cleared', async () => {
    const { notifications, list } = setUp();
    await notifications.notify([batch]);
    expect(notifications.log.unread).toBe(1);
    notifications.log.markRead(1);
    expect(notifications.log.unread).toBe(0);
    expect(list()).toMatchObject([{ read: true }]);
    notifications.log.clear(1);
    expect(list()).toEqual([]);
  });

  it('stays unread, and is not cleared, where it came after what the window had', async () => {
    const { notifications, list } = setUp();
    await notifications.notify([batch]);
    await notifications.notify([batch]);
    notifications.log.markRead(1);
    expect(list()).toMatchObject([
      { id: 2, read: false },
      { id: 1, read: true },
    ]);
    notifications.log.clear(1);
    expect(list()).toMatchObject([{ id: 2 }]);
    notifications.log.clear(2);
    await notifications.notify([batch]);
    expect(list()).toMatchObject([{ id: 3 }]);
  });

  it('is there again after a restart, without what cannot be read', async () => {
    const { notifications, row } = setUp();
    await notifications.notify([batch]);
    const stored = row() as { list: unknown[] };
    const again = setUp({ ...stored, list: [{ id: 7, news: { kind: 'of tomorrow' } }, ...stored.list] });
    expect(again.list()).toMatchObject([{ id: 1, news: batch }]);
    await again.notifications.notify([several]);
    expect(again.list().map(({ id }) => id)).toEqual([2, 1]);
  });

  it.each([undefined, null, 'garbage', { list: 4 }])('begins anew where %s was stored', (stored) => {
    expect(setUp(stored).list()).toEqual([]);
  });
});
