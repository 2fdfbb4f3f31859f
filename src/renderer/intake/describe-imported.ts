import type { AddReport, ImportedBatch, ImportReport, LeftInFile } from '../../shared/intake.ts';
import { intakeWords } from '../words/intake.ts';

const words = intakeWords.imported;

/** Words for a file that this app exported: what came back, what was joined with what was here, and what was not taken. */
export function describeImported({ added, known }: AddReport, imported: ImportReport): string[] {
  const { merged, unreadable, isNewer, batches, left, leftBeyond } = imported;
  const parts = [added.length === 0 ? words.none : words.jobs(added.length)];
  if (known.length > 0) parts.push(intakeWords.added.known(known.length));
  if (merged > 0) parts.push(words.merged(merged));
  parts.push(...describeBatches(batches));
  if (unreadable > 0) parts.push(words.unreadable(unreadable));
  const jobs = new Set(left.map(({ id }) => id)).size + leftBeyond;
  if (jobs > 0) parts.push(describeLeft(new Set(left.map(({ what }) => what)), jobs));
  if (isNewer) parts.push(words.newerFile);
  return parts;
}

function describeBatches(batches: readonly ImportedBatch[]): string[] {
  const joined = batches.filter(({ isNew, joined: count }) => !isNew && count > 0);
  const renamed = batches.filter(({ isNew, name, wanted }) => isNew && name !== wanted);
  const [firstJoined] = joined;
  const [firstRenamed] = renamed;
  const parts: string[] = [];
  if (firstJoined !== undefined)
    parts.push(
      joined.length === 1
        ? words.addedToBatch(firstJoined.joined, firstJoined.name)
        : words.addedToBatches(joined.length),
    );
  if (firstRenamed !== undefined)
    parts.push(renamed.length === 1 ? describeRenamed(firstRenamed) : words.renamedBatches(renamed.length));
  return parts;
}

const describeRenamed = ({ wanted, name, isStandIn, joined }: ImportedBatch): string =>
  isStandIn ? words.standInBatch(joined, wanted, name) : words.renamedBatch(wanted, name);

function describeLeft(left: ReadonlySet<LeftInFile['what']>, jobs: number): string {
  if (left.has('job') || left.has('review')) return words.partsLeft(jobs);
  return left.has('batches') ? words.notesTagsOrBatchesLeft(jobs) : words.notesOrTagsLeft(jobs);
}
