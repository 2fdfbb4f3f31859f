import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { cliConfigPath, readCliKey } from './cli-key.ts';

const folder = useTemporaryFolder();
const key = `rgyd_live_${'c'.repeat(39)}wxyz`;
const origin = 'https://api.rigyd.com';

async function found(content: string, usedOrigin = origin): Promise<string | null> {
  const path = join(folder(), 'config.json');
  await writeFile(path, content);
  return readCliKey(path, usedOrigin);
}

describe('where the command line keeps its configuration', () => {
  it.each([
    [{}, '/home/ada/.config/rigyd/config.json'],
    [{ XDG_CONFIG_HOME: '/etc/ada' }, '/etc/ada/rigyd/config.json'],
    [{ XDG_CONFIG_HOME: '' }, '/home/ada/.config/rigyd/config.json'],
    [{ XDG_CONFIG_HOME: 'here' }, '/home/ada/.config/rigyd/config.json'],
  ])('with %j is %s', (environment, path) => {
    expect(cliConfigPath(environment, '/home/ada')).toBe(path);
  });
});

describe('the key of the command line', () => {
  it.each(['api_key', 'apiKey', 'key', 'token'])('is found as %s', async (field) => {
    expect(await found(JSON.stringify({ other: 1, [field]: ` ${key}\n` }))).toBe(key);
  });

  it.each([
    ['no JSON', 'api_key: x'],
    ['no object', JSON.stringify([key])],
    ['nothing', 'null'],
    ['no key in it', '{}'],
    ['another kind of token', JSON.stringify({ token: `ghp_${'x'.repeat(40)}` })],
    ['a key of another type', JSON.stringify({ api_key: [key] })],
    ['a key with a line break', JSON.stringify({ api_key: `rgyd_live_\n${'x'.repeat(40)}` })],
    ['a key cut short', JSON.stringify({ api_key: 'rgyd_live_x' })],
    ['more than any configuration', JSON.stringify({ api_key: key, more: 'x'.repeat(70_000) })],
    ['a key for another server', JSON.stringify({ api_key: key, base_url: 'https://staging.rigyd.com/api' })],
    ['a server that is no address', JSON.stringify({ api_key: key, api_url: 'staging' })],
  ])('is not taken from %s', async (_what, content) => {
    expect(await found(content)).toBeNull();
  });

  it('is taken with the server it names, if that is the one in use', async () => {
    expect(await found(JSON.stringify({ api_key: key, base_url: `${origin}/api` }))).toBe(key);
  });

  it.each(['https://staging.example', 'http://localhost:8788', 'http://api.rigyd.com'])(
    'that names no server is for the live service, not for %s',
    async (other) => {
      const config = { api_key: key };
      expect(await found(JSON.stringify(config), other)).toBeNull();
      expect(await found(JSON.stringify({ ...config, api_url: 1 }), other)).toBeNull();
      expect(await found(JSON.stringify({ ...config, api_url: `${other}/api` }), other)).toBe(key);
    },
  );

  it('is none where there is no file, or something else than a file', async () => {
    expect(await readCliKey(join(folder(), 'missing.json'), origin)).toBeNull();
    await mkdir(join(folder(), 'folder.json'));
    expect(await readCliKey(join(folder(), 'folder.json'), origin)).toBeNull();
    await symlink('/dev/zero', join(folder(), 'endless.json'));
    expect(await readCliKey(join(folder(), 'endless.json'), origin)).toBeNull();
  });
});
