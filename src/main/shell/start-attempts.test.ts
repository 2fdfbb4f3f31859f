import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { StartAttempts } from './start-attempts.ts';

const folder = useTemporaryFolder();
const begin = (): number => new StartAttempts(folder()).begin();

describe('starts that end before the app is there', () => {
  it('are counted in a row', () => {
    expect([begin(), begin(), begin()]).toEqual([0, 1, 2]);
  });

  it('are forgotten once the app is there', () => {
    begin();
    const second = new StartAttempts(folder());
    second.begin();
    second.finish();
    expect(begin()).toBe(0);
  });

  it.each(['', '-3', '1.5', 'many', '{"count": 9}'])('are none where the file says %j', (text) => {
    writeFileSync(join(folder(), 'unfinished-starts'), text);
    expect(begin()).toBe(0);
  });

  it('are none where nothing can be written, and the app starts', () => {
    mkdirSync(join(folder(), 'unfinished-starts'));
    const attempts = new StartAttempts(folder());
    expect(attempts.begin()).toBe(0);
    expect(() => attempts.finish()).not.toThrow();
  });
});
