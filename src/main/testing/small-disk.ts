import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that lies in a folder, to be filled up, emptied, and made read-only. */
export class SmallDisk {
  readonly folder: string;
  readonly #bytes: number;

  private constructor(folder: string, bytes: number) {
    this.folder = folder;
    this.#bytes = bytes;
  }

  /** Throws where this user or this machine may not mount. */
  static mount(folder: string, bytes: number): SmallDisk {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'pipe' });
    return new SmallDisk(folder, bytes);
  }

  /** Leaves no byte free. */
  fill(): void {
    try {
      writeFileSync(this.#filler, Buffer.alloc(this.#bytes));
    } catch {
      // It is full: as much of it as had room was written.
    }
  }

  makeRoom(): void {
    rmSync(this.#filler, { force: true });
  }

  /** Throws while a file on it is open for writing. */
  setReadOnly(isReadOnly: boolean): void {
    execFileSync('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.folder], { stdio: 'pipe' });
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'pipe' });
  }

  get #filler(): string {
    return join(this.folder, 'filler');
  }
}

/** Why tests that need a disk of their own cannot run here; null where they can. */
export const noSmallDisk: string | null = findObstacle();

function findObstacle(): string | null {
  if (process.platform !== 'linux') return 'a disk of its own is mounted on Linux only';
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    SmallDisk.mount(folder, 65_536).unmount();
    return null;
  } catch {
    return 'this user may not mount a disk';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
