import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PackedTexts } from './packed-texts.ts';

/** As many as fill several pages. */
const many = 1_000;
const textOf = (at: number): string => JSON.stringify({ at, name: `chair ${at}`, note: 'Größe 木 🪑' });

it('has each text as it was given, whatever is in it and however long it is', () => {
  const texts = new PackedTexts();
  const given = [
    '',
    'a',
    '\0',
    '木🪑é',
    'x'.repeat(2_000_000),
    ...Array.from({ length: many }, (_, at) => textOf(at)),
  ];
  const names = given.map((text) => texts.add(text));
  expect(names.map((name) => texts.get(name))).toEqual(given);
  expect(names.toReversed().map((name) => texts.get(name))).toEqual(given.toReversed());
});

it('has the others as they were while some are deleted and come', () => {
  const aChange = fc.record({
    at: fc.nat(300),
    text: fc.option(fc.string({ unit: 'grapheme', maxLength: 3_000 })),
  });
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 900, size: 'max' }), (changes) => {
      const texts = new PackedTexts();
      const names = new Map<number, number>();
      const expected = new Map<number, string>();
      for (const { at, text } of changes) {
        const before = names.get(at);
        if (before !== undefined) texts.delete(before);
        names.delete(at);
        expected.delete(at);
        if (text === null) continue;
        names.set(at, texts.add(text));
        expected.set(at, text);
      }
      expect(texts.size).toBe(expected.size);
      expect(new Map([...names].map(([at, name]) => [at, texts.get(name)]))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

it('gives up a page once most of it is deleted, and keeps what is left of it', () => {
  const texts = new PackedTexts();
  const names = Array.from({ length: many }, (_, at) => texts.add(textOf(at)));
  const kept = names.filter((_, at) => at % 10 === 0);
  for (const name of names) if (!kept.includes(name)) texts.delete(name);
  expect(texts.size).toBe(kept.length);
  expect(kept.map((name) => texts.get(name))).toEqual(kept.map((_, at) => textOf(at * 10)));
});

it('has no text that was deleted', () => {
  const texts = new PackedTexts();
  const name = texts.add('gone');
  texts.delete(name);
  texts.delete(name);
  expect(() => texts.get(name)).toThrow('deleted');
  expect(texts.size).toBe(0);
});
