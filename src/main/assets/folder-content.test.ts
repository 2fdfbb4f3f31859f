import { link, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { ownFiles, type FolderFiles } from '../files/folder-files.ts';
import { folderLimits, openFolderContent, type FolderContentOptions } from './folder-content.ts';
import { readContent } from './testing/read-content.ts';

const folder = useTemporaryFolder();

async function write(files: Record<string, string | Buffer>, inside = 'asset'): Promise<string> {
  const top = join(folder(), inside);
  await mkdir(top, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(top, name)), { recursive: true });
    await writeFile(join(top, name), content);
  }
  return top;
}

const open = (top: string, options: Partial<FolderContentOptions> = {}) =>
  openFolderContent(top, { files: ownFiles, steady: () => 0, accepts: () => true, ...options });
const pathsOf = ({ files }: { files: readonly { path: string }[] }) => files.map(({ path }) => path);

describe('the files of a folder', () => {
  it('are listed with their sizes, those that lie highest first, and read', async () => {
    const big = Buffer.alloc(2_500_000, 'abc');
    const top = await write({ 'parts/deep/a.png': 'PNG', 'chair.usd': '#usda 1.0', 'parts/b.bin': big });
    const content = await open(top);
    expect(content.files).toEqual([
      { path: 'chair.usd', bytes: 9 },
      { path: 'parts/b.bin', bytes: big.length },
      { path: 'parts/deep/a.png', bytes: 3 },
    ]);
    expect(content.isCut).toBe(false);
    expect((await readContent(content, 'parts/b.bin'))?.equals(big)).toBe(true);
    expect(await readContent(content, 'chair.usd')).toEqual(Buffer.from('#usda 1.0'));
  });

  it.each([
    '../secret.txt',
    'parts/../../secret.txt',
    '/etc/passwd',
    '',
    '.',
    'parts',
    'chair.usd/',
    './chair.usd',
  ])('are no others, such as %j', async (path) => {
    await write({ 'secret.txt': 'secret' }, '');
    const content = await open(await write({ 'chair.usd': 'x', 'parts/a.png': 'x' }));
    expect(await content.open(path)).toBeNull();
  });

  it('are those that are wanted by name', async () => {
    const top = await write({
      'chair.usd': 'x',
      'taxes.pdf': 'x',
      '.git/chair.usd': 'x',
      'a/chair.usd': 'x',
    });
    const accepts = (name: string, kind: string) =>
      !name.startsWith('.') && (kind === 'folder' || name.endsWith('.usd'));
    expect(pathsOf(await open(top, { accepts }))).toEqual(['chair.usd', 'a/chair.usd']);
  });

  it('are none that a link leads to', async () => {
    await write({ 'secret.txt': 'secret' }, 'outside');
    const top = await write({ 'chair.usd': 'x' });
    await symlink(join(folder(), 'outside'), join(top, 'linked'));
    await symlink(join(folder(), 'outside', 'secret.txt'), join(top, 'wood.png'));
    await symlink(join(top, 'chair.usd'), join(top, 'same.usd'));
    await symlink(top, join(top, 'again'));
    expect(pathsOf(await open(top))).toEqual(['chair.usd']);
  });

  it('are not read through a link that takes their place later', async () => {
    await write({ 'a.png': 'secret' }, 'outside');
    const top = await write({ 'wood.png': 'mine', 'parts/a.png': 'mine' });
    const content = await open(top);
    await rm(join(top, 'wood.png'));
    await symlink(join(folder(), 'outside', 'a.png'), join(top, 'wood.png'));
    await rename(join(top, 'parts'), join(top, 'moved'));
    await symlink(join(folder(), 'outside'), join(top, 'parts'));
    expect(await content.open('wood.png')).toBeNull();
    expect(await content.open('parts/a.png')).toBeNull();
  });

  it('are not read through a link that takes their place in the moment between a look and the reading', async () => {
    const secret = join(await write({ 'a.png': 'secret' }, 'outside'), 'a.png');
    const top = await write({ 'wood.png': 'mine' });
    const place = join(top, 'wood.png');
    const files: FolderFiles = {
      ...ownFiles,
      open: async (...args) => {
        await rm(place);
        await symlink(secret, place);
        return ownFiles.open(...args);
      },
    };
    const content = await open(top, { files });
    await expect(content.open('wood.png')).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('are not read where a folder takes their place in that moment', async () => {
    const top = await write({ 'wood.png': 'mine' });
    const place = join(top, 'wood.png');
    const files: FolderFiles = {
      ...ownFiles,
      open: async (...args) => {
        await rm(place);
        await mkdir(place);
        return ownFiles.open(...args);
      },
    };
    const content = await open(top, { files });
    expect(await content.open('wood.png')).toBeNull();
  });

  it('are none where one is gone, or is a folder by now', async () => {
    const top = await write({ 'a.png': 'x', 'b.png': 'x' });
    const content = await open(top);
    await rm(join(top, 'a.png'));
    await rm(join(top, 'b.png'));
    await mkdir(join(top, 'b.png'));
    expect(await content.open('a.png')).toBeNull();
    expect(await content.open('b.png')).toBeNull();
  });

  it('fail where one has lost its end while it is read', async () => {
    const top = await write({ 'a.bin': Buffer.alloc(3_000_000) });
    const file = await (await open(top)).open('a.bin');
    await file?.next();
    await truncate(join(top, 'a.bin'), 1_500_000);
    await file?.next();
    await expect(file?.next()).rejects.toThrow('ends too early');
    await file?.close();
  });

  it('are as large as they are now, not as they were listed', async () => {
    const top = await write({ 'a.bin': 'abc' });
    const content = await open(top);
    await writeFile(join(top, 'a.bin'), 'abcdef');
    expect(await readContent(content, 'a.bin')).toEqual(Buffer.from('abcdef'));
  });

  it('can be hard links: those are files like any other', async () => {
    const top = await write({ 'a.bin': 'abc' });
    await link(join(top, 'a.bin'), join(top, 'b.bin'));
    expect(pathsOf(await open(top))).toEqual(['a.bin', 'b.bin']);
  });

  it('are not read any more once it is closed', async () => {
    const content = await open(await write({ 'a.bin': 'abc' }));
    await content.close();
    expect(await content.open('a.bin')).toBeNull();
  });
});

describe('a folder that is too large', () => {
  const deep = { 'a.usd': 'x', '1/b.usd': 'x', '1/2/c.usd': 'x', '1/2/3/d.usd': 'x' };
  const limited = (limits: Partial<typeof folderLimits>, more: Partial<FolderContentOptions> = {}) =>
    write(deep).then((top) => open(top, { limits: { ...folderLimits, ...limits }, ...more }));

  it('is listed as deep as it may, and says that there is more', async () => {
    const content = await limited({ depth: 2 });
    expect([pathsOf(content), content.isCut]).toEqual([['a.usd', '1/b.usd', '1/2/c.usd'], true]);
    expect((await limited({ depth: 3 })).isCut).toBe(false);
  });

  it('is listed up to so many files', async () => {
    const content = await limited({ files: 2 });
    expect([pathsOf(content), content.isCut]).toEqual([['a.usd', '1/b.usd'], true]);
    expect((await limited({ files: 4 })).isCut).toBe(false);
  });

  it('is listed up to so many files of one folder, and nothing else is looked at then', async () => {
    const top = await write({ 'a.usd': 'x', 'b.usd': 'x', 'c.usd': 'x', '1/d.usd': 'x' });
    const read: string[] = [];
    const files: FolderFiles = { ...ownFiles, readdir: (path) => (read.push(path), ownFiles.readdir(path)) };
    const content = await open(top, { files, limits: { ...folderLimits, files: 2 } });
    expect([pathsOf(content), content.isCut]).toEqual([['a.usd', 'b.usd'], true]);
    expect(read).toEqual([top]);
  });

  it('is listed up to so many folders', async () => {
    const content = await limited({ folders: 2 });
    expect([pathsOf(content), content.isCut]).toEqual([['a.usd', '1/b.usd'], true]);
    expect((await limited({ folders: 4 })).isCut).toBe(false);
  });

  it('is listed for so long, and its own files in any case', async () => {
    let time = 0;
    const slow: FolderFiles = { ...ownFiles, readdir: (path) => ((time += 600), ownFiles.readdir(path)) };
    const content = await limited({ ms: 1_000 }, { files: slow, steady: () => time });
    expect([pathsOf(content), content.isCut]).toEqual([['a.usd', '1/b.usd'], true]);
  });
});

describe('a folder that cannot be read', () => {
  it('fails as a whole where it is the asset itself', async () => {
    await expect(open(join(folder(), 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is left out where it lies inside', async () => {
    const top = await write({ 'a.usd': 'x', 'closed/b.usd': 'x' });
    const files: FolderFiles = {
      ...ownFiles,
      readdir: (path) =>
        path.endsWith('closed')
          ? Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
          : ownFiles.readdir(path),
    };
    expect(pathsOf(await open(top, { files }))).toEqual(['a.usd']);
  });

  it('fails where it does not answer', async () => {
    const top = await write({ 'a.usd': 'x', 'away/b.usd': 'x' });
    const files: FolderFiles = {
      ...ownFiles,
      readdir: (path) =>
        path.endsWith('away') ? Promise.reject(new FolderSilentError(path)) : ownFiles.readdir(path),
    };
    await expect(open(top, { files })).rejects.toThrow(FolderSilentError);
  });
});
