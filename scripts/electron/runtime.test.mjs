import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chromiumSwitches, electronEnvironment } from './launch-options.mjs';
import { chooseRuntime, declaredExecutable, fallbackFolder } from './runtime.mjs';

describe('chooseRuntime', () => {
  it('prefers the declared Electron', () => {
    const found = { declared: '/declared', fallback: '/fallback', exists: () => true };
    expect(chooseRuntime(found)).toEqual({ kind: 'declared', executable: '/declared' });
  });

  it('takes the fallback where it is there', () => {
    const found = { declared: null, fallback: '/fallback', exists: () => true };
    expect(chooseRuntime(found)).toEqual({ kind: 'fallback', executable: '/fallback' });
    expect(chooseRuntime({ ...found, exists: () => false })).toBeNull();
  });
});

describe('fallbackFolder', () => {
  it('names version, platform and recipe', () => {
    expect(fallbackFolder('/cache/rigyd-desk')).toMatch(
      /^\/cache\/rigyd-desk\/electron-33\.2\.1-linux-x64-\d+$/,
    );
  });
});

describe('declaredExecutable', () => {
  /** @type {string} */
  let folder;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd electron-'));
    fs.mkdirSync(path.join(folder, 'dist'));
    fs.writeFileSync(path.join(folder, 'package.json'), '{"version":"45.4.1"}');
    fs.writeFileSync(path.join(folder, 'dist/version'), '45.4.1');
    fs.writeFileSync(path.join(folder, 'dist/electron'), '');
    fs.writeFileSync(path.join(folder, 'path.txt'), 'electron');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('is there when its download is complete', () => {
    expect(declaredExecutable(folder)).toBe(path.join(folder, 'dist/electron'));
  });

  it('is not there while the installer has not written its last file', () => {
    fs.rmSync(path.join(folder, 'path.txt'));
    expect(declaredExecutable(folder)).toBeNull();
  });

  it('is not there when the download is of another version', () => {
    fs.writeFileSync(path.join(folder, 'dist/version'), '44.0.0');
    expect(declaredExecutable(folder)).toBeNull();
  });

  it('is not there when the program is gone', () => {
    fs.rmSync(path.join(folder, 'dist/electron'));
    expect(declaredExecutable(folder)).toBeNull();
  });
});

describe('chromiumSwitches', () => {
  it('turns the sandbox off for root alone', () => {
    expect(chromiumSwitches({ root: true, platform: 'linux', automated: false })).toEqual(['--no-sandbox']);
    expect(chromiumSwitches({ root: false, platform: 'linux', automated: false })).toEqual([]);
  });

  it('asks for X11 in tests on Linux', () => {
    const machine = { root: false, automated: true };
    expect(chromiumSwitches({ ...machine, platform: 'linux' })).toEqual([
      '--ozone-platform=x11',
      '--disable-gpu',
    ]);
    expect(chromiumSwitches({ ...machine, platform: 'darwin' })).toEqual([]);
  });
});

describe('electronEnvironment', () => {
  it('does not let Electron run as a plain Node', () => {
    const env = { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1', NOTHING: undefined };
    expect(electronEnvironment(env)).toEqual({ PATH: '/bin' });
  });
});
