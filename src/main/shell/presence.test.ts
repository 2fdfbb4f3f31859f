import { describe, expect, it } from 'vitest';
import { idle } from '../testing/idle-overview.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import type { Attention } from './attention.ts';
import { Presence } from './presence.ts';

function setUp(platform: NodeJS.Platform = 'linux') {
  const clock = virtualClock();
  const state = { overview: idle, unread: 0, looks: 0, paused: false };
  const tooltips: string[] = [];
  const titles: (string | null)[] = [];
  const shown: Attention[] = [];
  const presence = new Presence({
    clock,
    platform,
    overview: () => {
      state.looks += 1;
      return state.overview;
    },
    unread: () => state.unread,
    downloadsPaused: () => state.paused,
    tray: {
      show: ({ tooltip, title }) => {
        tooltips.push(tooltip);
        titles.push(title);
      },
    },
    showAttention: (attention) => shown.push(attention),
  });
  return { clock, presence, state, tooltips, titles, shown };
}

describe('the presence on the desktop', () => {
  it('is there from the start', () => {
    const { tooltips, shown } = setUp();
    expect(tooltips).toEqual(['Rigyd Desk: Nothing on its way']);
    expect(shown).toEqual([{ progress: -1, badge: 0 }]);
  });

  it('follows changes, once a second at most', async () => {
    const { clock, presence, state, tooltips } = setUp();
    state.overview = { ...idle, running: 2 };
    presence.note();
    presence.note();
    await clock.advance(999);
    expect(state.looks).toBe(1);
    await clock.advance(1);
    expect(state.looks).toBe(2);
    expect(tooltips.at(-1)).toBe('Rigyd Desk: 2 running');
    presence.note();
    await clock.advance(1_000);
    expect(state.looks).toBe(3);
  });

  it('says beside the icon how many jobs are on their way, where there is a menu bar', async () => {
    const { clock, presence, state, titles } = setUp('darwin');
    state.overview = { ...idle, running: 2, waiting: 1_200, downloads: 5 };
    presence.note();
    await clock.advance(1_000);
    expect(titles).toEqual(['', '1,202']);
    expect(setUp('linux').titles).toEqual([null]);
    expect(setUp('win32').titles).toEqual([null]);
  });

  it('touches nothing that stays as it is', async () => {
    const { clock, presence, state, tooltips, shown } = setUp();
    presence.note();
    await clock.advance(1_000);
    expect([tooltips.length, shown.length]).toEqual([1, 1]);
    state.unread = 4;
    presence.note();
    await clock.advance(1_000);
    expect([tooltips.length, shown.length]).toEqual([1, 2]);
    expect(shown.at(-1)).toEqual({ progress: -1, badge: 4 });
    state.paused = true;
    presence.note();
    await clock.advance(1_000);
    expect([tooltips.length, shown.length]).toEqual([2, 2]);
  });
});
