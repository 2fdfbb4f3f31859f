import { z } from 'zod';
import type { Job } from './job.ts';
import { nameInAddress } from './file-address.ts';
import { nameOfFile, type JobFile } from './job-file.ts';
import { otherFiles } from './other-files.ts';
import { jobWords } from '../words/jobs.ts';

/** Where in a job a file can be. `other` are the files in fields that the API does not document, see {@link otherFiles}. */
export const fileSlots = [
  'input-model',
  'input-image',
  'intermediate-glb',
  'model',
  'texture',
  'mjcf-package',
  'sim-gif',
  'sim-video',
  'sim-log',
  'other',
] as const;
export type FileSlot = (typeof fileSlots)[number];

/**
 * A place in a job that a file can be in. The page names one of these; the address behind it stays in main. `index` counts
 * from 0 and is 0 where a job has but one such file.
 */
export interface FileRef {
  id: string;
  slot: FileSlot;
  index: number;
}

/** How far the fetching of a file is, to save, open or drag it. */
export interface FileProgress {
  ref: FileRef;
  receivedBytes: number;
  /** As its host announced it; null where it did not, or not yet. */
  totalBytes: number | null;
}

/** Lists in an answer are longer nowhere; see job.ts. */
const maxFiles = 10_000;

export const fileIndexSchema = z.int().nonnegative().max(maxFiles);
export const filePlaceSchema = z.strictObject({ slot: z.enum(fileSlots), index: fileIndexSchema });

/** The file in a place of a job; null where there is none. */
export function fileInSlot(job: Job, { slot, index }: Pick<FileRef, 'slot' | 'index'>): JobFile | null {
  const only = (file: JobFile | null | undefined): JobFile | null => (index === 0 ? (file ?? null) : null);
  switch (slot) {
    case 'input-model':
      return only(job.input?.model);
    case 'input-image':
      return job.input?.images?.[index] ?? null;
    case 'intermediate-glb':
      return only(job.preprocess?.intermediate_glb);
    case 'model':
      return only(job.output?.model);
    case 'texture':
      return job.output?.textures?.[index] ?? null;
    case 'mjcf-package':
      return only(job.output?.mjcf_package);
    case 'sim-gif':
      return only(job.output?.sim_gif);
    case 'sim-video':
      return only(job.output?.sim_video);
    case 'sim-log':
      return only(job.output?.sim_log);
    case 'other':
      return otherFiles(job)[index]?.file ?? null;
  }
}

/** What the file in a place is called: by the service, by its address, or else by its place. */
export const nameInSlot = (file: JobFile | null, { slot, index }: Pick<FileRef, 'slot' | 'index'>): string =>
  nameOfFile(file) ?? `${jobWords.fileSlots[slot]} ${index + 1}`;

const ending = /\.[A-Za-z0-9]{1,10}$/;

/**
 * The name to save a file under: the last part of its own, with the ending of its address where it has none. It may hold
 * what no system takes in a name.
 */
export function fileNameInSlot(file: JobFile | null, place: Pick<FileRef, 'slot' | 'index'>): string {
  const name = nameInSlot(file, place).split(/[/\\]/).at(-1)?.trim() || jobWords.fileSlots[place.slot];
  if (ending.test(name) || !file?.url) return name;
  return name + (ending.exec(nameInAddress(file.url) ?? '')?.[0] ?? '');
}

/**
 * Endings of files that the system's app for them may be started with: models, pictures, videos, texts and packages, none
 * of which runs anything. A file comes from the service under any name, so what is not here is only saved.
 */
const openable =
  /\.(?:usd[acz]?|glb|gltf|obj|mtl|fbx|stl|ply|dae|3mf|mjcf|urdf|sdf|png|jpe?g|gif|webp|bmp|tiff?|exr|hdr|ktx2?|mp4|webm|mov|txt|log|json|csv|ya?ml|xml|pdf|zip)$/i;

/** Whether a file of this name may be opened by the system's app. */
export const isOpenable = (name: string): boolean => openable.test(name);
