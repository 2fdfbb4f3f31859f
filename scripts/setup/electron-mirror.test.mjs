import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { declaredVersion, electronPackage, fallbackFolder, findRuntime } from '../electron/runtime.mjs';
import { electronVersion } from '../electron/version.mjs';
import { inProject } from '../lib/project.mjs';
import { setUpElectron } from './set-up.mjs';

const version = declaredVersion();
const archiveName = `electron-v${version}-linux-x64.zip`;
/** An Electron that is on this machine, or null. */
const runtimeHere = findRuntime();

/** @typedef {(response: import('node:http').ServerResponse) => void} Answer */

/** @type {string} */
let root;
/** @type {http.Server} */
let mirror;
/** @type {string[]} what the mirror was asked for */
let asked;
/** @type {Answer} */
let answer;
/** @type {() => void} */
let onRequest;
/** @type {string[]} what set-up printed */
let said;

beforeEach(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd mirror-'));
  asked = [];
  said = [];
  answer = () => {};
  onRequest = () => {};
  mirror = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response);
    onRequest();
  });
  await new Promise((resolve) => void mirror.listen(0, '127.0.0.1', () => resolve(undefined)));
  vi.spyOn(console, 'log').mockImplementation((line) => void said.push(String(line)));
  vi.stubEnv('ELECTRON_MIRROR', `${originOf(mirror)}/electron/`);
  vi.stubEnv('electron_config_cache', path.join(root, 'electron-cache'));
  vi.stubEnv('ELECTRON_INSTALL_PLATFORM', 'linux');
  vi.stubEnv('ELECTRON_INSTALL_ARCH', 'x64');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  mirror.closeAllConnections();
  await new Promise((resolve) => void mirror.close(resolve));
  fs.rmSync(root, { recursive: true });
});

describe('the declared Electron, from a mirror', () => {
  it('is downloaded, checked, unpacked and chosen before the fallback', async () => {
    const archive = await archiveOf({ version, electron: program() });
    const folder = packageFor({ archive });
    addFallback();
    answer = (response) => response.end(archive);
    const runtime = await setUp(folder);
    expect(asked).toEqual([`/electron/v${version}/${archiveName}`]);
    expect(runtime).toEqual({ kind: 'declared', executable: path.join(folder, 'dist', 'electron') });
    expect(fs.readFileSync(runtime.executable, 'utf8')).toBe(program());
    expect(said).toEqual([`Downloading Electron ${version} …`]);
    if (process.platform === 'win32') return;
    expect(fs.statSync(runtime.executable).mode & 0o111).toBe(0o111);
    if (runtimeHere !== null) expect(await electronVersion(runtime)).toBe(await electronVersion(runtimeHere));
  });

  it('is not downloaded again once it is there', async () => {
    const archive = await archiveOf({ version, electron: program() });
    const folder = packageFor({ archive });
    answer = (response) => response.end(archive);
    await setUp(folder);
    await setUp(folder);
    expect(asked).toHaveLength(1);
  });

  it('comes from the cache of the electron package in another clone', async () => {
    const archive = await archiveOf({ version, electron: program() });
    answer = (response) => response.end(archive);
    await setUp(packageFor({ archive, name: 'first' }));
    const second = packageFor({ archive, name: 'second' });
    expect(await setUp(second)).toMatchObject({ executable: path.join(second, 'dist', 'electron') });
    expect(asked).toHaveLength(1);
  });
});

