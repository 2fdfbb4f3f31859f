import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings, type Settings } from './settings.ts';

const chosen: Settings = { downloadFolder: '/home/ada/Models', format: 'mjcf', theme: 'dark' };

describe('readSettings', () => {
  it('reads what was stored', () => {
    expect(readSettings(chosen)).toEqual(chosen);
    expect(readSettings({ ...chosen, downloadFolder: null })).toEqual({ ...chosen, downloadFolder: null });
  });

  it.each([undefined, null, 7, 'dark', ['dark'], {}])('gives the defaults where %j was stored', (stored) => {
    expect(readSettings(stored)).toEqual({ downloadFolder: null, format: 'all', theme: 'system' });
  });

  it.each([
    ['downloadFolder', ['', 7, {}, undefined]],
    ['format', ['USD', 'glb', null, 7, undefined]],
    ['theme', ['blue', null, 7, undefined]],
  ] as const)('falls back to the default of %s alone where it cannot be read', (name, values) => {
    for (const value of values)
      expect(readSettings({ ...chosen, [name]: value })).toEqual({
        ...chosen,
        [name]: defaultSettings[name],
      });
  });

  it('drops what it does not know', () => {
    expect(readSettings({ ...chosen, apiKey: 'rgyd_live_abc' })).toEqual(chosen);
  });
});
