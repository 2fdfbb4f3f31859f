import { describe, expect, it } from 'vitest';
import { findJobIds } from './find-job-ids.ts';

const a = 'cmq1x2y3z4a5b6c7d8e9f0g1';
const b = 'k7zz1x2y3z4a5b6c7d8e9f0g';
const c = 'p0p1o2i3u4y5t6r7e8w9q0aa';
/** One in about 2,300 of the service's IDs has no digit. */
const lettersOnly = 'qwertyuiopasdfghjklzxcvb';
const uuid = '123e4567-e89b-42d3-a456-426614174000';

describe('IDs in URLs and logs', () => {
  it.each<[string, string, string[]]>([
    ['a URL of the API', 'https://api.rigyd.com/api/conversions/abc123', ['abc123']],
    ['the URL of a result', 'https://api.rigyd.com/api/conversions/abc123/result?format=usd', ['abc123']],
    ['the URL of a simulation request', 'https://api.rigyd.com/api/conversions/abc123/simulate', ['abc123']],
    [
      'a URL with an ID without digits',
      `https://api.rigyd.com/api/conversions/${lettersOnly}`,
      [lettersOnly],
    ],
    ['a URL with a UUID', `https://api.rigyd.com/api/conversions/${uuid}`, [uuid]],
    [
      'a URL of the web app with all its parts',
      'https://app.rigyd.com/en/jobs/abc123/?tab=2#log1',
      ['abc123'],
    ],
    ['a URL of another host and port', 'http://127.0.0.1:8787/api/conversions/abc123', ['abc123']],
    ['a URL in a sentence', 'See (https://app.rigyd.com/jobs/abc123).', ['abc123']],
    ['a URL in angle brackets', '<https://app.rigyd.com/jobs/abc123>', ['abc123']],
    ['an ID in a query', 'https://app.rigyd.com/view?job_id=abc123&tab=2', ['abc123']],
    ['a deep link to a job', 'rigyd-desk://job/abc123', ['abc123']],
    ['a deep link to several', 'rigyd-desk://watch?ids=abc123,def456', ['abc123', 'def456']],
    ['a deep link with encoded commas', 'rigyd-desk://watch?ids=abc123%2Cdef456', ['abc123', 'def456']],
    ['several URLs on one line', `https://x.y/jobs/abc123 https://x.y/jobs/def456`, ['abc123', 'def456']],

    ['a log', `2026-05-06T12:00:01Z INFO submitted job ${a} (chair.glb)`, [a]],
    ['a log that says job before an ID without digits', `INFO submitted job ${lettersOnly}`, [lettersOnly]],
    ['a log that says job #', `job #${lettersOnly} done`, [lettersOnly]],
    ['a value before a comma', 'job_id=abc123,chair2x', ['abc123']],
    ['keys and values', `level=info job_id=abc123 file=chair.glb`, ['abc123']],
    ['keys and values in quotes', `level=info job_id="abc123" x`, ['abc123']],
    ['the line of a JSON document', `  "id": "abc123",`, ['abc123']],
    ['a line from a word processor', `“id”: “abc123”,`, ['abc123']],
    ['escaped JSON in a log', `body={\\"id\\":\\"abc123\\"}`, ['abc123']],
    ['a Ruby hash', `{:id => 'abc123'}`, ['abc123']],
    ['YAML', `id: abc123`, ['abc123']],
    ['a dash that touches an ID', `${a}- done, -${b}`, [a, b]],
    ['a simulation in a log', 'made sim_0a1b2c3d4e5f6g7h today', ['sim_0a1b2c3d4e5f6g7h']],
    ['a Python object', `Job(id='abc123', status='queued')`, ['abc123']],
    ['text without spaces around an ID', `任务${a}已完成`, [a]],
  ])('%s', (_, text, ids) => {
    expect(findJobIds(text)).toMatchObject({ ids, notUnderstood: [], containsKey: false, binary: false });
  });
});

