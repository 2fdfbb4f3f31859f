import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { writePartNote, type PartNote } from '../slot-notes.ts';
import { receiveResult, type TransferOptions } from '../transfer.ts';
import { createFakeService } from './fake-service.ts';
import { useTemporaryFolder } from './temporary-folder.ts';

/** The result that the service has, in eleven pieces. */
export const content = Buffer.from(Array.from({ length: 10_500 }, (_, index) => (index * 31) % 256));
export const whole = { ok: true, value: content.length };

/** Picks the pauses between two tries out of all timers: a silent connection is given longer than any of them. */
export const anyPause = (ms: number): boolean => ms <= 15_000;

export const failure = (code: string, reason: string | null = null) => ({
  ok: false,
  failure: { code, text: reason === null ? null : (expect.stringContaining(reason) as string) },
});

/** What one transfer happens with: a service, a clock and a folder, all new for each test. */
function surroundings(folder: string) {
  const service = createFakeService(content);
  const clock = virtualClock();
  const stop = new AbortController();
  const progress: [number, number | null][] = [];
  const archive = join(folder, 'result.zip');
  return {
    service,
    clock,
    stop,
    progress,
    archive,
    receive: (options: Partial<TransferOptions & { archive: string }> = {}) =>
      receiveResult(
        { jobId: 'job', format: 'usd', archive: options.archive ?? archive },
        {
          openResult: service.openResult,
          clock,
          random: () => 1,
          freeBytes: async () => 1e9,
          work: { writePartNote },
          maxBytes: 1e6,
          signal: stop.signal,
          onProgress: (received, total) => progress.push([received, total]),
          ...options,
        },
      ),
    /** Whether the file is the result, byte by byte. */
    isWhole: async () => content.equals(await readFile(archive)),
    size: async () => (await readFile(archive)).length,
    /** What an earlier transfer left. */
    leave: async (bytes: Buffer, note: Partial<PartNote> = {}) => {
      await writeFile(archive, bytes);
      await writePartNote(archive, { format: 'usd', etag: '"v1"', totalBytes: content.length, ...note });
    },
  };
}

export function useTransfer(): () => ReturnType<typeof surroundings> {
  const folder = useTemporaryFolder();
  let current = surroundings('');
  beforeEach(() => {
    current = surroundings(folder());
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return () => current;
}
