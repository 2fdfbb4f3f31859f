import { describe, expect, it } from 'vitest';
import { idle } from '../testing/idle-status.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import type { Indicators } from './tray-status.ts';
import { TrayUpdater } from './tray-updater.ts';

function setUp(platform: NodeJS.Platform = 'linux') {
  const clock = virtualClock();
  const state = { status: idle, unread: 0, updates: 0, paused: false };
  const tooltips: string[] = [];
  const titles: (string | null)[] = [];
  const shown: Indicators[] = [];
  const updater = new TrayUpdater({
    clock,
    platform,
    status: () => {
      state.updates += 1;
      return state.status;
    },
    unread: () => state.unread,
    downloadsPaused: () => state.paused,
    tray: {
      show: ({ tooltip, title }) => {
        tooltips.push(tooltip);
        titles.push(title);
      },
    },
    showIndicators: (indicators) => shown.push(indicators),
  });
  return { clock, updater, state, tooltips, titles, shown };
}

describe('tray, taskbar and dock', () => {
  it('are there from the start', () => {
    const { tooltips, shown } = setUp();
    expect(tooltips).toEqual(['Rigyd Desk: Nothing running']);
    expect(shown).toEqual([{ progress: -1, badge: 0 }]);
  });

  it('follow changes, once a second at most', async () => {
    const { clock, updater, state, tooltips } = setUp();
    state.status = { ...idle, running: 2 };
    updater.noteChange();
    updater.noteChange();
    await clock.advance(999);
    expect(state.updates).toBe(1);
    await clock.advance(1);
    expect(state.updates).toBe(2);
    expect(tooltips.at(-1)).toBe('Rigyd Desk: 2 running');
    updater.noteChange();
    await clock.advance(1_000);
    expect(state.updates).toBe(3);
  });

  it('say beside the icon how many jobs are active, where there is a menu bar', async () => {
    const { clock, updater, state, titles } = setUp('darwin');
    state.status = { ...idle, running: 2, waiting: 1_200, downloads: 5 };
    updater.noteChange();
    await clock.advance(1_000);
    expect(titles).toEqual(['', '1,202']);
    expect(setUp('linux').titles).toEqual([null]);
    expect(setUp('win32').titles).toEqual([null]);
  });

  it('are not updated where nothing changed', async () => {
    const { clock, updater, state, tooltips, shown } = setUp();
    updater.noteChange();
    await clock.advance(1_000);
    expect([tooltips.length, shown.length]).toEqual([1, 1]);
    state.unread = 4;
    updater.noteChange();
    await clock.advance(1_000);
    expect([tooltips.length, shown.length]).toEqual([1, 2]);
    expect(shown.at(-1)).toEqual({ progress: -1, badge: 4 });
    state.paused = true;
    updater.noteChange();
    await clock.advance(1_000);
    expect([tooltips.length, shown.length]).toEqual([2, 2]);
  });
});
