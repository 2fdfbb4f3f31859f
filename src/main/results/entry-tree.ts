import {
  byteLength,
  endsInDotOrSpace,
  foldName,
  forbiddenCharacter,
  isReservedName,
  longestNameBytes,
  shownName,
} from './file-names.ts';

/** Longest path inside an archive, in bytes; deeper layouts cannot be copied to every system. */
const longestPathBytes = 1024;

export type EntryKind = 'file' | 'folder';

interface Known {
  path: string;
  kind: EntryKind;
  /** False for a folder that is only named in the path of something else so far. */
  listed: boolean;
}

/**
 * Judges the names of an archive's entries, one after the other: each has to be a path inside the folder that can
 * exist on every system, and no two may be the same file on any of them.
 */
export function createEntryTree() {
  const known = new Map<string, Known>();

  const add = (path: string, kind: EntryKind, listed: boolean): string | null => {
    const key = foldName(path);
    const other = known.get(key);
    known.set(key, { path, kind, listed: listed || (other?.listed ?? false) });
    if (other === undefined) return null;
    if (other.path !== path)
      return `${shownName(path)} and ${shownName(other.path)} differ only in case or accents.`;
    if (other.kind !== kind) return `${shownName(path)} is both a file and a folder.`;
    return listed && other.listed ? `${shownName(path)} is in it twice.` : null;
  };

  return {
    /**
     * @param name the entry's name as the archive has it; it ends in `/` for a folder
     * @returns the path with `/` between its parts (empty for the archive's own root), or why it is not safe
     */
    add(name: string): { path: string; kind: EntryKind } | { reason: string } {
      const reason = unsafePath(name);
      if (reason !== null) return { reason };
      const kind = name.endsWith('/') ? 'folder' : 'file';
      const parts = partsOf(name);
      for (let depth = 1; depth <= parts.length; depth += 1) {
        const last = depth === parts.length;
        const clash = add(parts.slice(0, depth).join('/'), last ? kind : 'folder', last);
        if (clash !== null) return { reason: clash };
      }
      return { path: parts.join('/'), kind };
    },
  };
}

/** A `.` stands for the folder it is in: some packers put one in front of every name. */
const partsOf = (name: string): string[] =>
  name
    .replace(/\/$/, '')
    .split('/')
    .filter((part) => part !== '.');

function unsafePath(name: string): string | null {
  const shown = shownName(name);
  if (/^(\/|[a-z]:)/i.test(name)) return `${shown} is an absolute path.`;
  if (byteLength(name) > longestPathBytes) return `${shown} is too long a path.`;
  if (/(^|\/)\.$/.test(name)) return `${shown} is a file without a name.`;
  for (const part of partsOf(name)) {
    if (part === '') return `${shown} has a part without a name.`;
    if (part === '..') return `${shown} would be written outside its folder.`;
    if (forbiddenCharacter(part) !== null)
      return `${shown} holds a character that file names cannot have everywhere.`;
    if (isReservedName(part)) return `${shown} is a device name on Windows.`;
    if (endsInDotOrSpace(part)) return `${shown} ends in a dot or a space.`;
    if (byteLength(part) > longestNameBytes) return `${shown} is too long a name.`;
  }
  return null;
}
