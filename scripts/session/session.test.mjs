import { describe, expect, it } from 'vitest';
import { displayEnvironment, keychainEnvironment } from './environment.mjs';
import { hasVariable } from './leftovers.mjs';
import { parseSessionArguments } from './run-in-session.mjs';
import { xauthority } from './xauthority.mjs';

describe('displayEnvironment', () => {
  it('leads away from the person’s own display', () => {
    const env = displayEnvironment(
      { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0', XAUTHORITY: '/own', A: '1' },
      '/s',
    );
    expect(env).toEqual({
      A: '1',
      XAUTHORITY: '/s/Xauthority',
      XDG_SESSION_TYPE: 'x11',
      RIGYD_SESSION: '/s',
    });
  });
});

describe('keychainEnvironment', () => {
  it('leads away from the person’s own bus, keyring and folders', () => {
    const own = {
      HOME: '/home/ada',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/own',
      GNOME_KEYRING_CONTROL: '/own',
      SSH_AUTH_SOCK: '/own',
      XDG_CONFIG_HOME: '/own',
      XDG_DATA_HOME: '/own',
      XDG_RUNTIME_DIR: '/own',
      XDG_STATE_HOME: '/own',
      A: '1',
    };
    expect(keychainEnvironment(own, '/s', '/account')).toEqual({
      A: '1',
      HOME: '/s/home',
      XDG_CACHE_HOME: '/home/ada/.cache',
      XDG_RUNTIME_DIR: '/s/runtime',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/s/runtime/bus',
    });
  });
});

describe('hasVariable', () => {
  it('compares whole variables', () => {
    const environment = 'A=1\0RIGYD_SESSION=/tmp/s1\0B=2\0';
    expect(hasVariable(environment, 'RIGYD_SESSION', '/tmp/s1')).toBe(true);
    expect(hasVariable(environment, 'RIGYD_SESSION', '/tmp/s')).toBe(false);
    expect(hasVariable(environment, 'SESSION', '/tmp/s1')).toBe(false);
  });
});

describe('parseSessionArguments', () => {
  it('takes what follows as the command', () => {
    const parsed = { keychain: true, command: 'ls', args: ['-l', '--', 'a b'] };
    expect(parseSessionArguments(['ls', '-l', '--', 'a b'])).toEqual(parsed);
    expect(parseSessionArguments(['--', 'ls', '-l', '--', 'a b'])).toEqual(parsed);
  });

  it('can leave the keychain out', () => {
    const parsed = { keychain: false, command: 'ls', args: [] };
    expect(parseSessionArguments(['--display-only', '--', 'ls'])).toEqual(parsed);
  });

  it('notices that there is no command', () => {
    expect(parseSessionArguments(['--display-only']).command).toBeUndefined();
  });
});

describe('xauthority', () => {
  it('holds one cookie, for any machine and any display', () => {
    const cookie = Buffer.from('0123456789abcdef');
    const expected = [
      'ffff',
      '0000',
      '0000',
      '0012',
      Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex'),
      '0010',
    ];
    expect(xauthority(cookie).toString('hex')).toBe(expected.join('') + cookie.toString('hex'));
  });
});
