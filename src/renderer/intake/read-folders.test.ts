import { afterEach, describe, expect, it, vi } from 'vitest';
import { fileSource } from '../../shared/source.ts';
import { folderOf, type FolderContent } from '../testing/folders.ts';
import { folderLimits, readFolders } from './read-folders.ts';

const binary = '\u0000\u0001\u0002\u0003'.repeat(40);
const read = (content: FolderContent) => readFolders([folderOf('logs', content)]);
const namesOf = ({ texts }: Awaited<ReturnType<typeof read>>): string[] =>
  texts.map(({ source }) => (source.kind === 'file' ? source.name : ''));
const sized = (size: number): File =>
  Object.defineProperty(new File(['abc123'], 'a.txt'), 'size', { value: size });

afterEach(() => void vi.useRealTimers());

/** A file that tells nothing of itself, as on a drive that is away. */
const silent = Object.assign(new File(['abc123'], 'b.txt'), {
  slice: () => ({ arrayBuffer: () => new Promise<ArrayBuffer>(() => {}) }),
});

describe('a folder', () => {
  it('that does not answer is waited for once, and what was read of it by then is there', async () => {
    vi.useFakeTimers();
    const reading = read({ 'a.txt': 'abc123', 'b.txt': silent, 'c.txt': silent, deep: { 'd.txt': 'x' } });
    await vi.advanceTimersByTimeAsync(10_000);
    const found = await reading;
    expect(namesOf(found)).toEqual(['logs/a.txt']);
    expect(found.skipped).toEqual([
      { name: 'logs/b.txt', why: 'unreadable' },
      { name: 'logs/c.txt', why: 'unreadable' },
      { name: 'logs/deep', why: 'unreadable' },
    ]);
  });

  it('is read with all folders in it, by name as people count, each text with its path', async () => {
    const found = await read({
      'run 10.txt': 'x',
      'run 9.txt': 'abc123',
      deep: { er: { 'b.log': 'xyz789' }, 'a.log': 'y' },
    });
    expect(namesOf(found)).toEqual([
      'logs/run 9.txt',
      'logs/run 10.txt',
      'logs/deep/a.log',
      'logs/deep/er/b.log',
    ]);
    expect(found.texts[0]).toEqual({
      text: 'abc123',
      source: fileSource('logs/run 9.txt'),
      folder: 'logs',
    });
    expect(found.skipped).toEqual([]);
  });

  it('is left without what is hidden, and says of all else why it was not read', async () => {
    const found = await read({
      '.git': { config: 'abc123' },
      '.env': 'abc123',
      'chair.glb': 'abc123',
      'data.bin': binary,
      'gone.txt': null,
      'jobs.txt': 'abc123',
      'large.log': sized(32 * 1024 * 1024 + 1),
    });
    expect(namesOf(found)).toEqual(['logs/jobs.txt']);
    expect(found.skipped).toEqual([
      { name: 'logs/chair.glb', why: 'model' },
      { name: 'logs/data.bin', why: 'not-text' },
      { name: 'logs/gone.txt', why: 'unreadable' },
      { name: 'logs/large.log', why: 'too-large' },
    ]);
  });

  it('names a file by the end of its path where that is longer than a name may be', async () => {
    const long = 'x'.repeat(200);
    const found = await read({ [long]: { [long]: { 'a.txt': 'abc123' } } });
    expect(namesOf(found)).toEqual([expect.stringMatching(/^x{53}\/x{200}\/a\.txt$/)]);
  });

  it('that cannot be looked into is named', async () => {
    const folder = folderOf('logs', {});
    folder.createReader = () =>
      ({
        readEntries: (_resolve: unknown, reject: (error: Error) => void) =>
          reject(new Error('NotFoundError')),
      }) as unknown as FileSystemDirectoryReader;
    expect((await readFolders([folder])).skipped).toEqual([{ name: 'logs', why: 'unreadable' }]);
  });

  it('is read up to a number of files, of bytes, and of what is looked at; the others are named', async () => {
    const many = (count: number): FolderContent =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.txt`, 'x']));
    const files = await read(many(folderLimits.files + 2));
    expect(files.texts).toHaveLength(folderLimits.files);
    expect(files.skipped).toEqual([
      { name: 'logs/1000.txt', why: 'beyond-limit' },
      { name: 'logs/1001.txt', why: 'beyond-limit' },
    ]);
    const bytes = await read({
      'a.txt': sized(32e6),
      'b.txt': sized(32e6),
      'c.txt': sized(8e6),
      'd.txt': 'x',
    });
    expect(namesOf(bytes)).toEqual(['logs/a.txt', 'logs/b.txt', 'logs/d.txt']);
    const pictures = Object.fromEntries(
      Array.from({ length: folderLimits.entries }, (_, index) => [`${index}.png`, 'x']),
    );
    const entries = await read({ ...pictures, deep: { 'a.txt': 'abc123' } });
    expect(entries.texts).toEqual([]);
    expect(entries.skipped.at(-1)).toEqual({ name: 'logs/deep', why: 'beyond-limit' });
  });
});
