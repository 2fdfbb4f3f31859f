import { createAssets, type CreateAssetsOptions } from '../assets/create-assets.ts';
import { confirmedJob } from '../jobs/watched-job.ts';
import { createFiles, type PreviewParts } from '../previews/previews.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Publisher } from '../state/publisher.ts';
import type { AppOptions } from './app-options.ts';

type Parts = Pick<CreateAssetsOptions, 'client' | 'gates' | 'rate' | 'origin' | 'clock' | 'jobs' | 'keys'> &
  Pick<AppOptions, 'previewsFolder' | 'draggedFolder' | 'assetsFolder' | 'fetchFile' | 'checkAddress'> &
  Pick<AppOptions, 'baseUrl' | 'push'> &
  Pick<PreviewParts, 'refresh'> & {
    publisher: Pick<Publisher, 'set'>;
    preferences: Pick<Preferences, 'settings'>;
  };

/** What is looked at of jobs and of a person's own files: pictures, videos and texts, and assets in 3D. */
export function createViewing(parts: Parts) {
  const { jobs, push, publisher, preferences } = parts;
  const files = createFiles({
    ...parts,
    job: (id) => confirmedJob(jobs.get(id)),
    folders: { previews: parts.previewsFolder, dragged: parts.draggedFolder },
    fetch: parts.fetchFile,
    api: parts.baseUrl,
    onProgress: (progress) => push('fileProgress', progress),
  });
  const assets = createAssets({
    ...parts,
    ...files,
    settings: () => preferences.settings,
    folder: parts.assetsFolder,
    onProgress: (progress) => push('assetProgress', progress),
    onOffer: (offer) => publisher.set('lookOffer', offer),
    onOpened: (opened) => publisher.set('openedAsset', opened),
  });
  return { ...files, ...assets };
}
