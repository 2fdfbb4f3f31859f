import { intakeWords } from '../words/intake.ts';
import { isTextField } from '../ui/text-field.ts';
import type { SkippedFile, WindowText } from '../../shared/intake.ts';
import { isModelOrPicture } from './file-kinds.ts';
import { maxFileBytes, readLimits, textOf } from './file-text.ts';
import type { DroppedFolder } from './read-folders.ts';

/** What of a drag tells where it goes. */
interface Drag {
  target: EventTarget | null;
  dataTransfer: Pick<DataTransfer, 'types'> | null;
}

/** The part of a file that is used. */
type GivenFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** What was read of files and folders that came together. */
export interface ReadFiles {
  texts: WindowText[];
  /** The names of models and pictures among the files: they are converted, not searched for job IDs. */
  models: string[];
  /** Why other files could not be read, a sentence each. */
  unreadable: string[];
  /** Files of which nothing was read: those in folders, and those beyond the limit. */
  skipped: SkippedFile[];
  /** The name of the folder where nothing but one came; else null. */
  folder: string | null;
}

const { unread } = intakeWords;

const nothing = (): ReadFiles => ({ texts: [], models: [], unreadable: [], skipped: [], folder: null });

/** Whether text is dragged into a field, which takes it itself. */
export function isForField({ target, dataTransfer }: Drag): boolean {
  return isTextField(target) && dataTransfer?.types.includes('Files') === false;
}

/** A file or a folder that was dropped. */
export interface DroppedEntry {
  /** Of a folder it has the name alone. */
  file: File;
  folder: DroppedFolder | null;
}

/** What was dropped. */
export interface Dropped {
  entries: DroppedEntry[];
  /** The text that came along with it. */
  text: string;
}

/** Takes out what was dropped: the transfer is emptied as soon as the event is over. */
export function takeDropped(transfer: Pick<DataTransfer, 'files' | 'items' | 'getData'>): Dropped {
  const folders = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry())
    .map((entry) => (entry?.isDirectory === true ? (entry as FileSystemDirectoryEntry) : null));
  const entries = [...transfer.files].map((file, index) => ({ file, folder: folders[index] ?? null }));
  const text = transfer.getData('text/uri-list') || transfer.getData('text/plain');
  return { entries, text };
}

/** Reads what was dropped: the content of every file, those in folders included, or else the text. */
export async function readDropped({ entries, text }: Dropped): Promise<ReadFiles> {
  if (entries.length === 0) return { ...nothing(), texts: [{ text, source: { kind: 'dropped' } }] };
  const folders = entries.flatMap(({ folder }) => folder ?? []);
  const read = await readFiles(entries.flatMap(({ file, folder }) => (folder === null ? [file] : [])));
  if (folders.length === 0) return read;
  const { readFolders } = await import('./read-folders.ts');
  const inFolders = await readFolders(folders);
  const [only] = folders;
  return {
    ...read,
    texts: [...read.texts, ...inFolders.texts],
    skipped: [...read.skipped, ...inFolders.skipped],
    folder: only !== undefined && entries.length === 1 ? only.name : null,
  };
}

/** Reads the content of every file, up to {@link readLimits}. */
export async function readFiles(files: readonly GivenFile[]): Promise<ReadFiles> {
  const read = nothing();
  let bytes = 0;
  const isBeyond = ({ size }: GivenFile): boolean =>
    read.texts.length >= readLimits.files || bytes + size > readLimits.bytes;
  for (const file of files) {
    if (isModelOrPicture(file.name)) read.models.push(file.name);
    else if (file.size > maxFileBytes) read.unreadable.push(unread.tooLarge(file.name));
    else if (isBeyond(file)) read.skipped.push({ name: file.name, why: 'beyond-limit' });
    else {
      bytes += file.size;
      await textOf(file, file.name).then(
        (text) => read.texts.push(text),
        () => read.unreadable.push(unread.moved(file.name)),
      );
    }
  }
  return read;
}
