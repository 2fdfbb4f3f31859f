import { posix } from 'node:path';
import type { RenamedEntry } from '../../shared/downloads.ts';
import { byteLength, fitting, foldName, longestNameBytes, possibleName, shownName } from './file-names.ts';

/** Longest path inside an archive, in bytes; deeper layouts cannot be copied to every system. */
const longestPathBytes = 1024;
/** Folders inside each other. Results have three or four. */
const mostLevels = 32;

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

  const take = (path: string, kind: EntryKind): Known => {
    const entry = { path, kind, copies: 1 };
    known.set(foldName(path), entry);
    return entry;
  };

  /** The folder under its first spelling: two that differ in case only would be one folder on most systems. */
  function addFolder(path: string): Known | null {
    const other = known.get(foldName(path));
    if (other === undefined) return take(path, 'folder');
    return other.kind === 'folder' ? other : null;
  }

  function addFile(path: string): Known | null {
    const other = known.get(foldName(path));
    if (other === undefined) return take(path, 'file');
    if (other.kind === 'folder') return null;
    let free: string;
    do {
      other.copies += 1;
      free = numbered(path, other.copies);
    } while (known.has(foldName(free)));
    return take(free, 'file');
  }

  /** @returns the path it gets, or null where a file and a folder want the same one */
  function addPart(parent: string, part: string, kind: EntryKind, from: string): string | null {
    const path = below(parent, possibleName(part, kind));
    const added = kind === 'file' ? addFile(path) : addFolder(path);
    if (added === null) return null;
    if (added.path !== below(parent, part)) renamed.push({ from, to: added.path });
    return added.path;
  }

  function folderAt(parts: readonly string[]): string | null {
    const from = parts.join('/');
    const before = folders.get(from);
    if (before !== undefined) return before;
    const parent = folderAt(parts.slice(0, -1));
    const path = parent === null ? null : addPart(parent, parts.at(-1) ?? '', 'folder', from);
    if (path !== null) folders.set(from, path);
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
      const path =
        kind === 'folder' || parent === null ? parent : addPart(parent, parts.at(-1) ?? '', kind, from);
      if (path === null) return { reason: `${shownName(from)} would have to be both a file and a folder.` };
      if (byteLength(path) > longestPathBytes) return { reason: `${shownName(path)} is too long a path.` };
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

/** Longer endings are none, and are cut with the name. */
const longestEnding = 16;

/** `chair.png` as `chair (2).png`, in the same folder; a name that has no room for the number loses its end. */
function numbered(path: string, copy: number): string {
  const { dir, base, ext } = posix.parse(path);
  const ending = ext.length <= longestEnding ? ext : '';
  const suffix = ` (${copy})${ending}`;
  const stem = fitting(base.slice(0, base.length - ending.length), longestNameBytes - byteLength(suffix));
  return below(dir, stem + suffix);
}

/**
 * An absolute path is taken for one below the folder. A `.` stands for the folder it is in: some packers put one in front
 * of every name.
 */
const partsOf = (name: string): string[] =>
  name
    .replace(/^\/+/, '')
    .replace(/\/$/, '')
    .split('/')
    .filter((part) => part !== '.');

function unsafePath(name: string, parts: readonly string[]): string | null {
  const shown = shownName(name);
  if (byteLength(name) > longestPathBytes) return `${shown} is too long a path.`;
  if (parts.length > mostLevels) return `${shown} lies more than ${mostLevels} folders deep.`;
  if (/(^|\/)\.$/.test(name)) return `${shown} is a file without a name.`;
  for (const part of parts) {
    if (part === '') return `${shown} has a part without a name.`;
    if (part === '..') return `${shown} would be written outside its folder.`;
    if (byteLength(part) > longestNameBytes) return `${shown} is too long a name.`;
  }
  return null;
}
