import type { AssetFiles } from '../files.ts';
import { AssetError } from '../limits.ts';
import type { AssetBudget, AssetErrorCode } from '../limits.ts';
import { once } from '../once.ts';
import type { Note } from '../scene.ts';
import type { GltfDecoders } from './decoders.ts';
import { Fields } from './fields.ts';

/** What all parts of the reader have of the file that is being read. */
export interface GltfContext {
  /** By its path among the asset's files. */
  file: string;
  files: AssetFiles;
  budget: AssetBudget;
  decoders: GltfDecoders;
  document: GltfDocument;
  notes: Notes;
}

type ListName =
  | 'accessors'
  | 'buffers'
  | 'bufferViews'
  | 'images'
  | 'materials'
  | 'meshes'
  | 'nodes'
  | 'samplers'
  | 'scenes'
  | 'skins'
  | 'textures';

/** The lists of a document, whose entries name one another by index. */
export class GltfDocument {
  readonly root: Fields;
  readonly #lists = new Map<ListName, Fields[]>();

  constructor(json: unknown) {
    this.root = new Fields(json, '');
  }

  list(name: ListName): Fields[] {
    return once(this.#lists, name, () => this.root.objects(name));
  }

  /** @throws {AssetError} `damaged` where there is no such entry */
  entry(name: ListName, index: number): Fields {
    const entry = this.list(name)[index];
    if (entry === undefined) throw new AssetError('damaged', `${name}[${index}]: not there`);
    return entry;
  }
}

const noteCodes: Partial<Record<AssetErrorCode, Note['code']>> = {
  damaged: 'damaged',
  missing: 'missing-file',
  'not-understood': 'not-read',
  cycle: 'cycle',
};

/** Said once each, however often it happens. */
export class Notes {
  readonly #notes = new Map<string, Note>();

  get all(): Note[] {
    return [...this.#notes.values()];
  }

  add(code: Note['code'], place: string, detail: string): void {
    this.#notes.set([code, place, detail].join('\n'), { code, place, detail });
  }

  /** Does without one part of the file where it is broken; limits end all of it. */
  async attempt<Result>(place: string, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof AssetError ? noteCodes[error.code] : undefined;
      if (code === undefined) throw error;
      this.add(code, place, (error as AssetError).message);
      return null;
    }
  }
}

/** Runs a decoder that others wrote: whatever it throws means that its input is broken. */
export function decoded<Result>(place: string, decode: () => Result): Result {
  try {
    return decode();
  } catch (error) {
    if (error instanceof AssetError) throw error;
    throw new AssetError('damaged', `${place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
