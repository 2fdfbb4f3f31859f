import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { viewOf } from '../testing/view-of.ts';
import { headId } from './groups/list-lines.ts';
import { type KeyStand, rowAfter, SelectionState } from './selection-state.svelte.ts';

function start(open: string | null = null, typeOf = (_id: string): string | null => null) {
  let given = $state.raw(
    ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
      jobRow({ id, name: `${id}.glb`, type: typeOf(id), order: 9 - index }),
    ),
  );
  const view = viewOf(() => given);
  let openId = $state(open);
  const clock = { now: 0 };
  const selection = new SelectionState(
    view,
    () => openId,
    () => clock.now,
  );
  return {
    view,
    selection,
    clock,
    open: (id: string) => ((openId = id), selection.reset(id)),
    ids: () => selection.rows.map(({ id }) => id).join(''),
    take: (...gone: string[]) => {
      const all = given;
      given = given.filter(({ id }) => !gone.includes(id));
      return { bringBack: () => (given = all) };
    },
  };
}

describe('SelectionState', () => {
  it('holds the open job, which is not several', () => {
    const { selection, ids } = start('b');
    expect(['a', 'b'].map((id) => selection.has(id))).toEqual([false, true]);
    expect(ids()).toBe('');
  });

  it('puts rows in and takes them out, beginning with the open one', () => {
    const { selection, ids } = start('b');
    selection.toggle('d');
    expect(ids()).toBe('bd');
    selection.toggle('b');
    expect(ids()).toBe('d');
    expect(['b', 'd'].map((id) => selection.has(id))).toEqual([false, true]);
  });

  it('ends with nothing but the open job, and the next range begins where the keyboard is', () => {
    const { selection, ids } = start('b');
    selection.toggle('d');
    selection.clear();
    expect([ids(), selection.has('b'), selection.isChosen]).toEqual(['', true, false]);
    selection.extendTo('c', 'b');
    expect(ids()).toBe('bc');
  });

  it('leaves an open job out that is not shown', () => {
    const { selection, ids, view } = start('a');
    view.change({ query: '"c.glb"' });
    selection.toggle('c');
    view.clear();
    expect(ids()).toBe('c');
  });

  it('begins with the row alone where none is open', () => {
    const { selection, ids } = start();
    selection.toggle('c');
    expect(ids()).toBe('c');
  });

  it('extends from the row that was chosen last, in both directions', () => {
    const { selection, ids, open } = start();
    open('c');
    selection.extendTo('e', 'a');
    expect(ids()).toBe('cde');
    selection.extendTo('a', 'e');
    expect(ids()).toBe('abc');
    selection.toggle('e');
    selection.extendTo('d', 'a');
    expect(ids()).toBe('de');
    open('a');
    selection.extendTo('c', 'b');
    expect(ids()).toBe('abc');
  });

  it('extends from where the keyboard is while nothing was chosen, or what was is not shown', () => {
    const { selection, ids, view } = start();
    selection.extendTo('c', 'b');
    expect(ids()).toBe('bc');
    selection.reset('a');
    view.change({ query: '"b.glb"' });
    selection.extendTo('b', 'b');
    expect(ids()).toBe('b');
  });

  it('selects all that is shown, and no more than is shown later', () => {
    const { selection, ids, view } = start();
    selection.all();
    expect(ids()).toBe('abcde');
    view.change({ query: 'd.glb' });
    expect(ids()).toBe('d');
    selection.all();
    view.clear();
    expect(ids()).toBe('d');
  });

  it('begins anew', () => {
    const { selection, ids } = start('b');
    selection.all();
    selection.reset(null);
    expect(ids()).toBe('');
    expect(selection.has('b')).toBe(true);
  });

  it('leaves the keyboard on its row when nothing is selected any more', () => {
    const { selection, open } = start();
    open('c');
    selection.reset(null);
    expect(selection.current?.id).toBe('c');
  });

  it('leaves the keyboard in place when its row goes: on the one below, at the end on the one above', () => {
    const { selection, take } = start();
    const current = () => selection.current?.id;
    selection.focusRow('c');
    expect(current()).toBe('c');
    take('c');
    expect(current()).toBe('d');
    take('d', 'e');
    expect(current()).toBe('b');
    take('a', 'b');
    expect(current()).toBeUndefined();
  });

  it('leaves the keyboard where it came to when rows come back', () => {
    const { selection, take, view } = start();
    selection.focusRow('b');
    expect(selection.current?.id).toBe('b');
    take('b', 'c');
    expect(selection.current?.id).toBe('d');
    view.sortBy('name');
    expect(selection.current?.id).toBe('d');
    selection.focusRow('a');
    expect(selection.current?.id).toBe('a');
  });

  it('is on the row that it is put on again once that has come back', () => {
    const { selection, take } = start();
    selection.focusRow('b');
    expect(selection.current?.id).toBe('b');
    const { bringBack } = take('b');
    expect(selection.current?.id).toBe('c');
    bringBack();
    expect(selection.current?.id).toBe('c');
    selection.focusRow('b');
    expect(selection.current?.id).toBe('b');
  });

  it('is rather on the open job than on a neighbour', () => {
    const { selection, take, open } = start();
    open('e');
    selection.focusRow('b');
    expect(selection.current?.id).toBe('b');
    take('b');
    expect(selection.current?.id).toBe('e');
  });

  it('is on the open job again when that comes back', () => {
    const { selection, take, open } = start();
    open('b');
    expect(selection.current?.id).toBe('b');
    const { bringBack } = take('b');
    expect(selection.current?.id).toBe('c');
    bringBack();
    expect(selection.current?.id).toBe('b');
  });

  it('is on no row of others that the person chose to see', () => {
    const { selection, view } = start();
    selection.focusRow('b');
    expect(selection.current?.id).toBe('b');
    view.change({ query: '"d.glb"' });
    expect(selection.current).toBeUndefined();
    view.clear();
    expect(selection.current?.id).toBe('b');
  });

  it('goes on when all that were chosen leave the list by themselves, and ends when the person took them away', () => {
    const left = start();
    left.selection.toggle('a');
    left.take('a');
    expect([left.selection.isChosen, left.ids()]).toEqual([true, '']);
    left.view.change({ query: 'b.glb' });
    expect(left.selection.isChosen).toBe(false);

    const narrowed = start();
    narrowed.selection.toggle('a');
    narrowed.selection.toggle('b');
    narrowed.view.change({ query: 'b.glb' });
    expect([narrowed.selection.isChosen, narrowed.ids()]).toEqual([true, 'b']);
    narrowed.take('b');
    expect(narrowed.selection.isChosen).toBe(true);

    const taken = start();
    taken.selection.toggle('a');
    taken.selection.toggle('b');
    taken.selection.drop(['a', 'b']);
    expect(taken.selection.isChosen).toBe(false);
    taken.selection.toggle('c');
    taken.selection.toggle('c');
    expect(taken.selection.isChosen).toBe(false);
  });

  it.each([
    ['the person took them away', ({ selection }: ReturnType<typeof start>) => selection.drop(['a', 'b'])],
    ['another one was chosen', ({ selection }: ReturnType<typeof start>) => selection.reset('c')],
    [
      'each was taken out again',
      ({ selection }: ReturnType<typeof start>) => (selection.toggle('a'), selection.toggle('b')),
    ],
  ])('has just ended for a second where %s, so that no second click is about all others', (_why, end) => {
    const started = start();
    const { selection, clock } = started;
    selection.toggle('a');
    selection.toggle('b');
    expect(selection.hasJustEnded).toBe(false);
    clock.now = 5_000;
    end(started);
    expect(selection.hasJustEnded).toBe(true);
    selection.reset('d');
    clock.now = 5_999;
    expect(selection.hasJustEnded).toBe(true);
    clock.now = 6_000;
    expect(selection.hasJustEnded).toBe(false);
  });
});

