import { describe, expect, it } from 'vitest';
import { readerEnd } from './read-elsewhere.ts';

describe('the process that reads a copy of the database', () => {
  it.each<[string, NodeJS.Platform, number]>([
    ['an assertion of LevelDB', 'linux', 6],
    ['the same, with a core dump', 'linux', 6 | 0x80],
    ['a wrong address', 'linux', 11],
    ['a wrong address', 'darwin', 11],
    ['an assertion of LevelDB', 'win32', 3],
    ['a wrong address', 'win32', 0xc0000005],
    ['the same as a signed number', 'win32', 0xc0000005 | 0],
    ['a buffer overrun, as abort() reports it', 'win32', 0xc0000409],
  ])('crashed after %s on %s', (_what, platform, code) => {
    expect(readerEnd(code, platform)).toBe('crashed');
  });

  it.each<NodeJS.Platform>(['linux', 'darwin', 'win32'])(
    'survived where it exits with 0 on %s',
    (platform) => {
      expect(readerEnd(0, platform)).toBe('survived');
    },
  );

  it.each<[string, NodeJS.Platform, number]>([
    ['did not begin', 'linux', 1],
    ['was ended by the system for want of memory', 'linux', 9],
    ['was ended as the session ended', 'linux', 15],
    ['did not begin, or was ended by somebody', 'win32', 1],
    ['was ended as the session ended', 'win32', 0xc000013a],
    ['began as the session ended', 'win32', 0xc0000142],
  ])('says nothing of the database where it %s on %s', (_what, platform, code) => {
    expect(readerEnd(code, platform)).toBe('unknown');
  });
});
