import { describe, expect, it } from 'vitest';
import { findJobIds } from './find-job-ids.ts';

const a = 'cmq1x2y3z4a5b6c7d8e9f0g1';
const b = 'k7zz1x2y3z4a5b6c7d8e9f0g';
const c = 'p0p1o2i3u4y5t6r7e8w9q0aa';
/** One in about 2,300 of the service's IDs has no digit. */
const lettersOnly = 'qwertyuiopasdfghjklzxcvb';
const uuid = '123e4567-e89b-42d3-a456-426614174000';

const job = (id: string, more: object = {}): object => ({
  id,
  physiq_job_id: 'phy_0a1b2c3d4e5f6g7h',
  status: 'completed',
  filename: 'toolbox.glb',
  job_type: 'glb_to_simready',
  input: { model: { url: 'https://assets.rigyd.com/u/5f/toolbox.glb', name: 'toolbox.glb' }, images: [] },
  source_job: null,
  simulations: [],
  ...more,
});

const idsIn = (text: string): string[] => findJobIds(text).ids;
const linesNotUnderstood = (text: string): number[] => findJobIds(text).notUnderstood.map(({ line }) => line);

describe('IDs in responses', () => {
  it.each<[string, string, string[]]>([
    ['a response with one job', JSON.stringify({ data: job('abc123') }), ['abc123']],
    ['a response, pretty-printed', JSON.stringify({ data: job('abc123') }, null, 2), ['abc123']],
    ['a response, pretty-printed with tabs', JSON.stringify({ data: job('abc123') }, null, '\t'), ['abc123']],
    [
      'a response with a byte order mark and line ends of Windows',
      `\ufeff${JSON.stringify({ data: job('abc123') }, null, 2).replaceAll('\n', '\r\n')}\r\n`,
      ['abc123'],
    ],
    [
      'JSON that a web page indents with no-break spaces',
      JSON.stringify({ data: job('abc123', { source_job: { id: 'def456' } }) }, null, '\u00a0\u00a0'),
      ['abc123'],
    ],
    ['a bare job', JSON.stringify(job('abc123')), ['abc123']],
    ['a job whose ID has no digit', JSON.stringify(job(lettersOnly)), [lettersOnly]],
    ['a job whose ID is a UUID', JSON.stringify(job(uuid)), [uuid]],
    [
      'a list of jobs',
      JSON.stringify({ data: [job('abc123'), job('def456')], meta: { page: 1, pageSize: 25 } }),
      ['abc123', 'def456'],
    ],
    ['an array of jobs', JSON.stringify([job('abc123'), job('def456')], null, 2), ['abc123', 'def456']],
    ['an array of IDs', '["abc123", "def456"]', ['abc123', 'def456']],
    ['an array of IDs, a line each', '[\n  "abc123",\n  "def456"\n]', ['abc123', 'def456']],
    ['an object with an array of IDs', '{"job_ids":["abc123"],"jobs":["def456"]}', ['abc123', 'def456']],
    ['an array of URLs', '["https://app.rigyd.com/jobs/abc123"]', ['abc123']],
    ['a map from IDs', JSON.stringify({ [a]: { status: 'queued' }, [b]: null }), [a, b]],
    ['a map from IDs to jobs', JSON.stringify({ [a]: job(a), [b]: job(b) }), [a, b]],
    ['a map from IDs to other IDs', JSON.stringify({ [a]: c, [b]: [c] }), [a, b]],
    [
      'JSON Lines',
      `${JSON.stringify(job('abc123'))}\n${JSON.stringify(job('def456'))}\n`,
      ['abc123', 'def456'],
    ],
    [
      'documents one behind the other',
      '{"id":"abc123"}{"id":"def456"} {"id":"ghi789"}',
      ['abc123', 'def456', 'ghi789'],
    ],
    [
      'pretty-printed documents one behind the other',
      '{\n"id":"abc123"\n}\n{\n"id":"def456"\n}',
      ['abc123', 'def456'],
    ],
    [
      'another wrapper around a response',
      JSON.stringify({ status: 200, body: { data: job('abc123') } }),
      ['abc123'],
    ],
    [
      'a response behind its headers',
      `${JSON.stringify({ data: job('abc123') })}`.replace(/^/, `[200] `),
      ['abc123'],
    ],
    [
      'a response in a log',
      `INFO <- {"data":{"id":"abc123","source_job":{"id":"def456"}}} in 12 ms`,
      ['abc123'],
    ],
    ['an ID before and one behind a response', `${a} {"id":"abc123"} ${b}`, [a, 'abc123', b]],
    ['a log as JSON', `{"level":"info","msg":"submitted job ${a} (chair.glb)"}`, [a]],
    ['a URL with escaped slashes', '{"url":"https:\\/\\/app.rigyd.com\\/jobs\\/abc123"}', ['abc123']],
    ['escaped line ends', `{"msg":"done:\\n${a}\\tok"}`, [a]],
    ['escaped letters', '{"\\u0069d":"\\u0061bc123"}', ['abc123']],
    ['a composition', '{"data":{"id":"comp77","conversion_job_id":"abc123","workflow":{}}}', ['abc123']],
    ['an event about a job', '{"id":"event77","job_id":"abc123"}', ['abc123']],
    ['an event about a job, the other way round', '{"job_id":"abc123","id":"event77"}', ['abc123']],
    ['an event with an empty field', '{"job_id":null,"id":"abc123"}', ['abc123']],
    ['another thing with jobs', '{"id":42,"jobs":[{"id":"abc123"}]}', ['abc123']],
    ['a job that has a workflow', JSON.stringify(job('abc123', { workflow: {} })), ['abc123']],
    [
      'a Python dictionary',
      `{'id': 'abc123', 'error': None, 'at': datetime(2026, 5, 6), 'x': [1, ], }`,
      ['abc123'],
    ],
    [
      'a JavaScript object, as the console prints it',
      `{\n  id: 'abc123',\n  input: { images: [], model: [Object] },\n  source_job: { id: 'def456' },\n}`,
      ['abc123'],
    ],
    ['a response that was cut short', `{"data":[{"id":"abc123"},{"id":"def456","stat`, ['abc123', 'def456']],
    [
      'a response that was cut short before other lines',
      `{"data":\n {"id":"abc123",\n  "filename":\n2026-05-06 job ${a}`,
      ['abc123', a],
    ],
    ['JSON Lines of which one was cut short', `{"id":"abc123","a":1\n{"id":"def456"}`, ['abc123', 'def456']],
  ])('%s', (_, text, ids) => {
    expect(findJobIds(text)).toMatchObject({ ids, notUnderstood: [], containsKey: false, binary: false });
  });
});

