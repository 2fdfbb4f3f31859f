import { link, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mjcfFiles, usdFiles } from '../../src/simulator/results/package-files.ts';
import { modelFor } from '../../src/simulator/shapes/catalogue.ts';

/**
 * Folders as they come home, each with the USD and MJCF of what its name speaks of: a chair, a gear, … in four looks. Those of the
 * same look share their files by hard links, so that many take no more room than a few.
 */
export class ResultFolders {
  readonly #folder: string;
  /** By model, where its files lie. */
  readonly #written = new Map<string, Promise<readonly string[]>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  folderOf(name: string): string {
    return join(this.#folder, name);
  }

  async add(name: string): Promise<void> {
    const model = modelFor(name);
    const source = join(this.#folder, '.models', model.name);
    const written = this.#written.get(model.name) ?? writeModel(model, source);
    this.#written.set(model.name, written);
    for (const path of await written) {
      const place = join(this.folderOf(name), path);
      await mkdir(dirname(place), { recursive: true });
      await link(join(source, path), place);
    }
  }
}

async function writeModel(model: ReturnType<typeof modelFor>, folder: string): Promise<readonly string[]> {
  const files = new Map([...usdFiles(model, model.name), ...mjcfFiles(model, model.name)]);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return [...files.keys()];
}
