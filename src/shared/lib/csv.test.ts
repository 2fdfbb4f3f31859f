import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv, writeTabSeparated } from './csv.ts';

const limits = { rows: 1000, cells: 100 };
const read = (text: string) => readCsv(text, limits);

describe('a written table', () => {
  it('begins with a byte order mark, separates with commas and ends each line with CRLF', () => {
    expect(
      writeCsv([
        ['job_id', 'note'],
        ['abc123', 'fine'],
      ]),
    ).toBe('\uFEFFjob_id,note\r\nabc123,fine\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['a;b', '"a;b"'],
    [' padded', '" padded"'],
    ['padded ', '"padded "'],
    ['', ''],
  ])('quotes %j where it must', (value, cell) => {
    expect(writeCsv([['x', value]])).toBe(`\uFEFFx,${cell}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\uFF1D1', "'=1", "''-1"])(
    'lets no spreadsheet run %j',
    (value) => {
      expect(writeCsv([['x', value]])).toMatch(/x,"?'/);
      expect(read(writeCsv([['x', value]]))).toEqual([['x', value]]);
    },
  );

  it.each([
    ['a semicolon', "chair;=cmd|' /C calc'!A0;x.glb"],
    ['a tab', 'chair\t=1+1\tx'],
    ['a line feed', 'chair\n=1+1'],
    ['CRLF', 'chair\r\n@SUM(A1)'],
    ['a semicolon and spaces', 'chair;  -1'],
    ['a semicolon and an empty quote', 'chair;"=1+1'],
    ['two semicolons', 'chair;;+1'],
    ['an apostrophe of its own', "chair;'=1"],
    ['a sign that is no formula by itself', '=1;\uFF1D1'],
  ])(
    'lets none run behind %s, where the spreadsheet separates by something else than commas',
    (_what, value) => {
      const table = [
        ['job_id', 'name'],
        ['x', value],
      ];
      const written = writeCsv(table);
      expect(read(written)).toEqual(table);
      for (const separator of [';', '\t']) {
        const cells = written.split(/[\r\n]/).flatMap((line) => line.split(separator));
        expect(cells.filter((cell) => /^[ "]*[=+\-@\uFF1D]/.test(cell))).toEqual([]);
      }
    },
  );

  it('leaves an apostrophe alone that guards nothing', () => {
    expect(writeCsv([["'tis", 'x']])).toBe("\uFEFF'tis,x\r\n");
    expect(read("'tis,x\r\n")).toEqual([["'tis", 'x']]);
  });
});

describe('a table that is read', () => {
  it('is what was written, whatever stands in its cells', () => {
    const rows = [
      ['a', 'b', 'c'],
      ['"', '""', '","'],
      ['\r\n', 'x\ny', ' '],
      ['=1', "'", "'="],
      ['é', '日本', '🪑'],
      ['', 'x', ''],
    ];
    expect(read(writeCsv(rows))).toEqual(rows);
  });

  it.each([
    ['semicolons', 'a;b\n1;2,5\n'],
    ['tabs', 'a\tb\n1\t2,5\n'],
    ['commas', 'a,b\n1,"2,5"'],
    ['CR alone', 'a,b\r1,"2,5"\r'],
  ])('may have %s', (_, text) => {
    expect(read(text)).toEqual([
      ['a', 'b'],
      ['1', '2,5'],
    ]);
  });

  it('may have blank lines, rows that are short, and cells behind the last separator', () => {
    expect(read('a,b,c\n\n1\n,,\n1,2,\n1,2,')).toEqual([
      ['a', 'b', 'c'],
      ['1'],
      ['1', '2', ''],
      ['1', '2', ''],
    ]);
  });

  it('keeps what follows a closing quote, and ends an open one with the text', () => {
    expect(read('"a"b,c')).toEqual([['ab', 'c']]);
    expect(read('a,"b\nc')).toEqual([['a', 'b\nc']]);
    expect(read('a,"')).toEqual([['a', '']]);
  });

  it('ends at its limits', () => {
    expect(readCsv('a,b,c\n1,2,3\n4,5,6', { rows: 2, cells: 2 })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('of many megabytes takes no longer than its length', () => {
    const text = `a,b\n${'"x ""y"" z",1\n'.repeat(200_000)}`;
    expect(readCsv(text, { rows: 1e6, cells: 10 })).toHaveLength(200_001);
    expect(read(`a,"${'""'.repeat(1_000_000)}`)[0]?.[1]).toHaveLength(1_000_000);
  });
});

describe('a table for the clipboard', () => {
  it('is separated by tabs, a line for each row', () => {
    expect(
      writeTabSeparated([
        ['job_id', 'note'],
        ['abc123', 'a, b; "c"'],
      ]),
    ).toBe('job_id\tnote\nabc123\ta, b; "c"\n');
  });

  it.each([
    ['two\r\nlines', 'two lines'],
    ['tabs\tin it', 'tabs in it'],
    ['a\u2028b', 'a b'],
    ["x\n=cmd|'/C calc'!A0\ny", "x =cmd|'/C calc'!A0 y"],
    ['=1+1', "'=1+1"],
    ['\n\t=1+1', "'=1+1"],
    [' @SUM(A1)', "'@SUM(A1)"],
    ['-1', "'-1"],
    ['"=1', '"""=1"'],
    ['', ''],
  ])('lets %j stay one cell that no spreadsheet runs', (cell, expected) => {
    expect(writeTabSeparated([['a', cell, 'b']])).toBe(`a\t${expected}\tb\n`);
  });
});
