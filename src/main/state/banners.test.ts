import { describe, expect, it } from 'vitest';
import type { Banner } from '../../shared/state.ts';
import { Banners } from './banners.ts';

function setUp() {
  const shown: Banner[][] = [];
  return { board: new Banners((banners) => shown.push(banners)), shown };
}

const full: Banner = { kind: 'write-failed', detail: 'no room' };
const restored: Banner = { kind: 'jobs-restored', detail: '2' };

describe('the banners', () => {
  it('are shown in the order they came in', () => {
    const { board, shown } = setUp();
    board.post(full);
    board.post(restored);
    expect(shown).toEqual([[full], [full, restored]]);
  });

  it('are at most one of a kind: the newer one', () => {
    const { board, shown } = setUp();
    board.post(full);
    board.post({ ...full, detail: 'no permission' });
    expect(shown.at(-1)).toEqual([{ ...full, detail: 'no permission' }]);
  });

  it('go when they are removed, and nothing is reported if there was none', () => {
    const { board, shown } = setUp();
    board.post(full);
    board.remove('jobs-restored');
    expect(shown).toHaveLength(1);
    board.remove('write-failed');
    expect(shown).toEqual([[full], []]);
  });
});
