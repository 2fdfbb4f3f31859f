import { fstatSync, writeSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { useTemporaryFolder } from '../testing/temporary-folder.ts';
import { OutputFile } from './output-file.ts';

const folder = useTemporaryFolder();

afterEach(() => vi.unstubAllEnvs());

it('leaves nothing in the temporary folder, and is for the own user only', async () => {
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder());
  const output = new OutputFile();
  expect(await readdir(folder())).toEqual([]);
  if (process.platform !== 'win32') expect(fstatSync(output.fd).mode & 0o777).toBe(0o600);
  output.close();
});

it('has the end of what was written, also of characters of several bytes', () => {
  const output = new OutputFile();
  writeSync(output.fd, `start${'€'.repeat(100_000)}end`);
  expect(output.close()).toBe(`…${'€'.repeat(15_997)}end`);
});

it('is emptied where it has grown large, and goes on with what was written last', () => {
  const output = new OutputFile();
  writeSync(output.fd, 'a'.repeat(2 * 1024 ** 2));
  output.limit();
  expect(fstatSync(output.fd).size).toBe(0);
  writeSync(output.fd, 'end');
  output.limit();
  expect(fstatSync(output.fd).size).toBe(3);
  expect(output.close()).toBe(`…${'a'.repeat(15_997)}end`);
});
