import type { AssetProgress, LookOffer, OpenedAsset } from '../../shared/assets.ts';
import type { Settings } from '../../shared/settings.ts';
import { thumbnailKinds } from '../../shared/thumbnails.ts';
import type { RigydClient } from '../api/client.ts';
import { createGatedResults, type ResultGates } from '../downloads/gated-results.ts';
import type { RequestRate } from '../api/request-rate.ts';
import { freeBytesFor } from '../files/disk-space.ts';
import { personFiles } from '../files/folder-files.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { FetchFile } from '../previews/fetch-file.ts';
import type { FileSources } from '../previews/file-sources.ts';
import { PreviewCache } from '../previews/preview-cache.ts';
import { Assets } from './assets.ts';
import { FetchedFiles } from './fetched-files.ts';
import { JobAssets } from './job-assets.ts';
import { OwnAssets } from './own-assets.ts';
import { Thumbnails } from './thumbnails.ts';

export interface CreateAssetsOptions {
  client: Pick<RigydClient, 'openResult'>;
  gates: ResultGates;
  rate: RequestRate;
  /** The origin of the API. */
  origin: string;
  clock: Clock;
  jobs: Pick<JobStore, 'get'>;
  keys: { doubt: () => unknown };
  settings: () => Pick<Settings, 'previewMegabytes'>;
  sources: FileSources;
  fetchFile: FetchFile;
  /** Where archives and models that were looked at are kept; nothing else may be in there. */
  folder: string;
  /** The same for pictures of results. */
  thumbnailsFolder: string;
  onProgress: (progress: AssetProgress) => void;
  onOffer: (offer: LookOffer | null) => void;
  onOpened: (opened: OpenedAsset | null) => void;
}

/** What is kept on disk at most: room for the results of a day's batch. */
const maxKeptBytes = 2 * 1024 ** 3;
const maxKeptFiles = 1_000;

/** The same for pictures of results: those of some 5,000. */
const maxThumbnailsBytes = 1024 ** 3;
const maxThumbnails = 5_000 * thumbnailKinds.length;

/** Joins assets to the jobs, the network and the disk. */
export function createAssets(options: CreateAssetsOptions): {
  assets: Assets;
  ownAssets: OwnAssets;
  thumbnails: Thumbnails;
} {
  const { client, gates, rate, origin: api, clock, jobs, keys, settings, folder } = options;
  const cache = new PreviewCache({ folder, clock, maxBytes: maxKeptBytes, maxFiles: maxKeptFiles });
  const jobAssets = new JobAssets({
    ...options,
    job: (id) => jobs.get(id),
    openResult: createGatedResults({ openResult: client.openResult, gates, rate, api, clock }),
    fetched: new FetchedFiles(cache),
    freeBytes: freeBytesFor,
    onUnauthorized: () => void keys.doubt(),
  });
  const ownAssets = new OwnAssets({
    files: personFiles,
    steady: () => clock.steady(),
    onOffer: options.onOffer,
    onOpened: options.onOpened,
    onClosed: (number) => assets.ownClosed(number),
  });
  const assets = new Assets({
    jobAssets,
    ownAssets,
    clock,
    maxBytes: () => settings().previewMegabytes * 1024 ** 2,
    onProgress: options.onProgress,
  });
  const thumbnails = new Thumbnails({
    cache: new PreviewCache({
      folder: options.thumbnailsFolder,
      clock,
      maxBytes: maxThumbnailsBytes,
      maxFiles: maxThumbnails,
    }),
    job: (id) => jobs.get(id),
  });
  return { assets, ownAssets, thumbnails };
}
