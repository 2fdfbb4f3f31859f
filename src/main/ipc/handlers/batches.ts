import { commonFolder } from '../../downloads/result-files.ts';
import { failed, success, type Outcome } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import { removeJobs, restoreJobs } from '../../jobs/watch-list.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';

export function batchHandlers(core: App, desktop: Pick<Desktop, 'openFolder'>) {
  const answer = (isThere: boolean): Outcome<null> => (isThere ? success(null) : failed('unknown-batch'));
  const changed = (ids: string[] | null): Outcome<string[]> =>
    ids === null ? failed('unknown-batch') : success(ids);
  return {
    renameBatch: ({ id, name }) => answer(core.batches.rename(id, name)),
    setBatchCollects: ({ id, collects }) => answer(core.batches.setCollects(id, collects)),
    setBatchesArchived: ({ ids, archived }) => success(core.batches.setArchived(ids, archived)),
    gatherJobs: ({ ids, name }) => {
      const known = ids.filter((id) => core.jobs.has(id));
      if (known.length === 0) return failed('unknown-job');
      const { batch, isNew } = core.batches.gather(known, name, 'person');
      return success({ id: batch.id, isNew });
    },
    joinBatch: ({ id, ids }) => changed(core.batches.addTo(id, ids)),
    leaveBatch: ({ id, ids }) => changed(core.batches.takeOut(id, ids)),
    collectBatch: async ({ id }) =>
      core.batches.get(id) === undefined ? failed('unknown-batch') : success(await core.batches.collect(id)),
    openBatchFolder: async ({ id }) => {
      if (core.batches.get(id) === undefined) return failed('unknown-batch');
      const folders = core.batches
        .membersOf(id)
        .flatMap((member) => core.jobs.get(member)?.record.download?.folder ?? []);
      const folder = commonFolder(folders);
      return folder === null ? failed('no-result') : desktop.openFolder(folder);
    },
    removeBatch: async ({ id, withJobs }) => {
      // A job that stands in another batch as well is expected there.
      const alone = core.batches
        .membersOf(id)
        .filter((member) => core.jobs.brief(member)?.batches.length === 1);
      const removed = withJobs ? alone : [];
      if (!core.batches.remove(id, removed)) return failed('unknown-batch');
      await removeJobs(core, removed);
      return success({ removed });
    },
    restoreBatch: async ({ id }) => {
      await restoreJobs(core, core.batches.removedWith(id));
      return answer(core.batches.restore(id));
    },
  } satisfies Partial<Handlers>;
}
