import { describe, expect, it } from 'vitest';
import { maxNoteLength } from '../../shared/annotations.ts';
import { newWatchedJob, type WatchedJob } from './watched-job.ts';
import { changeTags, setArchived, setNote, setReview } from './annotate.ts';

function setUp(tags: Record<string, string[]>) {
  const jobs = new Map<string, WatchedJob>();
  const updated: string[] = [];
  for (const [id, own] of Object.entries(tags)) {
    const job = newWatchedJob(id, 1, null, 0);
    jobs.set(id, { ...job, record: { ...job.record, tags: own } });
  }
  return {
    updated,
    record: (id: string) => jobs.get(id)?.record,
    jobs: {
      get: (id: string) => jobs.get(id),
      update: (id: string, change: (job: WatchedJob) => WatchedJob) => {
        const job = jobs.get(id);
        updated.push(id);
        if (job !== undefined) jobs.set(id, change(job));
      },
    },
  };
}

describe('tags of many jobs', () => {
  it('change where there is something to change, and what changed can be taken back', async () => {
    const { jobs, record, updated } = setUp({ a: ['x'], b: [], c: ['X', 'y'], d: [] });
    const changes = await changeTags(jobs, { ids: ['a', 'b', 'c', 'd', 'gone'], add: ['x'], remove: [] });
    expect(changes).toEqual([{ ids: ['b', 'd'], add: ['x'], remove: [] }]);
    expect(updated).toEqual(['b', 'd']);
    expect(record('c')?.tags).toEqual(['X', 'y']);
    for (const { ids, add, remove } of changes) await changeTags(jobs, { ids, add: remove, remove: add });
    expect([record('a')?.tags, record('b')?.tags, record('d')?.tags]).toEqual([['x'], [], []]);
  });

  it('come off whatever their case, each in the spelling it had', async () => {
    const { jobs, record } = setUp({ a: ['Oak', 'y'], b: ['oak'] });
    expect(await changeTags(jobs, { ids: ['a', 'b'], add: [], remove: ['OAK'] })).toEqual([
      { ids: ['a'], add: [], remove: ['Oak'] },
      { ids: ['b'], add: [], remove: ['oak'] },
    ]);
    expect(record('a')?.tags).toEqual(['y']);
  });

  it('are not taken where there is no room', async () => {
    const { jobs } = setUp({ a: Array.from({ length: 20 }, (_, index) => `t${index}`) });
    expect(await changeTags(jobs, { ids: ['a'], add: ['x'], remove: [] })).toEqual([]);
  });
});

describe('a note', () => {
  it('is kept as written; white space alone takes it off', async () => {
    const { jobs, record } = setUp({ a: [] });
    setNote(jobs, 'a', ' two\nlines ');
    expect(record('a')?.note).toBe(' two\nlines ');
    setNote(jobs, 'a', ' \n');
    expect(record('a')?.note).toBeNull();
  });

  it.each([
    ['mine', 'mine!', 'mine!\n\n—\n\ntheirs'],
    ['mine', ' ', 'theirs'],
    ['', 'm', 'm\n\n—\n\ntheirs'],
  ])('typed over %j as %j keeps what an import put there since', (over, typed, both) => {
    const { jobs, record } = setUp({ a: [] });
    setNote(jobs, 'a', over === '' ? 'theirs' : `${over}\n\n—\n\ntheirs`);
    setNote(jobs, 'a', typed, over);
    expect(record('a')?.note).toBe(both);
  });

  it('replaces one that it was typed over, and one that is another altogether', () => {
    const { jobs, record } = setUp({ a: [] });
    for (const [typed, over] of [
      ['mine\n\n—\n\ntheirs', ''],
      ['mine', 'mine\n\n—\n\ntheirs'],
      ['mine!', 'none of these'],
      ['', 'mine!'],
    ] as const) {
      setNote(jobs, 'a', typed, over);
      expect(record('a')?.note).toBe(typed === '' ? null : typed);
    }
  });

  it('is kept as typed where there is no room for what was imported as well', () => {
    const { jobs, record } = setUp({ a: [] });
    setNote(jobs, 'a', `a\n\n—\n\n${'x'.repeat(maxNoteLength - 6)}`);
    setNote(jobs, 'a', 'a'.repeat(9), 'a');
    expect(record('a')?.note).toBe('a'.repeat(9));
  });
});

describe('the archive', () => {
  it('says which jobs went in', async () => {
    const { jobs, record, updated } = setUp({ a: [], b: [] });
    expect(await setArchived(jobs, ['a'], true)).toEqual(['a']);
    expect(await setArchived(jobs, ['a', 'b', 'gone'], true)).toEqual(['b']);
    expect(updated).toEqual(['a', 'b']);
    expect(record('a')?.archived).toBe(true);
    expect(await setArchived(jobs, ['a', 'b'], false)).toEqual(['a', 'b']);
  });
});

describe('the review of results', () => {
  const approved = { decision: 'approved', reason: null } as const;
  const rejected = { decision: 'rejected', reason: 'Wrong mass' } as const;

  it('changes where it is another one, and what was decided before can be brought back', async () => {
    const { jobs, record, updated } = setUp({ a: [], b: [], c: [] });
    await setReview(jobs, { ids: ['a'], review: rejected }, 1);
    await setReview(jobs, { ids: ['b'], review: approved }, 2);
    updated.length = 0;
    const changes = await setReview(jobs, { ids: ['a', 'b', 'c', 'gone'], review: approved }, 3);
    expect(changes).toEqual([
      { ids: ['a'], before: rejected },
      { ids: ['c'], before: null },
    ]);
    expect(updated).toEqual(['a', 'c']);
    expect(['a', 'b', 'c'].map((id) => record(id)?.review)).toEqual([
      { ...approved, at: 3 },
      { ...approved, at: 2 },
      { ...approved, at: 3 },
    ]);
    for (const { ids, before } of changes) await setReview(jobs, { ids, review: before }, 4);
    expect(['a', 'b', 'c'].map((id) => record(id)?.review)).toEqual([
      { ...rejected, at: 4 },
      { ...approved, at: 2 },
      null,
    ]);
  });

  it('is another one where the reason is', async () => {
    const { jobs, record } = setUp({ a: [] });
    await setReview(jobs, { ids: ['a'], review: rejected }, 1);
    await setReview(jobs, { ids: ['a'], review: { ...rejected, reason: 'Wrong size' } }, 2);
    expect(record('a')?.review).toEqual({ decision: 'rejected', reason: 'Wrong size', at: 2 });
  });
});
