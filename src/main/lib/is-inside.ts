import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path lies in a folder, however deep, as far as its spelling says. */
export function isInside(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}
