import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileFailure, nullIfMissing, systemCode } from './file-failure.ts';

const thrown = async (action: () => unknown): Promise<unknown> => {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error('should have failed');
};

describe('an error of the file system', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EFBIG', 'disk-full'],
    ['EACCES', 'folder-unavailable'],
    ['EPERM', 'folder-unavailable'],
    ['EROFS', 'folder-unavailable'],
    ['ENOTDIR', 'folder-unavailable'],
    ['ENOENT', 'folder-unavailable'],
    ['EEXIST', 'folder-unavailable'],
    ['EIO', 'folder-unavailable'],
    ['EMFILE', 'folder-unavailable'],
    ['EXDEV', 'folder-unavailable'],
    ['ENOTCONN', 'folder-unavailable'],
    ['EHOSTDOWN', 'folder-unavailable'],
    ['ETIMEDOUT', 'folder-unavailable'],
    ['UNKNOWN', 'folder-unavailable'],
  ])('becomes a code: %s is %s, with the words of the system', (code, expected) => {
    const error = Object.assign(new Error(`${code}: words of the system`), { code });
    expect(fileFailure(error)).toEqual({ code: expected, text: `${code}: words of the system` });
  });

  it('is told from other errors', async () => {
    expect(systemCode(await thrown(() => readFile('/no/such/file')))).toBe('ENOENT');
    expect(systemCode(await thrown(() => readFile('a\0b')))).toBeNull();
    expect(systemCode(await thrown(() => inflateRawSync(Buffer.from('no deflate'))))).toBeNull();
    expect(systemCode('ENOENT')).toBeNull();
  });

  it('is null where nothing is there, and stays what it is otherwise', async () => {
    expect(await readFile('/no/such/file').catch(nullIfMissing)).toBeNull();
    await expect(readFile('/').catch(nullIfMissing)).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('is internal when it is none of the system', () => {
    expect(fileFailure(new TypeError('oops'))).toEqual({ code: 'internal', text: 'oops' });
    expect(fileFailure('oops')).toEqual({ code: 'internal', text: 'oops' });
  });
});
