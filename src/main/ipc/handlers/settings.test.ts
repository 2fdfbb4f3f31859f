import { describe, expect, it } from 'vitest';
import { failed, success } from '../../../shared/errors.ts';
import { useMachine } from '../../testing/core-harness.ts';
import { settingHandlers } from './settings.ts';

const machine = useMachine();

async function setUp() {
  const core = await machine().start();
  const told: unknown[] = [];
  const answers = { canStartAtLogin: true };
  const handlers = settingHandlers(core, {
    chooseFolder: async () => null,
    applyTheme: () => {},
    startAtLogin: (on) => {
      told.push(['login', on]);
      return answers.canStartAtLogin ? success(null) : failed('folder-unavailable');
    },
    closeWindow: (goOn) => void told.push(['close', goOn]),
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

describe('a window that is closed for the first time', () => {
  it.each([true, false])('stays away or ends the app, as the person says: %s', async (goOn) => {
    const { core, handlers, told } = await setUp();
    expect(await handlers.answerGoOn({ goOn })).toEqual({ ok: true, value: null });
    expect(told).toEqual([['close', goOn]]);
    expect(core.preferences.settings.keepInTray).toBe(goOn);
  });
});
