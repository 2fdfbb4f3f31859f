import { describe, expect, it } from 'vitest';
import { readSource, sourceSchema, windowSourceSchema, writeSource, type Source } from './source.ts';

const phrases: [string, Source][] = [
  ['what was typed', { kind: 'typed' }],
  ['what was pasted', { kind: 'pasted' }],
  ['what was dropped', { kind: 'dropped' }],
  ['a related job', { kind: 'related' }],
  ['a link', { kind: 'link' }],
  ['the command line', { kind: 'command-line' }],
  ['your account', { kind: 'account' }],
];

describe('a stored source', () => {
  it.each(phrases)('of version 0.1.0, “%s”, is read as what it means', (words, source) => {
    expect(sourceSchema.parse(words)).toEqual(source);
    expect(writeSource(source)).toBe(words);
  });

  it.each(['jobs.csv', 'A link', ' a link', 'pasted', 'kind', 'constructor', ''])(
    'of version 0.1.0 that is no known phrase, “%s”, is the name of a file',
    (name) => {
      expect(readSource(name)).toEqual({ kind: 'file', name });
      expect(sourceSchema.parse(name)).toEqual({ kind: 'file', name });
    },
  );

  it.each([...phrases.map(([, source]) => source), { kind: 'file', name: 'a link' }])(
    'is read as it was written: %j',
    (source) => {
      expect(sourceSchema.parse(structuredClone(source))).toEqual(source);
    },
  );

  it.each([{ kind: 'planet' }, { kind: 'file' }, {}, 7, null])('cannot be %j', (stored) => {
    expect(sourceSchema.safeParse(stored).success).toBe(false);
  });
});

describe('a source that the window names', () => {
  it.each([
    { kind: 'file', name: 'jobs.csv' },
    { kind: 'typed' },
    { kind: 'pasted' },
    { kind: 'dropped' },
    { kind: 'related' },
  ])('may be %j', (source) => {
    expect(windowSourceSchema.safeParse(source).success).toBe(true);
  });

  it.each([
    { kind: 'link' },
    { kind: 'command-line' },
    { kind: 'account' },
    { kind: 'file', name: 'x'.repeat(261) },
    'what was typed',
  ])('cannot be %j', (source) => {
    expect(windowSourceSchema.safeParse(source).success).toBe(false);
  });
});

it('is called by its name where it is a file', () => {
  expect(writeSource({ kind: 'file', name: 'a link' })).toBe('a link');
});
