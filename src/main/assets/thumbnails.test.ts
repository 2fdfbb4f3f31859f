import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import { failed, success } from '../../shared/errors.ts';
import { resultHere, smallThumbnailSide, stripAngles, thumbnailSide } from '../../shared/thumbnails.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { newWatchedJob, withDownload, type WatchedJob } from '../jobs/watched-job.ts';
import { PreviewCache } from '../previews/preview-cache.ts';
import { pngOf } from '../previews/testing/preview-host.ts';
import { silence } from '../testing/silent-folder.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Thumbnails } from './thumbnails.ts';

const folder = useTemporaryFolder();
const here = (): string => join(folder(), 'thumbnails');

/** The beginning of a WebP picture (RFC 9649), and a mark by which it is known again. */
function webp(width: number, height: number, mark = 0): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(64, mark);
  bytes.write('RIFF....WEBPVP8X', 'latin1');
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return new Uint8Array(bytes);
}
const filesOf = (mark: number) => ({
  small: webp(smallThumbnailSide, smallThumbnailSide, mark),
  single: webp(thumbnailSide, thumbnailSide, mark),
  strip: webp(thumbnailSide * stripAngles, thumbnailSide, mark),
});

function setUp() {
  const downloads = new Map<string, Download>();
  const job = (id: string): WatchedJob | undefined => {
    const download = downloads.get(id);
    return download && withDownload(newWatchedJob(id, 1, null, 0), download);
  };
  const start = (): Thumbnails =>
    new Thumbnails({
      cache: new PreviewCache({ folder: here(), clock: virtualClock(), maxBytes: 1e6, maxFiles: 100 }),
      job,
    });
  /** A result comes home. @returns its name */
  const comesHome = (id: string, finishedAt = 1): string => {
    const download: Download = {
      ...queuedDownload(id, 'all', 0),
      phase: 'done',
      folder: join(folder(), id),
      finishedAt,
    };
    downloads.set(id, download);
    return resultHere(id, download) ?? '';
  };
  return { start, comesHome };
}

describe('pictures of a result', () => {
  it('are there again after a restart, and only for the job whose result it is', async () => {
    const { start, comesHome } = setUp();
    const chair = comesHome('chair');
    const lamp = comesHome('lamp');
    const thumbnails = start();
    expect(await thumbnails.find([chair, lamp])).toEqual(success([]));
    expect(await thumbnails.keep('chair', chair, filesOf(7))).toEqual(success(null));
    const again = start();
    expect(await again.find([lamp, 'gone', chair])).toEqual(success([chair]));
    const opened = await again.open({ id: 'chair', kind: 'strip' });
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.contentType).toBe('image/webp');
    expect(new Uint8Array(await readFile(opened.value.path))).toEqual(filesOf(7).strip);
    expect(await again.open({ id: 'lamp', kind: 'single' })).toEqual(failed('not-found'));
    expect(await again.open({ id: 'gone', kind: 'single' })).toEqual(failed('not-found'));
  });

  it('are not those of the result that took its place, nor kept for it', async () => {
    const { start, comesHome } = setUp();
    const thumbnails = start();
    const first = comesHome('chair');
    await thumbnails.keep('chair', first, filesOf(1));
    const second = comesHome('chair', 2);
    expect(await thumbnails.find([second])).toEqual(success([]));
    expect(await thumbnails.open({ id: 'chair', kind: 'single' })).toEqual(failed('not-found'));
    expect(await thumbnails.keep('chair', first, filesOf(3))).toEqual(failed('not-found'));
    await thumbnails.keep('chair', second, filesOf(2));
    expect(await thumbnails.find([second])).toEqual(success([second]));
  });

  it.each([
    ['no picture', new Uint8Array([1, 2, 3])],
    ['another kind of picture', new Uint8Array(pngOf(thumbnailSide, thumbnailSide))],
    ['a larger one', webp(thumbnailSide * 2, thumbnailSide * 2)],
    ['a higher one', webp(thumbnailSide, thumbnailSide * 2)],
  ])('are refused where the page hands over %s', async (_what, single) => {
    const { start, comesHome } = setUp();
    const thumbnails = start();
    const chair = comesHome('chair');
    expect(await thumbnails.keep('chair', chair, { ...filesOf(1), single })).toEqual(
      failed('not-previewable'),
    );
    expect(await thumbnails.find([chair])).toEqual(success([]));
    expect(await readdir(here()).catch(() => [])).toEqual([]);
  });

  it('are drawn anew where one of them is gone', async () => {
    const { start, comesHome } = setUp();
    const thumbnails = start();
    const chair = comesHome('chair');
    await thumbnails.keep('chair', chair, filesOf(1));
    const opened = await thumbnails.open({ id: 'chair', kind: 'strip' });
    if (!opened.ok) throw new Error(opened.failure.code);
    await rm(opened.value.path);
    expect(await start().find([chair])).toEqual(success([]));
  });

  it('fail with a reason while their disk does not answer', async () => {
    const { start, comesHome } = setUp();
    const chair = comesHome('chair');
    await start().keep('chair', chair, filesOf(1));
    const thumbnails = start();
    const answer = await silence(here());
    expect(await thumbnails.find([chair])).toMatchObject({ failure: { code: 'folder-silent' } });
    expect(await thumbnails.open({ id: 'chair', kind: 'single' })).toMatchObject({
      failure: { code: 'folder-silent' },
    });
    answer();
  });
});
