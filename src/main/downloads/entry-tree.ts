import { posix } from 'node:path';
import type { RenamedEntry } from '../../shared/downloads.ts';
import { byteLength, foldName, possibleName, shortened, shownName } from './file-names.ts';
import { archiveReasons } from '../words/reasons.ts';

/** Longest path inside an archive, in bytes; deeper layouts cannot be copied to every system. */
const maxPathBytes = 1024;
/** Folders inside each other. Results have three or four. */
const maxLevels = 32;

export type EntryKind = 'file' | 'folder';

interface Known {
  path: string;
  kind: EntryKind;
  /** How many entries wanted this very name, so that each next one gets another. */
  copies: number;
}

/**
 * Gives each entry of an archive a path inside the folder that can exist on every system, and no two the same one on any
 * of them. Names that some system cannot take are changed, as little as possible. What would lead out of the folder is
 * refused, and so is what is too deep or too long for anything to hold.
 */
export function createEntryTree() {
  /** By what a system may take for the same path. */
  const known = new Map<string, Known>();
  /** Where the folders of the archive lie, by their path in it: most entries share theirs. */
  const folders = new Map<string, string>([['', '']]);
  const renamed: RenamedEntry[] = [];

  const take = (path: string, kind: EntryKind): string => {
    known.set(foldName(path), { path, kind, copies: 1 });
    return path;
  };

  /** @returns the path it gets: a folder that of its first spelling, as two that differ in case only are one on most systems */
  function addPath(path: string, kind: EntryKind): string {
    const other = known.get(foldName(path));
    if (other === undefined) return take(path, kind);
    if (kind === 'folder' && other.kind === 'folder') return other.path;
    let free: string;
    do {
      other.copies += 1;
      free = numbered(path, other.copies);
    } while (known.has(foldName(free)));
    return take(free, kind);
  }

  function addPart(parent: string, part: string, kind: EntryKind, from: string): string {
    const added = addPath(below(parent, possibleName(part, kind)), kind);
    if (added !== below(parent, part)) renamed.push({ from, to: added });
    return added;
  }

  function folderAt(parts: readonly string[]): string {
    const from = parts.join('/');
    const before = folders.get(from);
    if (before !== undefined) return before;
    const path = addPart(folderAt(parts.slice(0, -1)), parts.at(-1) ?? '', 'folder', from);
    folders.set(from, path);
    return path;
  }

  return {
    /**
     * @param name the entry's name as the archive has it; it ends in `/` for a folder
     * @returns the path with `/` between its parts (empty for the archive's own root), or why it is not safe
     */
    add(name: string): { path: string; kind: EntryKind } | { reason: string } {
      const parts = partsOf(name);
      const reason = unsafePath(name, parts);
      if (reason !== null) return { reason };
      const kind = name.endsWith('/') ? 'folder' : 'file';
      const parent = folderAt(kind === 'folder' ? parts : parts.slice(0, -1));
      const from = parts.join('/');
      const path = kind === 'folder' ? parent : addPart(parent, parts.at(-1) ?? '', kind, from);
      if (byteLength(path) > maxPathBytes) return { reason: archiveReasons.pathTooLong(shownName(path)) };
      return { path, kind };
    },

    /** Files and folders so far, those included that are only named in the path of something else. */
    get size(): number {
      return known.size;
    },

    /** What is called otherwise than in the archive, a renamed folder once and not again for each file in it. */
    renamed: renamed as readonly RenamedEntry[],
  };
}

const below = (parent: string, name: string): string => (parent === '' ? name : `${parent}/${name}`);

/** `chair.png` as `chair (2).png`, in the same folder; a name that has no room for the number loses its end. */
function numbered(path: string, copy: number): string {
  const { dir, base } = posix.parse(path);
  return below(dir, shortened(base, ` (${copy})`));
}

/**
 * An absolute path is taken for one below the folder. A `.` stands for the folder it is in: some packers put one in front
 * of every name. Two slashes are one.
 */
const partsOf = (name: string): string[] => name.split('/').filter((part) => part !== '' && part !== '.');

function unsafePath(name: string, parts: readonly string[]): string | null {
  const shown = shownName(name);
  if (byteLength(name) > maxPathBytes) return archiveReasons.pathTooLong(shown);
  if (parts.length > maxLevels) return archiveReasons.tooDeep(shown, maxLevels);
  if (name === '' || /(^|\/)\.$/.test(name)) return archiveReasons.noName(shown);
  return parts.includes('..') ? archiveReasons.outside(shown) : null;
}
