import { createHash } from 'node:crypto';
import { type ErrorCode, failed, type Failure, type Outcome, success } from '../../shared/errors.ts';
import type { Job } from '../../shared/job/job.ts';
import type { JobFile } from '../../shared/job/job-file.ts';
import { type Preview, type PreviewRef, type TextPreview, previewIdentity } from '../../shared/previews.ts';
import { readingFile, workFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { fileFailed } from '../files/file-failure.ts';
import { contentTypeOf, headBytes } from './content-type.ts';
import { createFileFetcher, type FetchFile } from './fetch-file.ts';
import { maxPixels, pictureSize, sizeHeadBytes } from './picture-size.ts';
import { type CachedFile, PreviewCache } from './preview-cache.ts';
import { fileInSlot, slotRules } from './preview-slots.ts';
import type { Clock } from '../lib/clock.ts';
import type { AddressCheck } from '../api/address-check.ts';
import type { Fetch } from '../api/net-fetch.ts';

export interface PreviewsOptions {
  /**
   * A watched job as the service answered; null where it is not watched or nothing is known of it. `unconfirmed` is one of
   * which only a hint is known: it may come from a file, whose addresses may be anybody's.
   */
  job: (id: string) => Job | 'unconfirmed' | null;
  cache: PreviewCache;
  fetchFile: FetchFile;
  /** Has the service asked for a job once more; resolves when it has answered. Its links may be new ones then. */
  refresh: (id: string) => Promise<void>;
}

/** A preview and where it lies. */
export interface PreviewFile extends Preview {
  path: string;
}

/** A file of a job with an address that it can be fetched from. */
interface Source {
  /** See {@link previewIdentity}, as a name for the cache. */
  key: string;
  url: string;
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

  /** A job that is known by a hint is asked for first; a link that has expired is asked for anew, once. */
  async #fileOf(ref: PreviewRef): Promise<Outcome<CachedFile>> {
    if (this.#options.job(ref.id) === 'unconfirmed') await this.#options.refresh(ref.id);
    const source = this.#sourceOf(ref);
    if (!source.ok) return source;
    const file = await this.#file(ref, source.value);
    if (!isExpired(file)) return file;
    await this.#options.refresh(ref.id);
    const fresh = this.#sourceOf(ref);
    return fresh.ok && fresh.value.url !== source.value.url ? this.#file(ref, fresh.value) : file;
  }

  #sourceOf(ref: PreviewRef): Outcome<Source> {
    const job = this.#options.job(ref.id);
    if (job === null) return failed('unknown-job');
    if (job === 'unconfirmed') return failed('unconfirmed');
    const file = fileInSlot(job, ref);
    const url = file?.url ?? null;
    return file === null || url === null ? failed('not-found') : success({ key: keyOf(job, ref, file), url });
  }

  async #file(ref: PreviewRef, source: Source): Promise<Outcome<CachedFile>> {
    const { key, url } = source;
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

const keyOf = (job: Job, ref: PreviewRef, file: JobFile): string =>
  createHash('sha256')
    .update(previewIdentity(job, ref, file))
    .digest('hex');

/** Hosts refuse a link that has expired with any of 400, 401, 403, 404 and 410: whether it has, a fresh one shows. */
const mayBeExpired: ReadonlySet<ErrorCode> = new Set(['link-expired', 'not-found', 'rejected']);

const isExpired = (outcome: Outcome<unknown>): boolean =>
  !outcome.ok && mayBeExpired.has(outcome.failure.code);

/** Why a picture is not shown: the window would unpack it whole, to four bytes a pixel. */
async function problemOfSize(path: string): Promise<Failure | null> {
  const size =
    pictureSize(await beginningOf(path, headBytes)) ?? pictureSize(await beginningOf(path, sizeHeadBytes));
  if (size === null) return { code: 'not-previewable', text: null };
  const { width, height } = size;
  if (width * height <= maxPixels) return null;
  const pixels = [width, height].map((one) => one.toLocaleString('en')).join(' × ');
  return { code: 'too-large', text: `It has ${pixels} pixels.` };
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
  job: PreviewsOptions['job'];
  refresh: PreviewsOptions['refresh'];
  /** Where files are kept; nothing else may be in there. */
  folder: string;
  /** One of its own, that carries neither key nor cookies. */
  fetch: Fetch;
  /** Decides which addresses are fetched from. */
  checkAddress: AddressCheck;
  clock: Clock;
  /** The API's base URL. */
  api: URL;
}

/** Joins the cache and the network to previews. */
export const createPreviews = ({
  job,
  refresh,
  folder,
  fetch,
  checkAddress,
  clock,
  api,
}: PreviewParts): Previews =>
  new Previews({
    job,
    refresh,
    cache: new PreviewCache({ folder, clock, maxBytes, maxFiles }),
    fetchFile: createFileFetcher({ fetch, clock, checkAddress, api }),
  });

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
