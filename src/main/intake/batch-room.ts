import { batchKeyOf, type BatchName, type ReadJob } from './read-export.ts';

/** Batches that one job is put into at most. */
export const maxBatchesOfJob = 100;
/** Batches that all jobs of an import name at most. Each is drawn in the window, and told to it with every change. */
const maxImportedBatches = 2_000;
/** How often they are named at most: twice by each of as many jobs as are read. */
const maxMemberships = 200_000;

/**
 * What room there is for the batches that are read at once, whatever number of files they stand in: a few kilobytes of text
 * can name thousands, and a file hundreds of thousands.
 */
export class BatchRoom {
  readonly #batches = new Set<string>();
  #batchesBefore = 0;
  #memberships = 0;

  /** The next file begins: its batches are others, whatever they are called. */
  beginFile(): void {
    this.#batchesBefore += this.#batches.size;
    this.#batches.clear();
  }

  /** Takes the batches that a file names of a job, as far as there is room. */
  take(named: readonly BatchName[]): Pick<ReadJob, 'batches' | 'hasMoreBatches'> {
    const batches = named.slice(0, maxBatchesOfJob).filter((batch) => this.#hasRoom(batch));
    return { batches, hasMoreBatches: batches.length < named.length };
  }

  #hasRoom(batch: BatchName): boolean {
    if (this.#memberships >= maxMemberships) return false;
    const key = batchKeyOf(batch);
    const count = this.#batchesBefore + this.#batches.size;
    if (count >= maxImportedBatches && !this.#batches.has(key)) return false;
    this.#batches.add(key);
    this.#memberships += 1;
    return true;
  }
}
