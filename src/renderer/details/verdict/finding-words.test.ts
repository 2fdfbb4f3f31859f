import { describe, expect, it } from 'vitest';
import { evidenceLines, placeName, shownPart, sourceLine } from './finding-words.ts';

describe('a finding in words', () => {
  it('has its evidence line by line, with units', () => {
    const evidence = {
      hullVolume: { value: 2, unit: 'm³' },
      'made-by': { text: 'convexHull' },
    } as const;
    expect(evidenceLines({ evidence })).toEqual([
      `hull volume: ${(2).toLocaleString()} m³`,
      'made by: convexHull',
    ]);
  });

  it.each([
    [
      { by: 'SimReady', code: 'RB.013', name: 'Collider', version: '2026.08.0' },
      'SimReady RB.013 Collider (2026.08.0)',
    ],
    [{ by: 'Rigyd Desk', code: null, name: 'Size', version: null }, 'Rigyd Desk Size'],
  ] as const)('names who states the rule: %o', (source, line) => {
    expect(sourceLine(source)).toBe(line);
  });

  it.each([
    ['usd', '/chair/seat', 'result-usd', 'seat'],
    ['mjcf', 'geom 3', 'result-mjcf', 'geom 3'],
    ['gltf', '/', null, '/'],
  ] as const)('shows what is in %s: %s', (part, path, shown, name) => {
    expect(shownPart({ part, path })).toBe(shown);
    expect(placeName({ part, path })).toBe(name);
  });
});
