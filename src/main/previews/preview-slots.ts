import type { PreviewSlot } from '../../shared/previews.ts';

/** `any` is what is not shown. */
export type FileKind = 'image' | 'video' | 'text' | 'any';

/** What may come of a file. */
export interface FileRules {
  kind: FileKind;
  /** Bytes at most. */
  maxBytes: number;
  /** What becomes of a larger one. The beginning of a log is worth reading, half a picture is not. */
  whenLarger: 'refuse' | 'cut';
}

const megabyte = 1024 * 1024;

/** Far above what the service makes today, and well below what would hurt the machine. */
export const slotRules: Record<PreviewSlot, FileRules> = {
  'input-image': { kind: 'image', maxBytes: 20 * megabyte, whenLarger: 'refuse' },
  texture: { kind: 'image', maxBytes: 20 * megabyte, whenLarger: 'refuse' },
  other: { kind: 'image', maxBytes: 20 * megabyte, whenLarger: 'refuse' },
  'sim-gif': { kind: 'image', maxBytes: 40 * megabyte, whenLarger: 'refuse' },
  'sim-video': { kind: 'video', maxBytes: 200 * megabyte, whenLarger: 'refuse' },
  'sim-log': { kind: 'text', maxBytes: 8 * megabyte, whenLarger: 'cut' },
};

/** For a file that is saved: whatever it is, and as large as the disk takes. */
export const wholeFile: FileRules = {
  kind: 'any',
  maxBytes: Number.MAX_SAFE_INTEGER - 1,
  whenLarger: 'refuse',
};
