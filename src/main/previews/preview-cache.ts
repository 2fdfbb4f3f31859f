import { join } from 'node:path';
import { success, type Outcome } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import { nothingThere } from '../files/folder-calls.ts';
import { fillFile, type WriteContent } from '../files/fill-file.ts';
import { workFiles } from '../files/folder-files.ts';
import { fileFailed } from '../files/file-failure.ts';

export interface CachedFile {
  path: string;
  bytes: number;
}

export interface PreviewCacheOptions {
  folder: string;
  clock: Clock;
  /** Bytes kept at most, and files; what was looked at longest ago goes first. */
  maxBytes: number;
  maxFiles: number;
}

/** Keys are names of files: the hash of what is kept, and nothing that could be read. */
const keys = /^[0-9a-f]{64}$/;

/**
 * Files that were looked at, on disk: a video would not fit into memory, and a job's pictures are still there tomorrow
 * when their address may not be. A file gets its name when it is whole, so whatever has one can be shown.
 */
export class PreviewCache {
  readonly #options: PreviewCacheOptions;
  /** Bytes of each file, the one looked at longest ago first. */
  readonly #sizes = new Map<string, number>();
  #loaded: Promise<void> | null = null;

  constructor(options: PreviewCacheOptions) {
    this.#options = options;
  }

  /**
   * The file of a key; null if it is not here, or not any more.
   *
   * @throws FolderSilentError
   */
  async find(key: string): Promise<CachedFile | null> {
    await this.#load();
    if (!this.#sizes.has(key)) return null;
    const path = this.#pathOf(key);
    const found = await workFiles.stat(path).catch(nothingThere);
    this.#sizes.delete(key);
    // A power cut may leave the name and take the content.
    if (found === null || found.size === 0) return null;
    this.#sizes.set(key, found.size);
    await this.#markUsed(path);
    return { path, bytes: found.size };
  }

  /**
   * The keys of all files, as they are known without looking at each.
   *
   * @throws FolderSilentError
   */
  async keys(): Promise<Pick<ReadonlySet<string>, 'has'>> {
    await this.#load();
    return this.#sizes;
  }

  /** Keeps what `write` puts into a file, if it says that it is whole. */
  async keep(key: string, write: WriteContent): Promise<Outcome<CachedFile>> {
    const path = this.#pathOf(key);
    const part = `${path}.part`;
    try {
      await this.#load();
      await workFiles.mkdir(this.#options.folder, { recursive: true });
      const written = await fillFile(await workFiles.open(part, 'w', 0o600), write);
      if (!written.ok) return written;
      const { size } = await workFiles.stat(part);
      await workFiles.rename(part, path);
      await this.#markUsed(path);
      this.#sizes.delete(key);
      this.#sizes.set(key, size);
      await this.#makeRoom();
      return success({ path, bytes: size });
    } catch (error) {
      return fileFailed(error);
    } finally {
      await workFiles.rm(part, { force: true }).catch(() => undefined);
    }
  }

  /** Removes a file that turned out to be of no use, so that it can be fetched anew. */
  async forget(key: string): Promise<void> {
    this.#sizes.delete(key);
    await workFiles.rm(this.#pathOf(key), { force: true }).catch(() => undefined);
  }

  #pathOf(key: string): string {
    return join(this.#options.folder, key);
  }

  /** When a file was looked at last is worth knowing after a restart, but not worth failing for. */
  async #markUsed(path: string): Promise<void> {
    await workFiles.touch(path, this.#options.clock.now()).catch(() => undefined);
  }

  async #makeRoom(): Promise<void> {
    const { maxBytes, maxFiles } = this.#options;
    let bytes = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    const newest = [...this.#sizes.keys()].at(-1);
    for (const [key, size] of this.#sizes) {
      if ((bytes <= maxBytes && this.#sizes.size <= maxFiles) || key === newest) return;
      bytes -= size;
      this.#sizes.delete(key);
      await workFiles.rm(this.#pathOf(key), { force: true }).catch(() => undefined);
    }
  }

  /** Finds what the last run left, and clears away what it did not finish. */
  #load(): Promise<void> {
    this.#loaded ??= this.#read().catch((error: unknown) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  async #read(): Promise<void> {
    const { folder } = this.#options;
    const entries = (await workFiles.readdir(folder).catch(nothingThere)) ?? [];
    const found: { key: string; bytes: number; usedAt: number }[] = [];
    for (const { name } of entries) {
      const path = join(folder, name);
      if (name.endsWith('.part')) await workFiles.rm(path, { force: true }).catch(() => undefined);
      if (!keys.test(name)) continue;
      const status = await workFiles.stat(path).catch(nothingThere);
      if (status?.isFile() === true) found.push({ key: name, bytes: status.size, usedAt: status.mtimeMs });
    }
    found.sort((a, b) => a.usedAt - b.usedAt);
    for (const { key, bytes } of found) this.#sizes.set(key, bytes);
  }
}
