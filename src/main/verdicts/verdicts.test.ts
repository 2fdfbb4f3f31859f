import { describe, expect, it } from 'vitest';
import { rulesVersion } from '../../asset/verdict/verdict.ts';
import { queuedDownload } from '../../shared/downloads.ts';
import type { KeptVerdict } from '../../shared/verdict.ts';
import { JobStore } from '../jobs/job-store.ts';
import { newWatchedJob, withDownload, withVerdict } from '../jobs/watched-job.ts';
import { keptVerdict, noMass } from '../testing/kept-verdict.ts';
import { storedJobs } from '../testing/stored-jobs.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import type { Judged } from './judge-link.ts';
import { verdict } from './testing/fake-judge.ts';
import { backlogDelayMs, minRestMs, restShare, Verdicts } from './verdicts.ts';

const crashed: Judged = { kind: 'failed', reason: 'crashed', detail: null };

/** Jobs `a`, `b`, `c`, the last of them the newest, all of them with a result that came home at 5,000. */
function judging(kept: Partial<Record<'a' | 'b' | 'c', KeptVerdict>> = {}) {
  const clock = virtualClock(5_500);
  const waiting: { folder: string; answer: (judged: Judged) => void }[] = [];
  const asked: string[] = [];
  const problems: Error[] = [];
  const state = { isOn: true, isClosed: false };
  const jobs = new JobStore({
    rows: { set: () => {}, flush: async () => {} },
    now: () => clock.now(),
    onChange: (id) => verdicts.jobChanged(id),
    onRepeat: () => {},
    onRemove: () => {},
    onReturn: () => {},
  });
  const home = (finishedAt: number, id: string) => ({
    ...queuedDownload(id, 'all', 1),
    phase: 'done' as const,
    folder: `/results/${id}`,
    finishedAt,
  });
  const records = (['a', 'b', 'c'] as const).map((id, at) => {
    const job = withDownload(newWatchedJob(id, at + 1, null, 1), home(5_000, id));
    const known = kept[id];
    return (known === undefined ? job : withVerdict(job, known)).record;
  });
  const verdicts: Verdicts = new Verdicts({
    jobs,
    clock,
    link: {
      judge: (folder) => {
        asked.push(folder.replace('/results/', ''));
        return new Promise((answer) => waiting.push({ folder, answer }));
      },
      close: () => (state.isClosed = true),
    },
    isOn: () => state.isOn,
    onUnavailable: (error) => problems.push(error),
  });
  jobs.load({ jobs: storedJobs(records), unreadable: [], revision: 1 });
  return {
    clock,
    jobs,
    verdicts,
    state,
    asked,
    problems,
    /** The one that is judged now is judged so. */
    answer: async (judged: Judged = { kind: 'judged', verdict }) => {
      waiting.shift()?.answer(judged);
      await clock.advance(0);
    },
    /** How many are judged at this moment. */
    atOnce: () => waiting.length,
    comesHome: (id: string, finishedAt: number) =>
      jobs.update(id, (job) => withDownload(job, home(finishedAt, id))),
    verdictOf: (id: string) => jobs.get(id)?.record.verdict,
  };
}

