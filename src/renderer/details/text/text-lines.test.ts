import { describe, expect, it } from 'vitest';
import { maxLines, textLines } from './text-lines.ts';

describe('a text as lines', () => {
  it('ends them as any system does, and ends with the last one', () => {
    expect(textLines('a\nb\r\nc\rd\n')).toEqual(['a', 'b', 'c', 'd']);
    expect(textLines('a\n\nb')).toEqual(['a', '', 'b']);
    expect(textLines('')).toEqual([]);
  });

  it('leaves out what was meant for a terminal', () => {
    expect(textLines('\u001b[1;31merror\u001b[0m: [0.1] late\u001b[2K')).toEqual(['error: [0.1] late']);
    expect(textLines('\u001b\u001b[999\u001bA')).toEqual(['[999A']);
  });

  it('ends where no page could go on', () => {
    expect(textLines('\n'.repeat(maxLines + 1))).toHaveLength(maxLines);
  });

  it('goes on in the next where one is endless', () => {
    const lines = textLines(`short\n${'x'.repeat(2_500)}`);
    expect(lines.map(({ length }) => length)).toEqual([5, 1_000, 1_000, 500]);
  });
});