/** The same five jobs in two groups: a and b are of type one, the others of type two. */
function grouped(open: string | null = null) {
  const started = start(open, (id) => (id < 'c' ? 'one' : 'two'));
  started.view.groups.groupBy('type');
  const line = () => started.selection.currentId;
  return { ...started, groups: started.view.groups, line };
}

describe('SelectionState with groups', () => {
  it('has the keyboard on a head, which is no job', () => {
    const { selection, line } = grouped();
    selection.focusRow(headId('two'));
    expect([line(), selection.current]).toEqual([headId('two'), undefined]);
  });

  it('selects a range over a folded group without what is folded away', () => {
    const { selection, groups, ids, open } = grouped();
    groups.setFolded('two', true);
    open('b');
    selection.extendTo(headId('two'), 'b');
    expect(ids()).toBe('b');
    groups.setFolded('two', false);
    expect(ids()).toBe('b');
    selection.extendTo('d', 'b');
    expect(ids()).toBe('bcd');
  });

  it('selects all that is shown, and no more once a group is opened', () => {
    const { selection, groups, ids } = grouped();
    groups.setFolded('one', true);
    selection.all();
    expect(ids()).toBe('cde');
    groups.setFolded('one', false);
    expect(ids()).toBe('cde');
  });

  it('selects a group, and a range from there on', () => {
    const { selection, groups, view, ids } = grouped();
    const head = view.lines.headAt(view.indexOf(headId('two')))?.line;
    if (head === undefined) throw new Error('There is no such group.');
    selection.group(head.group);
    expect(ids()).toBe('cde');
    selection.extendTo('d', 'a');
    expect(ids()).toBe('cd');
    // What is folded away is not acted on.
    groups.setFolded('two', true);
    expect(ids()).toBe('');
  });

  it('leaves the keyboard on the head of a group in which its row is folded away', () => {
    const { selection, groups, line } = grouped();
    selection.focusRow('d');
    expect(line()).toBe('d');
    groups.setFolded('two', true);
    expect(line()).toBe(headId('two'));
    groups.setFolded('two', false);
    expect(line()).toBe(headId('two'));
    selection.focusRow('a');
    expect(line()).toBe('a');
    groups.setFolded('one', true);
    expect(line()).toBe(headId('one'));
  });

  it('leaves the keyboard in place where its row goes, also when that was the last of its group', () => {
    const { selection, take, line } = grouped();
    selection.focusRow('b');
    expect(line()).toBe('b');
    take('a', 'b');
    expect(line()).toBe(headId('two'));
    take('c', 'd', 'e');
    expect(line()).toBeNull();
  });

  it('is about the head and not about an open job that is folded away', () => {
    const { selection, groups, open, line } = grouped();
    open('b');
    selection.focusRow(headId('one'));
    groups.setFolded('one', true);
    expect([line(), selection.isElsewhere]).toEqual([headId('one'), false]);
  });
});

const stand = (values: Partial<KeyStand> = {}): KeyStand => ({
  index: 4,
  hasRing: true,
  count: 20,
  page: 8,
  ...values,
});
const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

describe('a key in the list', () => {
  it('leads from the row that has the ring', () => {
    expect(keys.map((key) => rowAfter(key, stand()))).toEqual([5, 3, 12, 0, 0, 19]);
  });

  it('leads first to the row where the keyboard stands unseen, and skips none', () => {
    expect(keys.map((key) => rowAfter(key, stand({ hasRing: false })))).toEqual([4, 4, 4, 4, 0, 19]);
  });

  it('leads to no row beyond the last', () => {
    expect(['ArrowDown', 'PageDown'].map((key) => rowAfter(key, stand({ index: 19 })))).toEqual([19, 19]);
  });

  it('that is for something else leads nowhere', () => {
    expect(rowAfter('Enter', stand())).toBeUndefined();
  });
});
