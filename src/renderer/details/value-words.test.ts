import { describe, expect, it } from 'vitest';
import { formatTimestamp } from '../ui/format.ts';
import { valueLabel, valueWords } from './value-words.ts';

describe('valueLabel', () => {
  it.each([
    ['vertex_count', 12, 'Vertex count'],
    ['duration_ms', 87_000, 'Duration'],
    ['file_size_bytes', 5, 'File size'],
    ['duration_ms', 'long', 'Duration ms'],
  ])('names %s of %j as %s', (key, value, label) => {
    expect(valueLabel(key, value)).toBe(label);
  });
});

describe('valueWords', () => {
  it.each([
    ['scale', null, '–'],
    ['scale', undefined, '–'],
    ['watertight', true, 'yes'],
    ['watertight', false, 'no'],
    ['scale', 0.123_456_789, (0.123457).toLocaleString(undefined, { maximumFractionDigits: 6 })],
    ['duration_ms', 87_000, '1 min 27 s'],
    ['file_size_bytes', 1_245_678, '1.2 MB'],
    ['duration_ms', 'long', 'long'],
    ['parts', [], 'empty'],
    ['parts', {}, 'empty'],
    ['note', '2026-05-06T12:00:01.000Z', '2026-05-06T12:00:01.000Z'],
    ['checked_at', '2026-05-06T12:00:01.000Z', formatTimestamp('2026-05-06T12:00:01.000Z')],
    ['checked_at', 7, '7'],
  ])('says %s of %j as %s', (key, value, words) => {
    expect(valueWords(key, value)).toBe(words);
  });
});
