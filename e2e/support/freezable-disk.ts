import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bytes = 64 * 1024 ** 2;

/** A disk of its own in a folder, which can stop taking anything: whoever writes to it waits. Source: fsfreeze(8). */
export class FreezableDisk {
  readonly #folder: string;
  readonly #place: string;
  #isFrozen = false;

  private constructor(folder: string, place: string) {
    this.#folder = folder;
    this.#place = place;
  }

  /** Throws where this user or this machine may not mount. */
  static mount(folder: string): FreezableDisk {
    const place = mkdtempSync(join(tmpdir(), 'freezable-disk-'));
    const image = join(place, 'image');
    try {
      writeFileSync(image, '');
      truncateSync(image, bytes);
      run('mkfs.ext4', '-q', '-F', image);
      mkdirSync(folder, { recursive: true });
      run('mount', '-o', 'loop', image, folder);
    } catch (error) {
      rmSync(place, { recursive: true, force: true });
      throw error;
    }
    return new FreezableDisk(folder, place);
  }

  freeze(): void {
    run('fsfreeze', '-f', this.#folder);
    this.#isFrozen = true;
  }

  thaw(): void {
    if (this.#isFrozen) run('fsfreeze', '-u', this.#folder);
    this.#isFrozen = false;
  }

  unmount(): void {
    this.thaw();
    run('umount', '-l', this.#folder);
    rmSync(this.#place, { recursive: true, force: true });
  }
}

const run = (program: string, ...args: string[]): void => {
  execFileSync(program, args, { stdio: 'pipe' });
};

/** Why tests that need such a disk cannot run here; null where they can. */
export const noFreezableDisk: string | null = findObstacle();

function findObstacle(): string | null {
  if (process.platform !== 'linux') return 'a disk is frozen on Linux only';
  const folder = mkdtempSync(join(tmpdir(), 'freezable-disk-'));
  try {
    const disk = FreezableDisk.mount(folder);
    try {
      disk.freeze();
    } finally {
      disk.unmount();
    }
    return null;
  } catch {
    return 'this user may not mount and freeze a disk';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
