import { describe, expect, it } from 'vitest';
import { idleQueue } from '../../shared/downloads.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { download, jobRow } from '../testing/states.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { formatDateTime, formatTime } from '../ui/format.ts';
import {
  describeDownloadFailure,
  describeWait,
  describeDownload,
  describeFailures,
  describeQueue,
  describeSummary,
  leftWords,
  shownDownloads,
} from './download-words.ts';

const failed = (code: ErrorCode, text: string | null, attempts = 0) =>
  describeDownloadFailure(download({ phase: 'failed', failure: { code, text }, attempts }));

describe('a download that failed', () => {
  it('has the reason in the words of the service first, and the number of attempts', () => {
    expect(failed('forbidden', 'Downloads need a paid plan')).toBe(
      `Downloads need a paid plan. ${failureSentence('forbidden', 'result')}`,
    );
    expect(failed('gone', 'Results are deleted after 30 days')).toBe(
      `Results are deleted after 30 days. ${failureSentence('gone', 'result')}`,
    );
    expect(failed('service-down', 'Media store is down.', 4)).toBe(
      `Media store is down. ${failureSentence('service-down', 'result')} Tried 5 times.`,
    );
  });

  it('says when the next attempt is', () => {
    const retryAt = Date.UTC(2026, 4, 6, 12);
    const failure = { code: 'timeout' as const, text: null };
    const late = download({ phase: 'failed', failure, attempts: 4, retryAt });
    expect(describeDownloadFailure(late, null, retryAt - 60_000)).toBe(
      `${failureSentence('timeout', 'result')} Tried 5 times. Retrying at ${formatTime(retryAt)}.`,
    );
  });

  it('says the day if that differs, and what comes before while no download starts', () => {
    const retryAt = Date.UTC(2026, 4, 6, 12);
    const late = download({ phase: 'failed', failure: { code: 'timeout', text: null }, retryAt });
    expect(describeDownloadFailure(late, null, retryAt - 86_400_000)).toContain(formatDateTime(retryAt));
    expect(describeDownloadFailure(late, 'paused')).toMatch(/ Retrying when downloads are resumed\.$/);
    expect(describeDownloadFailure(late, 'no-key')).toMatch(/ Retrying when there is a working API key\.$/);
  });

  it('has the status if the service has no words', () => {
    expect(failed('rejected', 'HTTP 400')).toBe(`${failureSentence('rejected', 'result')} (HTTP 400)`);
  });

  it('says of an archive what is wrong with it', () => {
    expect(failed('archive-unsupported', '“a.usd” is encrypted.')).toMatch(
      /^“a.usd” is encrypted\. This archive/,
    );
  });

  it('leaves out what only helps the service’s developers', () => {
    expect(failed('link-expired', 'assets.rigyd.com answered HTTP 403.')).toBe(
      failureSentence('link-expired', 'result'),
    );
  });
});

it('a download that waits says until when, and why, but not what to do', () => {
  const waiting = (code: ErrorCode, text: string | null, retryAt: number | null) =>
    describeWait(download({ phase: 'queued', failure: { code, text }, retryAt }), null, 0);
  expect(waiting('offline', null, null)).toBe('Retrying soon. Couldn’t reach Rigyd.');
  expect(waiting('rate-limited', 'Slow down', 60_000)).toBe(`Retrying at ${formatTime(60_000)}. Slow down.`);
  expect(waiting('link-expired', 'assets.rigyd.com answered HTTP 403.', null)).toBe(
    'Retrying soon. The file host rejected the download link.',
  );
  expect(describeWait(download({ phase: 'queued' }))).toBe('Waiting');
  const held = download({ phase: 'queued', failure: { code: 'offline', text: null }, retryAt: 60_000 });
  expect(describeWait(held, 'paused')).toMatch(/^Retrying when downloads are resumed\. Couldn’t reach/);
});

it('a download that waits for a folder that is not there says so, and what to do', () => {
  const failure = { code: 'folder-missing', text: '/Volumes/Disk is not there.' } as const;
  expect(describeWait(download({ phase: 'queued', failure }))).toBe(
    'Waiting for the folder. /Volumes/Disk is not there. Connect its drive, or choose another folder in Settings.',
  );
  expect(describeWait(download({ phase: 'queued', failure, receivedBytes: 1 }))).toMatch(
    /is not there\. Reconnect its drive, or cancel/,
  );
  const refused = { ...failure, text: "EACCES: permission denied, mkdir '/mnt/nas/.rigyd-desk-parts'" };
  expect(describeWait(download({ phase: 'queued', failure: refused }))).toBe(
    'Waiting for the folder. No permission to write to /mnt/nas/.rigyd-desk-parts. Connect its drive, or choose another folder in Settings.',
  );
});

