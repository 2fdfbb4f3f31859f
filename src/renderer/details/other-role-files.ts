import type { Job } from '../../shared/job/job.ts';
import { isPicture, otherFiles } from '../../shared/job/other-files.ts';
import { fieldLabel } from './detail-words.ts';
import { filesInSlot, type ListedFile } from './previews/files-in-slots.ts';

/** A file in a field that the API does not document. */
interface OtherRoleFile {
  /** What it is, by the name of its field. */
  role: string;
  file: ListedFile<'other'>;
  isPicture: boolean;
}

/** The files of a part of a job that the app does not know by name. What is in no part counts as output. */
export function otherRoleFiles(job: Job, wanted: 'output' | 'input' | 'preprocess'): OtherRoleFile[] {
  const others = otherFiles(job);
  const files = filesInSlot(
    job,
    'other',
    others.map(({ file }) => file),
  );
  return others.flatMap((other, index) => {
    const file = files[index];
    const isWanted = (other.part === 'job' ? 'output' : other.part) === wanted;
    return isWanted && file !== undefined
      ? [{ role: fieldLabel(other.path), file, isPicture: isPicture(other) }]
      : [];
  });
}
