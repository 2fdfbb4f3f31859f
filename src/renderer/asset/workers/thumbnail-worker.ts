import { AssetReader } from './asset-reader.ts';
import type { FromThumbnails, ToThumbnails } from './thumbnail-protocol.ts';
import { ThumbnailDrawer } from './thumbnail-drawer.ts';

const reader = new AssetReader();
let drawer: ThumbnailDrawer | null = null;

async function draw({ asset }: ToThumbnails): Promise<FromThumbnails['files']> {
  try {
    const { scene } = await reader.read(asset, () => {});
    drawer ??= new ThumbnailDrawer();
    return await drawer.draw(scene);
  } catch {
    // The viewer says why, to whoever opens the result.
    return null;
  } finally {
    reader.close();
  }
}

/** Draws pictures of results beside the page, one result after the other. */
self.addEventListener('message', ({ data }: MessageEvent<ToThumbnails>) => {
  void draw(data).then((files) => {
    const answer: FromThumbnails = { kind: 'drawn', files };
    self.postMessage(answer, {
      transfer: files === null ? [] : Object.values(files).map(({ buffer }) => buffer),
    });
  });
});
