import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { workFiles } from '../files/folder-files.ts';
import { openContent } from './entry-content.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';

const folder = useTemporaryFolder();

it.each([false, true])(
  'content that the archive ends in the middle of is an error, packed: %j',
  async (isPacked) => {
    const path = join(folder(), 'result.zip');
    const content = randomBytes(2 * 1024 ** 2);
    const whole = isPacked ? deflateRawSync(content) : content;
    await writeFile(path, whole.subarray(0, -1));
    const handle = await workFiles.open(path, 'r');
    try {
      const sizes = { packedSize: whole.length, size: content.length };
      const read = openContent(handle, { headerAt: 0, isPacked, crc32: 0, ...sizes }, 0);
      await expect(buffer(await read)).rejects.toThrow('The archive ends too early.');
    } finally {
      await handle.close();
    }
  },
);
