import { resolvePath } from '../files.ts';
import type { AssetFiles } from '../files.ts';
import { AssetError } from '../limits.ts';
import type { AssetBudget } from '../limits.ts';
import { findReferences } from './references.ts';

/** What MuJoCo is given for one MJCF file. */
export interface GatheredFiles {
  /** The path of the file itself. */
  file: string;
  xml: string;
  /** All others that it names and that are there, by their paths among the asset's files. */
  files: Map<string, Uint8Array>;
}

/** XML that is larger takes more memory than there is, once it is unpacked into elements. */
const maxXmlBytes = 64 * 1024 * 1024;

/**
 * Reads an MJCF file and all that it names and that is there; of what is not, MuJoCo says so itself.
 *
 * @throws {AssetError} `missing` where the file is not there, or names one outside of the asset; as the budget does
 */
export async function gatherFiles(
  file: string,
  files: AssetFiles,
  budget: AssetBudget,
): Promise<GatheredFiles> {
  return await new Gathering(file, files, budget).run();
}

class Gathering {
  readonly #file: string;
  readonly #files: AssetFiles;
  readonly #budget: AssetBudget;
  readonly #gathered = new Map<string, Uint8Array>();
  readonly #folders = new Set<string>(['']);
  #stripsPaths = false;

  constructor(file: string, files: AssetFiles, budget: AssetBudget) {
    this.#file = file;
    this.#files = files;
    this.#budget = budget;
  }

  async run(): Promise<GatheredFiles> {
    const xml = await this.#readXml(this.#file);
    if (xml === null) throw new AssetError('missing', this.#file);
    const wanted: { reference: string; folder: string }[] = [];
    const seen = new Set<string>();
    const models = [{ xml, folder: '', depth: 0 }];
    for (let model = models.pop(); model !== undefined; model = models.pop()) {
      this.#budget.checkDepth(model.depth, this.#file);
      const { files, models: named, folders, stripsPaths, elements } = findReferences(model.xml);
      this.#budget.addPrims(elements);
      this.#stripsPaths ||= stripsPaths;
      for (const folder of folders) this.#folders.add(folder);
      for (const reference of files) wanted.push({ reference, folder: model.folder });
      for (const name of named.flatMap((reference) => this.#names(reference, model.folder))) {
        const path = resolvePath(this.#file, name);
        if (path === null || path === this.#file || seen.has(path)) continue;
        seen.add(path);
        const text = await this.#readXml(path);
        if (text === null) continue;
        this.#gathered.set(path, new TextEncoder().encode(text));
        models.push({ xml: text, folder: folderOf(name), depth: model.depth + 1 });
      }
    }
    // Only now are all folders known: one of an included file counts for all.
    for (const { reference, folder } of wanted) await this.#gather(this.#names(reference, folder));
    return { file: this.#file, xml, files: this.#gathered };
  }

  async #gather(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = resolvePath(this.#file, name);
      if (path === null || this.#gathered.has(path) || this.#files.sizeOf(path) === null) continue;
      const bytes = await this.#read(path);
      if (bytes !== null) this.#gathered.set(path, bytes);
    }
  }

  /**
   * Where MuJoCo may look, from the main file's folder: there, beside the file that names it, and in each of the folders that are
   * set.
   */
  #names(reference: string, folder: string): string[] {
    if (/^([a-z][a-z\d+.-]*:|[/\\])/i.test(reference))
      throw new AssetError('missing', `${reference}: outside the asset`);
    const wanted = this.#stripsPaths ? (reference.split(/[/\\]/).at(-1) ?? reference) : reference;
    const names = new Set<string>();
    for (const set of this.#folders)
      for (const base of new Set(['', folder])) names.add(reduced([base, set, wanted].join('/')));
    return [...names];
  }

  async #read(path: string): Promise<Uint8Array | null> {
    this.#budget.addFile(this.#files.sizeOf(path) ?? 0, path);
    return await this.#files.read(path);
  }

  async #readXml(path: string): Promise<string | null> {
    const size = this.#files.sizeOf(path);
    if (size === null) return null;
    if (size > maxXmlBytes) throw new AssetError('too-large', path);
    const bytes = await this.#read(path);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }
}

const folderOf = (name: string): string => name.split('/').slice(0, -1).join('/');

/** Without detours; what leads out of the folder stays in front. */
function reduced(path: string): string {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
