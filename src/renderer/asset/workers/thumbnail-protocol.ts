import type { ThumbnailFiles } from '../../../shared/thumbnails.ts';
import type { LentAsset } from './protocol.ts';

/** What the page tells the worker: one asset after the other, each once the last is answered. */
export interface ToThumbnails {
  kind: 'draw';
  asset: LentAsset;
}

/** What the worker answers. Null: the asset cannot be read, or has nothing to show. */
export interface FromThumbnails {
  kind: 'drawn';
  files: ThumbnailFiles | null;
}
