/** The files of an asset, by their path inside it: slashes, no leading one, no `.` or `..`. */
export interface AssetFiles {
  /** All paths there are, in no order that matters. */
  readonly paths: readonly string[];
  /** How many bytes a file has; null where there is none of that path. */
  sizeOf(path: string): number | null;
  /**
   * The whole file; null where there is none of that path.
   *
   * @throws {AssetError} where it is larger than the limits allow, or cannot be read
   */
  read(path: string): Promise<Uint8Array | null>;
}

/**
 * The file in a package that `path` names: `a.usdz[b/c.usdc]` is `b/c.usdc` in `a.usdz`. Packages in packages nest:
 * `a.usdz[b.usdz[c.usdc]]`. Null for a path of any other form.
 */
export function splitPackagePath(path: string): { file: string; inner: string } | null {
  if (!path.endsWith(']')) return null;
  let open = 0;
  for (let at = path.length - 1; at > 0; at -= 1) {
    if (path[at] === ']') open += 1;
    else if (path[at] === '[') open -= 1;
    if (open === 0) return { file: path.slice(0, at), inner: path.slice(at + 1, -1) };
  }
  return null;
}

/** The path of `inner` in the package at `file`, which may be in a package itself. */
export function joinPackagePath(file: string, inner: string): string {
  const around = splitPackagePath(file);
  return around === null ? `${file}[${inner}]` : `${around.file}[${joinPackagePath(around.inner, inner)}]`;
}

/**
 * The path that `reference` names from beside `from`; null where it is absolute, an address, or leaves the asset.
 * From inside a package it stays inside that package.
 */
export function resolvePath(from: string, reference: string): string | null {
  const around = splitPackagePath(from);
  if (around !== null) {
    const inner = resolvePath(around.inner, reference);
    return inner === null ? null : `${around.file}[${inner}]`;
  }
  const within = splitPackagePath(reference);
  if (within !== null) {
    const file = splitPackagePath(within.file) === null ? resolvePath(from, within.file) : null;
    return file === null ? null : `${file}[${within.inner}]`;
  }
  if (/^([a-z][a-z\d+.-]*:|[/\\])/i.test(reference)) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of reference.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
