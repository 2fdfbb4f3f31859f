import type { Job } from '../../shared/job/job.ts';
import type { JobFile } from '../../shared/job/job-file.ts';
import { otherFiles } from '../../shared/job/other-files.ts';
import type { PreviewRef, PreviewSlot } from '../../shared/previews.ts';

export type PreviewKind = 'image' | 'video' | 'text';

/** What may come of a slot. */
export interface SlotRules {
  kind: PreviewKind;
  /** Bytes of a file at most. */
  maxBytes: number;
  /** What becomes of a larger one. The beginning of a log is worth reading, half a picture is not. */
  whenLarger: 'refuse' | 'cut';
}

const megabyte = 1024 * 1024;

/** Far above what the service makes today, and well below what would hurt the machine. */
export const slotRules: Record<PreviewSlot, SlotRules> = {
  'input-image': { kind: 'image', maxBytes: 20 * megabyte, whenLarger: 'refuse' },
  texture: { kind: 'image', maxBytes: 20 * megabyte, whenLarger: 'refuse' },
  'other-picture': { kind: 'image', maxBytes: 20 * megabyte, whenLarger: 'refuse' },
  'sim-gif': { kind: 'image', maxBytes: 40 * megabyte, whenLarger: 'refuse' },
  'sim-video': { kind: 'video', maxBytes: 200 * megabyte, whenLarger: 'refuse' },
  'sim-log': { kind: 'text', maxBytes: 8 * megabyte, whenLarger: 'cut' },
};

/** The file in a place of a job; null where there is none. */
export function fileInSlot(job: Job, { slot, index }: Pick<PreviewRef, 'slot' | 'index'>): JobFile | null {
  const only = (file: JobFile | null | undefined): JobFile | null => (index === 0 ? (file ?? null) : null);
  switch (slot) {
    case 'input-image':
      return job.input?.images?.[index] ?? null;
    case 'texture':
      return job.output?.textures?.[index] ?? null;
    case 'other-picture':
      return otherFiles(job)[index]?.file ?? null;
    case 'sim-gif':
      return only(job.output?.sim_gif);
    case 'sim-video':
      return only(job.output?.sim_video);
    case 'sim-log':
      return only(job.output?.sim_log);
  }
}
