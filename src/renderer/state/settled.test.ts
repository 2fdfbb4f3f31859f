import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { settled } from './settled.ts';

describe('settled', () => {
  it.each([success(7), failed('offline')])('hands an outcome on as it is: %j', async (outcome) => {
    expect(await settled(Promise.resolve(outcome))).toBe(outcome);
  });

  it.each([
    [new Error('An object could not be cloned.'), 'An object could not be cloned.'],
    ['gone', 'gone'],
  ])('makes a failure of a request that broke, with its words: %s', async (reason, text) => {
    expect(await settled(Promise.reject(reason))).toEqual(failed('internal', text));
  });
});
