import { describe, expect, it } from 'vitest';
import { newestOnTop, noFilter } from '../../shared/saved-view.ts';
import { defaultSettings, maxSavedViews } from '../../shared/settings.ts';
import { keyHintKey, Preferences, settingsKey } from './preferences.ts';

function setUp() {
  const noted = new Map<string, () => unknown>();
  const preferences = new Preferences({ set: (key, value) => void noted.set(key, value) });
  return { preferences, noted, rowOf: (key: string) => noted.get(key)?.() };
}

const view = (id: string) => ({ id, name: id, filter: noFilter, sort: newestOnTop });
const hint = { lastFour: 'abcd', origin: 'https://api.rigyd.com', savedAt: 5 };
const stored = { ...defaultSettings, downloadFolder: '/results', format: 'usd', theme: 'dark' };

describe('settings', () => {
  it('are the defaults on the first run', () => {
    const { preferences, noted } = setUp();
    preferences.load(new Map());
    expect(preferences.settings).toEqual(defaultSettings);
    expect(noted.size).toBe(0);
  });

  it('are what the last run left', () => {
    const { preferences } = setUp();
    preferences.load(new Map([[settingsKey, stored]]));
    expect(preferences.settings).toEqual(stored);
  });

  it('fall back one by one where they cannot be read', () => {
    const { preferences } = setUp();
    preferences.load(new Map([[settingsKey, { ...stored, format: 'obj' }]]));
    expect(preferences.settings).toEqual({ ...stored, format: defaultSettings.format });
  });

  it('change where they are named; all else stays, and the whole is written', () => {
    const { preferences, rowOf } = setUp();
    preferences.load(new Map([[settingsKey, stored]]));
    expect(preferences.change({ theme: 'light', format: undefined })).toEqual({ ...stored, theme: 'light' });
    expect(preferences.change({ downloadFolder: null })).toMatchObject({
      theme: 'light',
      downloadFolder: null,
    });
    expect(rowOf(settingsKey)).toEqual({ ...stored, theme: 'light', downloadFolder: null });
  });

  it('that were changed before the disk was read stay changed, and lose none of the others', () => {
    const { preferences, rowOf } = setUp();
    preferences.change({ theme: 'light' });
    preferences.load(new Map([[settingsKey, stored]]));
    expect(preferences.settings).toEqual({ ...stored, theme: 'light' });
    expect(rowOf(settingsKey)).toEqual({ ...stored, theme: 'light' });
  });
});

describe('saved views', () => {
  const unreadable = { ...view('later'), columns: ['name', 'size'] };

  it('that cannot be read are set aside alone: the others are there, can be changed, and all are written', () => {
    const { preferences, rowOf } = setUp();
    preferences.load(
      new Map([[settingsKey, { ...stored, savedViews: [view('a'), unreadable, view('b'), 7] }]]),
    );
    expect(preferences.settings.savedViews).toEqual([view('a'), view('b')]);
    expect(preferences.change({ savedViews: [view('b'), view('c')] }).savedViews).toHaveLength(2);
    const written = { ...stored, savedViews: [view('b'), view('c'), unreadable, 7] };
    expect(rowOf(settingsKey)).toEqual(written);
    expect(preferences.kept).toEqual(written);

    const next = setUp();
    next.preferences.load(new Map([[settingsKey, rowOf(settingsKey)]]));
    expect(next.preferences.change({ theme: 'light' }).savedViews).toEqual([view('b'), view('c')]);
    expect(next.rowOf(settingsKey)).toEqual({ ...written, theme: 'light' });
  });

  it('that are more than are shown are kept as well', () => {
    const { preferences, rowOf } = setUp();
    const savedViews = Array.from({ length: maxSavedViews + 2 }, (_, index) => view(`view ${index}`));
    preferences.load(new Map([[settingsKey, { ...stored, savedViews }]]));
    expect(preferences.settings.savedViews).toEqual(savedViews.slice(0, maxSavedViews));
    preferences.change({ theme: 'light' });
    expect(rowOf(settingsKey)).toMatchObject({ savedViews });
  });
});

