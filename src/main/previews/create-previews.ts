import type { Clock } from '../lib/clock.ts';
import type { AddressCheck } from '../api/address-check.ts';
import type { Fetch } from '../api/net-fetch.ts';
import { createFileFetcher } from './fetch-file.ts';
import { PreviewCache } from './preview-cache.ts';
import { Previews, type PreviewsOptions } from './previews.ts';

/** What is kept on disk at most: room for a large video beside the pictures of some hundred jobs. */
const maxBytes = 512 * 1024 * 1024;
const maxFiles = 2_000;

export interface PreviewParts {
  job: PreviewsOptions['job'];
  askAnew: PreviewsOptions['askAnew'];
  /** Where files are kept; nothing else may be in there. */
  folder: string;
  /** One of its own, that carries neither key nor cookies. */
  fetch: Fetch;
  /** Decides which addresses are fetched from. */
  checkAddress: AddressCheck;
  clock: Clock;
  /** The API's base URL. */
  api: URL;
}

/** Joins the cache and the network to previews. */
export const createPreviews = ({
  job,
  askAnew,
  folder,
  fetch,
  checkAddress,
  clock,
  api,
}: PreviewParts): Previews =>
  new Previews({
    job,
    askAnew,
    cache: new PreviewCache({ folder, clock, maxBytes, maxFiles }),
    fetchFile: createFileFetcher({ fetch, clock, checkAddress, api }),
  });
