import { describe, expect, it } from 'vitest';
import { emptyTally, progressOf } from './batch.ts';
import { queuedDownload, type Download, type DownloadPhase } from './downloads.ts';
import { sumRows, type SummedRow } from './row-sums.ts';

const row = (values: Partial<SummedRow>): SummedRow => ({
  status: null,
  progress: null,
  fetchedAt: values.status ? 1 : null,
  failure: null,
  download: null,
  batches: ['b1'],
  archived: false,
  verdict: null,
  ...values,
});
const notFound = { code: 'not-found', text: null, since: 0, attempts: 1 } as const;
const download = (phase: DownloadPhase): Download => ({ ...queuedDownload('a', 'all', 0), phase });
const never = () => false;
const tallyBatches = (rows: SummedRow[], isStuck: (row: SummedRow) => boolean) =>
  new Map([...sumRows(rows, isStuck).batches()].map(([id, { all }]) => [id, all]));
const progress = (rows: SummedRow[], expected = rows.length, isStuck: (row: SummedRow) => boolean = never) =>
  progressOf({ expected }, tallyBatches(rows, isStuck).get('b1') ?? emptyTally());

describe('the progress of a batch', () => {
  it.each([
    ['waiting', row({})],
    ['waiting', row({ failure: { ...notFound, code: 'offline' } })],
    ['waiting', row({ status: 'submitting' })],
    ['waiting', row({ status: 'queued' })],
    ['running', row({ status: 'preprocessing' })],
    ['running', row({ status: 'running' })],
    ['running', row({ status: 'a_new_one' })],
    ['running', row({ status: 'running', failure: notFound })],
    ['unknown', row({ status: 'running', fetchedAt: null, failure: notFound })],
    ['unknown', row({ status: 'completed', fetchedAt: null, failure: notFound })],
    ['done', row({ status: 'completed' })],
    ['failed', row({ status: 'failed' })],
    ['unknown', row({ failure: notFound })],
    ['unknown', row({ failure: { ...notFound, code: 'forbidden' } })],
    ['unknown', row({ failure: { ...notFound, code: 'gone' } })],
    ['waiting', row({ failure: { ...notFound, code: 'unauthorized' } })],
    ['unknown', row({ status: 'running', failure: { ...notFound, code: 'gone' } })],
    ['unknown', row({ status: 'running', failure: { ...notFound, refused: { since: 0, until: 300_000 } } })],
  ] as const)('counts as %s: %j', (state, given) => {
    const counts = { waiting: 0, running: 0, stuck: 0, done: 0, failed: 0, unknown: 0 };
    expect(progress([given])).toMatchObject({ ...counts, [state]: 1 });
  });

  it('counts what was judged, and what of it needs a look', () => {
    const verdicts = ['error', 'warning', 'failed', 'note', 'clear', null] as const;
    const rows = verdicts.map((verdict) => row({ status: 'completed', verdict }));
    expect(tallyBatches(rows, never).get('b1')).toMatchObject({ judged: 5, needALook: 3 });
    const sums = sumRows(rows);
    sums.apply([{ before: { row: row({ verdict: 'error' }), isStuck: false }, after: null }]);
    expect(sums.batch('b1').all).toMatchObject({ judged: 4, needALook: 2 });
  });

  it('counts as not judged what is here without a verdict, and not what was judged and moved away', () => {
    const here = { ...download('done'), folder: '/results/chair' };
    const rows = [
      row({ status: 'completed', download: here }),
      row({ status: 'completed', download: here }),
      row({ status: 'completed', download: here, verdict: 'clear' }),
      row({ status: 'completed', verdict: 'error' }),
      row({ status: 'completed' }),
    ];
    expect(tallyBatches(rows, never).get('b1')).toMatchObject({ unjudged: 2, judged: 2 });
    const sums = sumRows(rows);
    sums.apply([{ before: { row: rows[0] ?? row({}), isStuck: false }, after: null }]);
    expect(sums.batch('b1').all).toMatchObject({ unjudged: 1, judged: 2 });
  });

  it('counts a job that stands still as stuck and as nothing else, as long as it has not ended', () => {
    const rows = ['running', 'queued', 'completed', 'failed'].map((status) => row({ status }));
    expect(progress(rows, 4, () => true)).toMatchObject({
      stuck: 2,
      running: 0,
      waiting: 0,
      done: 1,
      failed: 1,
      isOver: false,
    });
    expect(progress([row({ failure: notFound })], 1, () => true)).toMatchObject({ unknown: 1, stuck: 0 });
    expect(progress([row({ status: 'running', progress: 40 })], 1, () => true).share).toBe(0.4);
  });

  it('counts what was taken off the list as removed, so that all that was expected is accounted for', () => {
    expect(progress([row({ status: 'completed' }), row({})], 5)).toMatchObject({
      expected: 5,
      done: 1,
      waiting: 1,
      removed: 3,
    });
    expect(progress([row({}), row({})], 1)).toMatchObject({ expected: 1, waiting: 2, removed: 0 });
  });

  it('tells results that are here, on their way and still to be brought', () => {
    const phases: DownloadPhase[] = ['done', 'queued', 'receiving', 'checking', 'unpacking'];
    const rows = [...phases, 'failed' as const, 'cancelled' as const].map((phase) =>
      row({ status: 'completed', download: download(phase) }),
    );
    expect(progress([...rows, row({ status: 'completed' }), row({ status: 'running' })])).toMatchObject({
      done: 8,
      collected: 1,
      collecting: 4,
      collectable: 3,
    });
    expect(progress([row({ status: 'failed', download: download('done') })])).toMatchObject({
      collected: 0,
      collectable: 0,
    });
  });

  it('tells which of those on their way a person holds back', () => {
    const held = (phase: DownloadPhase) =>
      row({ status: 'completed', download: { ...download(phase), isPaused: true } });
    const rows = [held('queued'), held('receiving'), held('done'), held('failed')];
    const going = row({ status: 'completed', download: download('queued') });
    expect(progress([...rows, going])).toMatchObject({ collecting: 3, paused: 2 });
  });

  it('counts a result as here whatever became of another download of it', () => {
    const again = (phase: DownloadPhase) =>
      row({ status: 'completed', download: { ...download(phase), folder: '/home/ada/chair' } });
    expect(progress([again('failed'), again('cancelled'), again('receiving')])).toMatchObject({
      collected: 2,
      collecting: 1,
      collectable: 0,
    });
  });

  it('is a share in which ended jobs count whole and others by their own progress, unknown ones not', () => {
    const rows = [
      row({ status: 'completed', progress: 40 }),
      row({ status: 'failed', progress: 10 }),
      row({ status: 'running', progress: 50 }),
      row({ status: 'running', progress: 4_000 }),
      row({ status: 'queued', progress: -10 }),
      row({ failure: notFound }),
    ];
    expect(progress(rows).share).toBe(3.5 / 6);
    expect(progress(rows.toReversed()).share).toBe(3.5 / 6);
    expect(progress([row({ status: 'queued', progress: 20 })]).share).toBe(0.2);
    expect(progress([row({})]).share).toBe(0);
    expect(progress([row({ status: 'completed' })], 40).share).toBe(1);
  });

  it('is nothing once no job is known any more, however many fractions were added up and taken away', () => {
    const ways = [0.1, 0.2, 0.3].map((percent) => row({ status: 'running', progress: percent }));
    const sums = sumRows(ways);
    const gone = row({ failure: notFound });
    sums.apply(
      ways.map((way) => ({
        before: { row: way, isStuck: false },
        after: { row: gone, isStuck: false },
      })),
    );
    expect(progressOf({ expected: 3 }, sums.batch('b1').all).share).toBe(0);
  });

  it('is over when nothing is on its way', () => {
    const ended = [row({ status: 'completed' }), row({ status: 'failed' }), row({ failure: notFound })];
    expect(progress(ended).isOver).toBe(true);
    expect(progress([row({ status: 'completed' })]).isOver).toBe(true);
    expect(progress([...ended, row({})]).isOver).toBe(false);
    expect(progress([...ended, row({}), row({ status: 'running' })]).isOver).toBe(false);
    const [still, running] = [row({ status: 'running' }), row({ status: 'running' })];
    expect(progress([...ended, still, running], 5, (one) => one === still).isOver).toBe(false);
    expect(progress([...ended, row({ status: 'running' })]).isOver).toBe(false);
  });

  it('is that of nothing where all of it was taken off the list', () => {
    expect(progress([], 3)).toMatchObject({ expected: 3, removed: 3, share: 0, isOver: false });
  });

  it('counts a job in every batch that it is in, and no other', () => {
    const tallies = tallyBatches([row({ batches: ['b1', 'b2'] }), row({ batches: [] })], never);
    expect([...tallies.keys()]).toEqual(['b1', 'b2']);
    expect(tallies.get('b2')).toMatchObject({ present: 1, waiting: 1 });
  });
});
