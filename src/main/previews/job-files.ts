import { basename, join } from 'node:path';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { isOpenable, type FileProgress, type FileRef } from '../../shared/job/file-slots.ts';
import { possibleName } from '../downloads/file-names.ts';
import { nothingThere } from '../files/folder-calls.ts';
import { readingFile, workFiles, type OpenFile } from '../files/folder-files.ts';
import { fileFailed } from '../files/file-failure.ts';
import type { Clock } from '../lib/clock.ts';
import { throttle } from '../lib/throttle.ts';
import type { FetchFile, OnBytes } from './fetch-file.ts';
import { keyOf, type FileSource, type FileSources } from './file-sources.ts';
import { writeNewFile } from './new-file.ts';
import { wholeFile } from './preview-slots.ts';
import { nameWords } from '../words/names.ts';

export interface JobFilesOptions {
  sources: FileSources;
  fetchFile: FetchFile;
  /** The whole file where previews have it already; null where they do not. */
  findPreview: (ref: FileRef, source: FileSource) => Promise<string | null>;
  /** Where copies to be dragged are kept; nothing else may be in there. */
  folder: string;
  clock: Clock;
  /** Is told how far the fetching of a file is, a few times a second at most. */
  onProgress: (progress: FileProgress) => void;
}

/** Where a file is to be saved. */
export interface SaveTarget {
  folder: string;
  /** Left out, the file's own name. */
  name?: string;
}

export interface SavedJobFile {
  path: string;
  /** Whether something else had its name. */
  isRenamed: boolean;
}

/** Milliseconds after which a copy that was made to be dragged is removed: what it was dropped on may read it late. */
const keptMs = 7 * 24 * 60 * 60_000;

/** Milliseconds between two words of how far a file is: nobody reads numbers faster. */
const progressMs = 250;

/** Bytes copied at once. */
const pieceBytes = 4 * 1024 * 1024;

/** Control characters, and those that hide or turn round others. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The name under which a file of a job is written: one part, visible, and possible on every system. */
export const savedName = (name: string): string =>
  possibleName(name.replace(invisible, '').replace(/^\.+/, '') || nameWords.file, 'file');

/** Single files of jobs, on their way out of the app: saved, opened by the system's app for them, or dragged. */
export class JobFiles {
  readonly #options: JobFilesOptions;
  readonly #closing = new AbortController();
  /** Where each file was saved last in this run, by its identity. */
  readonly #saved = new Map<string, string>();
  readonly #toDrag = new Map<string, Promise<Outcome<string>>>();
  readonly #fetching = new Set<{ ref: FileRef; cancelling: AbortController }>();
  #isSwept = false;

  constructor(options: JobFilesOptions) {
    this.#options = options;
  }

  /** The name that a file would be saved under. */
  nameOf(ref: FileRef): Outcome<string> {
    const source = this.#options.sources.find(ref);
    return source.ok ? success(savedName(source.value.name)) : source;
  }

