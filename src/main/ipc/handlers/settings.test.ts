import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../shared/errors.ts';
import { newestOnTop, noFilter } from '../../../shared/saved-view.ts';
import { maxSavedViews } from '../../../shared/settings.ts';
import type { App } from '../../app/app.ts';
import { useMachine } from '../../testing/core-harness.ts';
import { settingHandlers } from './settings.ts';

const machine = useMachine();

async function setUp(started?: App) {
  const core = started ?? (await machine().start());
  const told: unknown[] = [];
  const answers = { canStartAtLogin: true, canOpenLinks: true, opensLinks: false };
  const handlers = settingHandlers(core, {
    chooseFolder: async () => null,
    applyTheme: () => {},
    startAtLogin: async (on) => {
      told.push(['login', on]);
      return answers.canStartAtLogin ? success(null) : failed('folder-unavailable');
    },
    closeWindow: (keepRunning) => void told.push(['close', keepRunning]),
    linkHandling: async () => ({ kind: answers.opensLinks ? 'here' : 'elsewhere', canLeave: true }),
    openLinks: async (isHere) => {
      if (!answers.canOpenLinks) return failed('links-unchanged');
      answers.opensLinks = isHere;
      return success(null);
    },
  });
  return { core, handlers, told, answers };
}

describe('starting at login', () => {
  it('is set in the system first, and only then a setting', async () => {
    const { core, handlers, told, answers } = await setUp();
    answers.canStartAtLogin = false;
    expect(await handlers.changeSettings({ startAtLogin: true })).toMatchObject({
      failure: { code: 'folder-unavailable' },
    });
    expect(core.preferences.settings.startAtLogin).toBe(false);
    answers.canStartAtLogin = true;
    expect(await handlers.changeSettings({ startAtLogin: true })).toMatchObject({ ok: true });
    expect(core.preferences.settings.startAtLogin).toBe(true);
    expect(told).toEqual([
      ['login', true],
      ['login', true],
    ]);
  });

  it('is left alone by every other change', async () => {
    const { handlers, told } = await setUp();
    await handlers.changeSettings({ theme: 'dark' });
    expect(told).toEqual([]);
  });
});

describe('links that lead into the app', () => {
  it('open where the person says, who is not asked again', async () => {
    const { core, handlers } = await setUp();
    core.banners.post({ kind: 'links-elsewhere', detail: '' });
    expect(await handlers.chooseLinkHandling({ isHere: true })).toEqual(
      success({ kind: 'here', canLeave: true }),
    );
    expect(core.preferences.settings.askedAboutLinks).toBe(true);
    expect(core.banners.has('links-elsewhere')).toBe(false);
    expect(await handlers.getLinkHandling()).toMatchObject({ value: { kind: 'here' } });
  });

  it('are asked about until the system has done what was chosen', async () => {
    const { core, handlers, answers } = await setUp();
    core.banners.post({ kind: 'links-elsewhere', detail: '' });
    answers.canOpenLinks = false;
    expect(await handlers.chooseLinkHandling({ isHere: true })).toMatchObject({
      failure: { code: 'links-unchanged' },
    });
    expect(core.preferences.settings.askedAboutLinks).toBe(false);
    expect(core.banners.has('links-elsewhere')).toBe(true);
  });
});

it('a view that has no room beside those that safe mode does not show is not saved, and the answer says so', async () => {
  const view = (id: string) => ({ id, name: id, filter: noFilter, sort: newestOnTop });
  const before = await setUp();
  const hidden = Array.from({ length: maxSavedViews - 1 }, (_, index) => view(`hidden ${index}`));
  await before.handlers.changeSettings({ savedViews: hidden });
  await before.core.close();

  const core = await machine().start({ safeMode: true });
  const { handlers } = await setUp(core);
  expect(await handlers.changeSettings({ savedViews: [view('last')] })).toMatchObject({ ok: true });
  expect(await handlers.changeSettings({ savedViews: [view('last'), view('more')] })).toEqual(
    failed('too-many-views'),
  );
  expect(core.preferences.settings.savedViews).toEqual([view('last')]);
  expect(core.preferences.kept.savedViews).toEqual([...hidden, view('last')]);
});

describe('a window that is closed for the first time', () => {
  it.each([true, false])('stays away or ends the app, as the person says: %s', async (keepRunning) => {
    const { core, handlers, told } = await setUp();
    expect(await handlers.answerKeepRunning({ keepRunning })).toEqual({ ok: true, value: null });
    expect(told).toEqual([['close', keepRunning]]);
    expect(core.preferences.settings.keepInTray).toBe(keepRunning);
  });
});
