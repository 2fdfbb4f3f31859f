import { AssetError, type AssetBudget } from '../../../limits.ts';
import type { AssetFiles } from '../../../files.ts';
import type { Note, Texture } from '../../../scene.ts';
import { assetCandidates } from '../../asset-paths.ts';
import type { Notes } from '../notes.ts';

/** Pictures that no browser unpacks. */
const unreadable = /\.(exr|hdr|tiff?|tga|dds|psd|ktx2?|tex|tx)\]*$/i;

/** The pictures that materials name, each file once. Named first, then read all at once. */
export class Textures {
  readonly all: Texture[] = [];
  readonly #byFile = new Map<string, number>();
  readonly #places: string[] = [];
  readonly #root: string;
  readonly #files: AssetFiles;
  readonly #notes: Notes;

  /** @param root the stage's root layer */
  constructor(root: string, files: AssetFiles, notes: Notes) {
    this.#root = root;
    this.#files = files;
    this.#notes = notes;
  }

  /**
   * Its index.
   *
   * @param reference as written
   * @param from the layer that it is written in
   * @param place the attribute
   */
  use(reference: string, from: string, place: string): number {
    // Of a picture in tiles the first one, which has the coordinates from 0 to 1.
    const named = reference.replace(/<UDIM>/i, '1001');
    if (named !== reference) this.#notes.add('not-read', place, 'UDIM');
    const candidates = assetCandidates(named, from, this.#root);
    const path = candidates.find((one) => this.#files.sizeOf(one) !== null) ?? candidates[0] ?? null;
    const key = path ?? named;
    const known = this.#byFile.get(key);
    if (known !== undefined) return known;
    this.#byFile.set(key, this.all.length);
    this.#places.push(place);
    return this.all.push({ reference, path, bytes: null, pixels: null }) - 1;
  }

  /** Reads what was named. Of those that are not there or were refused, `bytes` and `path` stay null, and a note says so. */
  async read(budget: AssetBudget): Promise<void> {
    for (const [index, texture] of this.all.entries()) {
      const place = this.#places[index] ?? '';
      const { path, reference } = texture;
      if (path === null) {
        this.#notes.add('outside-file', place, reference);
        continue;
      }
      const problem = await readInto(texture, path, this.#files, budget);
      if (problem !== null) {
        texture.path = null;
        this.#notes.add(problem, place, reference);
      } else if (unreadable.test(path)) this.#notes.add('not-read', place, reference);
    }
  }
}

async function readInto(
  texture: Texture,
  path: string,
  files: AssetFiles,
  budget: AssetBudget,
): Promise<Note['code'] | null> {
  try {
    // Of a file in a package that was not opened yet the size comes with its bytes.
    const size = files.sizeOf(path);
    if (size !== null) budget.addFile(size, path);
    texture.bytes = await files.read(path);
    if (texture.bytes === null) return 'missing-file';
    if (size === null) budget.addFile(texture.bytes.length, path);
    return null;
  } catch (error) {
    if (!(error instanceof AssetError)) throw error;
    texture.bytes = null;
    return error.code === 'too-large' ? 'too-large' : error.code === 'damaged' ? 'damaged' : 'refused';
  }
}
