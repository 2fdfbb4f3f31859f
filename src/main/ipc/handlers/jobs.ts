import { compareJobs } from '../../jobs/compare-jobs.ts';
import { failed, success } from '../../../shared/errors.ts';
import type { App } from '../../app/app.ts';
import { toDetail } from '../../jobs/job-row.ts';
import { removeJobs, restoreJobs } from '../../jobs/watch-list.ts';
import type { Desktop } from '../desktop.ts';
import type { Handlers } from '../answer-request.ts';

export function jobHandlers(core: App, desktop: Pick<Desktop, 'copyText'>) {
  const done = success(null);
  return {
    getJobDetail: ({ id }) => {
      const job = core.jobs.get(id);
      if (job === undefined) return failed('unknown-job');
      core.poller.noteOpened(id);
      if (job.record.owed !== null) core.poller.pollGently([id]);
      return success(toDetail(job));
    },
    compareJobs: async ({ ids }) => success(compareJobs(await core.jobs.getAll(ids))),
    addJobs: async ({ texts, name }) => success(await core.addInputs(texts, { by: 'person', name })),
    answerAddConfirmation: ({ number, isConfirmed }) => {
      core.addConfirmations.answer(number, isConfirmed);
      return done;
    },
    cancelAdding: ({ number }) => {
      core.adds.cancel(number);
      return done;
    },
    removeJobs: async ({ ids }) => {
      await removeJobs(core, ids);
      return done;
    },
    restoreJobs: async ({ ids }) => {
      await restoreJobs(core, ids);
      return done;
    },
    getRemovedJobs: async () => {
      await core.reading.all;
      return success(core.jobs.removed.listed());
    },
    checkJobs: ({ ids }) => {
      core.poller.pollNow(ids);
      return done;
    },
    noteInView: ({ ids }) => {
      core.poller.noteInView(ids);
      return done;
    },
    copyJobJson: async ({ id }) => {
      const job = core.jobs.get(id);
      if (job === undefined) return failed('unknown-job');
      await desktop.copyText(JSON.stringify(job.record.raw, null, 2));
      return done;
    },
    judgeAgain: ({ id }) => core.verdicts.judgeAgain(id),
    tryAgain: () => core.tryAgain(),
  } satisfies Partial<Handlers>;
}
