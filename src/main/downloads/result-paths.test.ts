import { expect, it } from 'vitest';
import { ResultPaths } from './result-paths.ts';

it('a path is that of the job whose result was put there, in any case, until it is put elsewhere', () => {
  const paths = new ResultPaths();
  paths.note('first', null, '/home/ada/Chair');
  expect(paths.isOfAnother('second', '/home/ada/chair')).toBe(true);
  expect(paths.isOfAnother('first', '/home/ada/chair')).toBe(false);
  expect(paths.isOfAnother('second', '/home/ada/chair (2)')).toBe(false);
  paths.note('first', '/home/ada/Chair', '/home/ada/stool');
  expect(paths.isOfAnother('second', '/home/ada/chair')).toBe(false);
});

it('of two jobs that an earlier version noted with one path, the later one keeps it', () => {
  const paths = new ResultPaths();
  paths.note('first', null, '/home/ada/chair');
  paths.note('second', null, '/home/ada/chair');
  paths.note('first', '/home/ada/chair', '/home/ada/chair (2)');
  expect(paths.isOfAnother('third', '/home/ada/chair')).toBe(true);
});
