import { describe, expect, it } from 'vitest';
import { findJobIds } from './find-job-ids.ts';

/** A small seeded generator of numbers below a bound (mulberry32): the same inputs on every run. */
function randomBelow(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** IDs as the service makes them, with the digit that running text asks for. */
function generateIds(seed: number, count: number): string[] {
  const below = randomBelow(seed);
  const letter = (): string => alphabet.charAt(below(alphabet.length));
  return Array.from({ length: count }, () => `${Array.from({ length: 22 }, letter).join('')}${below(10)}x`);
}

const job = (id: string, index: number): object => ({
  id,
  physiq_job_id: `phy_${index}`,
  status: 'running',
  filename: `chair ${index}, "red".glb`,
  simulations: [{ id: `sim${index}` }],
});

const formats: [string, (ids: string[]) => string][] = [
  ['lines', (ids) => ids.join('\r\n')],
  ['one line', (ids) => ids.join(', ')],
  ['Markdown', (ids) => ids.map((id, n) => `${n + 1}. \`${id}\``).join('\n')],
  [
    'URLs',
    (ids) => ids.map((id) => `http://localhost:8787/api/conversions/${id}/result?format=all`).join('\n'),
  ],
  ['a deep link', (ids) => `rigyd-desk://watch?ids=${ids.join(',')}`],
  ['the command line', (ids) => ids.map((id) => `${id}  running   42%  glb_to_simready  a b.glb`).join('\n')],
  [
    'the command line in colour',
    (ids) => ids.map((id) => `\u001b[36m${id}\u001b[0m  \u001b[33mqueued\u001b[0m  0%`).join('\n'),
  ],
  ['a log', (ids) => ids.map((id, n) => `2026-05-06 12:00:${n} INFO submitted job ${id} (a.glb)`).join('\n')],
  ['keys', (ids) => ids.map((id, n) => `job_id=${id} request_id=r${n}`).join('\n')],
  ['CSV', (ids) => `name,id\n${ids.map((id, n) => `"chair, ${n}",${id}`).join('\n')}`],
  ['CSV without a header', (ids) => ids.map((id, n) => `"chair, ${n}";${id};failed`).join('\n')],
  ['TSV', (ids) => `id\tname\n${ids.map((id, n) => `${id}\tchair ${n}`).join('\n')}`],
  ['a response', (ids) => JSON.stringify({ data: ids.map(job), meta: { page: 1 } })],
  ['a response, pretty-printed', (ids) => JSON.stringify({ data: ids.map(job), meta: { page: 1 } }, null, 2)],
  ['JSON Lines', (ids) => ids.map((id, n) => JSON.stringify(job(id, n))).join('\n')],
  ['an array', (ids) => JSON.stringify(ids)],
  ['a map', (ids) => JSON.stringify(Object.fromEntries(ids.map((id, n) => [id, job(id, n)])), null, 1)],
  ['Python', (ids) => `[${ids.map((id) => `{'id': '${id}', 'error': None}`).join(', ')}]`],
];

describe('hundreds of IDs', () => {
  it.each(formats)('are each found once, in order, in %s', (_, write) => {
    const ids = generateIds(7, 300);
    const text = write(ids);
    expect(findJobIds(text)).toMatchObject({ ids, notUnderstood: [] });
    expect(findJobIds(`${text}\n\n${text}\n`)).toMatchObject({ ids });
  });

  it('are found in all formats one behind the other, with lines between them that were not understood', () => {
    const parts = formats.map(([, write], n) => ({ ids: generateIds(n, 20), write }));
    const text = parts.map(({ ids, write }) => write(ids)).join('\nhello there\n');
    const result = findJobIds(text);
    expect(result.ids).toEqual(parts.flatMap(({ ids }) => ids));
    expect(result.notUnderstood.map((line) => line.text)).toEqual(
      Array.from({ length: formats.length - 1 }, () => 'hello there'),
    );
  });
});

describe('any input', () => {
  it('is read without an error, and the answer is sound', () => {
    const below = randomBelow(11);
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      ':',
      ',',
      '\n',
      '\r\n',
      ' ',
      '  ',
      '\t',
      '\\',
      '(',
      ')',
      '|',
      ';',
    ]
      .concat([
        'id',
        '"id":',
        'ids=',
        'job_id',
        'data',
        'workflow',
        'abc123',
        'cmq1x2y3z4a5b6c7d8e9f0g1',
        'phy_a1b2',
      ])
      .concat([
        'rgyd_live_',
        'a1b2c3d4',
        '…',
        '...',
        '%2C',
        '%',
        '\u001b[',
        '\u001b]',
        '\ud800',
        '\udfff',
        '\u200b',
      ])
      .concat([
        'http://x/jobs/',
        'running',
        '42%',
        '-',
        '#',
        '```',
        '\0',
        'null',
        'status',
        '🪑',
        '__proto__',
        '/*',
      ]);
    const problems: string[] = [];
    for (let run = 0; run < 3000; run += 1) {
      const text = Array.from({ length: below(40) }, () => pieces[below(pieces.length)]).join('');
      const result = findJobIds(text);
      const lines = text.split(/\r\n?|\n/).length;
      const sound =
        new Set(result.ids).size === result.ids.length &&
        result.ids.every((id) => /^(?!rgyd_|phy_)[\w-]{4,128}$/.test(id)) &&
        result.notUnderstood.every(({ line, text: shown }) => line >= 1 && line <= lines && shown !== '') &&
        !/rgyd_(live|test)_[\w-]{8}/.test(JSON.stringify(result));
      if (!sound) problems.push(text);
    }
    expect(problems).toEqual([]);
  });

  // Anything that took the square of this would take minutes, and run into the test's time limit.
  it.each(
    [
      '{',
      '[',
      '{"',
      "{'",
      '[{',
      '[[]',
      '{"a":',
      '{"a":[',
      '{a:f(',
      '{"\\',
      '\n{',
      '{"a"\n',
      '["x"]',
      '{"id":1}',
    ]
      .concat([
        '"',
        '\\',
        '(',
        '"",',
        '"a""',
        'a-',
        '-',
        'a',
        ' ',
        '\t',
        'a\t',
        'a  ',
        '= ',
        'id=',
        'ids=a,',
        '%2C',
      ])
      .concat([
        '/jobs/',
        '.',
        '…',
        ',',
        '#',
        '`',
        '1. ',
        '- ',
        '|',
        '\u001b[',
        '\u001b]',
        '\u001b[1',
        'rgyd_live_',
      ])
      .concat(['id,x\n', 'id\n', '\ud800', '\u200b', 'abc123 ', 'abc123,', 'x cmq1x2y3z4a5b6c7d8e9f0g1']),
  )('takes time in proportion to its length: %j again and again', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(() => findJobIds(text)).not.toThrow();
  });

  it('may hold a hundred thousand values on one line', () => {
    const result = findJobIds('{"id":1} '.repeat(100_000));
    expect(result).toMatchObject({ ids: [], notUnderstood: [{ line: 1 }], notUnderstoodLeftOut: 0 });
  });

  it('may hold a rule of a hundred thousand dashes in a word', () => {
    expect(findJobIds(`a${'-'.repeat(100_000)}a`).ids).toEqual([]);
  });

  it('may hold a key of many megabytes', () => {
    const result = findJobIds(`rgyd_live_${'a'.repeat(9_000_000)}`);
    expect(result).toMatchObject({ ids: [], containsKey: true, notUnderstood: [{ line: 1 }] });
  });

  it('may be nested thirty thousand levels deep, with a job at the bottom', () => {
    const depth = 30_000;
    const text = `${'{"a":['.repeat(depth)}{"id":"abc123"}${']}'.repeat(depth)}`;
    expect(findJobIds(text)).toMatchObject({ ids: ['abc123'], notUnderstood: [] });
  });
});
