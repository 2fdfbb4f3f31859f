import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A network drive that is away: a folder in which no call to the file system ever comes back. The kernel waits for a
 * program behind it (FUSE), which here says nothing. Source: fuse(4), mount.fuse3(8).
 */
export class DeadShare {
  readonly #folder: string;
  readonly #device: number;

  private constructor(folder: string, device: number) {
    this.#folder = folder;
    this.#device = device;
  }

  /** From now on the folder does not answer. Throws where this user or this machine may not mount. */
  static mount(folder: string): DeadShare {
    mkdirSync(folder, { recursive: true });
    const device = openSync('/dev/fuse', 'r+');
    const options = 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other';
    try {
      execFileSync('mount', ['-i', '-t', 'fuse', '-o', options, 'share', folder], {
        stdio: ['ignore', 'pipe', 'pipe', device],
      });
    } catch (error) {
      closeSync(device);
      throw error;
    }
    return new DeadShare(folder, device);
  }

  /** The folder is again what it was; what was asked meanwhile ends with an error. */
  unmount(): void {
    execFileSync('umount', ['-l', this.#folder], { stdio: 'pipe' });
    closeSync(this.#device);
  }
}

/** Why tests that need such a folder cannot run here; null where they can. */
export const noDeadShare: string | null = findObstacle();

function findObstacle(): string | null {
  if (process.platform !== 'linux') return 'a share is mounted on Linux only';
  const folder = mkdtempSync(join(tmpdir(), 'dead-share-'));
  try {
    DeadShare.mount(folder).unmount();
    return null;
  } catch {
    return 'this user may not mount a share';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
