import { documentedFields, type Job } from './job.ts';
import { withoutQuery } from './file-address.ts';
import { looksLikeFile, readAnyFile, type JobFile } from './job-file.ts';

/** A file in a field that the API does not document, and the names on the way there; entries of lists count from 0. */
export interface OtherFile {
  path: string[];
  file: JobFile;
}

/** Files found at most, and values looked at: an answer may be anything, and this is read at each look at a job. */
const maxFiles = 10_000;
const maxValues = 50_000;
const deepest = 6;

const knownFields = new Set<string>(documentedFields);
/** The same for the parts of an output. */
export const knownOutput: ReadonlySet<string> = new Set([
  ...['model', 'textures', 'mjcf_package', 'sim_video', 'sim_gif', 'sim_log'],
]);

/**
 * The files of a job in fields that the API does not document (`glb`, `thumbnail`, `collision_meshes`), in the order of
 * the answer: first those of its output, then those beside it. Main and the window both call them by their place in this
 * list.
 */
export function otherFiles(job: Job): OtherFile[] {
  const found: OtherFile[] = [];
  let looked = 0;

  function look(value: unknown, path: string[]): void {
    looked += 1;
    if (found.length >= maxFiles || looked > maxValues || path.length > deepest) return;
    if (looksLikeFile(value)) {
      const file = readAnyFile(value);
      if (file !== null) found.push({ path, file });
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) look(inner, [...path, key]);
  }

  for (const [key, value] of Object.entries(job.output ?? {})) if (!knownOutput.has(key)) look(value, [key]);
  for (const [key, value] of Object.entries(job)) if (!knownFields.has(key)) look(value, [key]);
  return found;
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
