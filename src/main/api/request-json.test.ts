import { describe, expect, it } from 'vitest';
import { parseLenientJson } from './request-json.ts';

describe('JSON, read leniently', () => {
  it('has null for the numbers that Python writes and JSON does not have', () => {
    const text = '{"mass":NaN,"range":[-Infinity, Infinity],"name":"NaN, \\"Infinity\\" and -Infinity"}';
    expect(parseLenientJson(text)).toEqual({
      mass: null,
      range: [null, null],
      name: 'NaN, "Infinity" and -Infinity',
    });
  });

  it.each(['', '<html>', '{"a":', '{"a":NaN', 'NaNa', '{NaN:1}', '{"a":NaN} x'])(
    'is not read from %j',
    (text) => {
      expect(() => parseLenientJson(text)).toThrow(SyntaxError);
    },
  );

  it('of megabytes of escapes is read as well', () => {
    expect(parseLenientJson(`{"a":NaN,"b":"${'\\"'.repeat(2_000_000)}"}`)).toMatchObject({ a: null });
    expect(() => parseLenientJson(`NaN "${'\\'.repeat(2_000_000)}`)).toThrow(SyntaxError);
  });
});
