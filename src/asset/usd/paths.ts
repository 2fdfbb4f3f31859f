/**
 * Paths of prims and properties as text: `/World/Cube`, `/World/Cube.points`. What is inside a variant is written
 * `/World{look=red}/Cube` here, with a slash that OpenUSD leaves out, so that every part of the path begins with one.
 */

/** Whether `path` is `prefix` or lies below it, as a prim, a property or in a variant. */
export function isWithin(path: string, prefix: string): boolean {
  if (prefix === '/' || path === prefix) return true;
  if (!path.startsWith(prefix)) return false;
  const next = path[prefix.length];
  return next === '/' || next === '.' || next === '{';
}

/** `path`, which is within `from`, with `to` in the place of `from`. */
export function replacePrefix(path: string, from: string, to: string): string {
  const rest = path === from ? '' : path.slice(from === '/' ? 0 : from.length);
  return to === '/' && rest.startsWith('/') ? rest : to + rest;
}

export function joinPath(parent: string, name: string): string {
  return parent === '/' ? `/${name}` : `${parent}/${name}`;
}

/** The path above a prim's path; `/` of a root prim. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** How many prims a path names, from the root: 2 of `/World/Cube`. */
export function depthOf(path: string): number {
  return path === '/' ? 0 : path.split('/').length - 1;
}

export function withoutSelections(path: string): string {
  return path.includes('{') ? path.replace(/\{[^{}]*\}/g, '') : path;
}

/**
 * A path as a layer writes it, on the prim at `anchor`: absolute, without variants, `.` and `..`; empty for an empty one. Null
 * where it leaves the root.
 */
export function absolutePath(written: string, anchor: string): string | null {
  // OpenUSD writes no slash after a variant.
  let path = withoutSelections(written.replace(/(?<=[^/])\{[^{}]*\}(?=[^/.{])/g, '/'));
  if (path === '') return path;
  if (!path.startsWith('/')) path = joinPath(withoutSelections(anchor), path);
  if (!path.includes('/.')) return path;
  const parts: string[] = [];
  for (const part of path.split('/').slice(1)) {
    if (part === '.' || part === '') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part.startsWith('.')) parts.push((parts.pop() ?? '') + part);
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
