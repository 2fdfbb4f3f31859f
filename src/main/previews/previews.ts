import { failed, type Failure, type Outcome, success } from '../../shared/errors.ts';
import type { FileRef, FileSlot } from '../../shared/job/file-slots.ts';
import type { Preview, PreviewRef, PreviewSlot, TextPreview } from '../../shared/previews.ts';
import { readingFile, workFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { fileFailed } from '../files/file-failure.ts';
import { contentTypeOf, headBytes } from './content-type.ts';
import { createFileFetcher, type FetchFile } from './fetch-file.ts';
import { maxPixels, pictureSize, sizeHeadBytes } from './picture-size.ts';
import { type CachedFile, PreviewCache } from './preview-cache.ts';
import { FileSources, isExpired, keyOf, type FileSource, type FileSourcesOptions } from './file-sources.ts';
import { JobFiles, type JobFilesOptions } from './job-files.ts';
import { slotRules } from './preview-slots.ts';
import type { Clock } from '../lib/clock.ts';
import type { AddressCheck } from '../api/address-check.ts';
import type { Fetch } from '../api/net-fetch.ts';
import { fileReasons } from '../words/reasons.ts';

export interface PreviewsOptions {
  sources: FileSources;
  cache: PreviewCache;
  fetchFile: FetchFile;
}

/** A preview and where it lies. */
export interface PreviewFile extends Preview {
  path: string;
}

/** Files fetched at once; the others wait. */
const maxAtOnce = 4;

/**
 * The files of jobs that the window shows. Where a file is to be fetched from is looked up in the job; it comes from the
 * cache or from the network, and whoever asks for a file on its way gets that one.
 */
export class Previews {
  readonly #options: PreviewsOptions;
  readonly #inFlight = new Map<string, { url: string; outcome: Promise<Outcome<CachedFile>> }>();
  readonly #limit = createLimit(maxAtOnce);
  readonly #closing = new AbortController();

  constructor(options: PreviewsOptions) {
    this.#options = options;
  }

  /** The file in a place of a job, whole and on this disk. */
  async open(ref: PreviewRef): Promise<Outcome<PreviewFile>> {
    try {
      const file = await this.#fileOf(ref);
      return file.ok ? await look(ref, file.value) : file;
    } catch (error) {
      return fileFailed(error);
    }
  }

  /** A file of text, as far as it is kept. Bytes that are no UTF-8 become replacement characters. */
  async readText(ref: PreviewRef): Promise<Outcome<TextPreview>> {
    const file = await this.open(ref);
    if (!file.ok) return file;
    const { maxBytes, kind } = slotRules[ref.slot];
    if (kind !== 'text') return failed('not-previewable');
    try {
      const bytes = await readWhole(file.value.path, file.value.bytes, workFiles);
      if (typeof bytes === 'string') return failed('not-previewable');
      return success({
        text: new TextDecoder().decode(bytes.subarray(0, maxBytes)),
        isCut: bytes.length > maxBytes,
      });
    } catch (error) {
      return fileFailed(error);
    }
  }

  /** Breaks off whatever is on its way. */
  close(): void {
    this.#closing.abort();
  }

  /** The whole file where it is here because it was looked at; null where it is not, or only its beginning is. */
  async findWhole({ slot }: FileRef, source: FileSource): Promise<string | null> {
    const isCut = isPreviewSlot(slot) && slotRules[slot].whenLarger === 'cut';
    const found = isPreviewSlot(slot) && !isCut ? await this.#options.cache.find(keyOf(source)) : null;
    return found?.path ?? null;
  }

  #fileOf(ref: PreviewRef): Promise<Outcome<CachedFile>> {
    return this.#options.sources.take(ref, (source) => this.#file(ref, source));
  }

  async #file(ref: PreviewRef, source: FileSource): Promise<Outcome<CachedFile>> {
    const { url } = source;
    const key = keyOf(source);
    const inFlight = this.#inFlight.get(key);
    if (inFlight !== undefined) {
      const outcome = await inFlight.outcome;
      // The other one's link was older.
      return isExpired(outcome) && inFlight.url !== url ? this.#file(ref, source) : outcome;
    }
    const outcome = this.#findOrFetch(key, url, ref.slot).finally(() => this.#inFlight.delete(key));
    this.#inFlight.set(key, { url, outcome });
    return outcome;
  }

  async #findOrFetch(key: string, url: string, slot: PreviewRef['slot']): Promise<Outcome<CachedFile>> {
    const { cache, fetchFile } = this.#options;
    const found = await cache.find(key);
    if (found !== null) return success(found);
    return this.#limit(() =>
      cache.keep(key, (file) => fetchFile(url, slotRules[slot], file, this.#closing.signal)),
    );
  }
}

