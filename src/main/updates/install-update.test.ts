import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { ownFiles } from '../files/folder-files.ts';
import { createInstall, type NextProgram } from './install-update.ts';
import type { Installer } from './update-source.ts';

const folder = useTemporaryFolder();
/** Where the app is, and where the new version lies. */
const [apps, image, update] = [
  () => join(folder(), 'My apps'),
  () => join(folder(), 'My apps', 'Rigyd Desk.AppImage'),
  () => join(folder(), 'rigyd-desk-0.2.0.AppImage'),
];

beforeEach(async () => {
  await mkdir(apps());
  await writeFile(image(), 'old', { mode: 0o755 });
  await writeFile(update(), 'new');
});

function setUp(installer: Installer = { kind: 'appimage', path: image() }, files = ownFiles) {
  const restarts: (NextProgram | null)[] = [];
  const install = createInstall({ installer, files, restart: (next) => restarts.push(next) });
  return { install, restarts };
}
const isNew = async (path: string): Promise<Outcome<null>> =>
  (await readFile(path, 'utf8')) === 'new' ? success(null) : failed('update-damaged');

/** The app is as it was, nothing else is beside it, and nothing restarts. */
async function expectUnchanged(restarts: readonly unknown[]): Promise<void> {
  expect(await readdir(apps())).toEqual(['Rigyd Desk.AppImage']);
  expect(await readFile(image(), 'utf8')).toBe('old');
  expect(restarts).toEqual([]);
}

describe('an AppImage', () => {
  it('is replaced under its own name, may be run as before, and is started again', async () => {
    const { install, restarts } = setUp();
    await chmod(image(), 0o700);
    expect(await install(update(), isNew)).toEqual(success(null));
    expect(await readdir(folder())).toEqual(['My apps']);
    expect(await readdir(apps())).toEqual(['Rigyd Desk.AppImage']);
    expect(await readFile(image(), 'utf8')).toBe('new');
    expect((await stat(image())).mode & 0o777).toBe(0o700);
    expect(restarts).toEqual([null]);
  });

  it('that was started by a link is replaced where that leads', async () => {
    const link = join(folder(), 'desk');
    await symlink(image(), link);
    const { install } = setUp({ kind: 'appimage', path: link });
    expect(await install(update(), isNew)).toEqual(success(null));
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(image(), 'utf8')).toBe('new');
  });

  it('stays as it is where the copy beside it is not the update', async () => {
    const { install, restarts } = setUp();
    expect(await install(update(), async () => failed('update-damaged'))).toMatchObject({
      failure: { code: 'update-damaged' },
    });
    await expectUnchanged(restarts);
  });

  it.each([
    ['is full', 'ENOSPC', 'disk-full'],
    ['may not be written', 'EACCES', 'update-not-installed'],
    ['is mounted to be read only', 'EROFS', 'update-not-installed'],
  ])('stays as it is where its disk %s', async (_why, code, failure) => {
    const rename = () => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));
    const { install, restarts } = setUp(undefined, { ...ownFiles, rename });
    expect(await install(update(), isNew)).toEqual(failed(failure as 'disk-full', `${code}: no`));
    await expectUnchanged(restarts);
  });

  it('that is gone, or a folder by now, is not made anew', async () => {
    const { install, restarts } = setUp();
    await rm(image());
    const gone = failed('update-not-installed', `${image()} isn’t a file any more.`);
    expect(await install(update(), isNew)).toEqual(gone);
    await mkdir(image());
    expect(await install(update(), isNew)).toEqual(gone);
    expect(await readdir(apps())).toEqual(['Rigyd Desk.AppImage']);
    expect(restarts).toEqual([]);
  });
});

describe('elsewhere', () => {
  it('the installer runs on Windows, and the disk image is opened on macOS, once the app has ended', async () => {
    const windows = setUp({ kind: 'windows' });
    await windows.install(update(), isNew);
    expect(windows.restarts).toEqual([{ program: update(), args: ['--updated', '/S', '--force-run'] }]);
    const mac = setUp({ kind: 'mac' });
    await mac.install(update(), isNew);
    expect(mac.restarts).toEqual([{ program: '/usr/bin/open', args: [update()] }]);
    expect(await readFile(image(), 'utf8')).toBe('old');
  });
});
