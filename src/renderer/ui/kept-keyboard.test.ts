import { describe, expect, it } from 'vitest';
import { aroundLost } from './kept-keyboard.ts';

describe('around what is gone', () => {
  it('is what has come between its neighbours', () => {
    expect(
      aroundLost('download', ['close', 'download', 'note'], ['close', 'cancel', 'pause', 'note']),
    ).toEqual({
      previous: 'close',
      between: ['cancel', 'pause'],
      next: 'note',
    });
  });

  it('are the nearest neighbours that are still there', () => {
    const before = ['close', 'show', 'download', 'format', 'note'];
    expect(aroundLost('download', before, ['close', 'cancel', 'note', 'more'])).toEqual({
      previous: 'close',
      between: ['cancel'],
      next: 'note',
    });
  });

  it('is all that there is where there were no neighbours', () => {
    expect(aroundLost('load', ['load'], ['view'])).toEqual({
      previous: undefined,
      between: ['view'],
      next: undefined,
    });
  });

  it('is nothing for what never stood there', () => {
    expect(aroundLost('far', ['close', 'note'], ['close', 'new', 'note']).between).toEqual([]);
  });
});
