import { describe, expect, it } from 'vitest';
import { findUpdateSource, type Surroundings } from './update-source.ts';

const publicKey = 'k'.repeat(43);
const otherKey = 'o'.repeat(43);
const feed = 'https://updates.example/latest/updates.json';
const image = { APPIMAGE: '/home/ann/desk.AppImage', APPDIR: '/tmp/.mount_x' };

const appImage: Surroundings = {
  platform: 'linux',
  env: image,
  execPath: '/tmp/.mount_x/rigyd-desk',
  isPackaged: true,
  readPackage: async () => JSON.stringify({ name: 'rigyd-desk', updates: { feed, publicKey } }),
  readPackageType: async () => null,
};
const withoutFeed = async (): Promise<string> => JSON.stringify({ name: 'rigyd-desk' });

const found = async (changes: Partial<Surroundings>) => {
  const outcome = await findUpdateSource({ ...appImage, ...changes });
  return outcome.ok ? outcome.value : outcome.failure.code;
};

describe('new versions', () => {
  it('come from the feed that was packaged, for the file that was started', async () => {
    expect(await found({})).toEqual({
      kind: 'feed',
      feed: { url: new URL(feed), publicKey },
      installer: { kind: 'appimage', path: image.APPIMAGE },
    });
  });

  it('come from nobody where no feed was packaged and none is in the environment', async () => {
    expect(await found({ readPackage: withoutFeed })).toEqual({ kind: 'nobody' });
  });

  it('come from the package manager in a distribution’s package, whatever the environment says', async () => {
    const env = { RIGYD_UPDATE_FEED: feed, RIGYD_UPDATE_KEY: publicKey, ...image };
    for (const execPath of ['/opt/Rigyd Desk/rigyd-desk', '/srv/rigyd-desk/rigyd-desk'])
      expect(await found({ env, execPath, readPackageType: async () => 'deb' })).toEqual({ kind: 'system' });
  });

  it('come from nobody for a clone, an unpacked archive and the portable program', async () => {
    const portable = { PORTABLE_EXECUTABLE_FILE: 'C:\\desk.exe' };
    for (const copy of [
      {
        env: {},
        execPath: '/usr/lib/electron/electron',
        isPackaged: false,
        readPackageType: async () => 'deb',
      },
      { env: {}, execPath: '/home/ann/rigyd-desk/rigyd-desk' },
      // Where packages put programs, but of none.
      { env: {}, execPath: '/opt/rigyd-desk-0.1.0-linux-x64/rigyd-desk' },
      { platform: 'win32', env: portable },
      { platform: 'win32', env: {}, isPackaged: false },
      { platform: 'darwin', env: {}, isPackaged: false },
    ] as const)
      expect(await found(copy)).toEqual({ kind: 'nobody' });
  });

  it('are installed by the installer on Windows and from the disk image on macOS', async () => {
    expect(await found({ platform: 'win32', env: {} })).toMatchObject({ installer: { kind: 'windows' } });
    expect(await found({ platform: 'darwin', env: {} })).toMatchObject({ installer: { kind: 'mac' } });
  });
});

describe('the environment', () => {
  const sets = (env: Record<string, string>): Partial<Surroundings> => ({ env: { ...image, ...env } });

  it('takes the place of the packaged feed, with the packaged key or its own', async () => {
    const mirror = 'http://127.0.0.1:8080/updates.json';
    expect(await found(sets({ RIGYD_UPDATE_FEED: mirror }))).toMatchObject({
      feed: { url: new URL(mirror), publicKey },
    });
    expect(await found(sets({ RIGYD_UPDATE_FEED: mirror, RIGYD_UPDATE_KEY: otherKey }))).toMatchObject({
      feed: { publicKey: otherKey },
    });
    const own = {
      ...sets({ RIGYD_UPDATE_FEED: mirror, RIGYD_UPDATE_KEY: otherKey }),
      readPackage: withoutFeed,
    };
    expect(await found(own)).toMatchObject({ feed: { url: new URL(mirror), publicKey: otherKey } });
  });

  it('turns updates off', async () => {
    expect(await found(sets({ RIGYD_UPDATE_FEED: 'off' }))).toEqual({ kind: 'nobody' });
  });
});

it.each([
  ['that is no address', 'updates.example'],
  ['that could be changed on its way', 'http://updates.example/updates.json'],
  ['with a password', 'https://ann:secret@updates.example/updates.json'],
  ['that is no web address', 'file:///updates.json'],
])('a feed %s is refused', async (_what, address) => {
  expect(await found({ env: { ...image, RIGYD_UPDATE_FEED: address } })).toBe('update-misconfigured');
});

it('a feed without a key that could have signed it is refused', async () => {
  for (const key of ['', 'short', `${'k'.repeat(42)}!`])
    expect(await found({ env: { ...image, RIGYD_UPDATE_KEY: key } })).toBe('update-misconfigured');
  const env = { ...image, RIGYD_UPDATE_FEED: feed };
  expect(await found({ env, readPackage: withoutFeed })).toBe('update-misconfigured');
});
