import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import { copyId } from './copy-id.ts';

const folder = useTemporaryFolder();

it('is the same at each start, and another one for each folder', () => {
  const [one, other] = [join(folder(), 'one'), join(folder(), 'other')];
  const id = copyId(one);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(copyId(one)).toBe(id);
  expect(copyId(other)).not.toBe(id);
});

it('is chosen anew where the file makes no sense, and none where it cannot be kept', () => {
  const path = join(folder(), 'copy');
  writeFileSync(path, '{"half');
  const id = copyId(path);
  expect(copyId(path)).toBe(id);
  expect(copyId(join(folder(), 'missing', 'copy'))).toBe('');
});

it('is not replaced where it cannot be read for a moment', () => {
  const path = join(folder(), 'copy');
  const id = copyId(path);
  const busy = copyId(path, () => {
    throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
  });
  expect(busy).toBe('');
  expect(copyId(path)).toBe(id);
});
