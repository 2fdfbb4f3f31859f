import { describe, expect, it } from 'vitest';
import { summaryOf } from '../jobs/job-row.ts';
import { StatusSums, type StatusJob } from '../jobs/status-sums.ts';
import { answered } from '../testing/answered-job.ts';
import { idle } from '../testing/idle-status.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { blockedBy, indicatorsOf, trayStatusOf, type TrayStatus } from './tray-status.ts';

const job = (id: string, values: Partial<StatusJob> = {}): StatusJob => ({
  id,
  name: `${id}.glb`,
  status: null,
  isUnknown: false,
  changedAt: null,
  batches: [],
  download: null,
  ...values,
});
const statusOf = (jobs: StatusJob[], ...others: [{ id: string; name: string }[], TrayStatus['blocked']?]) =>
  trayStatusOf(new StatusSums(() => jobs), ...others);
const receiving = (receivedBytes: number, totalBytes: number | null): Partial<StatusJob> => ({
  status: 'completed',
  download: { phase: 'receiving', receivedBytes, totalBytes },
});

describe('the status in the tray', () => {
  it('counts running and waiting jobs; those that ended or are unknown are neither', () => {
    const jobs = [
      job('a', { status: 'running' }),
      job('b', { status: 'queued' }),
      job('c'),
      job('d', { status: 'completed' }),
      job('e', { status: 'failed' }),
      job('f', { isUnknown: true }),
      job('g', { status: 'running', isUnknown: true }),
    ];
    expect(statusOf(jobs, [])).toMatchObject({ running: 1, waiting: 2 });
  });

  it('adds up the active downloads', () => {
    const over: Partial<StatusJob> = { download: { phase: 'done', receivedBytes: 900, totalBytes: 900 } };
    const jobs = [job('a', receiving(10, 100)), job('b', receiving(50, 100)), job('c', over)];
    expect(statusOf(jobs, [])).toMatchObject({ downloads: 2, downloaded: 0.3 });
  });

  it('counts queued downloads apart from running ones', () => {
    const waits: Partial<StatusJob> = { download: { phase: 'queued', receivedBytes: 0, totalBytes: null } };
    const jobs = [job('a', receiving(10, 100)), job('b', waits), job('c', waits)];
    expect(statusOf(jobs, [])).toMatchObject({ downloads: 1, queued: 2, downloaded: 0.1 });
  });

  it('says why no job is polled: no usable key, or no answer', () => {
    const online = { kind: 'online' } as const;
    const offline = {
      kind: 'offline',
      since: 0,
      retryAt: 1,
      failure: { code: 'timeout', text: null },
    } as const;
    const key = (verdict: 'accepted' | 'rejected') =>
      ({ kind: 'present', source: 'session', lastFour: '1234', verdict }) as const;
    expect([
      blockedBy(null),
      blockedBy({ key: { kind: 'reading' }, connection: online }),
      blockedBy({ key: key('accepted'), connection: online }),
      blockedBy({ key: key('accepted'), connection: offline }),
      blockedBy({ key: key('rejected'), connection: offline }),
      blockedBy({ key: { kind: 'absent', failure: null }, connection: { kind: 'idle' } }),
    ]).toEqual([null, null, null, 'no-answer', 'no-key', 'no-key']);
    expect(statusOf([], [], 'no-key').blocked).toBe('no-key');
  });

  it('has no progress of downloads of unknown size', () => {
    expect(statusOf([job('a', receiving(10, null))], [])).toMatchObject({
      downloads: 1,
      downloaded: null,
    });
    expect(statusOf([], [])).toMatchObject({
      downloads: 0,
      queued: 0,
      blocked: null,
      downloaded: null,
    });
    expect(statusOf([job('a', receiving(150, 100))], []).downloaded).toBe(1);
  });

  it('names the batches that have not ended', () => {
    const batches = [
      { id: 'x', name: 'x.csv' },
      { id: 'y', name: 'y.csv' },
      { id: 'gone', name: 'gone.csv' },
    ];
    const jobs = [
      job('a', { status: 'completed', batches: ['x', 'y'] }),
      job('b', { status: 'running', batches: ['x'] }),
      job('c', { isUnknown: true, batches: ['y'] }),
    ];
    expect(statusOf(jobs, batches).batches).toEqual([{ id: 'x', name: 'x.csv', settled: 1, jobs: 2 }]);
  });

  it('does not show the last status of an unknown job', () => {
    const lost = job('lost', { status: 'running', isUnknown: true, changedAt: 1 });
    expect(statusOf([lost], []).latest).toEqual([{ id: 'lost', name: 'lost.glb', status: null }]);
  });

  it('names the jobs that changed last, newest first', () => {
    const jobs = [3, 9, 1, 7, 5, 8, 2].map((at) => job(`job${at}`, { changedAt: at }));
    const latest = statusOf([...jobs, job('never')], []).latest.map(({ id }) => id);
    expect(latest).toEqual(['job9', 'job8', 'job7', 'job5', 'job3', 'job2']);
    expect(statusOf([job('never')], []).latest).toEqual([]);
  });
});

describe('the name of a job in the tray', () => {
  it.each([
    ['its file name', 'chair.glb', 'chair.glb'],
    ['its ID where the file name is blank', ' ', 'a1'],
    ['its ID where there is no file name', null, 'a1'],
  ])('is %s', (_what, filename, name) => {
    const watched = answered(newWatchedJob('a1', 1, null, 0), { filename }, 0);
    expect(summaryOf(watched).name).toBe(name);
  });
});

const batches = [
  { id: 'a', name: 'a', settled: 10, jobs: 30 },
  { id: 'b', name: 'b', settled: 5, jobs: 10 },
];

describe('the progress on the taskbar', () => {
  it.each<[string, number, Partial<TrayStatus>]>([
    ['none', -1, {}],
    ['that of the downloads', 0.5, { downloads: 2, downloaded: 0.5, batches }],
    ['an indeterminate one where their size is unknown', 2, { downloads: 2, batches }],
    ['that of the batches', 0.375, { batches }],
    ['none where results only wait, as while downloads are paused', -1, { queued: 3, downloaded: 0.5 }],
  ])('is %s', (_what, progress, values) => {
    expect(indicatorsOf({ ...idle, ...values }, 3)).toEqual({ progress, badge: 3 });
  });
});
