import { describe, expect, it } from 'vitest';
import { ariaKeys, isPressed, shortcutWords, type KeyPress } from './shortcut.ts';

const press = (values: Partial<KeyPress>): KeyPress => ({
  key: 'k',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...values,
});

describe('isPressed', () => {
  it.each([{ ctrlKey: true }, { metaKey: true }])('takes Control and Command alike', (held) => {
    expect(isPressed({ key: 'k', mod: true }, press(held))).toBe(true);
  });

  it.each([
    {},
    { ctrlKey: true, altKey: true },
    { ctrlKey: true, shiftKey: true },
    { ctrlKey: true, key: 'j' },
  ])('takes nothing else for it: %o', (held) =>
    expect(isPressed({ key: 'k', mod: true }, press(held))).toBe(false),
  );

  it('takes a letter with Shift only where Shift is part of it', () => {
    const held = press({ key: 'D', ctrlKey: true, shiftKey: true });
    expect(isPressed({ key: 'd', mod: true, shift: true }, held)).toBe(true);
    expect(isPressed({ key: 'd', mod: true }, held)).toBe(false);
    expect(isPressed({ key: 'd' }, press({ key: 'd', ctrlKey: true }))).toBe(false);
  });

  it.each([true, false])('takes a sign whether or not the keyboard needs Shift for it', (shiftKey) => {
    expect(isPressed({ key: '?' }, press({ key: '?', shiftKey }))).toBe(true);
  });
});

describe('shortcuts in words', () => {
  it('are those on the keyboard', () => {
    expect(shortcutWords({ key: 'd', mod: true, shift: true }, false)).toBe('Ctrl+Shift+D');
    expect(shortcutWords({ key: 'd', mod: true, shift: true }, true)).toBe('⌘⇧D');
    expect(shortcutWords({ key: 'Delete' }, false)).toBe('Del');
  });

  it('are those of the accessibility tree', () => {
    expect(ariaKeys({ key: 'd', mod: true, shift: true })).toBe('Control+Shift+D Meta+Shift+D');
    expect(ariaKeys({ key: 'Delete' })).toBe('Delete');
  });
});
