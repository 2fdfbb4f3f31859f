import { type AssetFiles, joinPackagePath, splitPackagePath } from '../files.ts';
import { type AssetBudget, AssetError } from '../limits.ts';
import { ZipArchive, type ZipEntry } from './read-zip.ts';

/**
 * The files of an asset together with those inside its packages, at paths such as `a.usdz[b/c.usdc]`. A package is opened when
 * something in it is read first, and kept. Made once for an asset, and handed to all who read of it.
 */
export class PackageFiles implements AssetFiles {
  /** Without those in packages. */
  readonly paths: readonly string[];
  readonly #files: AssetFiles;
  readonly #budget: AssetBudget;
  readonly #open = new Map<string, ZipArchive>();
  /** Also of packages that turned out to be damaged. */
  readonly #opening = new Map<string, Promise<ZipArchive | null>>();

  constructor(files: AssetFiles, budget: AssetBudget) {
    this.paths = files.paths;
    this.#files = files;
    this.#budget = budget;
  }

  /** Of a file in a package: null until the package was opened. */
  sizeOf(path: string): number | null {
    const size = this.#files.sizeOf(path);
    if (size !== null) return size;
    let rest = splitPackagePath(path);
    while (rest !== null) {
      const entry = this.#open.get(rest.file)?.find(rest.inner);
      if (entry) return entry.size;
      rest = deeper(rest);
    }
    return null;
  }

  async read(path: string): Promise<Uint8Array | null> {
    if (this.#files.sizeOf(path) !== null) return await this.#files.read(path);
    const found = await this.#find(path);
    if (found === null) return null;
    if (found.entry.size > this.#budget.limits.maxFileBytes) throw new AssetError('too-large', path);
    return found.archive.read(found.entry.name);
  }

  /** As {@link sizeOf}, with the packages opened that it lies in. */
  async findSize(path: string): Promise<number | null> {
    return this.sizeOf(path) ?? (await this.#find(path))?.entry.size ?? null;
  }

  /** The package at `path`, whose bytes are read already. */
  addPackage(path: string, bytes: Uint8Array): ZipArchive {
    const archive = this.#open.get(path) ?? new ZipArchive(bytes, path);
    this.#open.set(path, archive);
    return archive;
  }

  async #find(path: string): Promise<{ archive: ZipArchive; entry: ZipEntry } | null> {
    let rest = splitPackagePath(path);
    while (rest !== null) {
      const archive = await this.#package(rest.file);
      if (archive === null) return null;
      const entry = archive.find(rest.inner);
      if (entry !== null) return { archive, entry };
      rest = deeper(rest);
    }
    return null;
  }

  #package(path: string): Promise<ZipArchive | null> {
    const archive = this.#open.get(path);
    if (archive !== undefined) return Promise.resolve(archive);
    const opening = this.#opening.get(path) ?? this.#openPackage(path);
    this.#opening.set(path, opening);
    return opening;
  }

  async #openPackage(path: string): Promise<ZipArchive | null> {
    const size = this.sizeOf(path);
    if (size === null) return null;
    this.#budget.addFile(size, path);
    const bytes = await this.read(path);
    return bytes && this.addPackage(path, bytes);
  }
}

/** `c.usdc` in `a.usdz[b.usdz]`, where what was looked for is `b.usdz[c.usdc]` in `a.usdz`. */
function deeper(path: { file: string; inner: string }): { file: string; inner: string } | null {
  const inside = splitPackagePath(path.inner);
  return inside && { file: joinPackagePath(path.file, inside.file), inner: inside.inner };
}
