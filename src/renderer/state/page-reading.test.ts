import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { PageReading } from './page-reading.ts';

const [newer, older] = [jobRow({ id: 'newer', order: 2 }), jobRow({ id: 'older', order: 1 })];

it('a row that a page lacks stays where it was patched after the page was made, and goes where it was before', () => {
  const pages = new PageReading();
  pages.notePatch(4, [older]);
  pages.notePatch(6, [newer]);
  expect(pages.take([newer, older], { revision: 5, rows: [], next: null })).toEqual({
    put: [],
    removed: ['older'],
  });
});
