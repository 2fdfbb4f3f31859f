import { expect, it } from 'vitest';
import { rolesOf } from '../layers.ts';
import { totalsOf, type Totals } from '../measures.ts';
import { summaryOf } from '../summary.ts';
import { scene, shape } from '../testing/scenes.ts';
import type { AssetSummary } from '../workers/protocol.ts';
import { differences } from './differences.ts';

function summary(totals: Partial<Totals> = {}, upAxis: 'Y' | 'Z' = 'Z'): AssetSummary {
  const cube = scene({ shapes: [shape()], upAxis: { value: upAxis, isAuthored: true } });
  const roles = rolesOf(cube);
  return summaryOf(cube, roles, { ...totalsOf(cube, roles, 1000), ...totals });
}
const changes = (...summaries: (AssetSummary | null)[]): Record<string, string | null> =>
  Object.fromEntries(differences(summaries).map(({ label, change }) => [label, change]));

it('says that nothing changed', () => {
  expect([...new Set(Object.values(changes(summary(), summary())))]).toEqual(['Same']);
});

it('says how many more or fewer there are, and what part that is', () => {
  const from = summary({ triangles: 10_000, vertices: 8, materials: 0, textures: 1, bytes: 4096 });
  const to = summary({ triangles: 8_766, vertices: 10, materials: 2, textures: 40, bytes: 2048 });
  expect(changes(from, to)).toMatchObject({
    Triangles: '−1,234 (−12%)',
    Vertices: '+2 (+25%)',
    Materials: '+2',
    Textures: '+39',
  });
  expect(changes(from, to)['Size on disk']).toMatch(/^−2(\.0)? KB \(−50%\)$/);
});

it('compares sizes as they stand, whichever axis is up in the files', () => {
  const size = 'Width × depth × height';
  const input = summary({ size: [1, 3, 2] }, 'Y');
  expect(differences([input])[2]).toMatchObject({ label: size, values: ['1 × 2 × 3 m'] });
  expect(changes(input, summary({ size: [1, 2, 3] }))[size]).toBe('Same');
  expect(changes(input, summary({ size: [2.5, 5, 7.5] }))[size]).toBe('× 2.5');
  expect(changes(input, summary({ size: [1, 2, 6] }))[size]).toBe('× 1, × 1, × 2');
  expect(changes(summary({ size: [1, 0, 1] }), summary({ size: [1, 1, 1] }))[size]).toBe('× 1, –, × 1');
});

it('has a dash for what is not read yet, and no change', () => {
  const [triangles] = differences([null, summary(), summary()]);
  expect(triangles).toEqual({ label: 'Triangles', values: ['–', '12', '12'], change: null });
});

it('compares the first one with the last one', () => {
  const all = [summary({ triangles: 100 }), summary({ triangles: 5 }), summary({ triangles: 150 })];
  expect(changes(...all)['Triangles']).toBe('+50 (+50%)');
});
