import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { assetFormats, formatByName, type AssetFormat } from '../../shared/asset-files.ts';
import type { AssetPart, HeldAsset, ServedAsset } from '../../shared/assets.ts';
import { failed, success, type Failure, type Outcome } from '../../shared/errors.ts';
import type { FileRef } from '../../shared/job/file-slots.ts';
import { personFiles } from '../files/folder-files.ts';
import { hasResult, type WatchedJob } from '../jobs/watched-job.ts';
import type { FetchFile } from '../previews/fetch-file.ts';
import { keyOf, type FileSource, type FileSources } from '../previews/file-sources.ts';
import { savedName } from '../previews/job-files.ts';
import type { CachedFile } from '../previews/preview-cache.ts';
import { openArchiveContent } from './archive-content.ts';
import type { AssetContent } from './asset-content.ts';
import {
  isLargeFailure,
  largeFailure,
  type FetchedFiles,
  type FetchOptions,
  type WriteFetched,
} from './fetched-files.ts';
import { findRoots } from './find-roots.ts';
import { openFolderContent } from './folder-content.ts';
import { receiveArchive, type ReceiveArchiveOptions } from './receive-archive.ts';
import { singleFileContent } from './single-file-content.ts';

/** The files of an asset, and which of them can be shown by themselves. */
export interface FoundAsset extends Pick<ServedAsset, 'roots' | 'from'> {
  content: AssetContent;
}

export interface JobAssetsOptions extends ReceiveArchiveOptions {
  job: (id: string) => WatchedJob | undefined;
  sources: Pick<FileSources, 'take'>;
  fetchFile: FetchFile;
  fetched: FetchedFiles;
  /** The service refused the key. */
  onUnauthorized: () => void;
}

const fileSlots = { input: 'input-model', preprocessed: 'intermediate-glb' } as const;
const resultFormats = { 'result-usd': 'usd', 'result-mjcf': 'mjcf' } as const;

/**
 * Finds what of a job is looked at: a result in the folder that it was downloaded to, or else in its archive, fetched for that;
 * other parts as files of their own.
 */
export class JobAssets {
  readonly #options: JobAssetsOptions;

  constructor(options: JobAssetsOptions) {
    this.#options = options;
  }

  async find(id: string, part: AssetPart, fetching: FetchOptions): Promise<Outcome<FoundAsset | HeldAsset>> {
    const watched = this.#options.job(id);
    if (watched === undefined) return failed('unknown-job');
    const found =
      part === 'input' || part === 'preprocessed'
        ? await this.#file({ id, slot: fileSlots[part], index: 0 }, fetching)
        : await this.#result(watched, resultFormats[part], fetching);
    if (found.ok) return found;
    const { failure } = found;
    if (failure.code === 'unauthorized') this.#options.onUnauthorized();
    return isLargeFailure(failure)
      ? success({ kind: 'large', bytes: failure.bytes, maxBytes: fetching.maxBytes })
      : found;
  }

  /** A result where it was downloaded to, and nowhere else. */
  async findHere(id: string): Promise<FoundAsset | null> {
    const folder = this.#options.job(id)?.record.download?.folder ?? null;
    if (folder === null) return null;
    return (
      (await downloaded(folder, 'usd', this.#options)) ?? (await downloaded(folder, 'mjcf', this.#options))
    );
  }

  async #result(
    watched: WatchedJob,
    format: 'usd' | 'mjcf',
    fetching: FetchOptions,
  ): Promise<Outcome<FoundAsset>> {
    const { id, download } = watched.record;
    const folder = download?.folder ?? null;
    const here = folder === null ? null : await downloaded(folder, format, this.#options);
    if (here !== null) return success(here);
    if (!hasResult(watched)) return failed('not-completed');
    const key = archiveKey(watched);
    const file = await this.#options.fetched.get(key, receiveArchive(id, this.#options), fetching);
    return file.ok ? this.#inArchive(key, file.value, format) : file;
  }

  async #inArchive(key: string, { path }: CachedFile, format: 'usd' | 'mjcf'): Promise<Outcome<FoundAsset>> {
    const opened = await openArchiveContent(path);
    if (!opened.ok) {
      // What comes next time may be whole.
      await this.#options.fetched.forget(key);
      return opened;
    }
    const content = opened.value;
    const roots = await rootsOrClose(content, '', [format]);
    if (roots.length > 0) return success({ content, roots, from: 'fetched' });
    return failed(format === 'mjcf' ? 'mjcf-missing' : 'no-model');
  }

  #file(ref: FileRef, fetching: FetchOptions): Promise<Outcome<FoundAsset>> {
    const { sources, fetched, fetchFile } = this.#options;
    const write =
      ({ url, bytes }: FileSource): WriteFetched =>
      async (file, { maxBytes, signal, onBytes }) => {
        if ((bytes ?? 0) > maxBytes) return { ok: false, failure: largeFailure(bytes) };
        const rules = { kind: 'any', maxBytes, whenLarger: 'refuse' } as const;
        const received = await fetchFile(url, rules, file, signal, onBytes);
        return received.ok ? received : { ok: false, failure: asLarge(received.failure) };
      };
    return sources.take(ref, async (source) => {
      const name = savedName(source.name);
      if (formatByName(name) === null) return failed('no-model', name);
      const key = keyOf(source);
      const file = await fetched.get(key, write(source), fetching);
      if (!file.ok) return file;
      const content = singleFileContent(file.value, name, personFiles);
      const roots = await rootsOrClose(content, '', assetFormats);
      return roots.length > 0 ? success({ content, roots, from: 'fetched' }) : failed('no-model', name);
    });
  }
}

/** A file that its host announced too large, or of which too much came. */
const asLarge = (failure: Failure): Failure => (failure.code === 'too-large' ? largeFailure(null) : failure);

/** The key of a result's archive. It is another one once the job has ended anew. */
const archiveKey = ({ record, job }: WatchedJob): string =>
  createHash('sha256')
    .update(JSON.stringify(['result', record.id, job?.status, job?.timing?.completed_at ?? null]))
    .digest('hex');

/** The result where it was downloaded to; null where it is not there, or not what is looked for. */
async function downloaded(
  folder: string,
  format: AssetFormat,
  { clock }: Pick<JobAssetsOptions, 'clock'>,
): Promise<FoundAsset | null> {
  try {
    const content = await openFolderContent(folder, {
      files: personFiles,
      steady: () => clock.steady(),
      accepts: () => true,
    });
    const roots = await rootsOrClose(content, basename(folder), [format]);
    return roots.length > 0 ? { content, roots, from: 'downloaded' } : null;
  } catch {
    // It was moved away, or does not answer: the service has the result as well.
    return null;
  }
}

/** {@link findRoots}; where there are none, or none can be found, nothing stays open. */
async function rootsOrClose(
  content: AssetContent,
  name: string,
  formats: readonly AssetFormat[],
): Promise<string[]> {
  let roots: string[] = [];
  try {
    roots = await findRoots(content, name, formats);
    return roots;
  } finally {
    if (roots.length === 0) await content.close();
  }
}
