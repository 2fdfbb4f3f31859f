import { documentedFields, documentedParts, type Job } from './job.ts';
import { withoutQuery } from './file-address.ts';
import { looksLikeFile, readAnyFile, type JobFile } from './job-file.ts';

/** A file in a field that the API does not document, and the names on the way there; entries of lists count from 0. */
export interface OtherFile {
  /** The part of the job it is in; `job` is none of them. The path begins below the output, and at the job for all others. */
  part: (typeof parts)[number] | 'job';
  path: string[];
  file: JobFile;
}

/** Files found at most, and values looked at: an answer may be anything, and this is read at each look at a job. */
const maxFiles = 10_000;
const maxValues = 50_000;
const deepest = 6;

/** Parts that are looked into before what is beside them. */
const parts = ['output', 'input', 'preprocess'] as const;

/** What was found in each job: it is asked for at each look at one, and an answer may be large. */
const found = new WeakMap<Job, readonly OtherFile[]>();

/**
 * The files of a job in fields that the API does not document (`glb`, `thumbnail`, `collision_meshes`), in the order of
 * the answer: first those of its output, then those of its other parts and beside them. Main and the window both call them
 * by their place in this list.
 */
export function otherFiles(job: Job): readonly OtherFile[] {
  const known = found.get(job);
  if (known !== undefined) return known;
  const files = findFiles(job);
  found.set(job, files);
  return files;
}

function findFiles(job: Job): OtherFile[] {
  const files: OtherFile[] = [];
  let looked = 0;

  function look(value: unknown, part: OtherFile['part'], path: string[]): void {
    looked += 1;
    if (files.length >= maxFiles || looked > maxValues || path.length > deepest) return;
    if (looksLikeFile(value)) {
      const file = readAnyFile(value);
      if (file !== null) files.push({ part, path, file });
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) look(inner, part, [...path, key]);
  }

  const others = (value: object | null, names: readonly string[]): [string, unknown][] =>
    Object.entries(value ?? {}).filter(([name]) => !names.includes(name));
  for (const part of parts)
    for (const [key, value] of others(job[part], documentedParts[part]))
      look(value, part, part === 'output' ? [key] : [part, key]);
  for (const [key, value] of others(job, documentedFields)) look(value, 'job', [key]);
  return files;
}

const pictureNames = /\.(?:png|jpe?g|gif|webp)$/i;
const anyExtension = /\.[a-z0-9]{1,5}$/i;
const pictureWords = /thumb|preview|image|picture|photo|render|poster/i;

/** Whether a file is probably a picture: by its ending, or where it has none, by the name of its field. */
export function isPicture({ path, file }: OtherFile): boolean {
  const ends = [file.name, file.url && withoutQuery(file.url)].filter((text) => typeof text === 'string');
  if (ends.some((text) => pictureNames.test(text))) return true;
  return (
    !ends.some((text) => anyExtension.test(text.replace(/^.*\//s, ''))) && pictureWords.test(path.join(' '))
  );
}
