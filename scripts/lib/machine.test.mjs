import { describe, expect, it } from 'vitest';
import { hasDisplay } from './machine.mjs';

describe('hasDisplay', () => {
  it('asks for an X or a Wayland display on Linux', () => {
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
  });

  it('takes one for granted elsewhere', () => {
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });
});
