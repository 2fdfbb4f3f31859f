import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { ownFiles, type FolderFiles } from '../files/folder-files.ts';
import { OwnAssets } from './own-assets.ts';
import { readContent } from './testing/read-content.ts';

const folder = useTemporaryFolder();
const at = (name: string): string => join(folder(), ...name.split('/'));

async function setUp(files: Record<string, string>, calls: FolderFiles = ownFiles) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), content);
  }
  const told: unknown[] = [];
  const own = new OwnAssets({
    files: calls,
    steady: () => 0,
    onOffer: (offer) => void told.push({ offer }),
    onOpened: (opened) => void told.push({ opened }),
    onClosed: (closed) => void told.push({ closed }),
  });
  const offer = (...names: string[]) => own.offer(names.map(at));
  const look = async (...names: string[]) => {
    const number = (await offer(...names))?.number ?? 0;
    own.answer(number, true);
    const found = await own.find(number);
    if (!found.ok) throw new Error(found.failure.code);
    return found.value;
  };
  return { own, told, offer, look };
}

const usda = '#usda 1.0';

describe('the question about what a person gave', () => {
  it('is about a file that can be shown', async () => {
    const { offer, told } = await setUp({ 'chair.usd': usda });
    expect(await offer('chair.usd')).toEqual({ number: 1, indices: [0] });
    expect(told).toEqual([{ offer: { number: 1, name: 'chair.usd', others: 0, isFolder: false } }]);
  });

  it.each([
    ['a list of IDs', 'jobs.csv', 'abc123'],
    ['a file that is not what it is called', 'chair.usd', '<html>'],
    ['an XML file of something else', 'robot.xml', '<robot name="a">'],
    ['a file that is not there', 'gone.usd', null],
  ])('is not asked about %s', async (_what, name, content) => {
    const { offer, told } = await setUp(content === null ? {} : { [name]: content });
    expect(await offer(name)).toBeNull();
    expect(told).toEqual([]);
  });

  it('is about all files beside the first that can be shown', async () => {
    const { offer, told } = await setUp({
      'list.txt': 'abc',
      'a/one.usd': usda,
      'a/two.glb': 'glTF',
      'b/three.usd': usda,
      'a/no.glb': 'junk',
    });
    const given = ['list.txt', 'a/one.usd', 'b/three.usd', 'a/no.glb', 'a/two.glb'];
    expect(await offer(...given)).toEqual({ number: 1, indices: [1, 4] });
    expect(told).toEqual([{ offer: { number: 1, name: 'one.usd', others: 1, isFolder: false } }]);
  });

  it('is about a folder in which something can be shown, at any depth', async () => {
    const { offer, told } = await setUp({ 'robot/parts/deep/arm.xml': '<mujoco>', 'robot/notes.txt': 'x' });
    expect(await offer('robot')).toEqual({ number: 1, indices: [0] });
    expect(told).toEqual([{ offer: { number: 1, name: 'robot', others: 0, isFolder: true } }]);
  });

  it('is not asked about a folder with none, nor for what is hidden or linked in it', async () => {
    const { offer } = await setUp({
      'logs/night.txt': 'abc',
      'logs/.cache/chair.usd': usda,
      'logs/wood.glb': 'junk',
      'elsewhere/chair.usd': usda,
    });
    await symlink(at('elsewhere'), at('logs/linked'));
    await symlink(at('elsewhere/chair.usd'), at('logs/chair.usd'));
    expect(await offer('logs')).toBeNull();
  });

  it('is asked about a folder with others in it that cannot be read', async () => {
    const readdir: FolderFiles['readdir'] = (path) =>
      path === at('robot/a') ? Promise.reject(new Error('EACCES')) : ownFiles.readdir(path);
    const files = { 'robot/a/notes.txt': 'x', 'robot/b/arm.usd': usda };
    const { offer } = await setUp(files, { ...ownFiles, readdir });
    expect(await offer('robot')).toMatchObject({ indices: [0] });
  });

  it('is given up for a folder without end', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`large/${index}/a.txt`, 'x']),
    );
    const { offer } = await setUp({ ...files, 'large/0/deep/z.usd': usda });
    expect(await offer('large')).toBeNull();
  });

  it('is given up for a folder of files that are not what they are called', async () => {
    const junk = Array.from({ length: 60 }, (_, index) => [`scans/${index}.glb`, 'junk']);
    const { offer } = await setUp({ ...Object.fromEntries(junk), 'scans/below/chair.usd': usda });
    expect(await offer('scans')).toBeNull();
  });

  it('is replaced by the next, and answered once', async () => {
    const { own, offer, told } = await setUp({ 'a.usd': usda, 'b.usd': usda });
    await offer('a.usd');
    await offer('b.usd');
    told.length = 0;
    own.answer(1, true);
    expect(told).toEqual([]);
    own.answer(2, true);
    own.answer(2, true);
    expect(told).toEqual([{ offer: null }, { opened: { number: 2, name: 'b.usd' } }]);
  });

  it('opens nothing where the answer is no', async () => {
    const { own, offer, told } = await setUp({ 'a.usd': usda });
    await offer('a.usd');
    told.length = 0;
    own.answer(1, false);
    expect(told).toEqual([{ offer: null }]);
    expect(await own.find(1)).toMatchObject({ ok: false });
  });
});

