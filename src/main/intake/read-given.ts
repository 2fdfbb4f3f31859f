import type { UnreadFile, GivenText } from '../../shared/intake.ts';
import { decodeText, type Decode } from '../../shared/lib/decode-text.ts';
import { BatchRoom } from './batch-room.ts';
import { readExport } from './import-jobs.ts';
import type { ReadExport } from './read-export.ts';
import { findGiven, type Found } from './find-given.ts';

/** A file that a person gave, as it is on the disk: a large one takes long to decode. */
export interface GivenFile {
  content: Uint8Array;
  source: string;
}

export type Given = GivenText | GivenFile | UnreadFile;

/** What stands in all that was given at once. Plain data: it may have been read in a thread of its own. */
export interface ReadGiven {
  /** Lists that this app exported. */
  exports: { source: string; read: ReadExport }[];
  /** One of a later version of the app was among them; only the IDs in it were read. */
  isNewer: boolean;
  /** The job IDs in everything else; null where there was nothing else. */
  found: Found | null;
  /** The files whose encoding had to be guessed. */
  guessed: string[];
  unread: UnreadFile[];
}

/** Reads exported lists as what they are, and looks for job IDs in everything else. */
export function readGiven(given: readonly Given[]): ReadGiven {
  const exports: ReadGiven['exports'] = [];
  const rest: GivenText[] = [];
  const guessed: string[] = [];
  const unread: UnreadFile[] = [];
  const room = new BatchRoom();
  let isNewer = false;
  for (const each of given) {
    if ('failure' in each) {
      unread.push(each);
      continue;
    }
    const one = textOf(each);
    if (one.encoding !== undefined) guessed.push(one.source);
    const read = readExport(one.text, room);
    isNewer ||= read === 'newer';
    if (read === null || read === 'newer') rest.push(one);
    else exports.push({ source: one.source, read });
  }
  return { exports, isNewer, found: rest.length > 0 ? findGiven(rest) : null, guessed, unread };
}

/** What was given as text; a file may be in the encoding of a spreadsheet. */
export const textOf = (given: GivenText | GivenFile): GivenText =>
  'text' in given ? given : { ...decodeText(given.content, decode), source: given.source };

const decode: Decode = (bytes, encoding) => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return encoding === 'utf-8' ? buffer.toString('utf8') : buffer.toString('utf16le').toWellFormed();
};

/** Every job ID in it, each once. */
export const idsOf = ({ exports, found }: ReadGiven): string[] => [
  ...new Set([
    ...exports.flatMap(({ read }) => read.jobs.map(({ id }) => id)),
    ...(found?.groups.flatMap(({ ids }) => ids) ?? []),
  ]),
];
