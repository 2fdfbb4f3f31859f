import { describe, expect, it } from 'vitest';
import { noBatch, type JobFilter, noFilter } from '../../shared/saved-view.ts';
import { jobRow } from '../testing/states.ts';
import { beginningOf, emptyWords, matcherOf } from './filter-rows.ts';

const now = new Date(2026, 4, 6, 12, 30).getTime();
const hour = 3_600_000;
const rows = [
  jobRow({ id: 'waiting', status: 'queued', addedAt: now - hour / 2 }),
  jobRow({ id: 'running', status: 'running', type: 'glb_to_simready', addedAt: now - 2 * hour }),
  jobRow({ id: 'novel', status: 'polishing', batches: ['one', 'two'], addedAt: now - 14 * hour }),
  jobRow({ id: 'done', status: 'completed', name: 'Red Chair.glb', addedAt: now - 8 * 24 * hour }),
  jobRow({ id: 'failed', status: 'failed', error: 'No red paint', tags: ['chair'], batches: ['two'] }),
  jobRow({ id: 'lost', failure: { code: 'not-found', text: null, since: 0, attempts: 1 } }),
  jobRow({ id: 'put-away', status: 'completed', archived: true }),
];
const shown = (changes: Partial<JobFilter>) =>
  rows
    .filter(matcherOf({ ...noFilter, ...changes }, { now, isStuck: ({ id }) => id === 'running' }))
    .map(({ id }) => id);

describe('matcherOf', () => {
  it('lets everything through but what is archived, until a choice is made', () => {
    expect(shown({})).toEqual(['waiting', 'running', 'novel', 'done', 'failed', 'lost']);
  });

  it('shows results with a verdict of one kind or another, or without one', () => {
    const judged = [
      jobRow({ id: 'bad', verdict: 'error' }),
      jobRow({ id: 'good', verdict: 'clear' }),
      jobRow({ id: 'new' }),
    ];
    const left = (verdicts: JobFilter['verdicts']) =>
      judged.filter(matcherOf({ ...noFilter, verdicts }, { now, isStuck: () => false })).map(({ id }) => id);
    expect(left(['error', 'failed'])).toEqual(['bad']);
    expect(left(['clear', 'none'])).toEqual(['good', 'new']);
    expect(left([])).toHaveLength(3);
  });

  it('shows what was decided about results, or what was not', () => {
    const review = { decision: 'rejected', reason: null, at: 1 } as const;
    const reviewed = [
      jobRow({ id: 'bad', review }),
      jobRow({ id: 'good', review: { ...review, decision: 'approved' } }),
    ];
    const idsOf = (reviews: JobFilter['reviews']): string[] =>
      [...reviewed, jobRow({ id: 'new' })]
        .filter(matcherOf({ ...noFilter, reviews }, { now, isStuck: () => false }))
        .map(({ id }) => id);
    expect(idsOf(['rejected'])).toEqual(['bad']);
    expect(idsOf(['none', 'approved'])).toEqual(['good', 'new']);
  });

  it('shows nothing but the archive when that is asked for', () => {
    expect(shown({ archived: true })).toEqual(['put-away']);
  });

  it.each([
    [['waiting'], ['waiting']],
    [['active'], ['running', 'novel']],
    [['stuck'], ['running']],
    [
      ['done', 'failed'],
      ['done', 'failed'],
    ],
    [['unknown'], ['lost']],
  ] satisfies [JobFilter['statuses'], string[]][])('shows what is %s', (statuses, expected) => {
    expect(shown({ statuses })).toEqual(expected);
  });

  it('shows jobs of the chosen types, and none whose type is not known yet', () => {
    expect(shown({ types: ['glb_to_simready', 'simulate_usd'] })).toEqual(['running']);
  });

  it('shows the jobs that are in no batch', () => {
    expect(shown({ batch: noBatch })).toEqual(shown({}).filter((id) => !['novel', 'failed'].includes(id)));
    expect(shown({ batch: noBatch }).length).toBeGreaterThan(0);
  });

  it('shows a batch, also what is in another one as well', () => {
    expect(shown({ batch: 'two' })).toEqual(['novel', 'failed']);
  });

  it('shows jobs with a reason that failed or were cancelled', () => {
    const matches = matcherOf({ ...noFilter, reason: 'No mesh.' }, { now, isStuck: () => false });
    const statuses = ['failed', 'cancelled', 'completed', 'running', null];
    expect(statuses.map((status) => matches(jobRow({ status, error: 'No mesh.' })))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['hour', ['waiting']],
    ['today', ['waiting', 'running']],
    ['week', ['waiting', 'running', 'novel']],
    ['month', ['waiting', 'running', 'novel', 'done']],
  ] as const)('shows what was added within: %s', (since, expected) => {
    expect(shown({ since })).toEqual(expected);
  });

  it('finds rows in which every word stands, wherever', () => {
    expect(shown({ query: 'RED chair' })).toEqual(['done', 'failed']);
    expect(shown({ query: '"red chair"' })).toEqual(['done']);
    expect(shown({ query: 'red sofa' })).toEqual([]);
  });

  it('narrows by all choices together', () => {
    expect(shown({ query: 'chair', statuses: ['failed'], batch: 'two' })).toEqual(['failed']);
    expect(shown({ query: 'chair', statuses: ['failed'], batch: 'one' })).toEqual([]);
  });
});

describe('beginningOf', () => {
  it('begins today at midnight of this place', () => {
    expect(beginningOf('today', now)).toBe(new Date(2026, 4, 6).getTime());
  });

  it('has no beginning for any time', () => {
    expect(beginningOf('any', now)).toBe(0);
  });
});

describe('emptyWords', () => {
  it.each([
    [{ query: ' lamp ', statuses: ['done'] }, 'No jobs match “lamp”'],
    [{ archived: true }, 'No archived jobs'],
    [{ statuses: ['failed'] }, 'No jobs here right now'],
    [{ statuses: ['failed'], batch: 'one' }, 'No jobs match the filters'],
    [{ archived: true, since: 'hour' }, 'No jobs match the filters'],
  ] satisfies [Partial<JobFilter>, string][])('says of %j: %s', (changes, title) => {
    expect(emptyWords({ ...noFilter, ...changes }).title).toBe(title);
  });
});
