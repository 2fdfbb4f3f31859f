import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCommand } from '../../setup/system-commands.mjs';
import { buildDeb } from './build-deb.mjs';
import { buildRuntime } from './build-runtime.mjs';

const has = (/** @type {string} */ program) => findCommand(program) !== undefined;
const hasSquashfuse = fs.existsSync('/usr/include/squashfuse/squashfuse.h');

/** @type {string} */
let folder;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd build-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const inFolder = (/** @type {string[]} */ ...parts) => path.join(folder, ...parts);

/**
 * @param {string} file
 * @param {string} content
 * @param {number} [mode]
 */
function write(file, content, mode = 0o600) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content, { mode });
  return file;
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
const output = (program, args, options) => {
  const { stdout, stderr, status } = spawnSync(program, args, { ...options, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${status}: ${stderr}`);
  return stdout;
};

describe.runIf(has('dpkg-deb') && has('desktop-file-validate'))('a deb', () => {
  const fields = {
    Package: 'a',
    Version: '1.0',
    Architecture: 'amd64',
    Maintainer: 'A <a@b>',
    Description: 'an A',
  };
  const request = (/** @type {string} */ entry) => ({
    file: inFolder('a.deb'),
    fields,
    scripts: {
      postinst: write(inFolder('after'), '#!/bin/sh\n'),
      postrm: write(inFolder('gone'), '#!/bin/sh\n'),
    },
    content: [
      { source: `${inFolder('app')}/`, target: '/opt/The App' },
      { source: write(inFolder('a.desktop'), entry), target: '/usr/share/applications/a.desktop' },
    ],
  });
  const entry = '[Desktop Entry]\nType=Application\nName=A\nExec="/opt/The App/run"\n';

  beforeEach(() => {
    fs.mkdirSync(inFolder('work'));
    write(inFolder('app/run'), 'program', 0o700);
    write(inFolder('app/deep/data'), 'data');
  });

  it('holds what it is given, readable by all and of root, and the sums of it', async () => {
    expect(await buildDeb(request(entry), inFolder('work'))).toBe(0);
    const list = output('dpkg-deb', ['-c', inFolder('a.deb')]);
    expect(list).toMatch(/-rwxr-xr-x root\/root .* \.\/opt\/The App\/run\n/);
    expect(list).toMatch(/-rw-r--r-- root\/root .* \.\/opt\/The App\/deep\/data\n/);
    expect(list).toMatch(/drwxr-xr-x root\/root .* \.\/opt\/The App\/deep\/\n/);
    expect(output('dpkg-deb', ['-f', inFolder('a.deb'), 'Installed-Size'])).toBe('3\n');
    const sums = output('dpkg-deb', ['-I', inFolder('a.deb'), 'md5sums']);
    expect(sums).toContain('8d777f385d3dfec8815d20f7496026dc  opt/The App/deep/data');
    expect(output('dpkg-deb', ['-I', inFolder('a.deb')])).toMatch(/\*\s+postinst[\s\S]*\*\s+postrm/);
  });

  it('is not made of a desktop entry that desktops would not take', async () => {
    expect(await buildDeb(request(`${entry}NoSuchKey=1\n`), inFolder('work'))).toBe(1);
    expect(fs.existsSync(inFolder('a.deb'))).toBe(false);
  });
});

describe.runIf(has('cc') && has('mksquashfs') && hasSquashfuse)('an AppImage', () => {
  it('runs what it holds from a folder with a space, passes arguments and exit code on, and leaves nothing', async () => {
    const runtime = inFolder('runtime');
    await buildRuntime(runtime);
    const script = '#!/bin/sh\ncat "$APPDIR/link"; printf " %s" "$@"; printf " %s" "$APPIMAGE"; exit 7\n';
    write(inFolder('app/AppRun'), script, 0o755);
    write(inFolder('app/usr/text'), 'x'.repeat(300_000));
    fs.symlinkSync('usr/text', inFolder('app/link'));

    const image = inFolder('an image', 'the app.AppImage');
    fs.mkdirSync(path.dirname(image));
    const offset = fs.statSync(runtime).size;
    output('mksquashfs', [
      inFolder('app'),
      image,
      '-offset',
      String(offset),
      '-comp',
      'zstd',
      '-quiet',
      '-no-progress',
    ]);
    const file = fs.openSync(image, 'r+');
    fs.writeSync(file, fs.readFileSync(runtime), 0, offset, 0);
    fs.closeSync(file);
    fs.chmodSync(image, 0o755);
    expect(fs.readFileSync(image).subarray(8, 11).toString('latin1')).toBe('AI\u0002');

    const temporary = inFolder('temporary');
    fs.mkdirSync(temporary);
    const env = { ...process.env, TMPDIR: temporary, APPIMAGE_EXTRACT_AND_RUN: '1' };
    const { status, stdout } = spawnSync(image, ['a b', 'c'], { env, encoding: 'utf8' });
    expect(stdout).toBe(`${'x'.repeat(300_000)} a b c ${image}`);
    expect(status).toBe(7);
    expect(fs.readdirSync(temporary)).toEqual([]);

    output(image, ['--appimage-extract'], { cwd: temporary });
    expect(fs.readFileSync(path.join(temporary, 'squashfs-root/AppRun'), 'utf8')).toBe(script);
  });
});
