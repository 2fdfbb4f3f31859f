import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSignedFeed } from '../../src/main/updates/signed-feed.ts';
import { inProject } from '../lib/project.mjs';
import { feedOf, makeKey, publicKeyOf, signFeed, targetOf } from './feed.mjs';

/** @type {string} */
let folder;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd feed-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const signedAt = '2026-11-27T12:00:00.000Z';

/** @param {string[]} names */
const lay = (...names) => names.forEach((name) => fs.writeFileSync(path.join(folder, name), name));

describe('the feed of a release', () => {
  it('names what apps update themselves with, by size and checksum, and no other package', async () => {
    lay('app-0.2.0-linux-x86_64.AppImage', 'app-0.2.0-linux-arm64.AppImage', 'app_0.2.0_amd64.deb');
    lay(
      'app-0.2.0-setup.exe',
      'app-0.2.0-portable.exe',
      'app-0.2.0-mac-arm64.dmg',
      'app-0.2.0-mac-arm64.zip',
    );
    const { files, ...rest } = await feedOf(folder, { version: '0.2.0', notes: 'More.', signedAt });
    expect(rest).toEqual({ version: '0.2.0', notes: 'More.', signedAt });
    expect(files.map(({ target, name }) => [target, name])).toEqual([
      ['linux-arm64', 'app-0.2.0-linux-arm64.AppImage'],
      ['linux-x64', 'app-0.2.0-linux-x86_64.AppImage'],
      ['darwin-arm64', 'app-0.2.0-mac-arm64.dmg'],
      ['win32-x64', 'app-0.2.0-setup.exe'],
    ]);
    const content = 'app-0.2.0-setup.exe';
    expect(files.at(-1)).toMatchObject({
      size: content.length,
      sha512: createHash('sha512').update(content).digest('base64'),
    });
  });

  it('is not made of the files of another version, of two for one system, or of none', async () => {
    const release = { version: '0.2.0', notes: '', signedAt };
    await expect(feedOf(folder, release)).rejects.toThrow('no AppImage');
    lay('app-10.2.0-linux-x86_64.AppImage');
    await expect(feedOf(folder, release)).rejects.toThrow('not of version 0.2.0');
    fs.rmSync(path.join(folder, 'app-10.2.0-linux-x86_64.AppImage'));
    lay('one-0.2.0.AppImage', 'two-0.2.0.AppImage');
    await expect(feedOf(folder, release)).rejects.toThrow('two files for linux-x64');
  });

  it('is read by the app with the public half of the key that signed it', async () => {
    lay('app-0.2.0-linux-x86_64.AppImage');
    const { privateKey, publicKey } = makeKey();
    const feed = await feedOf(folder, { version: '0.2.0', notes: 'What’s new', signedAt });
    expect(readSignedFeed(signFeed(feed, privateKey), publicKey)).toEqual({ ok: true, value: feed });
    expect(publicKeyOf(privateKey)).toBe(publicKey);
  });
});

it('a file is for the system and the processor that its name says, x64 where it says none', () => {
  expect(targetOf('app-1.0.0-linux-x86_64.AppImage')).toBe('linux-x64');
  expect(targetOf('app-1.0.0-linux-aarch64.AppImage')).toBe('linux-arm64');
  expect(targetOf('app-1.0.0-mac-x64.dmg')).toBe('darwin-x64');
  expect(targetOf('app-1.0.0-setup.exe')).toBe('win32-x64');
  expect(targetOf('app-1.0.0.tar.gz')).toBeNull();
});

describe('the command', () => {
  /** @param {string[]} args @param {Record<string, string>} env */
  const run = (args, env = {}) =>
    spawnSync(process.execPath, [inProject('scripts/sign-feed.mjs'), ...args], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });

  it('makes a key that others cannot read, and never over another one', () => {
    const file = path.join(folder, 'key.pem');
    const made = run(['--new-key', file]);
    expect(made.stdout.trim().split('\n').at(-1)).toBe(publicKeyOf(fs.readFileSync(file, 'utf8')));
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    const before = fs.readFileSync(file, 'utf8');
    expect(run(['--new-key', file]).status).toBe(1);
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
  });

  it('signs with no key but that of which the app knows the public half, or the one of before', () => {
    const { version } = JSON.parse(fs.readFileSync(inProject('package.json'), 'utf8'));
    const image = `app-${version}-linux-x86_64.AppImage`;
    lay(image);
    const { privateKey, publicKey } = makeKey();
    expect(run([folder]).stderr).toContain('RIGYD_UPDATE_SIGNING_KEY');
    expect(run([folder], { RIGYD_UPDATE_SIGNING_KEY: 'no key' }).stderr).toContain('not an Ed25519 key');
    expect(run([folder], { RIGYD_UPDATE_SIGNING_KEY: privateKey }).stderr).toContain('updates.publicKey');
    expect(fs.readdirSync(folder)).toEqual([image]);
    const signed = run(['--previous-key', folder], { RIGYD_UPDATE_SIGNING_KEY: privateKey });
    expect(signed.stderr).toBe('');
    const feed = readSignedFeed(fs.readFileSync(path.join(folder, 'updates.json'), 'utf8'), publicKey);
    expect(feed).toMatchObject({ value: { version, files: [{ name: image }] } });
  });
});