describe('what is no ID in URLs and logs', () => {
  it.each<[string, string, number[]]>([
    ['a word of 24 letters and more in a sentence', `x ${lettersOnly} y`, [1]],
    ['a file name that has the shape of an ID', `${a}.glb`, [1]],
    ['a folder that has the shape of an ID', `/home/me/${a}/chair.glb`, [1]],
    ['a folder on Windows', `C:\\${a}\\chair.glb`, [1]],
    ['a mail address', `mail ${a}@example.com and me@${a} and me+${a}`, [1]],
    ['an extension', `chair.${a}`, [1]],
    ['an ID that was cut in running text', `job_id=abc123... and ${a}…`, [1]],
    ["the pipeline's ID without its prefix", `physiq_job_id: ${a}\n"physiqJobId": "${a}"`, [1, 2]],
    ["other things' IDs", `request_id=${a}\nuserId: ${a}\nuuid=${a}\nsource_job: ${a}`, [1, 2, 3, 4]],
    ['secrets and hashes', `token=${a}\nsha256:${a}\netag: "${a}"`, [1, 2, 3]],
    ["a commit's hash in running text", 'commit 0123456789abcdef0123456789abcdef01234567', [1]],
    ['a UUID in running text', `request ${uuid} done`, [1]],
    ['a short ID in running text', 'submitted job abc123 (chair.glb)', [1]],
    ['a name of an ID without a sign behind it', 'the job_id abc123 of', [1]],
    ['an option and a word', 'use --job-id, chair2x or', [1]],
    ['the word job and a word', `a job, ${lettersOnly}, is`, [1]],
    ['a page of the API', 'https://api.rigyd.com/api/conversions/pricing', [1]],
    ['a page of the list', 'https://api.rigyd.com/api/conversions?page=2', [1]],
    ['another path', `https://assets.rigyd.com/${a}/chair`, [1]],
    ['a composition', `https://api.rigyd.com/api/compositions/${a}/submit`, [1]],
    ['a path that only looks like one', '50 jobs/day2', [1]],
    ["the URL of the API's pages", 'https://api.rigyd.com/api/conversions/abc123...', [1]],
    ['elements of a page', '<div id="section1">', [1]],
  ])('%s', (_, text, lines) => {
    const { ids, notUnderstood } = findJobIds(text);
    expect(ids).toEqual([]);
    expect(notUnderstood.map(({ line }) => line)).toEqual(lines);
  });
});

