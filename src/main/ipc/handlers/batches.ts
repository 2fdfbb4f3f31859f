import { failed, success, type Outcome } from '../../../shared/errors.ts';
import type { Desk } from '../../desk.ts';
import { removeJobs, restoreJobs } from '../../watch-list.ts';
import type { Handlers } from '../register-requests.ts';

type BatchRequests = 'renameBatch' | 'removeBatch' | 'restoreBatch' | 'setBatchCollects' | 'collectBatch';

export function batchHandlers(desk: Desk): Pick<Handlers, BatchRequests> {
  const answer = (isThere: boolean): Outcome<null> => (isThere ? success(null) : failed('unknown-batch'));
  return {
    renameBatch: ({ id, name }) => answer(desk.batches.rename(id, name)),
    setBatchCollects: ({ id, collects }) => answer(desk.batches.setCollects(id, collects)),
    collectBatch: ({ id }) =>
      desk.batches.get(id) === undefined ? failed('unknown-batch') : success(desk.batches.collect(id)),
    removeBatch: ({ id, withJobs }) => {
      // A job that stands in another batch as well is expected there.
      const alone = desk.batches
        .membersOf(id)
        .filter((member) => desk.jobs.get(member)?.record.batches.length === 1);
      const removed = withJobs ? alone : [];
      if (!desk.batches.remove(id, removed)) return failed('unknown-batch');
      removeJobs(desk, removed);
      return success({ removed });
    },
    restoreBatch: ({ id }) => {
      restoreJobs(desk, desk.batches.removedWith(id));
      return answer(desk.batches.restore(id));
    },
  };
}