describe('what the system reports', () => {
  it.each([
    ["EACCES: permission denied, mkdir '/r/x'", 'No permission to write to /r/x.'],
    ["EROFS: read-only file system, mkdir '/r/x'", 'The disk is read-only: /r/x.'],
    ["ENOENT: no such file or directory, open '/r/x'", 'Not found: /r/x.'],
    ["ENOTDIR: not a directory, mkdir '/r/x'", 'A file is in the folder’s place: /r/x.'],
    ["EXDEV: cross-device link not permitted, rename '/r/.p/u' -> '/r/k/x'", 'On another disk: /r/k.'],
    ["EACCES: permission denied, rename '/r/.p/it's' -> '/r/k/it's'", 'No permission to write to /r/k.'],
    ["EPERM: operation not permitted, rename 'C:\\p\\u' -> 'C:\\k\\x'", 'No permission to write to C:\\k.'],
    ['ENOTCONN: socket is not connected, write', 'Can’t reach the network share that the folder is on.'],
    ['ENOSPC: no space left on device, write', 'The disk is full.'],
    ['EIO: i/o error, read', 'EIO: i/o error, read.'],
  ])('is said in words: %s', (text, words) => {
    expect(failed('folder-unavailable', text)).toBe(`${words} ${failureSentence('folder-unavailable')}`);
  });
});

const summary = {
  startedAt: 0,
  finishedAt: 12_000,
  done: 38,
  failed: 2,
  cancelled: 0,
  receivedBytes: 4_000_000,
  folder: '/r',
  failures: [
    { code: 'disk-full' as const, count: 1 },
    { code: 'timeout' as const, count: 1 },
  ],
};

describe('the queue in a line', () => {
  it('says how far it is and how fast', () => {
    const queue = { ...idleQueue, active: 2, total: 40, done: 12, bytesPerSecond: 3_200_000 };
    expect(describeQueue(queue)).toBe('12 of 40 · 3.2 MB/s');
    expect(describeQueue({ ...queue, total: 39, failed: 1 })).toBe('12 of 39 · 3.2 MB/s · 1 failed');
  });

  it('says why it stands still', () => {
    expect(describeQueue({ ...idleQueue, total: 3, waiting: 3, held: 'paused' })).toBe('0 of 3 · paused');
    expect(describeQueue({ ...idleQueue, total: 3, active: 1, held: 'paused' })).toBe('0 of 3 · pausing');
    expect(describeQueue({ ...idleQueue, total: 3, held: 'no-key' })).toBe('0 of 3 · waiting for an API key');
  });

  it('says what goes on without a key, and what does not', () => {
    const queue = { ...idleQueue, total: 5, active: 2, waiting: 3, bytesPerSecond: 3_000_000 };
    expect(describeQueue({ ...queue, held: 'no-key' })).toBe(
      '0 of 5 · 3.0 MB/s · others waiting for an API key',
    );
    expect(describeQueue({ ...queue, waiting: 0, held: 'no-key' })).toBe('0 of 5 · 3.0 MB/s');
  });
});

it('a run is summed up, with its reasons', () => {
  expect(describeSummary(summary)).toBe('38 results downloaded, 2 failed: 4.0 MB in 12 s.');
  expect(describeSummary({ ...summary, failed: 0 })).toBe('38 results downloaded: 4.0 MB in 12 s.');
  expect(describeSummary({ ...summary, done: 0 })).toBe('2 downloads failed.');
  expect(describeFailures(summary)[0]).toMatch(/^1 × Not enough disk space/);
});

it('a download says where it stands', () => {
  const words = (values: Parameters<typeof download>[0], held: 'paused' | null = null) =>
    describeDownload(jobRow({ download: download(values) }), held);
  expect(words({ phase: 'receiving', receivedBytes: 1_000, totalBytes: 2_000 })).toBe('1.0 KB of 2.0 KB');
  const failure = { code: 'folder-silent', text: 'Writing to /nas takes long.' } as const;
  expect(words({ phase: 'unpacking', failure })).toBe('Waiting for the folder. Writing to /nas takes long.');
  expect(words({ phase: 'queued' })).toBe('Waiting');
  expect(words({ phase: 'queued', receivedBytes: 1_000 }, 'paused')).toBe('Paused at 1.0 KB');
  expect(words({ phase: 'queued', failure: { code: 'truncated', text: null } })).toMatch(/^Retrying soon/);
  expect(words({ phase: 'failed', failure: { code: 'truncated', text: null } })).toMatch(/stopped early/);
  expect(words({ phase: 'done', folder: '/r/chair' })).toBe('/r/chair');
});