describe('what is no ID in a response', () => {
  it.each<[string, string, number[]]>([
    ['an empty list', '{"data":[],"meta":{"total":0}}', [1]],
    ['an error', '{"error":"Conversion job not found"}', [1]],
    ["an answer about the key's owner", `{"data":{"user":{"id":"${a}"},"plan":{"id":"abc123"}}}`, [1]],
    ['numbers as IDs', '{"id": 42}', [1]],
    ["the pages' ID", '{\n  "data": {\n    "id": "abc123..."\n  }\n}', [3]],
    [
      'a composition without a job',
      '{"id":"comp77","conversion_job_id":null,"items":[{"id":"item77"}]}',
      [1],
    ],
    ['a composition without a job, the other way round', '{"conversion_job_id":null,"id":"comp77"}', [1]],
    ['a composition that was not submitted', '{"id":"comp77","workflow":{"status":"draft"}}', [1]],
    ["a source's job alone", '{"source_job":{"id":"abc123"}}', [1]],
    ['an array of other names', '{"textures":["tex01a"]}', [1]],
    [
      'a composition that was not submitted, on many lines',
      '{\n"name":"x",\n"id":"comp77",\n"workflow":{}}',
      [3],
    ],
    ['an array of words', '[\n  "export",\n  "align"\n]', [2, 3]],
    ['an array of numbers', '[\n[1, 2]\n]', [2]],
    ['another document', '{\n  "scene": 0,\n  "nodes": ["Cube"]\n}', [2]],
    ['a style sheet', 'body {\n  color: red;\n}', [1, 2]],
  ])('%s', (_, text, lines) => {
    const { ids, notUnderstood } = findJobIds(text);
    expect(ids).toEqual([]);
    expect(notUnderstood.map(({ line }) => line)).toEqual(lines);
  });
});

describe('a response', () => {
  it('adds its job and neither its source, its simulations nor the files it names', () => {
    const text = JSON.stringify({
      data: job('abc123', {
        source_job: job('def456'),
        simulations: [job('ghi789'), job(b)],
        output: { model: { url: `https://x.y/jobs/${c}`, id: 'file77' } },
      }),
    });
    expect(findJobIds(text)).toMatchObject({ ids: ['abc123'], notUnderstood: [] });
  });

  it('adds the simulations where they are what was pasted', () => {
    expect(idsIn('{"simulations":[{"id":"abc123"},{"id":"def456"}]}')).toEqual(['abc123', 'def456']);
  });

  it('lists a job of a list whose ID cannot be one, and adds the others', () => {
    const text = '{"data":[\n{"id":"abc123"},\n{"id":"hello"},\n{"id":"def456"}]}';
    expect(idsIn(text)).toEqual(['abc123', 'def456']);
    expect(findJobIds(text).notUnderstood).toEqual([{ line: 3, text: '{"id":"hello"},' }]);
  });

  it('says nothing of what is odd inside a job', () => {
    expect(linesNotUnderstood('{"id":"abc123",\n"parameters":{"id":"hello"}}')).toEqual([]);
  });

  it('is listed if it broke off without an ID, whatever the next line holds', () => {
    const text = '{"status":"queued",\nINFO {"id":"abc123"}\n{"a":1,\ndef456  failed  0%  x  a {"b"}';
    expect(idsIn(text)).toEqual(['abc123', 'def456']);
    expect(linesNotUnderstood(text)).toEqual([1, 3]);
  });

  it('does not swallow the lines behind a stray bracket or quote', () => {
    const text = `INFO config {"name": "it's\nINFO job ${a}\nINFO list [\nINFO job ${b}`;
    expect(idsIn(text)).toEqual([a, b]);
    expect(linesNotUnderstood(text)).toEqual([1, 3]);
  });
});
