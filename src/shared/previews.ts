import { z } from 'zod';
import type { Job } from './job/job.ts';
import type { JobFile } from './job/job-file.ts';
import { fileIdentity } from './job/same-file.ts';
import { previewScheme } from './preview-scheme.ts';

/**
 * The files of a job that can be looked at inside the window. The page names a job and one of these places; the address
 * behind it stays in main, which fetches it without the key.
 */
export const previewSlots = [
  'input-image',
  'texture',
  'sim-gif',
  'sim-video',
  'sim-log',
  'other-picture',
] as const;
export type PreviewSlot = (typeof previewSlots)[number];

/**
 * A place in a job that a file can be in. `index` counts from 0 and is 0 where a job has but one such file; of other
 * pictures it is the place among all of {@link otherFiles}.
 */
export interface PreviewRef {
  id: string;
  slot: PreviewSlot;
  index: number;
}

/** A file that main has ready for the page. */
export interface Preview {
  /** What its first bytes say it is; never what its host says. */
  contentType: string;
  bytes: number;
}

/** A text that main read for the page. */
export interface TextPreview {
  text: string;
  /** Whether the file goes on beyond what is here. */
  isCut: boolean;
}

/** Lists in an answer are longer nowhere; see job.ts. */
const maxFiles = 10_000;

export const previewPlaceSchema = z.strictObject({
  slot: z.enum(previewSlots),
  index: z.int().nonnegative().max(maxFiles),
});

export const previewAddress = ({ id, slot, index }: PreviewRef): string =>
  `${previewScheme}://job/${encodeURIComponent(id.toWellFormed())}/${slot}/${index}`;

/** The place that an address names; null for anything that {@link previewAddress} would not write. */
export function parsePreviewAddress(address: string): PreviewRef | null {
  const [, id = '', slot, index] = /^preview:\/\/job\/([^/?#]+)\/([a-z-]+)\/(\d{1,5})$/.exec(address) ?? [];
  const place = previewPlaceSchema.safeParse({ slot, index: Number(index) });
  const name = decode(id);
  return place.success && name !== null ? { id: name, ...place.data } : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * Which file is in a place of a job. What the service makes may be written anew under the same address while the job is on
 * its way, a log above all, so it is another file once the job has gone on or ended.
 */
export function previewIdentity(
  job: Pick<Job, 'status' | 'timing'>,
  { id, slot, index }: PreviewRef,
  file: JobFile | null,
): string {
  const madeIn = slot === 'input-image' ? null : [job.status, job.timing?.completed_at ?? null];
  return JSON.stringify([id, slot, index, fileIdentity(file), madeIn]);
}
