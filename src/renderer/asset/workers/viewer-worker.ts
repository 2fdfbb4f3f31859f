import { AssetReader } from './asset-reader.ts';
import { problemOf } from './problem.ts';
import type { FromViewer, ToViewer } from './protocol.ts';
import { Viewer } from './viewer.ts';

const post = (message: FromViewer): void => self.postMessage(message);
const reader = new AssetReader();
let viewer: Viewer | null = null;

/** Reads and draws one asset, apart from the page: whatever a file does, the window goes on. */
self.addEventListener('message', ({ data }: MessageEvent<ToViewer>) => {
  if (data.kind === 'ping') return post({ kind: 'pong' });
  if (data.kind === 'end') {
    reader.close();
    viewer?.dispose();
    viewer = null;
    return post({ kind: 'ended' });
  }
  if (data.kind !== 'start') return viewer?.handle(data);
  try {
    viewer = new Viewer(data, {
      post,
      read: (asset, onBytes) => reader.read(asset, onBytes),
      mujoco: () => reader.mujoco,
    });
  } catch (error) {
    post(problemOf(error, 'no-graphics'));
  }
});
