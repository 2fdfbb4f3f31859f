import type { RigydBridge } from '../../shared/contract.ts';
import { startReader } from './start-reader.ts';
import { ThumbnailMaker } from './thumbnail-maker.ts';

/** What draws pictures of results. The name of its worker is one that main gives the policy of readers. */
export const startThumbnails = (bridge: RigydBridge): ThumbnailMaker =>
  new ThumbnailMaker({
    bridge,
    startWorker: () =>
      startReader(
        new Worker(new URL('./workers/thumbnail-worker.ts', import.meta.url), {
          type: 'module',
          name: 'thumbnails',
        }),
      ),
  });
