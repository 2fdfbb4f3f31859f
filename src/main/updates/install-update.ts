import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failed, messageOf, success, type Outcome } from '../../shared/errors.ts';
import { systemCode, fileFailure } from '../files/file-failure.ts';
import type { FolderFiles } from '../files/folder-files.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { updateReasons } from '../words/reasons.ts';
import type { CheckFile } from './update-work.ts';
import type { Installer } from './update-source.ts';

/** A program that takes over once the app has ended. */
export interface NextProgram {
  program: string;
  args: string[];
}

export interface InstallOptions {
  installer: Installer;
  files: FolderFiles;
  /** Ends the app and starts what is in its place then; where one is given, that program instead. */
  restart: (next: NextProgram | null) => void;
}

/**
 * Puts a file in the place of the app that runs, or has its installer do that, and restarts.
 *
 * @returns for {@link UpdateWorkOptions.install}
 */
export const createInstall =
  ({ installer, files, restart }: InstallOptions) =>
  async (file: string, check: CheckFile): Promise<Outcome<null>> => {
    if (installer.kind !== 'appimage') {
      restart(nextProgram(installer.kind, file));
      return success(null);
    }
    const replaced = await replaceAppImage(file, installer.path, files, check);
    if (replaced.ok) restart(null);
    return replaced;
  };

/**
 * Replaces the file that the app was started from in one step: at any moment it is either the old version or the whole new one.
 * The old one goes on running from the file that had the name. The copy beside it is checked once more, since it is what will run.
 */
async function replaceAppImage(
  file: string,
  path: string,
  files: FolderFiles,
  check: CheckFile,
): Promise<Outcome<null>> {
  let copy: string | null = null;
  try {
    // A link stays one, and what it leads to is replaced.
    const target = await realpath(path);
    const before = await files.stat(target);
    if (!before.isFile()) return failed('update-not-installed', updateReasons.noAppImage(path));
    copy = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`);
    await copyFile(file, copy, constants.COPYFILE_EXCL);
    const checked = await check(copy);
    if (checked.ok) {
      await files.chmod(copy, (before.mode & 0o777) | 0o500);
      await syncFile(copy, files);
      await files.rename(copy, target);
      copy = null;
      await syncFolder(dirname(target), files);
      await files.rm(file, { force: true });
    }
    return checked;
  } catch (error) {
    const { code } = fileFailure(error);
    if (code === 'disk-full') return failed(code, messageOf(error));
    const isGone = systemCode(error) === 'ENOENT';
    return failed('update-not-installed', isGone ? updateReasons.noAppImage(path) : messageOf(error));
  } finally {
    if (copy !== null) await files.rm(copy, { force: true }).catch(() => undefined);
  }
}

async function syncFile(path: string, files: FolderFiles): Promise<void> {
  const open = await files.open(path, 'r+');
  try {
    await open.sync();
  } finally {
    await open.close();
  }
}

/**
 * Source for Windows: electron-builder's installer, which waits for the app to end. `/S` is for no window of its own,
 * `--force-run` starts the new version. On macOS a person moves the app out of its disk image, as at the first time.
 */
const nextProgram = (kind: 'windows' | 'mac', file: string): NextProgram =>
  kind === 'windows'
    ? { program: file, args: ['--updated', '/S', '--force-run'] }
    : { program: '/usr/bin/open', args: [file] };
