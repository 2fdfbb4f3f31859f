import type { AddReport, ImportedBatch, ImportReport, LeftInFile } from '../../shared/intake.ts';
import { countOf } from '../words/count.ts';

/** Words for a file that this app exported: what came back, what was joined with what was here, and what was not taken. */
export function describeImported({ added, known }: AddReport, imported: ImportReport): string[] {
  const { merged, unreadable, isNewer, batches, left, leftBeyond } = imported;
  const parts = [
    added.length === 0
      ? 'No job was missing.'
      : `${countOf(added.length, 'job is', 'jobs are')} back in the list.`,
  ];
  if (known.length > 0) parts.push(`${countOf(known.length, 'job was', 'jobs were')} there already.`);
  if (merged > 0) parts.push(`${countOf(merged, 'of them has', 'of them have')} new tags or notes.`);
  parts.push(...describeBatches(batches));
  if (unreadable > 0) parts.push(`${countOf(unreadable, 'entry', 'entries')} could not be read.`);
  const jobs = new Set(left.map(({ id }) => id)).size + leftBeyond;
  if (jobs > 0) parts.push(describeAllLeft(new Set(left.map(({ what }) => what)), countOf(jobs, 'job')));
  if (isNewer) parts.push('The file is of a newer Rigyd Desk: only its job IDs were read.');
  return parts;
}

function describeBatches(batches: readonly ImportedBatch[]): string[] {
  const joined = batches.filter(({ isNew, joined: count }) => !isNew && count > 0);
  const renamed = batches.filter(({ isNew, name, wanted }) => isNew && name !== wanted);
  const [firstJoined] = joined;
  const [firstRenamed] = renamed;
  const words: string[] = [];
  if (firstJoined !== undefined)
    words.push(
      joined.length === 1
        ? `${countOf(firstJoined.joined, 'job', 'jobs')} joined the batch “${firstJoined.name}”.`
        : `${countOf(joined.length, 'batch', 'batches')} that were here have more jobs now.`,
    );
  if (firstRenamed !== undefined)
    words.push(
      renamed.length === 1
        ? describeRenamed(firstRenamed)
        : `${countOf(renamed.length, 'batch', 'batches')} got a number, as others have their names.`,
    );
  return words;
}

const describeRenamed = ({ wanted, name, isStandIn, joined }: ImportedBatch): string =>
  isStandIn
    ? `${countOf(joined, 'job is', 'jobs are')} in the new batch “${name}”: an import adds none to “${wanted}”, which collects.`
    : `The batch “${wanted}” is now “${name}”: another one has that name.`;

function describeAllLeft(left: ReadonlySet<LeftInFile['what']>, jobs: string): string {
  if (left.has('job')) return `Something of ${jobs} stayed in the file.`;
  const what = left.has('batches') ? 'note, tags or batches' : 'note or tags';
  return `The ${what} of ${jobs} stayed in the file: there is no room for them.`;
}

/** Why something was left in the file. */
export const describeLeft = ({ what }: LeftInFile): string => whyLeft[what];

const whyLeft: Record<LeftInFile['what'], string> = {
  note: 'The note, which with the one here is longer than 20,000 characters',
  tags: 'Some tags, as a job has 20 at most, each of 40 characters',
  batches: 'Some batches, as an import has 2,000 at most, and 100 of each job',
  job: 'All of it, as what is kept of this job was written by a newer Rigyd Desk',
};
