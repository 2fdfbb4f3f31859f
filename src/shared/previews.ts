import { z } from 'zod';
import type { Job } from './job/job.ts';
import { fileIndexSchema, type FileRef, type FileSlot } from './job/file-slots.ts';
import type { JobFile } from './job/job-file.ts';
import { fileIdentity } from './job/same-file.ts';
import { previewScheme } from './preview-scheme.ts';

/** The places whose files can be looked at inside the window, if they are of a kind that it shows. */
export const previewSlots = [
  'input-image',
  'texture',
  'sim-gif',
  'sim-video',
  'sim-log',
  'other',
] as const satisfies FileSlot[];
export type PreviewSlot = (typeof previewSlots)[number];

export interface PreviewRef extends FileRef {
  slot: PreviewSlot;
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

export const previewPlaceSchema = z.strictObject({ slot: z.enum(previewSlots), index: fileIndexSchema });

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
export function slotIdentity(
  job: Pick<Job, 'status' | 'timing'>,
  { id, slot, index }: FileRef,
  file: JobFile | null,
): string {
  const madeIn = slot.startsWith('input-') ? null : [job.status, job.timing?.completed_at ?? null];
  return JSON.stringify([id, slot, index, fileIdentity(file), madeIn]);
}
