import { describe, expect, it } from 'vitest';
import { ruleIds } from '../../asset/verdict/verdict.ts';
import type { Evidence, Unit } from '../../asset/verdict/verdict.ts';
import { sentenceOf, verdictWords } from './verdict.ts';
import { quantityText } from './verdict/evidence.ts';

describe('words of rules', () => {
  it.each(ruleIds)('%s has a title, a meaning and a remedy', (id) => {
    const { title, meaning, remedy } = verdictWords.rules[id];
    expect(title).not.toMatch(/[.!]$/);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('say the evidence as a sentence', () => {
    const evidence: Evidence = { ratio: { value: 2.345, unit: 'ratio' } };
    expect(sentenceOf({ rule: 'collider-volume', kind: 'large', evidence })).toBe(
      `The colliders take ${(2.35).toLocaleString()} times the volume of the visual mesh.`,
    );
  });

  it('fall back to the title for a case of a later version, and to a dash for what is not there', () => {
    expect(sentenceOf({ rule: 'collider-volume', kind: 'odd', evidence: {} })).toBe(
      verdictWords.rules['collider-volume'].title,
    );
    expect(sentenceOf({ rule: 'no-mass', kind: 'assumed', evidence: {} })).toContain('–');
    expect(sentenceOf({ rule: 'fine-colliders', kind: 'corners', evidence: {} })).toContain('–');
  });
});

describe('quantityText', () => {
  const number = (value: number): string => value.toLocaleString(undefined, { maximumSignificantDigits: 3 });

  it.each<[number, Unit, string]>([
    [1500, 'm', `${number(1.5)} km`],
    [1.234, 'm', `${number(1.23)} m`],
    [0.0229, 'm', `${number(2.29)} cm`],
    [0.0023, 'm', `${number(2.3)} mm`],
    [5e-5, 'm', '50 µm'],
    [0.0065, 'kg', `${number(6.5)} g`],
    [0.0024, 'm³', `${number(2.4)} L`],
    [2e-10, 'm³', `${number(0.2)} mm³`],
    [0, 'm', '0 m'],
    [33.2, '°', `${number(33.2)}°`],
    [1.5, 'number', number(1.5)],
    [3e10, 'number', '3.00e+10'],
    [12_000, 'kg/m³', `${(12_000).toLocaleString()} kg/m³`],
    [4, 'unit', '4 units'],
  ])('writes %d %s as %s', (value, unit, text) => {
    expect(quantityText({ value, unit })).toBe(text);
  });

  it('leaves names as they are', () => {
    expect(quantityText({ text: '/Prop' })).toBe('/Prop');
  });
});
