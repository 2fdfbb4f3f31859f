import { AssetReader } from './asset-reader.ts';
import { problemOf } from './problem.ts';
import type { FromViewer, ToViewer } from './protocol.ts';
import { ViewGraphics } from './view-graphics.ts';
import { Viewer } from './viewer.ts';

const post = (message: FromViewer): void => self.postMessage(message);
const reader = new AssetReader();
let graphics: ViewGraphics | null = null;
let viewer: Viewer | null = null;

function putAway(): void {
  reader.close();
  viewer?.dispose();
  viewer = null;
}

/** Reads and draws assets, one after another, apart from the page: whatever a file does, the window goes on. */
self.addEventListener('message', ({ data }: MessageEvent<ToViewer>) => {
  switch (data.kind) {
    case 'ping':
      return post({ kind: 'pong' });
    case 'clear':
      putAway();
      return post({ kind: 'cleared' });
    case 'end':
      putAway();
      graphics?.dispose();
      return post({ kind: 'ended' });
    case 'start':
      try {
        graphics ??= new ViewGraphics(() => post({ kind: 'problem', problem: 'graphics-lost', detail: '' }));
        viewer = new Viewer(data, graphics, {
          post,
          read: (asset, onBytes) => reader.read(asset, onBytes),
          mujoco: () => reader.mujoco,
        });
      } catch (error) {
        post(problemOf(error, 'no-graphics'));
      }
      return;
    default:
      viewer?.handle(data);
  }
});
