import { describe, expect, it } from 'vitest';
import type { ColumnChoice } from '../../shared/settings.ts';
import { choicesOf, layoutFor, orderedColumns, withChoice, withPlace } from './column-layout.ts';

const idsOf = (choices: readonly ColumnChoice[]): string =>
  orderedColumns(choices)
    .map(({ column }) => column.id)
    .join(' ');
const shownAt = (width: number, choices: readonly ColumnChoice[]): string =>
  layoutFor(width, choices)
    .columns.map(({ id }) => id)
    .join(' ');

describe('the columns that a person chose', () => {
  it('are shown or left out, whatever the width shows by itself', () => {
    const chosen = withChoice(withChoice([], 'added', { isShown: true }), 'size', { isShown: false });
    expect(shownAt(1_100, chosen)).toBe('name status time submitted added next');
    expect(shownAt(700, chosen)).toBe('name status time added next');
  });

  it('stay longer than others where there is no room, and those without which a row says nothing always', () => {
    const all = (['type', 'completed', 'added', 'size', 'submitted'] as const).reduce<ColumnChoice[]>(
      (choices, id) => withChoice(choices, id, { isShown: true }),
      [],
    );
    expect(shownAt(1_000, all)).toBe('name type status time completed submitted added size next');
    expect(shownAt(720, all)).toBe('name status completed submitted size next');
    expect(shownAt(200, all)).toBe('name status next');
  });

  it('stand in the order that was chosen, what there is to do next at the end', () => {
    const moved = withPlace([], 'size', 'status');
    expect(idsOf(moved)).toBe('name type size status verdict time completed submitted added review next');
    expect(idsOf(withPlace(moved, 'next', 'name'))).toBe(idsOf(moved));
    expect(idsOf(withPlace(moved, 'name', null))).toBe(
      'type size status verdict time completed submitted added review name next',
    );
  });

  it('are none where all is as it is by itself', () => {
    expect(withChoice(withChoice([], 'size', { width: 90 }), 'size', { width: null })).toEqual([]);
    expect(withPlace(withPlace([], 'size', 'name'), 'size', 'next')).toEqual([]);
    expect(choicesOf(orderedColumns([]))).toEqual([]);
  });

  it('may be of another version of the app: those it does not know are left out, and its own have their usual neighbours', () => {
    const other = ['size', 'cost', 'name', 'size'].map((id) => ({ id, isShown: null, width: null }));
    expect(idsOf(other)).toBe('size name type status verdict time completed submitted added review next');
  });
});

describe('the width that a person chose for a column', () => {
  it('gives way down to what can be read, and the last column fills what is left', () => {
    const narrow = withChoice([], 'name', { width: 240 });
    expect(layoutFor(860, narrow).tracks).toBe(
      'minmax(88px, 240px) minmax(120px, 1fr) minmax(56px, 104px) minmax(140px, 152px)',
    );
    const both = layoutFor(860, withChoice(narrow, 'status', { width: 200 }));
    expect(both.tracks).toBe(
      'minmax(88px, 240px) minmax(120px, 200px) minmax(56px, 104px) minmax(152px, 1fr)',
    );
    expect(both.lastTrack).toBe('152px');
  });

  it('leaves the columns the same while it changes', () => {
    const before = layoutFor(1_300, withChoice([], 'time', { width: 90 }));
    const after = layoutFor(1_300, withChoice([], 'time', { width: 91 }));
    expect(after.tracks).not.toBe(before.tracks);
    expect([after.columns, after.shown]).toEqual([before.columns, before.shown]);
    expect(after.columns).toBe(before.columns);
    expect(after.shown).toBe(before.shown);
  });
});
