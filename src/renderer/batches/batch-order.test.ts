import { describe, expect, it } from 'vitest';
import { type Batch, type BatchOrder, emptyTally, progressOf } from '../../shared/batch.ts';
import { chosenBatches, unfinishedFirst } from './batch-order.ts';

const batch = (name: string): Batch => ({ id: name, name, createdAt: 0, expected: 1, collects: false });
const batches = ['shard_10', 'Älteste', 'shard_9', 'beds'].map(batch);
const namesIn = (order: BatchOrder, query = ''): string[] =>
  chosenBatches(batches, order, query).map(({ name }) => name);

describe('the batches of the sidebar', () => {
  it('stay the newest first', () => {
    expect(namesIn('newest')).toEqual(['shard_10', 'Älteste', 'shard_9', 'beds']);
  });

  it('are in the order of their names, numbers as numbers', () => {
    expect(namesIn('name')).toEqual(['Älteste', 'beds', 'shard_9', 'shard_10']);
  });

  it('are found by all words of a query, without accents', () => {
    expect(namesIn('newest', 'SHARD')).toEqual(['shard_10', 'shard_9']);
    expect(namesIn('newest', '9 shard')).toEqual(['shard_9']);
    expect(namesIn('newest', 'alt')).toEqual(['Älteste']);
    expect(namesIn('newest', 'chairs')).toEqual([]);
  });

  it('that have not ended come first where that is chosen', () => {
    const standing = (name: string, running: number) => ({
      batch: batch(name),
      progress: progressOf(batch(name), { ...emptyTally(), present: 1, running, done: 1 - running }),
    });
    const given = [standing('new', 0), standing('old', 1), standing('older', 0)];
    expect(unfinishedFirst(given).map((one) => one.batch.name)).toEqual(['old', 'new', 'older']);
  });
});
