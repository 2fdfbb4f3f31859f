import { describe, expect, it } from 'vitest';
import { keepOutOfLogs } from '../lib/redact.ts';
import { describeReport } from './report.ts';

const facts = { home: '/home/ada', appFolder: '/opt/app.asar', user: 'ada', computer: 'lovelace-pc' };
const entry = (fields: object): string =>
  JSON.stringify({ time: '2026-03-04T05:06:07.000Z', level: 'error', message: 'It failed', ...fields });
const reportOf = (...log: string[]): string =>
  describeReport('Rigyd Desk 0.1.0\n', log, '2026-03-04T05:10:00.000Z', facts);

const secrets = {
  key: 'rgyd_live_abcdefgh',
  'a key that looks like none': 'correct-horse-stable',
  token: 'Bearer s3cr3t-token',
  'a signed address': 'https://files.example.com/out.zip?X-Amz-Signature=s3cr3t',
  path: '/mnt/s3cr3t project/chair.usd',
  'a path at home': '/home/ada/s3cr3t project',
  job: '276njif3eau2hz68pp7xs3cr3t',
};

describe('a report', () => {
  it.each(Object.entries(secrets))('has no %s, wherever it stood in the log', (_what, secret) => {
    keepOutOfLogs(secrets['a key that looks like none']);
    const report = reportOf(
      entry({ message: `failed with ${secret}` }),
      entry({ error: `Error: failed with ${secret}\n    at f (${secret})` }),
      entry({ detail: secret }),
      entry({ time: secret }),
      entry({ nested: { deep: secret } }),
      `${secret} on a line that is no entry`,
      entry({}).slice(0, -1) + secret,
    );
    for (const part of [secret, 's3cr3t', 'stable', 'ada']) expect(report).not.toContain(part);
  });

  it('has the diagnostics, and what the log tells, with the stack below', () => {
    const stack = 'Error: no\n    at start (/opt/app.asar/out/main/index.cjs:1:2)';
    const report = reportOf(
      entry({ level: 'info', message: 'Started', safeMode: false }),
      entry({ error: stack }),
    );
    expect(report).toContain('Rigyd Desk 0.1.0\n');
    expect(report).toContain('2026-03-04T05:06:07.000Z info Started safeMode=false\n');
    expect(report).toContain(
      '2026-03-04T05:06:07.000Z error It failed\n    Error: no\n        at start ([app]/out/main/index.cjs:1:2)',
    );
  });

  it('has of an entry what is one value, and nothing that is made of several', () => {
    expect(reportOf(entry({ code: 'EIO', nested: { deep: 1 } }))).toContain(' It failed code=EIO\n');
  });

  it('has the last entries of a long log', () => {
    const log = Array.from({ length: 1_000 }, (_, index) => entry({ message: `Entry ${index}.` }));
    const report = reportOf(...log);
    expect(report).toContain('the last 400 entries');
    expect(report).not.toContain('Entry 599.');
    expect(report).toContain('Entry 600.');
    expect(report).toContain('Entry 999.');
  });
});
