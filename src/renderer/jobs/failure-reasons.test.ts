import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { foldNumbers, givenReason, reasonOf } from './failure-reasons.ts';

describe('the reason of a failure', () => {
  it.each([
    ['Mesh is not watertight: 217 open edges', 'Mesh is not watertight: # open edges'],
    ['Took 1,204.5 s of 600', 'Took # s of #'],
    ['Address 0x7fA3', 'Address #'],
    ['No asset 3b3a535f952c0230973b318b', 'No asset #'],
    ['Job 0b8f6f1e-5d4c-4a55-9f41-2f6a1c0d8e11 is gone', 'Job # is gone'],
    ['Step collision-mesh-3 ended', 'Step collision-mesh-# ended'],
    ['Collision decomposition ran out of memory', 'Collision decomposition ran out of memory'],
  ])('of %j is %j, so that those which differ in numbers alone are one', (error, reason) => {
    expect(foldNumbers(error)).toBe(reason);
  });

  it('is empty where the service gave none, and that it was cancelled where it was', () => {
    expect(reasonOf(jobRow({ status: 'failed' }))).toBe('');
    expect(reasonOf(jobRow({ status: 'cancelled' }))).toBe('Cancelled');
    expect(givenReason(jobRow({ status: 'cancelled', error: ' By its owner. ' }))).toBe('By its owner.');
  });

  it('is kept to a length that a saved view takes', () => {
    expect(reasonOf(jobRow({ status: 'failed', error: 'long '.repeat(100) }))).toHaveLength(200);
  });
});
