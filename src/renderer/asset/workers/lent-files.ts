import type { AssetFiles } from '../../../asset/files.ts';
import { AssetError } from '../../../asset/limits.ts';
import { assetAddress } from '../../../shared/asset-scheme.ts';
import type { LentAsset } from './protocol.ts';

/** The files that main lends, fetched one by one as a reader wants them. */
export class LentFiles implements AssetFiles {
  readonly paths: readonly string[];
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #token: string;
  readonly #onBytes: (bytes: number) => void;
  #fetched = 0;

  /** @param onBytes is told how many bytes were fetched so far */
  constructor({ files, token }: LentAsset, onBytes: (bytes: number) => void) {
    this.#sizes = new Map(files.map(({ path, bytes }) => [path, bytes]));
    this.paths = [...this.#sizes.keys()];
    this.#token = token;
    this.#onBytes = onBytes;
  }

  sizeOf(path: string): number | null {
    return this.#sizes.get(path) ?? null;
  }

  async read(path: string): Promise<Uint8Array | null> {
    if (!this.#sizes.has(path)) return null;
    const bytes = await this.#fetch(path);
    this.#fetched += bytes.length;
    this.#onBytes(this.#fetched);
    return bytes;
  }

  async #fetch(path: string): Promise<Uint8Array> {
    try {
      const answer = await fetch(assetAddress(this.#token, path));
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    } catch {
      // Says no more than that it was not to be had.
    }
    throw new AssetError('missing', path);
  }
}
