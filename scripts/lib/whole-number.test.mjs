import { describe, expect, it } from 'vitest';
import { wholeNumber } from './whole-number.mjs';

describe('wholeNumber', () => {
  it('reads digits, and leaves out what was left out', () => {
    expect([wholeNumber('--kills', '200'), wholeNumber('--kills', undefined)]).toEqual([200, undefined]);
  });

  it.each(['', '-1', '1.5', '1e9', 'many', ' 1'])('refuses %j by the name of the option', (text) => {
    expect(() => wholeNumber('--kills', text)).toThrow('--kills takes a whole number.');
  });
});
