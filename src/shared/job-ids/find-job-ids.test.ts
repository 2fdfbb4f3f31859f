import { describe, expect, it } from 'vitest';
import { findJobIds } from './find-job-ids.ts';

const a = 'cmq1x2y3z4a5b6c7d8e9f0g1';
const b = 'k7zz1x2y3z4a5b6c7d8e9f0g';
const secret = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-AbCdE';
const key = `rgyd_live_${secret}`;

describe('repetitions', () => {
  it('keeps the order of first appearance and counts the rest', () => {
    const result = findJobIds(`${b}\n${a}\nhttps://x.y/jobs/${b}\n{"id":"${a}"}\n${b}`);
    expect(result).toMatchObject({ ids: [b, a], notUnderstood: [] });
  });
});

describe('lines that were not understood', () => {
  it('are listed with their number among those that were', () => {
    const text = `${a}\r\n\r\nhello there\r\n${b}\r\nphy_0a1b2c3d\r\n`;
    expect(findJobIds(text).notUnderstood).toEqual([
      { line: 3, text: 'hello there' },
      { line: 5, text: 'phy_0a1b2c3d' },
    ]);
  });

  it('are cut at 200 characters', () => {
    expect(findJobIds('ä'.repeat(500)).notUnderstood[0]?.text).toBe('ä'.repeat(200));
    expect(findJobIds(`{"a":"${'ä'.repeat(5000)}"}`).notUnderstood[0]?.text).toHaveLength(200);
  });

  it('are counted beyond a thousand', () => {
    const result = findJobIds('hello\n'.repeat(1_005));
    expect(result.notUnderstood).toHaveLength(1_000);
    expect(result.notUnderstood.at(-1)).toEqual({ line: 1_000, text: 'hello' });
    expect(result.notUnderstoodLeftOut).toBe(5);
  });
});

describe('very many IDs', () => {
  it('are kept up to a hundred thousand and counted beyond', () => {
    const lines = Array.from({ length: 100_003 }, (_, n) => `job${String(n).padStart(6, '0')}`);
    const result = findJobIds([...lines, ...lines.slice(-3)].join('\n'));
    expect(result.ids).toHaveLength(100_000);
    expect(result.ids.at(-1)).toBe(lines[99_999]);
    expect(result).toMatchObject({ idsLeftOut: 3, notUnderstood: [] });
  });
});

describe('an API key', () => {
  it.each([
    ['alone', key],
    ['a test key', `rgyd_test_${secret}`],
    ['in another case', key.toUpperCase()],
    ['in part', key.slice(0, 22)],
    ['with zero-width characters', key.replace('_', '\u200b_')],
    ['as an ID', `{"id":"${key}"}`],
    ['in a URL', `https://api.rigyd.com/api/conversions/${key}`],
    ['in a list', `${key}, ${key}`],
    ['in the ID column', `id,status\n${key},failed`],
  ])('is reported, never taken and never shown: %s', (_, text) => {
    const result = findJobIds(text);
    expect(result.containsKey).toBe(true);
    expect(result.ids).toEqual([]);
    expect(result.notUnderstood).toHaveLength(1);
    expect(JSON.stringify(result).toLowerCase()).not.toContain(secret.slice(0, 8).toLowerCase());
  });

  it('does not keep an ID beside it from being found', () => {
    const text = `curl https://api.rigyd.com/api/conversions/abc123 -H "Authorization: Bearer ${key}"`;
    expect(findJobIds(text)).toMatchObject({ ids: ['abc123'], containsKey: true, notUnderstood: [] });
  });

  it('is not what the API pages write in its place', () => {
    expect(findJobIds('Bearer rgyd_live_...').containsKey).toBe(false);
  });
});

describe('a file that is no text', () => {
  it('is called binary, and neither searched nor listed', () => {
    const glb = `glTF\u0002\0\0\0\u0010'\0\0\u0004\u0001\0\0JSON{"id":"abc123"}${' '.repeat(4000)}${a}`;
    expect(findJobIds(glb)).toMatchObject({ binary: true, ids: [], notUnderstood: [] });
  });
});

describe('nothing', () => {
  it.each([['', ' \r\n\t\n', '---', '[]', '\ufeff']])('comes of %j', (text) => {
    expect(findJobIds(text)).toEqual({
      ids: [],
      idsLeftOut: 0,
      notUnderstood: [],
      notUnderstoodLeftOut: 0,
      containsKey: false,
      binary: false,
    });
  });
});
