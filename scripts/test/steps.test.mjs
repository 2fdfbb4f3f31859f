import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { plainError } from '../lib/plain-error.mjs';
import { parseTestArguments } from './arguments.mjs';
import { runStep } from './run-step.mjs';
import { readOutcome } from './steps.mjs';

describe('parseTestArguments', () => {
  it('runs everything unless told otherwise', () => {
    expect(parseTestArguments([])).toEqual({ only: null, rest: [] });
  });

  it('runs a part and hands the rest on', () => {
    const parsed = { only: 'e2e', rest: ['--grep', 'drop'] };
    expect(parseTestArguments(['--only', 'e2e', '--grep', 'drop'])).toEqual(parsed);
    expect(parseTestArguments(['--only', 'e2e', '--', '--grep', 'drop'])).toEqual(parsed);
    expect(parseTestArguments(['--grep', 'drop', '--only', 'e2e'])).toEqual(parsed);
  });

  it('refuses a part that there is not', () => {
    expect(() => parseTestArguments(['--only', 'all'])).toThrow('`unit` or `e2e`');
    expect(() => parseTestArguments(['--only'])).toThrow('`unit` or `e2e`');
  });
});

describe('runStep', () => {
  /** @type {string[]} */
  let said;
  beforeEach(() => {
    said = [];
    vi.spyOn(console, 'log').mockImplementation((text) => void said.push(text));
    vi.spyOn(console, 'error').mockImplementation((text) => void said.push(text));
  });
  afterEach(() => void vi.restoreAllMocks());

  it('says how long the step took', async () => {
    const times = [1000, 3500];
    const run = async () => ({ passed: 2, failed: [] });
    const outcome = await runStep({ name: 'unit tests', run }, () => times.shift() ?? 0);
    expect(outcome).toEqual({ passed: 2, failed: [], duration: 'unit tests 2.5 s' });
    expect(said).toEqual(['\n── unit tests', '── unit tests 2.5 s']);
  });

  it('counts a step that throws as failed, and says why', async () => {
    const run = async () => {
      throw plainError('Do this.');
    };
    expect((await runStep({ name: 'build', run })).failed).toEqual(['build (could not be run)']);
    expect(said).toContain('Do this.');
  });
});

describe('readOutcome', () => {
  /** @type {string} */
  let folder;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rigyd outcome-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  /**
   * @param {string} name
   * @param {number} count
   */
  const report = (name, count) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, JSON.stringify({ count }));
    return file;
  };
  /** @param {{ count: number }} report */
  const read = ({ count }) => ({ passed: count, failed: [] });

  it('counts a run that left no report as failed, whatever its exit code', () => {
    const runs = [{ file: path.join(folder, 'none.json'), code: 0 }];
    expect(readOutcome(runs, read, 'vitest')).toEqual({
      passed: 0,
      failed: ['vitest (exit code 0, and no report)'],
    });
  });

  it('reads the report and heeds the exit code', () => {
    const file = report('report.json', 5);
    expect(readOutcome([{ file, code: 0 }], read, 'vitest')).toEqual({ passed: 5, failed: [] });
    expect(readOutcome([{ file, code: 1 }], read, 'vitest').failed).toEqual([
      'vitest ended with exit code 1',
    ]);
  });

  it('adds up several runs, of which one may have had nothing to do', () => {
    const some = { file: report('some.json', 5), code: 0 };
    const none = { file: report('none.json', 0), code: 0 };
    expect(readOutcome([some, none], read, 'playwright')).toEqual({ passed: 5, failed: [] });
    expect(readOutcome([some, some], read, 'playwright').passed).toBe(10);
    expect(readOutcome([none, none], read, 'playwright').failed).toEqual(['playwright ran no tests']);
  });
});