describe('results that came home', () => {
  it('are judged one at a time, in the order in which they came, without a rest', async () => {
    const { verdicts, asked, answer, atOnce, comesHome, verdictOf, clock } = judging();
    verdicts.start();
    comesHome('b', 6_000);
    comesHome('a', 6_000);
    expect(asked).toEqual(['b']);
    expect(atOnce()).toBe(1);
    await answer();
    expect(asked).toEqual(['b', 'a']);
    await answer({ kind: 'failed', reason: 'too-long', detail: null });
    expect(verdictOf('b')).toEqual({ ...verdict, at: clock.now(), copyOf: 6_000, failure: null });
    expect(verdictOf('a')).toMatchObject({
      rulesVersion,
      copyOf: 6_000,
      level: null,
      findings: [],
      failure: { reason: 'too-long', detail: null },
    });
  });

  it('go before older ones, and cut the rest after those short', async () => {
    const { verdicts, asked, answer, comesHome, clock } = judging();
    verdicts.start();
    await clock.advance(backlogDelayMs);
    expect(asked).toEqual(['c']);
    await clock.advance(10_000);
    await answer();
    comesHome('a', 6_000);
    await clock.advance(0);
    expect(asked).toEqual(['c', 'a']);
  });

  it('have no rest before them that came while an older one was judged', async () => {
    const { verdicts, asked, answer, comesHome, clock } = judging();
    verdicts.start();
    await clock.advance(backlogDelayMs);
    comesHome('a', 6_000);
    await clock.advance(10_000);
    await answer();
    expect(asked).toEqual(['c', 'a']);
  });

  it.each([
    ['was judged', { kind: 'judged', verdict }],
    ['holds nothing', { kind: 'nothing' }],
  ] as const)('are not judged once more as older ones, where their folder %s', async (_, judged) => {
    const { verdicts, asked, answer, comesHome, clock } = judging({ b: keptVerdict() });
    verdicts.start();
    await clock.advance(backlogDelayMs);
    comesHome('a', 6_000);
    await answer();
    await answer(judged);
    await clock.advance(60_000);
    expect(asked).toEqual(['c', 'a']);
  });

  it('are not judged before everything was read', async () => {
    const { verdicts, asked, comesHome } = judging();
    comesHome('a', 6_000);
    expect(asked).toEqual([]);
    verdicts.start();
    expect(asked).toEqual(['a']);
  });

  it('are judged anew where another copy came while they were', async () => {
    const { verdicts, asked, answer, comesHome, verdictOf } = judging();
    verdicts.start();
    comesHome('a', 6_000);
    comesHome('a', 7_000);
    await answer();
    expect(verdictOf('a')).toBeNull();
    await answer();
    expect(asked).toEqual(['a', 'a']);
    expect(verdictOf('a')).toMatchObject({ copyOf: 7_000 });
  });
});

describe('results of before', () => {
  it('are judged after a while, the newest first, with rests', async () => {
    const { verdicts, asked, answer, clock } = judging();
    // A setting may change before everything was read.
    verdicts.settingsChanged();
    verdicts.start();
    await clock.advance(backlogDelayMs - 1);
    expect(asked).toEqual([]);
    await clock.advance(1);
    expect(asked).toEqual(['c']);
    await clock.advance(4_000);
    await answer();
    await clock.advance(restShare * 4_000 - 1);
    expect(asked).toEqual(['c']);
    await clock.advance(1);
    expect(asked).toEqual(['c', 'b']);
    await answer();
    await clock.advance(minRestMs - 1);
    expect(asked).toEqual(['c', 'b']);
    await clock.advance(1);
    expect(asked).toEqual(['c', 'b', 'a']);
  });

  it('wait for their turn also when something else of them changes', async () => {
    const { verdicts, asked, answer, jobs, clock } = judging();
    verdicts.start();
    await clock.advance(backlogDelayMs);
    for (const id of ['a', 'b'])
      jobs.update(id, (job) => ({ ...job, record: { ...job.record, tags: ['seen'] } }));
    await answer();
    await clock.advance(minRestMs - 1);
    expect(asked).toEqual(['c']);
    await clock.advance(1);
    expect(asked).toEqual(['c', 'b']);
  });

  it('are left alone where today’s rules judged them, and judged where others did', async () => {
    const failure = { reason: 'crashed', detail: null } as const;
    const { verdicts, asked, answer, clock } = judging({
      a: keptVerdict({ failure }),
      b: keptVerdict({ rulesVersion: 'of yesterday' }),
      c: keptVerdict(),
    });
    verdicts.start();
    await clock.advance(backlogDelayMs);
    await answer();
    await clock.advance(60_000);
    expect(asked).toEqual(['b']);
  });

  it('whose folder is gone are not asked about again in this run, unless they come home again', async () => {
    const { verdicts, asked, answer, comesHome, jobs, verdictOf } = judging({
      b: keptVerdict(),
      c: keptVerdict(),
    });
    verdicts.start();
    comesHome('a', 6_000);
    await answer({ kind: 'nothing' });
    jobs.update('a', (job) => ({ ...job, record: { ...job.record, note: 'gone' } }));
    verdicts.settingsChanged();
    expect(asked).toEqual(['a']);
    expect(verdictOf('a')).toBeNull();
    comesHome('a', 7_000);
    expect(asked).toEqual(['a', 'a']);
  });
});

