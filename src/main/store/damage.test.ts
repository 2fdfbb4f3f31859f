import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { isDamage, reasonOf } from './damage.ts';

const folder = useTemporaryFolder();
const coded = (code: string): Error => Object.assign(new Error('in words'), { code });

describe('damage', () => {
  it.each([
    ['what LevelDB calls so', coded('LEVEL_CORRUPTION'), true],
    ['the same, wrapped', new Error('Database failed to open', { cause: coded('LEVEL_CORRUPTION') }), true],
    ['a lock that is held', coded('LEVEL_LOCKED'), false],
    ['what the file system says', coded('EACCES'), false],
    ['an error of the app itself', new RangeError('Invalid string length'), false],
    ['what is no error', 'corruption', false],
  ])('is told by its code: %s', async (_what, error, expected) => {
    for (const during of ['opening', 'reading'] as const)
      expect(await isDamage(error, during, folder())).toBe(expected);
  });
});

describe('the reason of a failure', () => {
  it('is what LevelDB said, wrapped or not', () => {
    expect(reasonOf(new Error('Database failed to open', { cause: coded('x') })).message).toBe('in words');
    expect(reasonOf(new Error('no room')).message).toBe('no room');
    expect(reasonOf('just words').message).toBe('just words');
  });
});