describe('what a person looks at', () => {
  it('is the file with what lies beside and below it, and nothing above', async () => {
    const { look } = await setUp({
      'wood.png': 'above',
      'a/chair.usd': usda,
      'a/textures/oak.png': 'PNG',
      'a/taxes.pdf': 'x',
      'a/.hidden/b.png': 'x',
      'a/other.usd': usda,
    });
    const { roots, from, content } = await look('a/chair.usd');
    expect({ roots, from }).toEqual({ roots: ['chair.usd'], from: 'own-file' });
    expect(content.files.map(({ path }) => path)).toEqual(['chair.usd', 'other.usd', 'textures/oak.png']);
    expect(await readContent(content, 'textures/oak.png')).toEqual(Buffer.from('PNG'));
    for (const path of ['../wood.png', 'taxes.pdf', '.hidden/b.png'])
      expect(await content.open(path), path).toBeNull();
  });

  it('is several files where several were given', async () => {
    const { look } = await setUp({ 'a/one.usd': usda, 'a/two.usd': usda, 'a/not-given.usd': usda });
    expect((await look('a/two.usd', 'a/one.usd')).roots).toEqual(['two.usd', 'one.usd']);
  });

  it('is the folder, the file that is called like it first', async () => {
    const { look } = await setUp({ 'chair/a.usd': usda, 'chair/chair.usda': usda, 'chair/wood.png': 'PNG' });
    const { roots, from, content } = await look('chair');
    expect({ roots, from }).toEqual({ roots: ['chair.usda', 'a.usd'], from: 'own-folder' });
    expect(await readContent(content, 'wood.png')).toEqual(Buffer.from('PNG'));
  });

  it('says so where it is gone by then', async () => {
    const { own, offer } = await setUp({ 'a/chair.usd': usda, 'b/chair.usd': usda });
    own.answer((await offer('a/chair.usd'))?.number ?? 0, true);
    await rm(at('a/chair.usd'));
    expect(await own.find(1)).toEqual({ ok: false, failure: { code: 'file-missing', text: 'chair.usd' } });
    own.answer((await offer('b'))?.number ?? 0, true);
    await rm(at('b'), { recursive: true });
    expect(await own.find(2)).toMatchObject({ failure: { code: 'folder-unavailable' } });
  });

  it('gives way to the next, and ends when it is closed', async () => {
    const { own, told, look } = await setUp({ 'a.usd': usda, 'b.usd': usda });
    await look('a.usd');
    await look('b.usd');
    expect(told).toContainEqual({ closed: 1 });
    expect(await own.find(1)).toMatchObject({ ok: false });
    told.length = 0;
    own.close(1);
    expect(told).toEqual([]);
    own.close(2);
    expect(told).toEqual([{ closed: 2 }, { opened: null }]);
    expect(await own.find(2)).toMatchObject({ ok: false });
  });
});
