import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from '../lib/project.mjs';

/** A test as the document names it: its file in backticks, its name in quotes behind it. */
const named = /`((?:e2e|src|scripts|fuzz)\/[^`]+\.(?:spec|test)\.(?:ts|mjs))` “([^”]+)”/g;

const page = readFileSync(inProject('docs', 'reliability.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!Fault|-)/.test(line));

describe('docs/reliability.md', () => {
  it('names tests that exist, by the words that stand in their files', () => {
    const missing = [...page.matchAll(named)].filter(([, file = '', name = '']) => {
      if (!existsSync(inProject(file))) return true;
      return !plain(readFileSync(inProject(file), 'utf8')).includes(plain(name));
    });
    expect(missing.map(([whole]) => whole)).toEqual([]);
  });

  it('says of every fault which test holds it, or why there is none', () => {
    const bare = rows.filter((row) => {
      const test = row.split(/(?<!\\)\|/).at(-2) ?? '';
      return test.match(named) === null && !/\bNot tested: /.test(test);
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
