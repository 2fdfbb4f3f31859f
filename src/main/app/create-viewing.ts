import { createVerdicts, type CreateVerdictsOptions } from '../verdicts/create-verdicts.ts';
import { createAssets, type CreateAssetsOptions } from '../assets/create-assets.ts';
import type { FreshAnswers } from '../jobs/fresh-answers.ts';
import { confirmedJob } from '../jobs/watched-job.ts';
import { createFiles } from '../previews/previews.ts';
import type { Preferences } from '../settings/preferences.ts';
import type { Publisher } from '../state/publisher.ts';
import type { AppOptions } from './app-options.ts';

export type Viewing = ReturnType<typeof createViewing>;

type Parts = Pick<CreateAssetsOptions, 'client' | 'gates' | 'rate' | 'origin' | 'clock' | 'jobs' | 'keys'> &
  Pick<
    AppOptions,
    'previewsFolder' | 'draggedFolder' | 'assetsFolder' | 'thumbnailsFolder' | 'fetchFile' | 'checkAddress'
  > &
  Pick<AppOptions, 'baseUrl' | 'push' | 'startJudge'> &
  Pick<CreateVerdictsOptions, 'jobs'> & {
    freshAnswers: Pick<FreshAnswers, 'refresh'>;
    publisher: Pick<Publisher, 'set'>;
    preferences: Pick<Preferences, 'settings'>;
  };

/** What is looked at of jobs and of a person's own files: pictures, videos and texts, assets in 3D, and what is advised of those. */
export function createViewing(parts: Parts) {
  const { jobs, push, publisher, preferences } = parts;
  const files = createFiles({
    ...parts,
    refresh: (id) => parts.freshAnswers.refresh(id),
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
    thumbnailsFolder: parts.thumbnailsFolder,
    onProgress: (progress) => push('assetProgress', progress),
    onOffer: (offer) => publisher.set('lookOffer', offer),
    onOpened: (opened) => publisher.set('openedAsset', opened),
  });
  const verdicts = createVerdicts({ ...parts, settings: () => preferences.settings });
  return { ...files, ...assets, verdicts };
}
