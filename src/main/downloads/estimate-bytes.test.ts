import { expect, it } from 'vitest';
import { type Download, queuedDownload } from '../../shared/downloads.ts';
import { parseJob } from '../../shared/job/job.ts';
import { newWatchedJob, withDownload } from '../jobs/watched-job.ts';
import { estimateBytes } from './estimate-bytes.ts';

const file = (size: number | null) => ({ url: 'https://assets.rigyd.com/f', name: 'f', size });

/** A completed job whose files have sizes, and that was downloaded before as a test says. */
function completed(output: object | null, download: Partial<Download> | null = null) {
  const { job = null } = parseJob({ id: 'abc123', status: 'completed', output }) ?? {};
  const watched = { ...newWatchedJob('abc123', 1, null, 0), job };
  return download === null
    ? watched
    : withDownload(watched, { ...queuedDownload('abc123', 'all', 0), ...download });
}

const listed = completed({ model: file(700), textures: [file(200), file(null)], mjcf_package: file(100) });

it('adds up the sizes that the service lists of what is in the format', () => {
  expect(estimateBytes([listed], 'all')).toBe(1_000);
  expect(estimateBytes([listed], 'usd')).toBe(900);
  expect(estimateBytes([listed], 'mjcf')).toBe(100);
});

it('goes by an earlier download of the same format instead', () => {
  const before = completed({ model: file(700) }, { totalBytes: 300 });
  expect(estimateBytes([before], 'all')).toBe(300);
  expect(estimateBytes([before], 'usd')).toBe(700);
});

it('takes a job of which nothing is known for one like the others', () => {
  expect(estimateBytes([listed, completed(null), completed({ model: file(null) })], 'all')).toBe(3_000);
});

it('says nothing where nothing is known', () => {
  expect(estimateBytes([completed(null)], 'all')).toBe(null);
  expect(estimateBytes([], 'all')).toBe(null);
});
