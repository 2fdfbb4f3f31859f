import { expect, it } from 'vitest';
import { nameOf } from './job-name.ts';

it('is the file name of a job', () => {
  expect(nameOf({ id: 'abc123', name: 'chair.glb' })).toBe('chair.glb');
});

it('is the ID of a job without a file name, or with a blank one', () => {
  for (const name of [null, undefined, '', '  ', '\n\t'])
    expect(nameOf({ id: 'abc123', name })).toBe('abc123');
});
