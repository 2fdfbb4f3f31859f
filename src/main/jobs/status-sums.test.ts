import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sumRows } from '../../shared/row-sums.ts';
import { answered } from '../testing/answered-job.ts';
import { summaryOf, toRow } from './job-row.ts';
import { type StatusJob, StatusSums } from './status-sums.ts';
import { inBatches, newWatchedJob, withFailure } from './watched-job.ts';

const ids = Array.from({ length: 9 }, (_, index) => `job${index}`);
const batchIds = ['x', 'y'];

/** A job as it is now, or that it is off the list. */
const aChange = fc.record({
  id: fc.constantFrom(...ids),
  isThere: fc.boolean(),
  status: fc.constantFrom(null, 'queued', 'running', 'completed', 'odd'),
  isUnknown: fc.boolean(),
  changedAt: fc.option(fc.nat(20)),
  batches: fc.subarray(batchIds),
  phase: fc.constantFrom(null, 'queued' as const, 'receiving' as const, 'done' as const),
});

it('what follows each change is the same as what a look at all jobs finds', () => {
  fc.assert(
    fc.property(fc.array(aChange, { maxLength: 30 }), (changes) => {
      const jobs = new Map<string, StatusJob>();
      const followed = new StatusSums(() => jobs.values());
      for (const { id, isThere, phase, changedAt, ...values } of changes) {
        const download = phase && { phase, receivedBytes: 1, totalBytes: 2 };
        // No two changes are at the same time, so that only one order of the last ones is right.
        const at = changedAt === null ? null : changedAt * 10 + Number(id.slice(3));
        const after = isThere ? { id, name: id, download, changedAt: at, ...values } : null;
        const before = jobs.get(id) ?? null;
        if (after === null) jobs.delete(id);
        else jobs.set(id, after);
        followed.change(before, after);
        const counted = new StatusSums(() => jobs.values());
        const sumsOf = (sums: StatusSums) => ({
          running: sums.running,
          waiting: sums.waiting,
          batches: batchIds.map((batch) => sums.batch(batch)),
          active: [...sums.active].length,
          latest: sums.latest.map((job) => job),
        });
        expect(sumsOf(followed)).toEqual(sumsOf(counted));
      }
    }),
  );
});

it('counts as the window does, whose sums are over rows', () => {
  const aJob = fc.record({
    status: fc.constantFrom('queued', 'preprocessing', 'running', 'Completed', 'failed', 'canceled', 'odd'),
    isRefused: fc.boolean(),
    isAsked: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(aJob), (jobs) => {
      const watched = jobs.map(({ status, isRefused, isAsked }, at) => {
        const fresh = inBatches(newWatchedJob(`job${at}`, at, null, 1), ['x']);
        const known = isAsked ? answered(fresh, { status }, 2) : fresh;
        return isRefused ? withFailure(known, { code: 'gone', text: null }, 3) : known;
      });
      const sums = new StatusSums(() => watched.map(summaryOf));
      const inWindow = sumRows(watched.map((job) => toRow(job)));
      const { running, underWay } = inWindow.list;
      const { done, failed, unknown, present } = inWindow.batch('x').all;
      expect([sums.running, sums.running + sums.waiting]).toEqual([running, underWay]);
      expect(sums.batch('x')).toEqual({ settled: done + failed + unknown, jobs: present });
    }),
  );
});
