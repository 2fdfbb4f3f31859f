import { describe, expect, it } from 'vitest';
import { knownStatuses } from '../../shared/job/job-status.ts';
import type { PollFailure } from '../../shared/watched-job.ts';
import { download, jobRow } from '../testing/states.ts';
import { isStale, sentenceCase, stateOf, statusWords, typeWords, unknownWords } from './job-words.ts';

const failure = (code: PollFailure['code']): PollFailure => ({ code, text: null, since: 0, attempts: 1 });

describe('statusWords', () => {
  it('has a word and a tone for every documented status', () => {
    expect(knownStatuses.map((status) => Object.values(statusWords(status)).join(' '))).toEqual([
      'Submitting waiting',
      'Preprocessing active',
      'Queued waiting',
      'Running active',
      'Completed done',
      'Failed failed',
    ]);
  });

  it.each([
    ['post_processing', 'Post processing'],
    ['constructor', 'Constructor'],
    ['__proto__', '  proto  '],
  ])('shows %s, which it has never heard of, as the service wrote it and as on the way', (status, label) => {
    expect(statusWords(status)).toEqual({ label, tone: 'active' });
  });

  it.each([
    ['COMPLETED', 'Completed', 'done'],
    ['succeeded', 'Succeeded', 'done'],
    ['error', 'Error', 'failed'],
    ['CANCELLED', 'Cancelled', 'cancelled'],
    ['expired', 'Expired', 'cancelled'],
    ['RUNNING', 'Running', 'active'],
  ])('shows %s as what it reads as', (status, label, tone) => {
    expect(statusWords(status)).toEqual({ label, tone });
  });
});

describe('stateOf', () => {
  it('goes by the last known status, also while the service does not answer', () => {
    expect(stateOf(jobRow({ status: 'running', failure: failure('offline') })).label).toBe('Running');
    expect(stateOf(jobRow({ status: 'running', fetchedAt: 1, failure: failure('not-found') })).label).toBe(
      'Running',
    );
  });

  it('distinguishes what was never answered: not asked, no answer, and not known', () => {
    expect(stateOf(jobRow())).toEqual({ label: 'Not checked yet', tone: 'waiting' });
    expect(stateOf(jobRow({ failure: failure('offline') }))).toEqual({
      label: 'No response yet',
      tone: 'waiting',
    });
    expect(stateOf(jobRow({ failure: failure('not-found') }))).toEqual({
      label: 'Unknown ID',
      tone: 'unknown',
    });
  });
});

describe('the state of a job that the service refuses', () => {
  const forMinutes = (code: PollFailure['code']): PollFailure => ({
    ...failure(code),
    refused: { since: 0, until: 600_000 },
  });

  it.each([
    [null, 'not-found', 'Unknown ID', 'Unknown to Rigyd, or it belongs to another key'],
    [null, 'forbidden', 'No access', 'This key has no access to it'],
    [null, 'gone', 'Deleted', 'Deleted from Rigyd'],
    ['running', 'not-found', 'Not found', 'No longer on Rigyd'],
    ['running', 'forbidden', 'No access', 'This key has no access to it'],
    ['running', 'gone', 'Deleted', 'Deleted from Rigyd'],
  ] as const)('that last said %s: %s is “%s”', (status, code, label, why) => {
    const fetchedAt = status === null ? null : 1;
    const row = jobRow({ status, fetchedAt, failure: forMinutes(code) });
    expect(stateOf(row)).toEqual({ label, tone: 'unknown' });
    expect(unknownWords(row).why).toBe(why);
    const since: PollFailure = { ...failure('service-down'), refused: { since: 0, until: 600_000, code } };
    expect(stateOf({ ...row, failure: since })).toEqual({ label, tone: 'unknown' });
  });
});

it('a job of a list that the service refuses is what the service says, not what the list does', () => {
  const row = jobRow({ status: 'completed', fetchedAt: null, failure: failure('not-found') });
  expect(stateOf(row)).toEqual({ label: 'Unknown ID', tone: 'unknown' });
});

it('a job whose result is here was known once, whatever became of its answers', () => {
  const here = download({ phase: 'done', folder: '/home/ada/chair' });
  const row = jobRow({ failure: failure('not-found'), download: here });
  expect(unknownWords(row)).toEqual({ label: 'Not found', why: 'No longer on Rigyd' });
});

describe('typeWords', () => {
  it.each([
    ['glb_to_simready', '3D model'],
    ['text_to_simready', 'Text'],
    ['image_to_simready', 'Image'],
    ['multiview_to_simready', 'Multi-view'],
    ['simulate_usd', 'Simulation'],
    ['video_to_simready', 'Video to simready'],
    ['constructor', 'Constructor'],
  ])('says %s as %s', (type, words) => {
    expect(typeWords(type)).toBe(words);
  });
});

describe('sentenceCase', () => {
  it.each([
    ['collision_decompose', 'Collision decompose'],
    ['a_b_c', 'A b c'],
    ['USD export', 'USD export'],
    ['', ''],
  ])('makes %j to %j', (text, words) => {
    expect(sentenceCase(text)).toBe(words);
  });
});

describe('isStale', () => {
  it('holds for a job on the way whose last request failed, and for no other', () => {
    const offline = failure('offline');
    expect(isStale(jobRow({ status: 'running', failure: offline }), false)).toBe(true);
    expect(isStale(jobRow({ status: 'running' }), false)).toBe(false);
    expect(isStale(jobRow({ status: null, failure: offline }), false)).toBe(false);
    expect(isStale(jobRow({ status: 'completed', failure: offline }), false)).toBe(false);
    expect(isStale(jobRow({ status: 'failed', failure: offline }), false)).toBe(false);
  });

  it('holds for every job on the way while the service is out of reach', () => {
    expect(isStale(jobRow({ status: 'running' }), true)).toBe(true);
    expect(isStale(jobRow({ status: 'completed' }), true)).toBe(false);
    expect(isStale(jobRow({ status: null }), true)).toBe(false);
  });
});
