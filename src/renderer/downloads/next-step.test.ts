import { describe, expect, it } from 'vitest';
import type { Download, DownloadPhase } from '../../shared/downloads.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { download, jobRow } from '../testing/states.ts';
import { nextStep } from './next-step.ts';

const stepWith = (values: Partial<Download>) =>
  nextStep(jobRow({ status: 'completed', download: download(values) }));

describe('nextStep', () => {
  it.each([null, 'submitting', 'preprocessing', 'queued', 'running', 'failed', 'dreaming'])(
    'is nothing while the status is %s',
    (status) => {
      expect(nextStep(jobRow({ status }))).toEqual({ kind: 'none' });
    },
  );

  it('is to remove an ID that the service does not know', () => {
    const failure = { code: 'not-found' as const, text: null, since: 0, attempts: 1 };
    expect(nextStep(jobRow({ failure }))).toEqual({ kind: 'remove' });
    expect(nextStep(jobRow({ status: 'running', fetchedAt: 1, failure }))).toEqual({ kind: 'none' });
    expect(nextStep(jobRow({ failure: { ...failure, code: 'offline' } }))).toEqual({ kind: 'none' });
  });

  it('is to download a completed job', () => {
    const step = { kind: 'download', label: 'Download', problem: null };
    expect(nextStep(jobRow({ status: 'completed' }))).toEqual(step);
    expect(stepWith({ phase: 'cancelled' })).toEqual(step);
  });

  it.each<[DownloadPhase, string]>([
    ['queued', 'Waiting'],
    ['receiving', 'Downloading'],
    ['checking', 'Checking'],
    ['unpacking', 'Unpacking'],
  ])('can only be to cancel while a download is %s', (phase, words) => {
    expect(stepWith({ phase })).toMatchObject({ kind: 'cancel', phase: words, percent: null });
  });

  it.each<[Partial<Download>, boolean]>([
    [{ phase: 'queued' }, false],
    [{ phase: 'queued', totalBytes: 200 }, false],
    [{ phase: 'queued', receivedBytes: 20, totalBytes: 200 }, true],
    [{ phase: 'receiving' }, true],
    [{ phase: 'unpacking' }, true],
  ])('has a bar where it is under way, or a part is here: %o, %s', (values, hasBar) => {
    expect(stepWith(values)).toMatchObject({ hasBar });
  });

  it('says of one download that is held back that it is paused, also while it stops', () => {
    for (const phase of ['queued', 'receiving'] as const)
      expect(stepWith({ phase, isPaused: true })).toMatchObject({ kind: 'cancel', phase: 'Paused' });
    expect(stepWith({ phase: 'failed', isPaused: true })).toMatchObject({ kind: 'download' });
  });

  it('says of what waits that it is paused, and of nothing else', () => {
    const paused = (phase: DownloadPhase) =>
      nextStep(jobRow({ status: 'completed', download: download({ phase }) }), 'paused');
    expect(paused('queued')).toMatchObject({ kind: 'cancel', phase: 'Paused' });
    expect(paused('receiving')).toMatchObject({ phase: 'Downloading' });
  });

  it.each([
    [0, 200, 0],
    [199, 200, 99],
    [200, 200, 100],
    [50, null, null],
    [0, 0, null],
  ])('says with %s of %s bytes: %s percent', (receivedBytes, totalBytes, percent) => {
    expect(stepWith({ phase: 'receiving', receivedBytes, totalBytes })).toMatchObject({ percent });
  });

  it('is to show what was downloaded', () => {
    expect(stepWith({ phase: 'done', folder: '/home/ada/chair' })).toEqual({ kind: 'show' });
  });

  it('is to show a result that is here, also where the service does not know the job any more, or has not answered', () => {
    const failure = { code: 'not-found' as const, text: null, since: 0, attempts: 1 };
    const here = download({ phase: 'done', folder: '/home/ada/chair' });
    expect(nextStep(jobRow({ failure, download: here }))).toEqual({ kind: 'show' });
    expect(nextStep(jobRow({ download: here }))).toEqual({ kind: 'show' });
  });

  it('is to show the copy that is here where another was cancelled', () => {
    expect(stepWith({ phase: 'cancelled', folder: '/home/ada/chair' })).toEqual({ kind: 'show' });
  });

  it('is to try again after a download that failed, and says why it did', () => {
    expect(stepWith({ phase: 'failed', failure: { code: 'disk-full', text: 'ENOSPC' } })).toEqual({
      kind: 'download',
      label: 'Retry',
      problem: `ENOSPC. ${failureSentence('disk-full')}`,
    });
    expect(stepWith({ phase: 'failed' })).toMatchObject({ label: 'Retry', problem: null });
  });
});
