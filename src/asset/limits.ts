/** Why an asset, or a part of it, is not read. Its words are in `src/shared/words`. */
export const assetErrorCodes = [
  'damaged',
  'not-understood',
  'too-large',
  'too-many',
  'too-deep',
  'cycle',
  'too-long',
  'missing',
  'refused',
] as const;
export type AssetErrorCode = (typeof assetErrorCodes)[number];

/** Thrown by readers. `detail` is technical and in English: what, and where in the file. */
export class AssetError extends Error {
  readonly code: AssetErrorCode;

  constructor(code: AssetErrorCode, detail: string) {
    super(detail);
    this.name = 'AssetError';
    this.code = code;
  }
}

/**
 * What a reader may use for one asset. Files say how much they hold, and nothing that they say is believed. Time is not among
 * it: a clock stops no loop that forgets to look at it, so whoever has an asset read does that in a worker or a process of its own,
 * and ends it when it takes too long.
 */
export interface AssetLimits {
  /** Bytes of one file, and of all files that were read, after unpacking. */
  maxFileBytes: number;
  maxTotalBytes: number;
  /** Prims, nodes or elements of all files together. */
  maxPrims: number;
  /** Places in layers that the prims of USD are put together from, counted for each prim. */
  maxOpinions: number;
  maxOpinionsOfPrim: number;
  /** Levels of prims, and of files that name one another. */
  maxDepth: number;
  /** Values of all arrays together: points, indices and what else is unpacked. */
  maxValues: number;
  maxTriangles: number;
}

export const defaultLimits: AssetLimits = {
  maxFileBytes: 512 * 1024 * 1024,
  maxTotalBytes: 1024 * 1024 * 1024,
  maxPrims: 200_000,
  maxOpinions: 1_000_000,
  maxOpinionsOfPrim: 2_000,
  maxDepth: 64,
  maxValues: 200_000_000,
  maxTriangles: 20_000_000,
};

/** Counts what was used of the limits; each call throws an {@link AssetError} once there is more than allowed. */
export class AssetBudget {
  readonly limits: AssetLimits;
  #prims = 0;
  #opinions = 0;
  #values = 0;
  #bytes = 0;
  #triangles = 0;

  constructor(limits: AssetLimits = defaultLimits) {
    this.limits = limits;
  }

  addPrims(count: number): void {
    this.#prims += count;
    if (this.#prims > this.limits.maxPrims)
      throw new AssetError('too-many', `more than ${this.limits.maxPrims} prims`);
  }

  addOpinions(count: number): void {
    this.#opinions += count;
    if (this.#opinions > this.limits.maxOpinions)
      throw new AssetError('too-many', `more than ${this.limits.maxOpinions} opinions`);
  }

  checkOpinions(count: number, path: string): void {
    if (count > this.limits.maxOpinionsOfPrim)
      throw new AssetError('too-many', `more than ${this.limits.maxOpinionsOfPrim} opinions of ${path}`);
  }

  addValues(count: number): void {
    this.#values += count;
    if (!(this.#values <= this.limits.maxValues))
      throw new AssetError('too-large', `more than ${this.limits.maxValues} values`);
  }

  addTriangles(count: number): void {
    this.#triangles += count;
    if (!(this.#triangles <= this.limits.maxTriangles))
      throw new AssetError('too-large', `more than ${this.limits.maxTriangles} triangles`);
  }

  /** To be called with a file's size before it is read. */
  addFile(bytes: number, path: string): void {
    this.#bytes += bytes;
    if (!(bytes <= this.limits.maxFileBytes && this.#bytes <= this.limits.maxTotalBytes))
      throw new AssetError('too-large', path);
  }

  checkDepth(depth: number, where: string): void {
    if (depth > this.limits.maxDepth) throw new AssetError('too-deep', where);
  }
}
