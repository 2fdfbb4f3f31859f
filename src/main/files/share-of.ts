import { readFileSync } from 'node:fs';
import { parse, sep } from 'node:path';

/** File systems whose files lie on another machine, or behind a program that may stop answering. Source: mount(8). */
const distant = /^(?:nfs|cifs|smb|fuse|9p|afs|autofs|ceph|gluster|lustre|davfs|ncp|sshfs)/;

/** So many names tell one place from another where the system does not say what is mounted. */
const namesOfPlace = 3;

/** Milliseconds that a list of what is mounted is used. */
const listAgeMs = 5_000;

let list = { at: -Infinity, mounts: [] as string[] };

/**
 * What stops answering as a whole when a file does: the drive on Windows, what is mounted on Linux, be it a share or a
 * stick, a volume on macOS, else the folder two levels below the root. Only the name of the file is looked at, since a look at the file itself may
 * never end.
 *
 * @param path absolute
 */
export function shareOf(path: string, platform = process.platform, mounts = mountsOf(platform)): string {
  if (platform === 'win32') return parse(path).root.toLowerCase();
  const mount = mounts.find((each) => path === each || path.startsWith(`${each}/`));
  if (mount !== undefined) return mount;
  const names = path.split(sep).filter((name) => name !== '');
  const isVolume = platform === 'darwin' && names[0] === 'Volumes';
  return `/${names.slice(0, isVolume ? 2 : namesOfPlace).join('/')}`;
}

/** Where something is mounted, the innermost first. Empty where the system does not say. */
function mountsOf(platform: NodeJS.Platform): string[] {
  if (platform !== 'linux') return [];
  const now = performance.now();
  if (now - list.at < listAgeMs) return list.mounts;
  try {
    list = { at: now, mounts: readMounts(readFileSync('/proc/self/mountinfo', 'utf8')) };
  } catch {
    list = { at: now, mounts: [] };
  }
  return list.mounts;
}

/** @param mountinfo see proc_pid_mountinfo(5): the fifth field is the place. Disks of the machine that are mounted right
 *   below the root (`/home`) are left out, as is the root: links in them lead to whatever does not answer, and all else is fine.
 */
export function readMounts(mountinfo: string): string[] {
  return mountinfo
    .split('\n')
    .flatMap((line) => {
      const [before = '', after = ''] = line.split(' - ');
      const place = unescaped(before.split(' ')[4] ?? '');
      const isDeep = place.lastIndexOf('/') > 0;
      return isDeep || (place.length > 1 && distant.test(after)) ? [place] : [];
    })
    .sort((a, b) => b.length - a.length);
}

/** Spaces and the like are written as octal numbers there. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
