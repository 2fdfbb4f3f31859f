import type { AddReport, SkippedFile, SourceText, UnreadFile } from '../../shared/intake.ts';
import { findJobIds, maxIds } from '../../shared/job-ids/find-job-ids.ts';
import { decodeText, type Decode } from '../../shared/lib/decode-text.ts';
import { fileSource, writeSource, type Source, type Sources } from '../../shared/source.ts';
import { fileReasons } from '../words/reasons.ts';
import { BatchRoom } from './batch-room.ts';
import { readExport } from './import-jobs.ts';
import type { ReadExport } from './read-export.ts';

/** A file as it is on the disk: a large one takes long to decode. */
export interface InputFile {
  content: Uint8Array;
  name: string;
}

/** What job IDs are looked for in. */
export type Input = SourceText | InputFile | UnreadFile;

/** The job IDs in several texts. */
export interface FoundIds {
  /** The IDs by where they came from, each ID once. */
  groups: { source: Source; ids: string[] }[];
  /** What is to be reported, but for what came of the IDs. */
  report: Omit<AddReport, 'added' | 'known' | 'batch'>;
}

/** The content of all inputs. Plain data: it may have been read in a thread of its own. */
export interface ReadInputs {
  /** Lists that this app exported. */
  exports: { source: Source; read: ReadExport }[];
  /** One of a later version of the app was among them; only the IDs in it were read. */
  isNewer: boolean;
  /** The job IDs in everything else; null where there was nothing else. */
  found: FoundIds | null;
  /** The files whose encoding had to be guessed. */
  guessed: string[];
  unread: UnreadFile[];
}

/** Reads exported lists as what they are, and looks for job IDs in everything else. */
export function readInputs(inputs: readonly Input[]): ReadInputs {
  const exports: ReadInputs['exports'] = [];
  const rest: SourceText[] = [];
  const guessed: string[] = [];
  const unread: UnreadFile[] = [];
  const room = new BatchRoom();
  let isNewer = false;
  for (const input of inputs) {
    if ('failure' in input) {
      unread.push(input);
      continue;
    }
    const text = textOf(input);
    if (text.encoding !== undefined) guessed.push(writeSource(text.source));
    const read = readExport(text.text, room);
    isNewer ||= read === 'newer';
    if (read === null || read === 'newer') rest.push(text);
    else exports.push({ source: text.source, read });
  }
  return { exports, isNewer, found: rest.length > 0 ? findIds(rest) : null, guessed, unread };
}

/** An input as text; a file may be in the encoding of a spreadsheet. */
export const textOf = (input: SourceText | InputFile): SourceText =>
  'text' in input ? input : { ...decodeText(input.content, decode), source: fileSource(input.name) };

const decode: Decode = (bytes, encoding) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return encoding === 'utf-8' ? buffer.toString('utf8') : buffer.toString('utf16le').toWellFormed();
};

/** Every job ID in it, each once. */
export const idsIn = ({ exports, found }: ReadInputs): string[] => [
  ...new Set([
    ...exports.flatMap(({ read }) => read.jobs.map(({ id }) => id)),
    ...(found?.groups.flatMap(({ ids }) => ids) ?? []),
  ]),
];

/**
 * Looks for job IDs in texts that were added together, as in several files dropped at once, so that no list of lines is
 * lost behind the next. With more than one text a line is reported with the one it stands in.
 */
export function findIds(texts: readonly SourceText[]): FoundIds {
  const all = texts.map(({ text, source, folder }) => ({ source, folder, found: findJobIds(text) }));
  const sum = (some: readonly SearchedText[], count: (found: SearchedText['found']) => number): number =>
    some.reduce((total, { found }) => total + count(found), 0);
  const seen = new Set<string>();
  const groups = all.map(({ source, found }) => {
    const ids = found.ids.filter((id) => !seen.has(id));
    const room = Math.max(0, maxIds - seen.size);
    ids.forEach((id) => seen.add(id));
    return { source, ids: ids.slice(0, room) };
  });
  const isOne = all.length === 1 && all[0]?.folder === undefined;
  const skipped = all.flatMap((one): SkippedFile[] => {
    const why = reasonToSkip(one);
    return why === null ? [] : [{ name: writeSource(one.source), why }];
  });
  // A log in a folder may be about anything else: of a file without an ID its name is told, not its lines.
  const told = all.filter((one) => reasonToSkip(one) === null);
  const binaries = told.filter(({ found }) => found.binary);
  const notText = isOne
    ? []
    : binaries.map(({ source }) => ({ line: 1, text: fileReasons.notText(writeSource(source)) }));
  const lines = told.flatMap(({ source, found }) =>
    found.notUnderstood.map(({ line, text }) => ({
      line,
      text: isOne ? text : fileReasons.lineOf(writeSource(source), text),
    })),
  );
  return {
    groups: groups.filter(({ ids }) => ids.length > 0),
    report: {
      source: sourceOf(texts),
      notUnderstood: [...notText, ...lines],
      notUnderstoodBeyond: sum(told, ({ notUnderstoodLeftOut }) => notUnderstoodLeftOut),
      leftOut: sum(all, ({ idsLeftOut }) => idsLeftOut) + Math.max(0, seen.size - maxIds),
      binary: binaries.length === all.length,
      containedKey: all.some(({ found }) => found.containsKey),
      ...(skipped.length === 0 ? {} : { skipped }),
    },
  };
}

interface SearchedText extends Pick<SourceText, 'source' | 'folder'> {
  found: ReturnType<typeof findJobIds>;
}

/** Why no job came from a file in a folder; null where one did, and for all that was given by itself. */
function reasonToSkip({ folder, found }: SearchedText): SkippedFile['why'] | null {
  if (folder === undefined || found.ids.length > 0) return null;
  return found.binary ? 'not-text' : 'no-id';
}

function sourceOf(texts: readonly SourceText[]): Sources {
  const [first] = texts;
  const folder = first?.folder;
  if (folder !== undefined && texts.every((text) => text.folder === folder))
    return { kind: 'folder', name: folder };
  if (first !== undefined && texts.length === 1) return first.source;
  const areFiles = texts.every(({ source }) => source.kind === 'file' && source.name.trim() !== '');
  return areFiles ? { kind: 'files', count: texts.length } : { kind: 'several' };
}