describe('where the declared Electron cannot be had, set-up says why and takes the fallback, if', () => {
  it('the mirror does not have it', async () => {
    answer = (response) => response.writeHead(404).end('no such release');
    await expectFallback(packageFor(), /^Response code 404 \(Not Found\) for http:\/\/127\.0\.0\.1:\d+\//);
  });

  it('it is another one than the package says', async () => {
    const archive = await archiveOf({ version, electron: 'something else' });
    const folder = packageFor();
    answer = (response) => response.end(archive);
    await expectFallback(folder, /^what arrived is not what was published, by its checksum$/);
    expect(fs.existsSync(path.join(folder, 'dist'))).toBe(false);
  });

  it('the archive is damaged', async () => {
    const whole = await archiveOf({ version, electron: program() });
    const archive = whole.subarray(0, whole.length - 30);
    answer = (response) => response.end(archive);
    const folder = packageFor({ archive });
    await expectFallback(folder, /^the archive that arrived is damaged$/);
    expect(fs.existsSync(path.join(folder, 'path.txt'))).toBe(false);
  });

  it('the connection breaks in the middle', async () => {
    const archive = await archiveOf({ version, electron: program() });
    answer = (response) => {
      response.writeHead(200, { 'Content-Length': archive.length + 1_000 });
      response.write(archive, () => response.destroy());
    };
    await expectFallback(packageFor({ archive }), /^the connection broke$/);
  });

  it('nobody is at the address', async () => {
    const closed = http.createServer();
    await new Promise((resolve) => void closed.listen(0, '127.0.0.1', () => resolve(undefined)));
    vi.stubEnv('ELECTRON_MIRROR', `${originOf(closed)}/`);
    await new Promise((resolve) => void closed.close(resolve));
    await expectFallback(packageFor(), /^its server cannot be reached$/);
  });

  it('the mirror never answers', async () => {
    const stop = new AbortController();
    onRequest = () => stop.abort('nothing arrived for 30 seconds');
    const watch = () => ({ signal: stop.signal, stop: () => {} });
    await expectFallback(packageFor(), /^nothing arrived for 30 seconds$/, { watch });
  });
});

it('a download that failed is not tried again for a day, unless it is asked for', async () => {
  answer = (response) => response.writeHead(503).end();
  addFallback();
  const folder = packageFor();
  await setUp(folder);
  await setUp(folder);
  expect(asked).toHaveLength(1);
  await setUp(folder, { retry: true });
  expect(asked).toHaveLength(2);
});

/** @param {http.Server} server */
function originOf(server) {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return `http://127.0.0.1:${address.port}`;
}

/** @param {string} folder the electron package @param {Partial<Parameters<typeof setUpElectron>[0]>} [options] */
const setUp = (folder, options) => setUpElectron({ folder, cache: path.join(root, 'cache'), ...options });

/**
 * @param {string} folder
 * @param {RegExp} reason
 * @param {Partial<Parameters<typeof setUpElectron>[0]>} [options]
 */
async function expectFallback(folder, reason, options) {
  const executable = addFallback();
  expect(await setUp(folder, options)).toEqual({ kind: 'fallback', executable });
  const [, told] = said;
  const [, why = ''] =
    /^It could not be downloaded: (.*)\. `npm run setup -- --retry` tries again\.$/.exec(told ?? '') ?? [];
  expect(why).toMatch(reason);
  // Nothing of it stays behind.
  expect(fs.readdirSync(path.join(root, 'cache')).filter((name) => name.startsWith('unfinished-'))).toEqual(
    [],
  );
}

/** An Electron that set-up made before, in place of one of 280 MB. */
function addFallback() {
  const folder = fallbackFolder(path.join(root, 'cache'));
  fs.mkdirSync(folder, { recursive: true });
  const executable = path.join(folder, 'electron');
  fs.writeFileSync(executable, '');
  return executable;
}

/** A program that is the Electron of this machine, where there is one. */
const program = () => `#!/bin/sh\nexec "${runtimeHere?.executable ?? process.execPath}" "$@"\n`;

/**
 * An archive as Electron's releases have it.
 *
 * @param {{ version: string, electron: string }} files
 */
async function archiveOf(files) {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(files.version), 'version', { mode: 0o100644 });
  zip.addBuffer(Buffer.from('a locale'), 'locales/en-US.pak', { mode: 0o100644 });
  zip.addBuffer(Buffer.from(files.electron), 'electron', { mode: 0o100755 });
  zip.end();
  return buffer(zip.outputStream);
}

/**
 * The electron package as npm installs it, with its own installer. Its list of checksums is changed to that of an archive, if
 * one is given: those of real releases are of archives of 110 MB.
 *
 * @param {{ archive?: Buffer, name?: string }} [options]
 */
function packageFor({ archive, name = 'clone' } = {}) {
  const modules = path.join(root, name, 'node_modules');
  const folder = path.join(modules, 'electron');
  fs.mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'install.js', 'checksums.json'])
    fs.copyFileSync(path.join(electronPackage, file), path.join(folder, file));
  for (const scope of ['@electron', '@electron-internal'])
    fs.symlinkSync(inProject('node_modules', scope), path.join(modules, scope), 'junction');
  if (archive !== undefined) {
    const sum = createHash('sha256').update(archive).digest('hex');
    fs.writeFileSync(path.join(folder, 'checksums.json'), JSON.stringify({ [archiveName]: sum }));
  }
  return folder;
}
