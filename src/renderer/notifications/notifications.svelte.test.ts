import { describe, expect, it } from 'vitest';
import type { AppNotification, News, Target } from '../../shared/notifications.ts';
import { Toasts } from '../ui/toasts.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { Notifications } from './notifications.svelte.ts';

const batch: News = { kind: 'batch', batchId: 'b', name: 'chairs.csv', completed: 3, failed: 1, unknown: 0 };
const saved: News = { kind: 'downloads', saved: 2, failed: 0, folder: '/x/Rigyd', last: 'a1', name: null };
const jobs: News = { kind: 'jobs', completed: 3, failed: 0, only: null };
const notification = (id: number, news: News, read = false): AppNotification => ({ id, at: 0, read, news });

function setUp(...list: AppNotification[]) {
  const fake = new FakeBridge();
  const replica = { notifications: list };
  const toasts = new Toasts();
  const opened: (Target | string)[] = [];
  const seen: News[] = [];
  const notifications = new Notifications({
    bridge: fake.bridge,
    replica,
    toasts,
    open: (target) => opened.push(target),
    isSeen: (news) => seen.includes(news),
    askToKeepRunning: ({ hasTray }) => opened.push(hasTray ? 'asked' : 'asked without a tray'),
  });
  return { fake, replica, toasts, opened, seen, notifications, end: notifications.follow() };
}

describe('a notification', () => {
  it('is shown for a moment, and opens what it is about', () => {
    const { fake, toasts, opened } = setUp();
    fake.push('notified', notification(1, batch));
    expect(toasts.current).toMatchObject([
      { text: 'chairs.csv: 3 completed, 1 failed.', action: { label: 'Open' }, isSilent: true },
    ]);
    toasts.current[0]?.action?.run();
    expect(opened).toEqual([{ kind: 'batch', id: 'b' }]);
  });

  it('is not shown if the bar of downloads says the same', () => {
    const { fake, toasts } = setUp();
    fake.push('notified', notification(2, saved));
    expect(toasts.current).toEqual([]);
  });

  it('is not shown of what can be seen anyway', () => {
    const { fake, toasts, seen } = setUp();
    seen.push(batch);
    fake.push('notified', notification(1, batch));
    expect(toasts.current).toEqual([]);
    fake.push('notified', notification(2, jobs));
    expect(toasts.current).toHaveLength(1);
  });

  it('has nothing to press where there is no one thing to open', () => {
    const { fake, toasts, notifications, opened } = setUp();
    fake.push('notified', notification(1, jobs));
    expect(toasts.current).toMatchObject([{ text: '3 jobs finished: 3 completed.', action: null }]);
    notifications.open(notification(1, jobs));
    expect(opened).toEqual([]);
  });
});

describe('what main tells the window', () => {
  it('is to open something, to ask something, or to say why a link was not followed', () => {
    const { fake, toasts, opened, end } = setUp();
    fake.push('showTarget', { kind: 'job', id: 'a1' });
    fake.push('askToKeepRunning', { hasTray: true });
    fake.push('linkRefused', 'no-id');
    expect(opened).toEqual([{ kind: 'job', id: 'a1' }, 'asked']);
    expect(toasts.current).toMatchObject([{ tone: 'problem', isSilent: false }]);
    expect(toasts.current[0]?.text).toMatch(/^The link has no job ID\./);
    end();
    expect(fake.listening).toBe(0);
  });
});

describe('the bell', () => {
  it('counts what was not read', () => {
    expect(setUp(notification(2, batch), notification(1, jobs, true)).notifications.unread).toBe(1);
  });

  it('counts all as read once it was opened, and still marks what was new then', () => {
    const { fake, replica, notifications } = setUp(notification(2, batch), notification(1, jobs, true));
    notifications.read();
    expect(fake.asked('readNotifications')).toEqual([{ upTo: 2 }]);
    replica.notifications = [notification(2, batch, true), notification(1, jobs, true)];
    expect(notifications.list.map((one) => notifications.isNew(one))).toEqual([true, false]);
    notifications.read();
    expect(fake.asked('readNotifications')).toHaveLength(1);
    expect(notifications.list.map((one) => notifications.isNew(one))).toEqual([false, false]);
  });

  it('can be cleared, and answers whether the app keeps running', () => {
    const { fake, notifications } = setUp(notification(2, batch), notification(1, jobs));
    notifications.clear();
    notifications.answerKeepRunning(true);
    expect(fake.asked('clearNotifications')).toEqual([{ upTo: 2 }]);
    expect(fake.asked('answerKeepRunning')).toEqual([{ keepRunning: true }]);
  });
});
