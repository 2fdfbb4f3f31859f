import type { Batch } from '../../shared/batch.ts';
import { readTimeOr } from '../../shared/lib/timestamp.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { batchKey, batchListKey, readBatches, readBatchList, type BatchRecord } from './batch-record.ts';

export interface BatchStoreOptions {
  rows: Pick<WriteBehind, 'set'>;
  onChange: (batches: Batch[]) => void;
}

/** The batches. Kept in memory; each change is passed on to be written. */
export class BatchStore {
  readonly #options: BatchStoreOptions;
  readonly #batches = new Map<string, BatchRecord>();
  readonly #unreadable = new Set<string>();
  #revision = 0;

  constructor(options: BatchStoreOptions) {
    this.#options = options;
  }

  /**
   * Loads what the last run left on disk.
   *
   * @param now the creation time of a batch whose own cannot be read
   */
  load(rows: ReadonlyMap<string, unknown>, now: number): void {
    const { records, unreadable } = readBatches(rows);
    for (const record of records)
      this.#batches.set(record.id, { ...record, createdAt: readTimeOr(record.createdAt, now) });
    unreadable.forEach((id) => this.#unreadable.add(id));
    this.#revision = readBatchList(rows.get(batchListKey))?.revision ?? 0;
    this.#publish();
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  get(id: string): BatchRecord | undefined {
    return this.#batches.get(id);
  }

  /** As they are kept, newest first. */
  records(): BatchRecord[] {
    return [...this.#batches.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  }

  /** Adds or replaces batches, and publishes the list once. */
  put(...records: BatchRecord[]): void {
    for (const record of records) this.#batches.set(record.id, record);
    this.#write(records.map(({ id }) => id));
  }

  remove(id: string): void {
    if (this.#batches.delete(id)) this.#write([id]);
  }

  #write(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#revision += ids.length;
    for (const id of ids) this.#options.rows.set(batchKey(id), () => this.#batches.get(id));
    this.#options.rows.set(batchListKey, () => ({
      count: this.#batches.size + this.#unreadable.size,
      revision: this.#revision,
    }));
    this.#publish();
  }

  #publish(): void {
    this.#options.onChange(this.records().map(toBatch));
  }
}

const toBatch = ({ id, name, createdAt, expected, collects, archived }: BatchRecord): Batch => ({
  id,
  name,
  createdAt,
  expected,
  collects,
  ...(archived === true ? { archived } : {}),
});
