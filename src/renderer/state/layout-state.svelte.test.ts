import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import { LayoutState } from './layout-state.svelte.ts';

/** Lets all that hangs on an answer happen. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

function start() {
  let settings = $state.raw<Settings | null>({ ...defaultSettings, sidebarWidth: 200 });
  const sent: { changes: Partial<Settings>; answer: (outcome: { ok: boolean }) => void }[] = [];
  const layout = new LayoutState(
    {
      get settings() {
        return settings;
      },
    },
    (changes) => new Promise((answer) => sent.push({ changes, answer })),
  );
  return {
    layout,
    sent,
    push: (changes: Partial<Settings>) => (settings = { ...defaultSettings, ...changes }),
    answer: async (ok: boolean) => {
      sent.at(-1)?.answer({ ok });
      await turns();
    },
  };
}

describe('LayoutState', () => {
  it('shows a width while it is dragged, and has main keep it once the hand lets go', () => {
    const { layout, sent } = start();
    layout.drag({ sidebarWidth: 240 });
    expect([layout.sidebarWidth, sent.length]).toEqual([240, 0]);
    void layout.choose({ sidebarWidth: 250 });
    expect([layout.sidebarWidth, sent[0]?.changes]).toEqual([250, { sidebarWidth: 250 }]);
  });

  it('shows what was chosen until main has it, whichever of its answer and its settings comes first', async () => {
    const { layout, answer, push } = start();
    void layout.choose({ sidebarWidth: 250 });
    push({ sidebarWidth: 200, theme: 'dark' });
    expect(layout.sidebarWidth).toBe(250);
    await answer(true);
    expect(layout.sidebarWidth).toBe(250);
    push({ sidebarWidth: 251 });
    expect(layout.sidebarWidth).toBe(251);
  });

  it('keeps one choice while the next is on its way', async () => {
    const { layout, sent, answer, push } = start();
    void layout.choose({ sidebarWidth: 250 });
    void layout.choose({ detailsWidth: 700 });
    expect([layout.sidebarWidth, layout.detailsWidth]).toEqual([250, 700]);
    sent[0]?.answer({ ok: true });
    await turns();
    push({ sidebarWidth: 250 });
    expect([layout.sidebarWidth, layout.detailsWidth]).toEqual([250, 700]);
    await answer(true);
    push({ sidebarWidth: 250, detailsWidth: 700 });
    expect([layout.sidebarWidth, layout.detailsWidth]).toEqual([250, 700]);
  });

  it('is as it was where main refuses', async () => {
    const { layout, answer } = start();
    void layout.choose({ sidebarWidth: 250 });
    await answer(false);
    expect(layout.sidebarWidth).toBe(200);
  });

  it('gives the details half of the window, all of it, and their place', () => {
    const { layout } = start();
    const state = (): boolean[] => [layout.halfDetails, layout.isDetailsWhole];
    const seen = [state()];
    for (let press = 0; press < 3; press += 1) {
      layout.enlargeDetails();
      seen.push(state());
    }
    expect(seen).toEqual([
      [false, false],
      [true, false],
      [true, true],
      [false, false],
    ]);
  });
});
