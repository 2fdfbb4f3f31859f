import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { Job } from '../../shared/job.ts';
import type { Preview, PreviewRef, TextPreview } from '../../shared/previews.ts';
import { contentTypeOf, headBytes } from './content-type.ts';
import type { FetchFile } from './fetch-file.ts';
import { createLimit } from './limit.ts';
import type { CachedFile, PreviewCache } from './preview-cache.ts';
import { fileInSlot, slotRules } from './preview-slots.ts';

export interface PreviewsOptions {
  /** A watched job as it is known; null where it is not watched or has not answered. */
  job: (id: string) => Job | null;
  cache: PreviewCache;
  fetchFile: FetchFile;
}

/** A preview and where it lies. */
export interface PreviewFile extends Preview {
  path: string;
}

/** Files fetched at once; the others wait. */
const mostAtOnce = 4;

/**
 * The files of jobs that the window shows. Where a file is to be fetched from is looked up in the job; it comes from the
 * cache or from the network, and whoever asks for a file on its way gets that one.
 */
export class Previews {
  readonly #options: PreviewsOptions;
  readonly #underWay = new Map<string, Promise<Outcome<CachedFile>>>();
  readonly #limit = createLimit(mostAtOnce);
  readonly #closing = new AbortController();

  constructor(options: PreviewsOptions) {
    this.#options = options;
  }

  /** The file in a place of a job, whole and on this disk. */
  async open(ref: PreviewRef): Promise<Outcome<PreviewFile>> {
    const job = this.#options.job(ref.id);
    if (job === null) return failed('unknown-job');
    const url = fileInSlot(job, ref)?.url ?? null;
    if (url === null) return failed('not-found');
    const file = await this.#file(ref, url);
    if (!file.ok) return file;
    const contentType = contentTypeOf(await headOf(file.value.path), slotRules[ref.slot].kind);
    if (contentType === null) return failed('not-previewable');
    return success({ ...file.value, contentType });
  }

  /** A file of text, as far as it is kept. Bytes that are no UTF-8 become replacement characters. */
  async readText(ref: PreviewRef): Promise<Outcome<TextPreview>> {
    const file = await this.open(ref);
    if (!file.ok) return file;
    const { mostBytes, kind } = slotRules[ref.slot];
    if (kind !== 'text') return failed('not-previewable');
    const bytes = await readFile(file.value.path);
    return success({
      text: new TextDecoder().decode(bytes.subarray(0, mostBytes)),
      isCut: bytes.length > mostBytes,
    });
  }

  /** Breaks off whatever is on its way. */
  close(): void {
    this.#closing.abort();
  }

  async #file({ id, slot }: PreviewRef, url: string): Promise<Outcome<CachedFile>> {
    const key = createHash('sha256')
      .update(JSON.stringify([id, slot, url]))
      .digest('hex');
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const begun = this.#findOrFetch(key, url, slot).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, begun);
    return begun;
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

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
