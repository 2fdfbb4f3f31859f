import { readNote, typedNote, withoutTags, withTags } from '../../shared/annotations.ts';
import type { TagChange } from '../../shared/contract.ts';
import type { GivenReview, ReviewChange } from '../../shared/review.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { JobStore } from './job-store.ts';
import { withAnnotations } from './watched-job.ts';

type Jobs = Pick<JobStore, 'get' | 'update'>;

/**
 * Sets the note of a job. White space alone removes it.
 *
 * @param over the note that was edited, see {@link typedNote}; if left out, the note is replaced
 */
export function setNote(jobs: Jobs, id: string, note: string, over?: string): void {
  const typed = readNote(note);
  jobs.update(id, (watched) => {
    const kept = over === undefined ? typed : typedNote(watched.record.note, readNote(over), typed);
    return withAnnotations(watched, { note: kept });
  });
}

/**
 * Adds and removes tags of jobs, a slice at a time.
 *
 * @returns what has changed, jobs with the same changes together
 */
export async function changeTags(jobs: Jobs, { ids, add, remove }: TagChange): Promise<TagChange[]> {
  const changes = new Map<string, TagChange>();
  await inSlices(ids, (slice) => slice.forEach(change));
  return [...changes.values()];

  function change(id: string): void {
    const watched = jobs.get(id);
    if (watched === undefined) return;
    const before = watched.record.tags;
    const tags = withTags(withoutTags(before, remove), add);
    const changed = {
      add: tags.filter((tag) => !before.includes(tag)),
      remove: before.filter((tag) => !tags.includes(tag)),
    };
    if (changed.add.length === 0 && changed.remove.length === 0) return;
    jobs.update(id, (job) => withAnnotations(job, { tags }));
    const key = JSON.stringify(changed);
    const same = changes.get(key);
    if (same === undefined) changes.set(key, { ids: [id], ...changed });
    else same.ids.push(id);
  }
}

/**
 * Archives jobs or takes them out of the archive, a slice at a time. Archived jobs are polled as before.
 *
 * @returns the jobs that were changed
 */
export async function setArchived(jobs: Jobs, ids: readonly string[], archived: boolean): Promise<string[]> {
  const changed: string[] = [];
  await inSlices(ids, (slice) => {
    for (const id of slice) {
      if (jobs.get(id)?.record.archived !== !archived) continue;
      jobs.update(id, (watched) => withAnnotations(watched, { archived }));
      changed.push(id);
    }
  });
  return changed;
}

/**
 * Keeps what a person decided about results, or takes it back, a slice at a time. Jobs of which that is known already stay as
 * they are.
 *
 * @param now milliseconds since the epoch
 * @returns what was decided before about those that were changed, jobs with the same decision together
 */
export async function setReview(
  jobs: Jobs,
  { ids, review }: { ids: readonly string[]; review: GivenReview },
  now: number,
): Promise<ReviewChange[]> {
  const changes = new Map<string, ReviewChange>();
  await inSlices(ids, (slice) => slice.forEach(change));
  return [...changes.values()];

  function change(id: string): void {
    const watched = jobs.get(id);
    if (watched === undefined) return;
    const { review: kept } = watched.record;
    const before = kept && { decision: kept.decision, reason: kept.reason };
    const key = JSON.stringify(before);
    if (key === JSON.stringify(review && { decision: review.decision, reason: review.reason })) return;
    jobs.update(id, (job) => withAnnotations(job, { review: review && { ...review, at: now } }));
    const same = changes.get(key);
    if (same === undefined) changes.set(key, { ids: [id], before });
    else same.ids.push(id);
  }
}
