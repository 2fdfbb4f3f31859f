import type { AssetFiles } from './files.ts';

/** Files that remember which of them were read: those that an asset is made of, whatever else lies beside them. */
export class OpenedFiles implements AssetFiles {
  readonly #files: AssetFiles;
  readonly #opened = new Set<string>();

  constructor(files: AssetFiles) {
    this.#files = files;
  }

  get paths(): readonly string[] {
    return this.#files.paths;
  }

  /** Bytes on the disk of what was read, each file once. */
  get bytes(): number {
    return [...this.#opened].reduce((sum, path) => sum + (this.sizeOf(path) ?? 0), 0);
  }

  sizeOf(path: string): number | null {
    return this.#files.sizeOf(path);
  }

  async read(path: string): Promise<Uint8Array | null> {
    this.#opened.add(path);
    return await this.#files.read(path);
  }
}
