import { describe, expect, it } from 'vitest';
import type { Announcement, News, Target } from '../../shared/notifications.ts';
import { Toasts } from '../state/toasts.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { Notices } from './notices.svelte.ts';

const batch: News = { kind: 'batch', batchId: 'b', name: 'chairs.csv', completed: 3, failed: 1, unknown: 0 };
const saved: News = { kind: 'downloads', saved: 2, failed: 0, folder: '/x/Rigyd', last: 'a1', name: null };
const jobs: News = { kind: 'jobs', completed: 3, failed: 0, only: null };
const announcement = (id: number, news: News, read = false): Announcement => ({ id, at: 0, read, news });

function setUp(...list: Announcement[]) {
  const fake = new FakeBridge();
  const replica = { announcements: list };
  const toasts = new Toasts();
  const opened: (Target | 'asked')[] = [];
  const notices = new Notices({
    bridge: fake.bridge,
    replica,
    toasts,
    open: (target) => opened.push(target),
    askToGoOn: () => opened.push('asked'),
    send: () => {},
  });
  return { fake, replica, toasts, opened, notices, end: notices.follow() };
}

describe('an announcement', () => {
  it('is told for a moment, and opens what it is about', () => {
    const { fake, toasts, opened } = setUp();
    fake.push('announced', announcement(1, batch));
    expect(toasts.current).toMatchObject([
      { text: 'chairs.csv: 3 completed, 1 failed.', action: { label: 'Open' }, isSilent: true },
    ]);
    toasts.current[0]?.action?.run();
    expect(opened).toEqual([{ kind: 'batch', id: 'b' }]);
  });

  it('is not told where the bar of downloads says the same', () => {
    const { fake, toasts } = setUp();
    fake.push('announced', announcement(2, saved));
    expect(toasts.current).toEqual([]);
  });

  it('has nothing to press where there is no one thing to open', () => {
    const { fake, toasts, notices, opened } = setUp();
    fake.push('announced', announcement(1, jobs));
    expect(toasts.current).toMatchObject([{ text: '3 jobs are over: 3 completed.', action: null }]);
    notices.open(announcement(1, jobs));
    expect(opened).toEqual([]);
  });
});

describe('what main asks of the window', () => {
  it('is to open something, to ask something, or to say why a link was not followed', () => {
    const { fake, toasts, opened, end } = setUp();
    fake.push('showTarget', { kind: 'job', id: 'a1' });
    fake.push('askToGoOn', null);
    fake.push('linkRefused', 'no-id');
    expect(opened).toEqual([{ kind: 'job', id: 'a1' }, 'asked']);
    expect(toasts.current).toMatchObject([{ tone: 'problem', isSilent: false }]);
    expect(toasts.current[0]?.text).toMatch(/^That link names no job\./);
    end();
    expect(fake.listening).toBe(0);
  });
});

describe('the notice centre', () => {
  it('counts what was not read', () => {
    expect(setUp(announcement(2, batch), announcement(1, jobs, true)).notices.unread).toBe(1);
  });

  it('counts all as read once it was opened, and still marks what was new then', () => {
    const { fake, replica, notices } = setUp(announcement(2, batch), announcement(1, jobs, true));
    notices.read();
    expect(fake.asked('readAnnouncements')).toEqual([{ upTo: 2 }]);
    replica.announcements = [announcement(2, batch, true), announcement(1, jobs, true)];
    expect(notices.list.map((one) => notices.isNew(one))).toEqual([true, false]);
    notices.read();
    expect(fake.asked('readAnnouncements')).toHaveLength(1);
    expect(notices.list.map((one) => notices.isNew(one))).toEqual([false, false]);
  });

  it('can be cleared, and answers whether the app goes on', () => {
    const { fake, notices } = setUp(announcement(2, batch), announcement(1, jobs));
    notices.clear();
    notices.answerGoOn(true);
    expect(fake.asked('clearAnnouncements')).toEqual([{ upTo: 2 }]);
    expect(fake.asked('answerGoOn')).toEqual([{ goOn: true }]);
  });
});
