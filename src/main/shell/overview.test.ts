import { describe, expect, it } from 'vitest';
import { overviewOf, standstillOf, type GlancedJob } from './overview.ts';

const job = (id: string, values: Partial<GlancedJob> = {}): GlancedJob => ({
  id,
  name: `${id}.glb`,
  status: null,
  isUnknown: false,
  changedAt: null,
  batches: [],
  download: null,
  ...values,
});
const receiving = (receivedBytes: number, totalBytes: number | null): Partial<GlancedJob> => ({
  status: 'completed',
  download: { phase: 'receiving', receivedBytes, totalBytes },
});

describe('a quick look', () => {
  it('counts what runs and what waits; what is over or unknown is neither', () => {
    const jobs = [
      job('a', { status: 'running' }),
      job('b', { status: 'queued' }),
      job('c'),
      job('d', { status: 'completed' }),
      job('e', { status: 'failed' }),
      job('f', { isUnknown: true }),
      job('g', { status: 'running', isUnknown: true }),
    ];
    expect(overviewOf(jobs, [])).toMatchObject({ running: 1, waiting: 2 });
  });

  it('adds up the downloads on their way', () => {
    const over: Partial<GlancedJob> = { download: { phase: 'done', receivedBytes: 900, totalBytes: 900 } };
    const jobs = [job('a', receiving(10, 100)), job('b', receiving(50, 100)), job('c', over)];
    expect(overviewOf(jobs, [])).toMatchObject({ downloads: 2, downloaded: 0.3 });
  });

  it('takes no result that waits for one that is being downloaded', () => {
    const waits: Partial<GlancedJob> = { download: { phase: 'queued', receivedBytes: 0, totalBytes: null } };
    const jobs = [job('a', receiving(10, 100)), job('b', waits), job('c', waits)];
    expect(overviewOf(jobs, [])).toMatchObject({ downloads: 1, queued: 2, downloaded: 0.1 });
  });

  it('says why nothing is asked: no usable key, or no answer', () => {
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
      standstillOf(null),
      standstillOf({ key: { kind: 'reading' }, connection: online }),
      standstillOf({ key: key('accepted'), connection: online }),
      standstillOf({ key: key('accepted'), connection: offline }),
      standstillOf({ key: key('rejected'), connection: offline }),
      standstillOf({ key: { kind: 'absent', failure: null }, connection: { kind: 'idle' } }),
    ]).toEqual([null, null, null, 'no-answer', 'no-key', 'no-key']);
    expect(overviewOf([], [], 'no-key').standsStill).toBe('no-key');
  });

  it('does not guess how far downloads of unknown size are', () => {
    expect(overviewOf([job('a', receiving(10, null))], [])).toMatchObject({ downloads: 1, downloaded: null });
    expect(overviewOf([], [])).toMatchObject({
      downloads: 0,
      queued: 0,
      standsStill: null,
      downloaded: null,
    });
    expect(overviewOf([job('a', receiving(150, 100))], []).downloaded).toBe(1);
  });

  it('names the batches that are not over', () => {
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
    expect(overviewOf(jobs, batches).batches).toEqual([{ id: 'x', name: 'x.csv', settled: 1, jobs: 2 }]);
  });

  it('does not say of an unknown job what it said last', () => {
    const lost = job('lost', { status: 'running', isUnknown: true, changedAt: 1 });
    expect(overviewOf([lost], []).latest).toEqual([{ id: 'lost', name: 'lost.glb', status: null }]);
  });

  it('names the jobs that changed last, newest first', () => {
    const jobs = [3, 9, 1, 7, 5, 8, 2].map((at) => job(`job${at}`, { changedAt: at }));
    const latest = overviewOf([...jobs, job('never')], []).latest.map(({ id }) => id);
    expect(latest).toEqual(['job9', 'job8', 'job7', 'job5', 'job3', 'job2']);
    expect(overviewOf([job('never')], []).latest).toEqual([]);
  });
});
