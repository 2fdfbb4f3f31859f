import { describe, expect, it } from 'vitest';
import { AssetBudget, AssetError, defaultLimits } from '../../../limits.ts';
import { MemoryFiles } from '../../../testing/memory-files.ts';
import { Notes } from '../notes.ts';
import { Textures } from './textures.ts';

/** Files of which one is not known to be there before it is read, as in a package that was not opened yet. */
class ClosedFiles extends MemoryFiles {
  override sizeOf(): null {
    return null;
  }
}
class FailingFiles extends MemoryFiles {
  readonly #error: Error;

  constructor(error: Error) {
    super({ 'a.png': 'A' });
    this.#error = error;
  }
  override read(): Promise<never> {
    return Promise.reject(this.#error);
  }
}

async function read(
  files: MemoryFiles,
  references: string[],
  budget = new AssetBudget(),
): Promise<{ textures: Textures; notes: unknown[]; indices: number[] }> {
  const notes = new Notes();
  const textures = new Textures('root.usda', files, notes);
  const indices = references.map((reference) => textures.use(reference, 'looks/l.usda', `/L.${reference}`));
  await textures.read(budget);
  return { textures, notes: notes.all, indices };
}

describe('pictures', () => {
  it('are read once, however they are named', async () => {
    const files = new MemoryFiles({ 'looks/a.png': 'A' });
    const { textures, indices } = await read(files, ['a.png', './a.png', '../looks/a.png']);
    expect(indices).toEqual([0, 0, 0]);
    expect(textures.all).toHaveLength(1);
    expect(files.reads.get('looks/a.png')).toBe(1);
  });

  it('are looked for beside their layer, then beside the root layer', async () => {
    const { textures } = await read(new MemoryFiles({ 'a.png': 'A' }), ['a.png']);
    expect(textures.all).toMatchObject([{ path: 'a.png' }]);
  });

  it('in packages that were not opened yet are read', async () => {
    const { textures } = await read(new ClosedFiles({ 'looks/a.png': 'A' }), ['a.png']);
    expect(textures.all).toMatchObject([{ path: 'looks/a.png', bytes: Uint8Array.of(65) }]);
  });

  it.each([
    ['before they are read', new MemoryFiles({ 'looks/a.png': 'AAAA', 'looks/b.png': 'B' }), 0],
    [
      'after, where their size comes with them',
      new ClosedFiles({ 'looks/a.png': 'AAAA', 'looks/b.png': 'B' }),
      1,
    ],
  ])('count to the budget %s, and those beyond it are left out', async (_, files, reads) => {
    const budget = new AssetBudget({ ...defaultLimits, maxFileBytes: 3 });
    const { textures, notes } = await read(files, ['a.png', 'b.png'], budget);
    expect(files.reads.get('looks/a.png') ?? 0).toBe(reads);
    expect(textures.all).toMatchObject([{ path: null, bytes: null }, { path: 'looks/b.png' }]);
    expect(notes).toEqual([{ code: 'too-large', place: '/L.a.png', detail: 'a.png' }]);
  });

  it.each([
    ['damaged', 'damaged'],
    ['refused', 'refused'],
  ] as const)('that cannot be read (%s) are left out with a note', async (code, noted) => {
    const { textures, notes } = await read(new FailingFiles(new AssetError(code, 'why')), ['a.png']);
    expect(textures.all).toMatchObject([{ path: null, bytes: null }]);
    expect(notes).toEqual([{ code: noted, place: '/L.a.png', detail: 'a.png' }]);
  });

  it('do not hide what is wrong with the app itself', async () => {
    await expect(read(new FailingFiles(new TypeError('x')), ['a.png'])).rejects.toThrow(TypeError);
  });
});
