import { fileNameInSlot, nameInSlot, type FileSlot } from '../../../shared/job/file-slots.ts';
import type { Job } from '../../../shared/job/job.ts';
import type { JobFile } from '../../../shared/job/job-file.ts';
import { slotIdentity, type PreviewSlot } from '../../../shared/previews.ts';
import type { ActedFile } from '../../commands/file-actions.ts';

/** A file of a job, or the place of one that was not made. */
export interface ListedFile<Slot extends FileSlot = FileSlot> extends ActedFile {
  /** Differs with the job, place or file; stays the same if only the signature of the address is new. */
  key: string;
  ref: { id: string; slot: Slot; index: number };
  /** Bytes; null if the service does not say. */
  size: number | null;
}

/** One that can be previewed. */
export type ViewableFile = ListedFile<PreviewSlot>;

/** What identifies the files of a job. */
type Owner = Pick<Job, 'id' | 'status' | 'timing'>;

/** The files of a list in a job, in order. */
export const filesInSlot = <Slot extends FileSlot>(
  job: Owner,
  slot: Slot,
  files: readonly (JobFile | null)[],
): ListedFile<Slot>[] => files.map((file, index) => listed(job, slot, index, file));

function listed<Slot extends FileSlot>(
  job: Owner,
  slot: Slot,
  index: number,
  file: JobFile | null,
): ListedFile<Slot> {
  const ref = { id: job.id, slot, index };
  return {
    key: slotIdentity(job, ref, file),
    ref,
    name: nameInSlot(file, ref),
    fileName: fileNameInSlot(file, ref),
    size: file?.size ?? null,
    url: file?.url ?? null,
  };
}

/** The file of a slot that holds one; null if it was not made. */
export const listedInSlot = <Slot extends FileSlot>(
  job: Owner,
  slot: Slot,
  file: JobFile | null | undefined,
): ListedFile<Slot> | null => filesInSlot(job, slot, file?.url || file?.name ? [file] : [])[0] ?? null;

/** The same, if it can be fetched. */
export const fileInSlot = <Slot extends FileSlot>(
  job: Owner,
  slot: Slot,
  file: JobFile | null | undefined,
): ListedFile<Slot> | null => listedInSlot(job, slot, file?.url ? file : null);

/** What the service shows of a simulation. */
export const simulationFiles = (job: Owner & Pick<Job, 'output'>): ViewableFile[] =>
  [
    fileInSlot(job, 'sim-video', job.output?.sim_video),
    fileInSlot(job, 'sim-gif', job.output?.sim_gif),
  ].filter((file) => file !== null);
