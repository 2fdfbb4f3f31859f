import { readNote, withoutTags, withTags } from '../../shared/library/annotations.ts';
import type { TagChange } from '../../shared/library/requests.ts';
import type { JobStore } from '../store/job-store.ts';
import { withAnnotations } from '../store/watched-job.ts';

type Jobs = Pick<JobStore, 'get' | 'update'>;

/** Writes a note on a job. White space alone takes it off. */
export function setNote(jobs: Jobs, id: string, note: string): void {
  jobs.update(id, (watched) => withAnnotations(watched, { note: readNote(note) }));
}

/**
 * Adds tags to jobs and takes tags off them.
 *
 * @returns what has changed, jobs with the same changes together
 */
export function changeTags(jobs: Jobs, { ids, add, remove }: TagChange): TagChange[] {
  const changes = new Map<string, TagChange>();
  for (const id of ids) {
    const watched = jobs.get(id);
    if (watched === undefined) continue;
    const before = watched.record.tags;
    const tags = withTags(withoutTags(before, remove), add);
    const change = {
      add: tags.filter((tag) => !before.includes(tag)),
      remove: before.filter((tag) => !tags.includes(tag)),
    };
    if (change.add.length === 0 && change.remove.length === 0) continue;
    jobs.update(id, (job) => withAnnotations(job, { tags }));
    const key = JSON.stringify(change);
    const same = changes.get(key);
    if (same === undefined) changes.set(key, { ids: [id], ...change });
    else same.ids.push(id);
  }
  return [...changes.values()];
}

/**
 * Takes jobs out of the usual list, or back into it. Nothing else changes: one that is on its way is asked for all the
 * same, so that what is archived is as true as the rest.
 *
 * @returns the jobs that were not so before
 */
export function setArchived(jobs: Jobs, ids: readonly string[], archived: boolean): string[] {
  const changed = ids.filter((id) => jobs.get(id)?.record.archived === !archived);
  for (const id of changed) jobs.update(id, (watched) => withAnnotations(watched, { archived }));
  return changed;
}
