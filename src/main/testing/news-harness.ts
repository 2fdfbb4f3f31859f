import type { News } from '../../shared/notifications.ts';
import type { DownloadPhase } from '../../shared/downloads.ts';
import { virtualClock } from './virtual-clock.ts';
import { NewsCollector, emptyMemory, type NewsMemory } from '../notifications/news-collector.ts';
import type { ObservedJob } from '../notifications/observed-job.ts';

type Values = Partial<Omit<ObservedJob, 'download'>> & {
  phase?: DownloadPhase;
  lateTries?: number;
  target?: string | null;
};

const observed = (
  id: string,
  { phase, lateTries = 0, target = '/results', ...values }: Values,
): ObservedJob => ({
  id,
  name: `${id}.glb`,
  status: null,
  isUnknown: false,
  wasRunning: false,
  batches: [],
  download: phase === undefined ? null : { phase, lateTries, target, finishedAt: null },
  ...values,
});

/** A list of jobs as the last run left it, and an news collector that watches it. */
export function newsHarness(left: Record<string, Values> = {}, memory: NewsMemory = emptyMemory) {
  const clock = virtualClock();
  const jobs = new Map(Object.entries(left).map(([id, values]) => [id, observed(id, values)]));
  const reported: News[][] = [];
  let notes = 0;
  const collector = new NewsCollector({
    clock,
    job: (id) => jobs.get(id),
    batches: (ids) =>
      [...ids]
        .map((id) => ({
          id,
          name: `${id}.csv`,
          jobs: [...jobs.values()].filter((job) => job.batches.includes(id)),
        }))
        .filter((batch) => batch.jobs.length > 0),
    onMemory: () => (notes += 1),
    report: (news) => reported.push(news),
  });
  collector.start([...jobs.values()], memory);
  return {
    clock,
    reported,
    collector,
    notes: () => notes,
    change: (id: string, { phase, lateTries = 0, target = '/results', ...values }: Values) => {
      const { download, ...before } = jobs.get(id) ?? observed(id, {});
      const after = { ...before, ...values };
      after.wasRunning ||= after.status !== null && !/completed|failed/.test(after.status);
      jobs.set(id, {
        ...after,
        download: phase === undefined ? download : { phase, lateTries, target, finishedAt: null },
      });
      collector.jobChanged(id);
    },
    remove: (id: string) => {
      jobs.delete(id);
      collector.jobRemoved(id);
    },
  };
}
