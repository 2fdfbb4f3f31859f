import { describe, expect, it } from 'vitest';
import { findJobIds } from './find-job-ids.ts';
import { idsInRow, readHeader, splitRow } from './table.ts';

const a = 'cmq1x2y3z4a5b6c7d8e9f0g1';
const b = 'k7zz1x2y3z4a5b6c7d8e9f0g';
/** One in about 2,300 of the service's IDs has no digit. */
const lettersOnly = 'qwertyuiopasdfghjklzxcvb';

describe('a header', () => {
  it.each([
    ['id,status', { separator: ',', idAt: 0, count: 2 }],
    ['Name;Job ID;', { separator: ';', idAt: 1, count: 3 }],
    ['name\t"conversion_id"', { separator: '\t', idAt: 1, count: 2 }],
    ['| # | Größe (m) | id |', { separator: '|', idAt: 2, count: 3 }],
    ['STATUS   JOB ID', { separator: 'gap', idAt: 1, count: 2 }],
    ['id,job_id,conversion_job_id', { separator: ',', idAt: 2, count: 3 }],
  ])('%j has columns', (line, columns) => {
    expect(readHeader(line)).toEqual(columns);
  });

  it.each(['id', ' "Job ID": ', 'status progress', '| name | status |', 'name,file', '* name status'])(
    '%j has none of use',
    (line) => {
      expect(readHeader(line)).toBe('none');
    },
  );

  it.each([
    'status',
    'hello,there',
    'name,hello',
    'id,42%,1',
    'id,"a: b"',
    'job id=abc123, done',
    'id,cmq1x2y3z4a5b6c7d8e9f0g1',
    `id,${'a,'.repeat(2000)}`,
    '',
  ])('%j is none', (line) => {
    expect(readHeader(line)).toBeNull();
  });
});

describe('a row', () => {
  const columns = { separator: ',', idAt: 1, count: 3 } as const;

  it.each([
    ['chair,abc123,failed', ['abc123']],
    ['chair,"abc123",a, b', ['abc123']],
    ['chair,https://x.y/jobs/abc123,failed', ['abc123']],
    ['chair,,failed', []],
    ['abc123,hello,failed', []],
  ])('%j has the IDs %j', (line, ids) => {
    expect(idsInRow(line, columns)).toEqual(ids);
  });

  it.each(['chair,abc123', 'abc123', 'hello, this is, not, a row'])('%j is none', (line) => {
    expect(idsInRow(line, columns)).toBeNull();
  });
});

describe("a row's cells", () => {
  it.each([
    ['a, b ,c', ',', ['a', 'b', 'c']],
    ['a,,', ',', ['a', '', '']],
    ['"a,b",c', ',', ['"a,b"', 'c']],
    ['"a ""b"", c",d', ',', ['"a ""b"", c"', 'd']],
    ['"a,b', ',', ['"a', 'b']],
    ['a "b,c" d', ',', ['a "b', 'c" d']],
    ['a\tb', '\t', ['a', 'b']],
    ['| a | b |', '|', ['a', 'b']],
    ['  a b   c', 'gap', ['a b', 'c']],
    ['', ',', ['']],
  ] as const)('%j by %j', (line, separator, cells) => {
    expect(splitRow(line, separator)).toEqual(cells);
  });
});

describe('IDs in tables', () => {
  it.each<[string, string, string[]]>([
    ['CSV', 'id,status\nabc123,running\ndef456,failed', ['abc123', 'def456']],
    ['CSV whose first column is another', 'name,job_id\nchair1x,abc123', ['abc123']],
    ['CSV with quoted cells', `"Name","Job ID"\r\n"a ""red"", big chair","abc123"\r\n`, ['abc123']],
    [
      'CSV with more separators than its header',
      'id,prompt,status\nabc123,a chair, wooden,failed',
      ['abc123'],
    ],
    ['CSV with semicolons', 'sep=;\nstatus;conversion_id\nrunning;abc123', ['abc123']],
    ['CSV with two columns of IDs', 'id,conversion_job_id\ncomp77,abc123', ['abc123']],
    ['CSV with an ID without digits', `id,status\n${lettersOnly},queued`, [lettersOnly]],
    ['CSV with JSON in a cell', `id,report\nabc123,"{""id"": ""def456""}"`, ['abc123']],
    ['CSV with URLs', 'name,id\nchair,https://app.rigyd.com/jobs/abc123', ['abc123']],
    ['CSV with a cell like a title', 'id,filename\nabc123,id\ndef456,x', ['abc123', 'def456']],
    ['CSV with one column', 'job_id\nabc123\ndef456', ['abc123', 'def456']],
    ['CSV without a header', `${a},chair.glb,running\n${b},table.glb,failed`, [a, b]],
    ["CSV with the pipeline's IDs", `physiq_job_id,id\nphy_0a1b2c3d,abc123`, ['abc123']],
    ["CSV with a source's IDs", `source_job_id,id\n${b},abc123`, ['abc123']],
    ['CSV without a column of IDs', `job,status\n${a},failed`, [a]],
    ['TSV', 'status\tid\nrunning\tabc123', ['abc123']],
    ['two tables', 'id,status\nabc123,failed\nstatus,id\nfailed,def456', ['abc123', 'def456']],
    ['aligned columns', 'STATUS    JOB ID\nrunning   abc123', ['abc123']],
    ['titles between single spaces', 'id status progress\nabc123  running  4%', ['abc123']],
  ])('%s', (_, text, ids) => {
    expect(findJobIds(text)).toMatchObject({ ids, notUnderstood: [], containsKey: false, binary: false });
  });
});

describe('what is no ID in a table', () => {
  it.each<[string, string, number[]]>([
    ['one title', 'status', [1]],
    ['a CSV row without an ID', 'id,status\n,failed\nhello,failed', [2, 3]],
    ["a CSV row with only a source's ID", `id,source_job_id\n,${a}`, [2]],
  ])('%s', (_, text, lines) => {
    const { ids, notUnderstood } = findJobIds(text);
    expect(ids).toEqual([]);
    expect(notUnderstood.map(({ line }) => line)).toEqual(lines);
  });
});
