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

/** The path that `reference` names from beside `from`; null where it is absolute, an address, or leaves the asset. */
export function resolvePath(from: string, reference: string): string | null {
  if (/^([a-z][a-z\d+.-]*:|[/\\])/i.test(reference)) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of reference.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
