import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../shared/batch.ts';
import { noBatch } from '../../../shared/saved-view.ts';
import { jobRow } from '../../testing/states.ts';
import { batchChoices, chosenWords, statusChoices, typeChoices } from './filter-choices.ts';

const rows = [
  jobRow({ status: 'completed', type: 'text_to_simready', batches: ['old', 'new'] }),
  jobRow({ status: 'running', type: 'glb_to_simready', batches: ['new'] }),
  jobRow({ status: 'running' }),
];
const batch = (id: string, createdAt: number): Batch =>
  ({ id, name: `${id} batch`, createdAt, expected: 1, collects: false }) as Batch;
const lines = (choices: { label: string; count: number | null }[]) =>
  choices.map(({ label, count }) => `${label} ${count}`);

describe('statusChoices', () => {
  it('counts each group, stuck jobs also among those that run', () => {
    expect(lines(statusChoices(rows, ({ type }) => type === 'glb_to_simready'))).toEqual([
      'Waiting 0',
      'Running 2',
      'Stuck 1',
      'Completed 1',
      'Failed 0',
      'Unknown 0',
    ]);
  });
});

describe('typeChoices', () => {
  it('offers the types that there are, and a chosen one of which there are none', () => {
    expect(lines(typeChoices(rows, ['simulate_usd']))).toEqual(['3D model 1', 'Simulation 0', 'Text 1']);
  });
});

describe('batchChoices', () => {
  it('offers any, then the batches, the newest first', () => {
    expect(lines(batchChoices(rows, [batch('old', 1), batch('new', 2), batch('empty', 0)], null))).toEqual([
      'Any batch 3',
      'new batch 2',
      'old batch 1',
      'empty batch 0',
      'No batch 1',
    ]);
  });

  it('keeps a chosen batch that is gone, so that it can be seen why nothing is shown', () => {
    expect(lines(batchChoices(rows, [], 'gone'))).toEqual(['Any batch 3', 'No batch 1', 'Removed batch 0']);
    expect(batchChoices(rows, [batch('new', 1)], 'new')).toHaveLength(3);
    expect(batchChoices(rows, [batch('new', 1)], noBatch)).toHaveLength(3);
  });
});

describe('chosenWords', () => {
  it.each([
    [[], ''],
    [['Completed'], 'Completed'],
    [['Completed', 'Failed'], '2 selected'],
  ])('says of %j: %s', (labels, words) => {
    expect(chosenWords(labels)).toBe(words);
  });
});