describe('IDs on lines of their own', () => {
  it.each<[string, string, string[]]>([
    ['one ID', a, [a]],
    ['one ID between spaces and line ends', `\n  ${a}\t\r\n`, [a]],
    ['an ID without digits on a line of its own', lettersOnly, [lettersOnly]],
    ["the short IDs of the API's pages", 'abc123\nsim_xyz', ['abc123', 'sim_xyz']],
    ['a UUID on a line of its own', uuid, [uuid]],
    ['a line per ID', `${a}\n${b}\n${c}`, [a, b, c]],
    ['Windows line ends', `${a}\r\n${b}\r\n`, [a, b]],
    ['carriage returns alone', `${a}\r${b}`, [a, b]],
    ['IDs on one line, with commas', `abc123, def456,ghi789`, ['abc123', 'def456', 'ghi789']],
    ['IDs on one line, with semicolons', `abc123;def456;`, ['abc123', 'def456']],
    ['IDs on one line, with spaces', `abc123 def456`, ['abc123', 'def456']],
    ['IDs on one line, with bars', 'abc123 | def456', ['abc123', 'def456']],
    ['quoted IDs with commas', `"abc123",\n'def456',\n“ghi789”`, ['abc123', 'def456', 'ghi789']],
    ['IDs in brackets', `[abc123, def456]`, ['abc123', 'def456']],
    ['a full stop behind an ID', `abc123.`, ['abc123']],
    ['NUL-separated IDs', `${a}\0${b}\0`, [a, b]],
    ['zero-width characters in an ID', `\u200b${a.slice(0, 5)}\u200d${a.slice(5)}\ufeff`, [a]],
    ['an UTF-16 file read as UTF-8', `\uFFFD\uFFFD${[...`${a}\r\n${b}`].join('\0')}\0`, [a, b]],
    ['an UTF-16 file in the other order', `\0${[...`${a}\r\n${b}`].join('\0')}`, [a, b]],

    ['a Markdown list', `- abc123\n* def456\n+ \`ghi789\``, ['abc123', 'def456', 'ghi789']],
    ['an indented list', '  - abc123\n\t* def456', ['abc123', 'def456']],
    ['a numbered list', `1. abc123\n12) def456`, ['abc123', 'def456']],
    ['a list of tasks', `- [ ] abc123\n- [x] **def456**`, ['abc123', 'def456']],
    ['a quotation', `> abc123\n> > def456`, ['abc123', 'def456']],
    ['a fenced block with rules around', '---\n```json\nabc123\n```\n***', ['abc123']],
    ['a Markdown table', '| id | status |\n|---|:-:|\n| abc123 | running |', ['abc123']],
    ['a Markdown link', `[abc123](https://app.rigyd.com/jobs/abc123)`, ['abc123']],

    ["a line of the vendor's command line", 'abc123  running   42%  glb_to_simready  chair.glb', ['abc123']],
    [
      'such a line with an ID without digits',
      `${lettersOnly}  queued   0%  glb_to_simready  c.glb`,
      [lettersOnly],
    ],
    ['such a line with a status that is not known', 'abc123   17.5%  glb_to_simready  chair.glb', ['abc123']],
    [
      'such lines with a header and a rule',
      `ID       STATUS     PROGRESS\n-------------------\nabc123   paused     42%`,
      ['abc123'],
    ],
    ['such a line with tabs', 'abc123\tcompleted\t100%', ['abc123']],
    ['such a line behind a mark', '✓ abc123  completed  100%', ['abc123']],
    [
      'such a line in colour',
      `\u001b[2m${a}\u001b[0m  \u001b[1;32mcompleted\u001b[39m  100%  \u001b[38;5;8mchair.glb\u001b[0m`,
      [a],
    ],
    [
      'such a line with another ID in the prompt',
      `abc123  running  4%  text_to_simready  as in ${b}`,
      ['abc123'],
    ],
    ['a link that a terminal draws', `\u001b]8;;https://x.y/z\u0007abc123\u001b]8;;\u0007`, ['abc123']],
    ['a curl line', `curl -sS "https://api.rigyd.com/api/conversions/abc123" -o chair.zip`, ['abc123']],
    ['an option of a command', 'rigyd status --job-id abc123', ['abc123']],
  ])('%s', (_, text, ids) => {
    expect(findJobIds(text)).toMatchObject({ ids, notUnderstood: [], containsKey: false, binary: false });
  });
});

describe('what is no ID on a line of its own', () => {
  it.each<[string, string, number[]]>([
    ['a word', 'hello', [1]],
    ['a short word with a digit', 'h264', [1]],
    ['a number', '202605061200', [1]],
    ['a date', '2026-05-06', [1]],
    ['a time', '2026-05-06T12:00:01.000Z', [1]],
    ['a sentence', 'The chair is red, the 2nd is not.', [1]],
    ['a file name', 'chair.glb', [1]],
    ['an ID that was cut', 'abc123...\nabc123…', [1, 2]],
    ["the pipeline's ID", 'phy_0a1b2c3d4e5f6g7h\nphysiq_job_id=phy_0a1b2c3d', [1, 2]],
    ["the names of a job's fields", 'sim_video\nglb_to_simready', [1, 2]],
    ['a word in columns with a status', 'total  completed  100%', [1]],
    ['a word that begins like a status', 'abc123  runningshoes', [1]],
    ['a word before a status', 'worker1 completed', [1]],
  ])('%s', (_, text, lines) => {
    const { ids, notUnderstood } = findJobIds(text);
    expect(ids).toEqual([]);
    expect(notUnderstood.map(({ line }) => line)).toEqual(lines);
  });
});