describe('the hint that a key was saved', () => {
  it('comes back from disk', () => {
    const { preferences } = setUp();
    preferences.load(new Map([[keyHintKey, hint]]));
    expect(preferences.keyHint).toEqual(hint);
  });

  it.each([[undefined], [null], [{ ...hint, lastFour: 'a whole key' }], ['abcd']])(
    'is none for %j',
    (row) => {
      const { preferences } = setUp();
      expect(preferences.keyHint).toBeNull();
      preferences.load(new Map([[keyHintKey, row]]));
      expect(preferences.keyHint).toBeNull();
    },
  );

  it('is written when a key is saved, and removed with it', () => {
    const { preferences, rowOf } = setUp();
    preferences.rememberKey(hint);
    expect(preferences.keyHint).toEqual(hint);
    expect(rowOf(keyHintKey)).toEqual(hint);
    preferences.rememberKey(null);
    expect(preferences.keyHint).toBeNull();
    expect(rowOf(keyHintKey)).toBeUndefined();
  });

  it.each([[hint], [null]])('that was %j before the disk was read stays so', (earlier) => {
    const { preferences } = setUp();
    preferences.rememberKey(earlier);
    preferences.load(new Map([[keyHintKey, { ...hint, lastFour: 'old0' }]]));
    expect(preferences.keyHint).toEqual(earlier);
  });
});

describe('settings of a run with overrides', () => {
  const overrides = { command: null, downloadsPaused: true, savedViews: [] };
  const command = { program: '/bin/tool', arguments: [] };
  const chosen = { ...stored, command, downloadsPaused: false };

  function setUpSafe() {
    const noted = new Map<string, () => unknown>();
    const preferences = new Preferences({ set: (key, value) => void noted.set(key, value) }, overrides);
    return { preferences, written: () => noted.get(settingsKey)?.() };
  }

  it('hold from the first moment on, and nothing is written for it', () => {
    const { preferences, written } = setUpSafe();
    expect(preferences.settings).toEqual({ ...defaultSettings, ...overrides });
    preferences.load(new Map([[settingsKey, chosen]]));
    expect(preferences.settings).toEqual({ ...chosen, ...overrides });
    expect(preferences.kept).toEqual(chosen);
    expect(written()).toBeUndefined();
  });

  it('keep what was chosen when others are changed', () => {
    const { preferences, written } = setUpSafe();
    preferences.load(new Map([[settingsKey, chosen]]));
    expect(preferences.change({ theme: 'light' })).toEqual({ ...chosen, ...overrides, theme: 'light' });
    expect(written()).toEqual({ ...chosen, theme: 'light' });
  });

  it('can be changed for this run, and the next one finds what was chosen before', () => {
    const { preferences, written } = setUpSafe();
    preferences.load(new Map([[settingsKey, chosen]]));
    expect(preferences.change({ downloadsPaused: false, command: null }).downloadsPaused).toBe(false);
    preferences.change({ downloadsPaused: true });
    expect(written()).toEqual(chosen);
  });

  it('add the views that are saved meanwhile to those that are not shown', () => {
    const { preferences, written } = setUpSafe();
    preferences.load(new Map([[settingsKey, { ...chosen, savedViews: [view('before')] }]]));
    expect(preferences.change({ savedViews: [view('new')] }).savedViews).toEqual([view('new')]);
    expect(written()).toMatchObject({ savedViews: [view('before'), view('new')] });
    preferences.change({ savedViews: [] });
    expect(written()).toMatchObject({ savedViews: [view('before')] });
  });

  it('keep views that cannot be read as well', () => {
    const { preferences, written } = setUpSafe();
    const savedViews = [view('before'), { id: 'unreadable' }];
    preferences.load(new Map([[settingsKey, { ...chosen, savedViews }]]));
    preferences.change({ savedViews: [view('new')] });
    expect(written()).toMatchObject({ savedViews: [view('before'), view('new'), { id: 'unreadable' }] });
  });
});
