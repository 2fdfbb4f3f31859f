import { describe, expect, it } from 'vitest';
import { newestOnTop, noFilter } from '../../shared/saved-view.ts';
import { jobRow } from '../testing/states.ts';
import { maxEntries, paletteEntries, type PaletteSource } from './palette-entries.ts';
import { commands } from './commands.ts';

const source = (values: Partial<PaletteSource> = {}): PaletteSource => ({
  commands,
  views: [],
  batches: [],
  rows: [],
  ...values,
});
const view = (name: string) => ({ id: name, name, filter: noFilter, sort: newestOnTop });
const rows = Array.from({ length: 5_000 }, (_, index) =>
  jobRow({ id: `id${index}`, name: `Blue chair ${index}.glb` }),
);
const keys = (values: Partial<PaletteSource>, query: string): string[] =>
  paletteEntries(source(values), query).map(({ key }) => key);

describe('paletteEntries', () => {
  it('offers every command and no job before anything is typed', () => {
    const entries = paletteEntries(source({ rows }), ' ');
    expect(entries.map(({ kind }) => kind)).toEqual(commands.map(() => 'command'));
  });

  it('finds commands by their other words', () => {
    expect(keys({}, 'preferences')).toEqual(['command-settings']);
  });

  it('finds jobs by all words of a name, without accents and case, and by ID', () => {
    const some = [jobRow({ id: 'a1', name: 'Café chair.glb' }), jobRow({ id: 'b2', name: 'Table.glb' })];
    expect(keys({ rows: some }, 'CHAIR cafe')).toEqual(['job-a1']);
    expect(keys({ rows: some }, 'b2')).toEqual(['job-b2']);
    expect(keys({ rows: some }, 'chair table')).toEqual([]);
  });

  it('puts what begins with the words before what only holds them', () => {
    const names = ['Armchair', 'Blue chair', 'Chair'];
    const found = paletteEntries(source({ commands: [], views: names.map(view) }), 'chair');
    expect(found.map(({ label }) => label)).toEqual(['Chair', 'Blue chair', 'Armchair']);
  });

  it('never offers more than can be read, and leaves room for jobs', () => {
    const views = Array.from({ length: 200 }, (_, index) => view(`Blue ${index}`));
    const entries = paletteEntries(source({ views, rows }), 'blue');
    expect(entries).toHaveLength(maxEntries);
    expect(entries.filter(({ kind }) => kind === 'job')).toHaveLength(maxEntries / 2);
    expect(paletteEntries(source({ views }), '')).toHaveLength(maxEntries);
  });
});
