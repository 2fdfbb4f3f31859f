import { createHash } from 'node:crypto';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import {
  resultHere,
  thumbnailKinds,
  thumbnailSizes,
  type ThumbnailFiles,
  type ThumbnailKind,
  type ThumbnailRef,
} from '../../shared/thumbnails.ts';
import { fileFailed } from '../files/file-failure.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';
import { contentTypeOf } from '../previews/content-type.ts';
import { pictureSize } from '../previews/picture-size.ts';
import type { PreviewCache } from '../previews/preview-cache.ts';
import type { PreviewFile } from '../previews/previews.ts';

export interface ThumbnailsOptions {
  cache: PreviewCache;
  job: (id: string) => WatchedJob | undefined;
}

/**
 * Raised when pictures are drawn otherwise, so that all are drawn anew. What was drawn before is not found then, and goes when
 * its room is needed.
 */
const drawing = 2;

/** The pictures of results, which the window draws when it has nothing else to do, once for each result. */
export class Thumbnails {
  readonly #options: ThumbnailsOptions;

  constructor(options: ThumbnailsOptions) {
    this.#options = options;
  }

  /**
   * Of which of some results there are pictures: no job is looked at, of which each would have to be unpacked.
   *
   * @param results as {@link resultHere} names them
   */
  async find(results: readonly string[]): Promise<Outcome<string[]>> {
    try {
      const kept = await this.#options.cache.keys();
      const isKept = (result: string): boolean =>
        thumbnailKinds.every((kind) => kept.has(keyOf(result, kind)));
      return success(results.filter(isKept));
    } catch (error) {
      return fileFailed(error);
    }
  }

  /** A picture of the result that is here. */
  async open({ id, kind }: ThumbnailRef): Promise<Outcome<PreviewFile>> {
    try {
      const result = resultOf(this.#options.job(id));
      const file = result === null ? null : await this.#options.cache.find(keyOf(result, kind));
      return file === null ? failed('not-found') : success({ ...file, contentType });
    } catch (error) {
      return fileFailed(error);
    }
  }

  /**
   * Keeps the pictures of a result, if it is the one that is here.
   *
   * @param result as {@link resultHere} names the one that was drawn
   */
  async keep(id: string, result: string, files: ThumbnailFiles): Promise<Outcome<null>> {
    if (resultOf(this.#options.job(id)) !== result) return failed('not-found');
    if (!thumbnailKinds.every((kind) => isPicture(files[kind], kind))) return failed('not-previewable');
    for (const kind of thumbnailKinds) {
      const kept = await this.#options.cache.keep(keyOf(result, kind), async (file) => {
        await file.writeFile(files[kind]);
        return success(null);
      });
      if (!kept.ok) return kept;
    }
    return success(null);
  }
}

const contentType = 'image/webp';

/** Whether the page handed over what it is served again later. */
function isPicture(bytes: Uint8Array, kind: ThumbnailKind): boolean {
  if (contentTypeOf(bytes, 'image') !== contentType) return false;
  const { width, height } = thumbnailSizes[kind];
  const size = pictureSize(bytes);
  return size?.width === width && size.height === height;
}

const resultOf = (watched: WatchedJob | undefined): string | null =>
  watched === undefined ? null : resultHere(watched.record.id, watched.record.download);

const keyOf = (result: string, kind: ThumbnailKind): string =>
  createHash('sha256')
    .update(JSON.stringify([drawing, kind, result]))
    .digest('hex');
