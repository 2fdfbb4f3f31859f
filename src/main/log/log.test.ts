import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ownFiles } from '../files/folder-files.ts';
import { flushLog, log, logEvent, openLog, recentProblems } from './log.ts';
import { keepOutOfLogs } from '../lib/redact.ts';

const key = `rgyd_live_${'Ab0-_'.repeat(8)}xyz`;

describe('a line of the log', () => {
  let written = '';
  beforeEach(() => {
    written = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is the message alone where there is no error', () => {
    log('Started.');
    expect(written).toBe('Started.\n');
  });

  it('that cannot be written to a terminal that was closed is no further error', () => {
    expect(() => process.stderr.emit('error', new Error('write EPIPE'))).not.toThrow();
  });

  it('goes to no file before there is a folder for it', () => {
    const makeFolder = vi.spyOn(ownFiles, 'mkdir');
    log('Started.');
    expect(makeFolder).not.toHaveBeenCalled();
  });

  it('says where an error comes from', () => {
    const error = new Error('no room');
    log('Writing failed', error);
    expect(written).toBe(`Writing failed: ${error.stack ?? ''}\n`);
  });

  it('makes do with the words of an error that says no more', () => {
    const bare = new Error('no room');
    delete bare.stack;
    log('Writing failed', bare);
    log('Writing failed', 'no room');
    expect(written).toBe('Writing failed: no room\nWriting failed: no room\n');
  });

  it('shows no key, neither of the message nor of the error', () => {
    log(`With ${key}`, new Error(`Bearer ${key}, twice: ${key}`));
    expect(written).not.toContain(key.slice(0, 14));
    expect(written).not.toContain('xyz');
    expect(written).toContain('With [key]: Error: Bearer [key], twice: [key]');
  });
});

describe('the log on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rigyd-log-'));
  const lineSchema = z.looseObject({ time: z.iso.datetime(), level: z.string(), message: z.string() });
  const lines = async () => {
    await flushLog();
    return readFileSync(join(folder, 'main.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => lineSchema.parse(JSON.parse(line)));
  };
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    openLog(folder);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is one JSON object a line, whatever is in it', async () => {
    log('Writing\nfailed 100 %s', new Error('no "room"'));
    logEvent('Started', { version: '1.0', packaged: false });
    expect((await lines()).slice(-2)).toMatchObject([
      {
        level: 'error',
        message: 'Writing\nfailed 100 %s',
        error: expect.stringContaining('no "room"') as string,
      },
      { level: 'info', message: 'Started', version: '1.0', packaged: false },
    ]);
  });

  it('can be read by its owner alone', async () => {
    await flushLog();
    expect(statSync(join(folder, 'main.log')).mode & 0o077).toBe(0);
  });

  it('holds no secret, in no part of a line', async () => {
    const secret = 'correct horse battery staple';
    keepOutOfLogs(secret);
    log(`${secret} ${key}`);
    log(`${secret} ${key}`, new Error(`${secret} ${key}`));
    log('A reason that is no error', { toString: () => `${secret} ${key}` });
    logEvent(`${secret} ${key}`, { detail: `${secret} ${key}` });
    await flushLog();
    const text = readFileSync(join(folder, 'main.log'), 'utf8') + recentProblems().join('\n');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(key);
    expect(text).toContain('[key]');
  });

  it('remembers the last problems, and no events', () => {
    for (let i = 0; i < 30; i += 1) log(`problem ${i}`, new Error('why'));
    logEvent('no problem');
    expect(recentProblems()).toHaveLength(20);
    expect(recentProblems().at(-1)).toMatch(/^\d{4}-.*Z problem 29: Error: why$/);
  });

  it('never grows beyond two files of a megabyte each', async () => {
    const long = 'x'.repeat(20_000);
    for (let i = 0; i < 600; i += 1) {
      log(`${i} ${long}`);
      if (i % 20 === 0) await flushLog();
    }
    const last = (await lines()).at(-1);
    const files = readdirSync(folder);
    expect(files.sort()).toEqual(['main.log', 'main.old.log']);
    for (const name of files) expect(statSync(join(folder, name)).size).toBeLessThan(1_020_000);
    expect(last?.message.length).toBe(8_000);
  });
});
