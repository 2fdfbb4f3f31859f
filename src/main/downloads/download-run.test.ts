import { expect, it } from 'vitest';
import { queuedDownload } from '../../shared/downloads.ts';
import { DownloadRun } from './download-run.ts';

/** A megabyte a second, from a moment on. */
function receive(run: DownloadRun, from: number, seconds: number, before = 0): void {
  const download = { ...queuedDownload('a', 'all', 0), phase: 'receiving' as const };
  for (let second = 1; second <= seconds; second += 1)
    run.note({ ...download, receivedBytes: (before + second) * 1e6 }, from + second * 1_000);
}

it('tells the speed of the last five seconds, also after the clock was set back', () => {
  const run = new DownloadRun(0);
  run.note(queuedDownload('a', 'all', 0), 10_000_000);
  receive(run, 10_000_000, 10);
  expect(run.counts(10_010_000).bytesPerSecond).toBe(1e6);
  const hourEarlier = 6_400_000;
  receive(run, hourEarlier, 60, 10);
  expect(run.counts(hourEarlier + 60_000).bytesPerSecond).toBe(1e6);
});
