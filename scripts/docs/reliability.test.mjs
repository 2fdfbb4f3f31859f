import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from '../lib/project.mjs';

/** Tests as the document names them: a file in backticks, and names in quotes behind it. */
const tests = /`((?:e2e|src|scripts|fuzz)\/[^`]+\.(?:spec|test)\.(?:ts|mjs))`((?:,? “[^”]+”)*)/g;

const page = readFileSync(inProject('docs', 'reliability.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!Fault|-)/.test(line));

describe('docs/reliability.md', () => {
  it('names tests that exist, by the words that stand in their files', () => {
    const missing = [...page.matchAll(tests)].flatMap(([, file = '', names = '']) => {
      if (!existsSync(inProject(file))) return [file];
      const source = plain(readFileSync(inProject(file), 'utf8'));
      return [...names.matchAll(/“([^“”]+)”/g)]
        .map(([, name = '']) => name)
        .filter((name) => !piecesOf(name).every((piece) => source.includes(piece)))
        .map((name) => `${file}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  it('says of every fault which test holds it, or why there is none', () => {
    const bare = rows.filter((row) => {
      const test = row.split(/(?<!\\)\|/).at(-2) ?? '';
      return test.match(tests) === null && !/\bNot tested: /.test(test);
    });
    expect(bare).toEqual([]);
  });
});

/**
 * Names in source stand in any kind of quotes and may be broken over lines.
 *
 * @param {string} text
 */
function plain(text) {
  return text.replaceAll(/[\\'"`‘’]/g, '').replaceAll(/\s+/g, ' ');
}

/**
 * A name that stands for several has an ellipsis where they differ.
 *
 * @param {string} name
 */
const piecesOf = (name) =>
  plain(name)
    .split('…')
    .map((piece) => piece.trim());
