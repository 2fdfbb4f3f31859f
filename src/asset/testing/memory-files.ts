import type { AssetFiles } from '../files.ts';

/** Files of an asset that are texts or bytes of a test. `reads` counts how often each was read. */
export class MemoryFiles implements AssetFiles {
  readonly reads = new Map<string, number>();
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(files: Record<string, string | Uint8Array>) {
    const encoder = new TextEncoder();
    this.#files = new Map(
      Object.entries(files).map(([path, file]) => [
        path,
        typeof file === 'string' ? encoder.encode(file) : file,
      ]),
    );
  }

  get paths(): string[] {
    return [...this.#files.keys()];
  }

  sizeOf(path: string): number | null {
    return this.#files.get(path)?.length ?? null;
  }

  read(path: string): Promise<Uint8Array | null> {
    this.reads.set(path, (this.reads.get(path) ?? 0) + 1);
    return Promise.resolve(this.#files.get(path) ?? null);
  }
}
