import { failed, success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import type { Handlers } from '../answer-request.ts';

/** What the window has of assets to look at: tokens for the files of jobs, and questions about the person's own. */
export function assetHandlers({
  assets,
  ownAssets,
  thumbnails,
  isSafeMode,
}: Pick<App, 'assets' | 'ownAssets' | 'thumbnails' | 'isSafeMode'>) {
  const done = success(null);
  return {
    openAsset: ({ source, evenIfLarge }) =>
      isSafeMode ? failed('safe-mode') : assets.open(source, evenIfLarge),
    cancelAsset: ({ source }) => {
      assets.cancel(source);
      return done;
    },
    releaseAsset: ({ token }) => {
      assets.release(token);
      return done;
    },
    openResultHere: ({ id }) => (isSafeMode ? failed('safe-mode') : assets.openHere(id)),
    findThumbnails: ({ results }) => (isSafeMode ? failed('safe-mode') : thumbnails.find(results)),
    keepThumbnails: ({ id, result, files }) => thumbnails.keep(id, result, files),
    offerPaths: async ({ paths }) => success(await ownAssets.offer(paths)),
    answerLookOffer: ({ number, isWanted }) => {
      ownAssets.answer(number, isWanted);
      return done;
    },
    closeOpenedAsset: ({ number }) => {
      ownAssets.close(number);
      return done;
    },
  } satisfies Partial<Handlers>;
}
