import { readFileSync } from 'node:fs';
import { parse, sep } from 'node:path';

/** File systems whose files lie on another machine, or behind a program that may stop answering. Source: mount(8). */
const distant = /^(?:nfs|cifs|smb|fuse|9p|afs|autofs|ceph|gluster|lustre|davfs|ncp|sshfs)/;

/** Disks of the machine that are mounted right below the root, and homes that are mounted one by one. */
const ofMachine = /^\/[^/]*$|^(?:\/var)?\/home(?:\/[^/]+)?$/;

/** Names of a path that tell one place from another where the system does not say what is mounted. */
const namesOfPlace = 3;

/** Milliseconds until the list of mounts is read again. */
const listAgeMs = 5_000;

let list = { at: -Infinity, mounts: [] as string[] };

/**
 * What stops answering as a whole when a file does: the drive on Windows, a mounted share, stick or disk on Linux, a volume
 * on macOS, else a folder of a person's home or the one two levels below the root. Only the path is used, since calls about
 * the file itself may never return.
 *
 * @param path absolute
 */
export function shareOf(path: string, platform = process.platform, mounts = mountsOf(platform)): string {
  if (platform === 'win32') return parse(path).root.toLowerCase();
  const mount = mounts.find((each) => path === each || path.startsWith(`${each}/`));
  if (mount !== undefined) return mount;
  const names = path.split(sep).filter((name) => name !== '');
  return `/${names.slice(0, depthOf(names, platform)).join('/')}`;
}

/** How many names tell one place from another. */
function depthOf([first, second]: readonly string[], platform: NodeJS.Platform): number {
  if (platform === 'darwin' && first === 'Volumes') return 2;
  return first === 'var' && second === 'home' ? namesOfPlace + 1 : namesOfPlace;
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

/**
 * Disks of the machine, such as one for `/home`, are left out as the root is: a folder in there may be a link to a share,
 * which must not take the rest of the disk with it when it goes away.
 *
 * @param mountinfo see proc_pid_mountinfo(5): the fifth field is the place, the first behind the dash the file system
 */
export function readMounts(mountinfo: string): string[] {
  return mountinfo
    .split('\n')
    .flatMap((line) => {
      const [before = '', type = ''] = line.split(' - ');
      const place = unescaped(before.split(' ')[4] ?? '');
      return place !== '' && (distant.test(type) || !ofMachine.test(place)) ? [place] : [];
    })
    .sort((a, b) => b.length - a.length);
}

/** Spaces and the like are written as octal numbers there. */
const unescaped = (text: string): string =>
  text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
