import type { SkippedFile, WindowText } from '../../shared/intake.ts';
import { maxNameLength } from '../../shared/source.ts';
import { cleanText } from '../../shared/job-ids/clean-text.ts';
import { isModelOrPicture } from './file-kinds.ts';
import { maxFileBytes, readLimits, textOf } from './file-text.ts';

/** The part of a dropped folder that is used. */
export type DroppedFolder = Pick<FileSystemDirectoryEntry, 'name' | 'fullPath' | 'createReader'>;

/** What is read of the folders of a drop, all told. */
export const folderLimits = {
  ...readLimits,
  /** Files and folders that are looked at, so that a whole disk ends somewhere. */
  entries: 20_000,
} as const;

/** Milliseconds for which an answer of the folder is waited for: at a drive that is away it may never come. */
const timeouts = { look: 10_000, read: 60_000 } as const;

/** Bytes at the beginning of a file that tell whether it is a text. */
const headBytes = 4_096;

/**
 * Reads the texts in folders and in those inside them, by name. Left out are hidden ones, models and pictures, and whatever
 * turns out to be no text.
 */
export async function readFolders(
  folders: readonly DroppedFolder[],
): Promise<{ texts: WindowText[]; skipped: SkippedFile[] }> {
  const reading = new FolderReading();
  for (const folder of folders) await reading.read(folder);
  return { texts: reading.texts, skipped: reading.skipped };
}

class FolderReading {
  readonly texts: WindowText[] = [];
  readonly skipped: SkippedFile[] = [];
  #bytes = 0;
  #entries = 0;
  /** Once a folder did not answer, nothing else is asked of it: each question would take as long. */
  #isSilent = false;

  async read(top: DroppedFolder): Promise<void> {
    const folders = [top];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      const entries = await this.#entriesOf(folder);
      for (const entry of entries) if (entry.isFile) await this.#readFile(entry as FileSystemFileEntry, top);
      const inside = entries.filter(({ isDirectory }) => isDirectory) as FileSystemDirectoryEntry[];
      folders.push(...inside.toReversed());
    }
  }

  async #entriesOf(folder: DroppedFolder): Promise<FileSystemEntry[]> {
    if (this.#entries >= folderLimits.entries) {
      this.#skip(folder, 'beyond-limit');
      return [];
    }
    try {
      const entries = (await this.#answer(() => allEntries(folder))).filter(
        ({ name }) => !name.startsWith('.'),
      );
      this.#entries += entries.length;
      return entries.sort((a, b) => byName.compare(a.name, b.name));
    } catch {
      this.#skip(folder, 'unreadable');
      return [];
    }
  }

  async #readFile(entry: FileSystemFileEntry, top: DroppedFolder): Promise<void> {
    if (isModelOrPicture(entry.name)) return this.#skip(entry, 'model');
    try {
      const file = await this.#answer(() => fileOf(entry));
      const why = await this.#reasonToSkip(file);
      if (why !== null) return this.#skip(entry, why);
      const text = await this.#answer(() => textOf(file, nameOf(entry)), timeouts.read);
      this.#bytes += file.size;
      this.texts.push({ ...text, folder: top.name });
    } catch {
      this.#skip(entry, 'unreadable');
    }
  }

  async #reasonToSkip(file: File): Promise<SkippedFile['why'] | null> {
    if (file.size > maxFileBytes) return 'too-large';
    const head = await this.#answer(() => textOf(file.slice(0, headBytes), file.name));
    if (cleanText(head.text).binary) return 'not-text';
    const isBeyond = this.texts.length >= folderLimits.files || this.#bytes + file.size > folderLimits.bytes;
    return isBeyond ? 'beyond-limit' : null;
  }

  async #answer<T>(ask: () => Promise<T>, timeoutMs: number = timeouts.look): Promise<T> {
    if (this.#isSilent) throw new Error('The folder does not answer.');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        this.#isSilent = true;
        reject(new Error('The folder does not answer.'));
      }, timeoutMs);
    });
    try {
      return await Promise.race([ask(), silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  #skip(entry: Pick<FileSystemEntry, 'fullPath'>, why: SkippedFile['why']): void {
    this.skipped.push({ name: nameOf(entry), why });
  }
}

/** As people count: `run 9` before `run 10`. */
const byName = new Intl.Collator(undefined, { numeric: true });

/** Its path from the folder that was dropped on: `logs/night/a.txt`. */
const nameOf = ({ fullPath }: Pick<FileSystemEntry, 'fullPath'>): string =>
  fullPath.replace(/^\//, '').slice(-maxNameLength);

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** The browser tells a hundred at a time, and none once it has told all. */
async function allEntries(folder: DroppedFolder): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