it('shows active downloads first, and of finished ones only those not cleared', () => {
  const row = (id: string, values: Parameters<typeof download>[0]) =>
    jobRow({ id, download: download({ jobId: id, ...values }) });
  const rows = [
    row('old', { phase: 'done', finishedAt: 5 }),
    row('home', { phase: 'done', finishedAt: 20 }),
    row('latest', { phase: 'done', finishedAt: 30 }),
    row('cancelled', { phase: 'cancelled', finishedAt: 20 }),
    row('failed', { phase: 'failed', finishedAt: 20 }),
    row('second', { phase: 'queued', startedAt: 2 }),
    row('first', { phase: 'queued', startedAt: 1 }),
    row('receiving', { phase: 'receiving', startedAt: 3 }),
    jobRow({ id: 'none' }),
  ];
  expect(shownDownloads(rows, 10).map(({ id }) => id)).toEqual([
    'receiving',
    'first',
    'second',
    'failed',
    'latest',
    'home',
  ]);
});

it('the queue in a line says how much there is and how long it takes, as far as that is known', () => {
  const queue = { ...idleQueue, active: 2, total: 40, done: 12, bytesPerSecond: 3_200_000 };
  const sizes = { receivedBytes: 38_000_000, totalBytes: 128_000_000, isTotalEstimated: true };
  const words = '12 of 40 · 3.2 MB/s · 38 MB of about 128 MB';
  expect(describeQueue({ ...queue, ...sizes })).toBe(words);
  expect(describeQueue({ ...queue, ...sizes, secondsLeft: 28 })).toBe(`${words} · 30 s left`);
  expect(describeQueue({ ...queue, ...sizes, isTotalEstimated: false, paused: 1 })).toBe(
    '12 of 40 · 3.2 MB/s · 38 MB of 128 MB · 1 paused',
  );
});

it('what is left is told no more precisely than it is known', () => {
  const words = [3, 12, 58, 61, 3_599, 7_261].map((seconds) => leftWords(seconds * 1_000));
  expect(words).toEqual([
    'a few seconds left',
    '20 s left',
    '1 min left',
    '2 min left',
    '1 h left',
    '2 h 2 min left',
  ]);
});

it('a download that is held back says so, and one under way how long it takes', () => {
  const sizes = { receivedBytes: 1_000, totalBytes: 2_000 };
  const words = (values: Parameters<typeof download>[0], left: number | null = null) =>
    describeDownload(jobRow({ download: download(values) }), null, left);
  expect(words({ phase: 'receiving', ...sizes }, 12_000)).toBe('1.0 KB of 2.0 KB · 20 s left');
  expect(words({ phase: 'receiving', isPaused: true, ...sizes })).toBe('Paused at 1.0 KB of 2.0 KB');
  expect(words({ phase: 'queued', isPaused: true })).toBe('Paused');
});

it('what was put before others stands before them', () => {
  const row = (id: string, turn: number) =>
    jobRow({ id, download: download({ jobId: id, phase: 'queued', turn, startedAt: 1 }) });
  expect(shownDownloads([row('a', 0), row('b', -2), row('c', -1)], 0).map(({ id }) => id)).toEqual([
    'b',
    'c',
    'a',
  ]);
});

it('what was put before others does so while it waits, neither before what is under way nor once it is done', () => {
  const row = (id: string, turn: number, values: Parameters<typeof download>[0]) =>
    jobRow({ id, download: download({ jobId: id, turn, ...values }) });
  const rows = [
    row('earlier', -1, { phase: 'done', finishedAt: 20 }),
    row('later', 0, { phase: 'done', finishedAt: 30 }),
    row('waiting', -2, { phase: 'queued' }),
    row('receiving', 0, { phase: 'receiving' }),
  ];
  expect(shownDownloads(rows, 0).map(({ id }) => id)).toEqual(['receiving', 'waiting', 'later', 'earlier']);
});
