import { isPicture, type OtherFile } from '../../../shared/job/other-files.ts';
import type { Job } from '../../../shared/job/job.ts';
import { nameOfFile, type JobFile } from '../../../shared/job/job-file.ts';
import { type PreviewRef, type PreviewSlot, previewIdentity } from '../../../shared/previews.ts';

/** A file of a job that can be previewed, or the place of one that was not made. */
export interface ViewableFile {
  /** Differs with the job, place or file; stays the same if only the signature of the address is new. */
  key: string;
  ref: PreviewRef;
  name: string;
  /** Bytes; null if the service does not say. */
  size: number | null;
  /** Null if there is nothing to fetch. */
  url: string | null;
}

/** What identifies the files of a job. */
type Owner = Pick<Job, 'id' | 'status' | 'timing'>;

/** The files of a list in a job, in order. */
export const filesInSlot = (
  job: Owner,
  slot: PreviewSlot,
  files: readonly (JobFile | null)[],
): ViewableFile[] => files.map((file, index) => viewable(job, { id: job.id, slot, index }, file));

/** The pictures in fields that the API does not document. */
export const otherPictures = (job: Owner, others: readonly OtherFile[]): ViewableFile[] =>
  others.flatMap((other, index) =>
    isPicture(other) ? [viewable(job, { id: job.id, slot: 'other-picture', index }, other.file)] : [],
  );

const viewable = (job: Owner, ref: PreviewRef, file: JobFile | null): ViewableFile => ({
  key: previewIdentity(job, ref, file),
  ref,
  name: nameOfFile(file) ?? `${words[ref.slot]} ${ref.index + 1}`,
  size: file?.size ?? null,
  url: file?.url ?? null,
});

/** The file of a slot that holds one; null if it was not made. */
export const fileInSlot = (
  job: Owner,
  slot: PreviewSlot,
  file: JobFile | null | undefined,
): ViewableFile | null => filesInSlot(job, slot, file?.url ? [file] : [])[0] ?? null;

/** Names for files without one. */
const words: Record<PreviewSlot, string> = {
  'input-image': 'Image',
  texture: 'Texture',
  'sim-gif': 'Animation',
  'sim-video': 'Video',
  'sim-log': 'Log',
  'other-picture': 'Picture',
};