describe('a process that crashed', () => {
  it('is tried once more, as something else may have ended it', async () => {
    const { verdicts, asked, answer, comesHome, verdictOf } = judging();
    verdicts.start();
    comesHome('a', 6_000);
    await answer(crashed);
    expect(verdictOf('a')).toBeNull();
    await answer();
    expect(asked).toEqual(['a', 'a']);
    expect(verdictOf('a')).toMatchObject({ failure: null, findings: [noMass] });
  });

  it('twice means that the result could not be judged, and the next goes on', async () => {
    const { verdicts, asked, answer, comesHome, verdictOf } = judging();
    verdicts.start();
    comesHome('a', 6_000);
    comesHome('b', 6_000);
    await answer(crashed);
    await answer(crashed);
    expect(verdictOf('a')).toMatchObject({ failure: { reason: 'crashed' } });
    expect(asked).toEqual(['a', 'a', 'b']);
  });
});

it('gives up for now where no process starts, and tries again with the next result', async () => {
  const { verdicts, asked, answer, problems, comesHome, verdictOf } = judging();
  verdicts.start();
  comesHome('a', 6_000);
  comesHome('b', 6_000);
  await answer({ kind: 'unavailable', error: new Error('no memory') });
  expect(problems).toHaveLength(1);
  expect(asked).toEqual(['a']);
  expect(verdictOf('a')).toBeNull();
  comesHome('c', 6_000);
  expect(asked).toEqual(['a', 'c']);
});

it('goes by its own version of the rules, so that nothing is judged for ever', async () => {
  const { verdicts, asked, answer, comesHome } = judging({ b: keptVerdict(), c: keptVerdict() });
  verdicts.start();
  comesHome('a', 6_000);
  await answer({ kind: 'judged', verdict: { ...verdict, rulesVersion: 'of another' } });
  expect(asked).toEqual(['a']);
});

describe('judging again', () => {
  it('has a result judged that was, before all others, and answers once it is', async () => {
    const { verdicts, asked, answer, comesHome } = judging({ c: keptVerdict() });
    verdicts.start();
    comesHome('a', 6_000);
    comesHome('b', 6_000);
    const outcome = verdicts.judgeAgain('c');
    await answer();
    expect(asked).toEqual(['a', 'c']);
    await answer({ kind: 'judged', verdict: { ...verdict, findings: [], level: null } });
    expect(await outcome).toEqual({ ok: true, value: null });
  });

  it('works where results are judged by request alone', async () => {
    const { verdicts, asked, answer, state, verdictOf } = judging();
    state.isOn = false;
    verdicts.start();
    const outcome = verdicts.judgeAgain('a');
    await answer();
    expect(await outcome).toMatchObject({ ok: true });
    expect(asked).toEqual(['a']);
    expect(verdictOf('a')).toMatchObject({ copyOf: 5_000 });
  });

  it.each([
    ['nothing is there', { kind: 'nothing' }, 'no-result'],
    ['no process starts', { kind: 'unavailable', error: new Error('no memory') }, 'internal'],
  ] as const)('says so where %s', async (_, judged, code) => {
    const { verdicts, answer } = judging();
    verdicts.start();
    const outcome = verdicts.judgeAgain('a');
    await answer(judged);
    expect(await outcome).toMatchObject({ ok: false, failure: { code } });
  });

  it('says so where there is no such job, or its result is not here', async () => {
    const { verdicts, jobs } = judging();
    jobs.update('a', (job) => withDownload(job, queuedDownload('a', 'all', 1)));
    expect(await verdicts.judgeAgain('nobody')).toMatchObject({ failure: { code: 'unknown-job' } });
    expect(await verdicts.judgeAgain('a')).toMatchObject({ failure: { code: 'no-result' } });
  });
});

describe('where results are not to be judged', () => {
  it('nothing is, until they are', async () => {
    const { verdicts, asked, comesHome, state, clock } = judging();
    state.isOn = false;
    verdicts.start();
    comesHome('a', 6_000);
    await clock.advance(60_000);
    expect(asked).toEqual([]);
    state.isOn = true;
    verdicts.settingsChanged();
    expect(asked).toEqual(['c']);
  });

  it('the one that is judged is the last', async () => {
    const { verdicts, asked, answer, comesHome, state } = judging();
    verdicts.start();
    comesHome('a', 6_000);
    comesHome('b', 6_000);
    state.isOn = false;
    await answer();
    expect(asked).toEqual(['a']);
  });
});

it('ends with the app: what the ended process leaves unsaid is no verdict', async () => {
  const { verdicts, answer, comesHome, state, asked, verdictOf } = judging();
  verdicts.start();
  comesHome('a', 6_000);
  const outcome = verdicts.judgeAgain('b');
  verdicts.close();
  expect(state.isClosed).toBe(true);
  expect(await outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  await answer(crashed);
  expect(asked).toEqual(['a']);
  expect(verdictOf('a')).toBeNull();
});