async function look(ref: PreviewRef, file: CachedFile): Promise<Outcome<PreviewFile>> {
  const { kind } = slotRules[ref.slot];
  const contentType = contentTypeOf(await beginningOf(file.path, headBytes), kind);
  if (contentType === null) return failed('not-previewable');
  const problem = kind === 'image' ? await problemOfSize(file.path) : null;
  return problem === null ? success({ ...file, contentType }) : { ok: false, failure: problem };
}

const isPreviewSlot = (slot: FileSlot): slot is PreviewSlot => Object.hasOwn(slotRules, slot);

/** Why a picture is not shown: the window would unpack it whole, to four bytes a pixel. */
async function problemOfSize(path: string): Promise<Failure | null> {
  const size =
    pictureSize(await beginningOf(path, headBytes)) ?? pictureSize(await beginningOf(path, sizeHeadBytes));
  if (size === null) return { code: 'not-previewable', text: null };
  const { width, height } = size;
  if (width * height <= maxPixels) return null;
  const pixels = [width, height].map((one) => one.toLocaleString()).join(' × ');
  return { code: 'too-large', text: fileReasons.pixels(pixels) };
}

async function beginningOf(path: string, max: number): Promise<Uint8Array> {
  const file = await workFiles.open(path, readingFile);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(max), 0, max, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What is kept on disk at most: room for a large video beside the pictures of some hundred jobs. */
const maxBytes = 512 * 1024 * 1024;
const maxFiles = 2_000;

export interface PreviewParts {
  job: FileSourcesOptions['job'];
  refresh: FileSourcesOptions['refresh'];
  /** Where files that were looked at are kept, and those that were dragged; nothing else may be in there. */
  folders: { previews: string; dragged: string };
  /** One of its own, that carries neither key nor cookies. */
  fetch: Fetch;
  /** Decides which addresses are fetched from. */
  checkAddress: AddressCheck;
  clock: Clock;
  /** The API's base URL. */
  api: URL;
  onProgress: JobFilesOptions['onProgress'];
}

/** Joins the cache and the network to the files of jobs. */
export function createFiles({
  job,
  refresh,
  folders,
  fetch,
  checkAddress,
  clock,
  api,
  onProgress,
}: PreviewParts): {
  previews: Previews;
  jobFiles: JobFiles;
  sources: FileSources;
  fetchFile: FetchFile;
} {
  const sources = new FileSources({ job, refresh });
  const fetchFile = createFileFetcher({ fetch, clock, checkAddress, api });
  const cache = new PreviewCache({ folder: folders.previews, clock, maxBytes, maxFiles });
  const previews = new Previews({ sources, cache, fetchFile });
  const jobFiles = new JobFiles({
    sources,
    fetchFile,
    findPreview: (ref, source) => previews.findWhole(ref, source),
    folder: folders.dragged,
    clock,
    onProgress,
  });
  return { previews, jobFiles, sources, fetchFile };
}

/** Lets so many tasks run at once; the others wait for their turn, in the order they came. */
export function createLimit(max: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await task();
    } finally {
      // A turn is handed on rather than given back, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
