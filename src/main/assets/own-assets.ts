import { basename, dirname, join } from 'node:path';
import { formatByName, mayBelongToAsset } from '../../shared/asset-files.ts';
import type { LookOffer, OpenedAsset } from '../../shared/assets.ts';
import type { DroppedAssets } from '../../shared/contract.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { fileFailed } from '../files/file-failure.ts';
import { readingFile, type FolderFiles } from '../files/folder-files.ts';
import { formatOf, headBytes } from './asset-format.ts';
import { findRoots } from './find-roots.ts';
import {
  filesIn,
  folderLimits,
  openFolderContent,
  unhidden,
  type FolderContentOptions,
} from './folder-content.ts';
import type { FoundAsset } from './job-assets.ts';

export interface OwnAssetsOptions {
  files: FolderFiles;
  steady: FolderContentOptions['steady'];
  onOffer: (offer: LookOffer | null) => void;
  onOpened: (opened: OpenedAsset | null) => void;
  /** Nobody looks at it any more. */
  onClosed: (number: number) => void;
}

/** What a person gave: a folder, or files in one. */
interface Given {
  number: number;
  name: string;
  folder: string;
  /** Names of the files; empty where the folder itself was given. */
  files: string[];
}

/** Looked at of a folder until there is a file that can be shown. */
const searchLimits = { ...folderLimits, folders: 200, files: 50 };

/** A file that can be shown, by its name. */
const isNamedAsset = (name: string): boolean => formatByName(name) !== null;

/** Files and folders of a person's own, which they are asked about and then look at. Their paths never leave main. */
export class OwnAssets {
  readonly #options: OwnAssetsOptions;
  #last = 0;
  #offered: Given | null = null;
  #opened: Given | null = null;

  constructor(options: OwnAssetsOptions) {
    this.#options = options;
  }

  /**
   * Asks the person about those of these paths that can be looked at: the first folder, or the files that lie beside the first
   * one. A question that waits for an answer is replaced.
   */
  async offer(paths: readonly string[]): Promise<DroppedAssets | null> {
    const kinds = await this.#kindsOf(paths);
    const first = kinds.findIndex((kind) => kind !== null);
    const [path, kind] = [paths[first], kinds[first]];
    if (path === undefined || kind === undefined || kind === null) return null;
    this.#last += 1;
    const isFolder = kind === 'folder';
    const folder = isFolder ? path : dirname(path);
    const isPart = (other: string, index: number): boolean =>
      index === first || (!isFolder && kinds[index] === 'file' && dirname(other) === folder);
    const indices = paths.flatMap((other, index) => (isPart(other, index) ? [index] : []));
    const files = isFolder ? [] : indices.map((index) => basename(paths[index] ?? ''));
    const given: Given = { number: this.#last, name: basename(path), folder, files };
    this.#offered = given;
    const { number, name } = given;
    this.#options.onOffer({ number, name, isFolder, others: Math.max(0, files.length - 1) });
    return { number, indices };
  }

  /** The answer to the question; to another one it has none. */
  answer(number: number, isWanted: boolean): void {
    const given = this.#offered;
    if (given?.number !== number) return;
    this.#offered = null;
    this.#options.onOffer(null);
    if (!isWanted) return;
    this.#endOpened();
    this.#opened = given;
    this.#options.onOpened({ number, name: given.name });
  }

  /** Ends looking at something. */
  close(number: number): void {
    if (this.#opened?.number !== number) return;
    this.#endOpened();
    this.#options.onOpened(null);
  }

  /** The files of what is looked at: those of its folder and below it that may belong to an asset. */
  async find(number: number): Promise<Outcome<FoundAsset>> {
    const given = this.#opened;
    if (given?.number !== number) return failed('cancelled');
    const { folder, files: named } = given;
    try {
      const content = await openFolderContent(folder, {
        files: this.#options.files,
        steady: this.#options.steady,
        accepts: unhidden(mayBelongToAsset),
      });
      const listed = new Set(content.files.map(({ path }) => path));
      const roots =
        named.length === 0
          ? await findRoots(content, basename(folder))
          : named.filter((name) => listed.has(name));
      if (roots.length > 0)
        return success({ content, roots, from: named.length === 0 ? 'own-folder' : 'own-file' });
      await content.close();
      return failed(named.length === 0 ? 'no-model' : 'file-missing', given.name);
    } catch (error) {
      return fileFailed(error);
    }
  }

  #endOpened(): void {
    if (this.#opened !== null) this.#options.onClosed(this.#opened.number);
    this.#opened = null;
  }

  async #kindsOf(paths: readonly string[]): Promise<('file' | 'folder' | null)[]> {
    const kinds: ('file' | 'folder' | null)[] = [];
    for (const path of paths) kinds.push(await this.#kindOf(path).catch(() => null));
    return kinds;
  }

  async #kindOf(path: string): Promise<'file' | 'folder' | null> {
    const stats = await this.#options.files.stat(path);
    if (stats.isDirectory()) return (await this.#hasAsset(path)) ? 'folder' : null;
    return stats.isFile() && (await this.#isAsset(path)) ? 'file' : null;
  }

  /** Whether there is a file in a folder, or below it, that can be shown. */
  async #hasAsset(top: string): Promise<boolean> {
    const { files, steady } = this.#options;
    const options = { files, steady, accepts: unhidden(isNamedAsset), limits: searchLimits };
    for await (const { path } of filesIn(top, options)) if (await this.#isAsset(join(top, path))) return true;
    return false;
  }

  async #isAsset(path: string): Promise<boolean> {
    if (!isNamedAsset(path)) return false;
    const file = await this.#options.files.open(path, readingFile);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return formatOf(path, buffer.subarray(0, bytesRead)) !== null;
    } finally {
      await file.close();
    }
  }
}