  /** Saves a file, whole or not at all, and replaces none. The folder is made if it is missing. */
  async save(ref: FileRef, target: SaveTarget): Promise<Outcome<SavedJobFile>> {
    return this.#options.sources.take(ref, async (source) => {
      const name = target.name ?? savedName(source.name);
      try {
        await workFiles.mkdir(target.folder, { recursive: true });
        const path = await this.#write(ref, source, target.folder, name);
        if (!path.ok) return path;
        this.#saved.set(source.identity, path.value);
        return success({ path: path.value, isRenamed: basename(path.value) !== name });
      } catch (error) {
        return fileFailed(error);
      }
    });
  }

  /** Where a file was saved last in this run; null where it was not, or is not there any more. */
  async savedPath(ref: FileRef): Promise<string | null> {
    const source = this.#options.sources.find(ref);
    const path = source.ok ? this.#saved.get(source.value.identity) : undefined;
    return path !== undefined && (await isFile(path)) ? path : null;
  }

  /**
   * A file to be opened: as it was saved last, or saved now. Fails with `not-openable` where its kind might run something.
   */
  async toOpen(ref: FileRef, folder: string): Promise<Outcome<SavedJobFile>> {
    const name = this.nameOf(ref);
    if (!name.ok) return name;
    if (!isOpenable(name.value)) return failed('not-openable', name.value);
    const path = await this.savedPath(ref);
    const isStillOpenable = path !== null && isOpenable(path);
    return isStillOpenable ? success({ path, isRenamed: false }) : this.save(ref, { folder });
  }

  /** A copy of a file to be dragged, if that can be had at once; null if it would have to be fetched. */
  async readyToDrag(ref: FileRef): Promise<string | null> {
    const source = this.#options.sources.find(ref);
    if (!source.ok) return null;
    const path = this.#pathToDrag(source.value);
    if (await isFile(path)) return path;
    if ((await this.#options.findPreview(ref, source.value)) === null) return null;
    const made = await this.fetchToDrag(ref);
    return made.ok ? made.value : null;
  }

  /** Has a copy of a file ready to be dragged. */
  async fetchToDrag(ref: FileRef): Promise<Outcome<string>> {
    return this.#options.sources.take(ref, (source) => {
      const inFlight = this.#toDrag.get(source.identity);
      if (inFlight !== undefined) return inFlight;
      const making = this.#makeToDrag(ref, source).finally(() => this.#toDrag.delete(source.identity));
      this.#toDrag.set(source.identity, making);
      return making;
    });
  }

  /** Breaks off whatever fetches a file; of what was written of it nothing stays. */
  cancel({ id, slot, index }: FileRef): void {
    for (const { ref, cancelling } of this.#fetching)
      if (ref.id === id && ref.slot === slot && ref.index === index) cancelling.abort();
  }

  /** Breaks off whatever is on its way. */
  close(): void {
    this.#closing.abort();
  }

  async #makeToDrag(ref: FileRef, source: FileSource): Promise<Outcome<string>> {
    const path = this.#pathToDrag(source);
    try {
      await this.#sweep();
      if (await isFile(path)) return success(path);
      const folder = this.#folderToDrag(source);
      await workFiles.mkdir(folder, { recursive: true });
      return await this.#write(ref, source, folder, basename(path));
    } catch (error) {
      return fileFailed(error);
    }
  }

  #write(ref: FileRef, source: FileSource, folder: string, name: string): Promise<Outcome<string>> {
    return writeNewFile(folder, name, async (file) => {
      const preview = await this.#options.findPreview(ref, source);
      if (preview !== null) return copyInto(file, preview, this.#closing.signal);
      const fetching = { ref, cancelling: new AbortController() };
      const signal = AbortSignal.any([this.#closing.signal, fetching.cancelling.signal]);
      this.#fetching.add(fetching);
      try {
        return await this.#options.fetchFile(source.url, wholeFile, file, signal, this.#teller(ref));
      } finally {
        this.#fetching.delete(fetching);
      }
    });
  }

  /** Tells at once that a file is being fetched, and from time to time how far it is. */
  #teller(ref: FileRef): OnBytes {
    const { clock, onProgress } = this.#options;
    const tell: OnBytes = (receivedBytes, totalBytes) => onProgress({ ref, receivedBytes, totalBytes });
    const throttled = throttle(clock, progressMs, tell);
    throttled(0, null);
    return throttled;
  }

  #folderToDrag(source: FileSource): string {
    return join(this.#options.folder, keyOf(source).slice(0, 32));
  }

  #pathToDrag(source: FileSource): string {
    return join(this.#folderToDrag(source), savedName(source.name));
  }

  /** Removes old copies, once in a run. */
  async #sweep(): Promise<void> {
    if (this.#isSwept) return;
    this.#isSwept = true;
    const { folder, clock } = this.#options;
    const entries = await workFiles.readdir(folder).catch(nothingThere);
    for (const { name } of entries ?? []) {
      const path = join(folder, name);
      const stats = await workFiles.stat(path).catch(nothingThere);
      if (stats === null || clock.now() - stats.mtimeMs < keptMs) continue;
      await workFiles.rm(path, { recursive: true, force: true }).catch(nothingThere);
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  const stats = await workFiles.stat(path).catch(nothingThere);
  return stats?.isFile() === true;
}

async function copyInto(to: OpenFile, path: string, signal: AbortSignal): Promise<Outcome<null>> {
  const from = await workFiles.open(path, readingFile);
  try {
    for (let position = 0; ;) {
      if (signal.aborted) return failed('cancelled');
      const { buffer, bytesRead } = await from.read(Buffer.alloc(pieceBytes), 0, pieceBytes, position);
      if (bytesRead === 0) return success(null);
      await to.writeFile(buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  } finally {
    await from.close();
  }
}
