import { describe, expect, it } from 'vitest';
import { readCliOptions } from './cli-options.ts';

describe('readCliOptions', () => {
  it('does without any argument', () => {
    expect(readCliOptions([])).toEqual({ port: 0, seed: 'rigyd-desk', speed: 1, jobs: 8, json: false });
  });

  it('reads them all', () => {
    const args = ['--port', '4010', '--seed', '7', '--speed', '2.5', '--jobs=0', '--json'];
    expect(readCliOptions(args)).toEqual({ port: 4_010, seed: '7', speed: 2.5, jobs: 0, json: true });
  });

  it.each([
    [['--port', 'many'], '--port must be a number'],
    [['--port', '70000'], '--port must be 65535 at most'],
    [['--port', '80.5'], '--port must be a whole number'],
    [['--speed', '0'], '--speed must be above 0'],
    [['--jobs', ''], '--jobs must be a number'],
    [['--verbose'], "Unknown option '--verbose'"],
    [['--port'], "'--port <value>' argument missing"],
    [['extra'], "Unexpected argument 'extra'"],
  ])('says what is wrong with %j and how to do it', (args, text) => {
    const answer = readCliOptions(args);
    expect(answer).toMatchObject({ exitCode: 2, print: expect.stringContaining(text) as string });
    expect(answer).toMatchObject({ print: expect.stringContaining('Usage:') as string });
  });

  it('explains itself', () => {
    expect(readCliOptions(['--help'])).toMatchObject({
      exitCode: 0,
      print: expect.stringContaining('--speed') as string,
    });
  });
});
