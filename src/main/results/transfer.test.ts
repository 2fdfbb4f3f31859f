import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { virtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { readPartNote, writePartNote } from './part-note.ts';
import { createFakeService } from './testing/fake-service.ts';
import { useTemporaryFolder } from './testing/temporary-folder.ts';
import { receiveResult, type TransferOptions } from './transfer.ts';

const folder = useTemporaryFolder();
const archive = () => join(folder(), 'result.zip');
const content = Buffer.from(Array.from({ length: 10_500 }, (_, index) => (index * 31) % 256));
/** More than any pause between two tries, less than the time a silent connection is given. */
const anyPause = (ms: number): boolean => ms <= 15_000;

let service: ReturnType<typeof createFakeService>;
let clock: VirtualClock;
let stop: AbortController;
let progress: [number, number | null][];

beforeEach(() => {
  service = createFakeService(content);
  clock = virtualClock();
  stop = new AbortController();
  progress = [];
});
afterEach(() => {
  vi.restoreAllMocks();
});

const receive = (options: Partial<TransferOptions> = {}) =>
  receiveResult(
    { jobId: 'job', format: 'usd', archive: archive() },
    {
      openResult: service.openResult,
      clock,
      random: () => 1,
      freeBytes: async () => 1e9,
      mostBytes: 1e6,
      signal: stop.signal,
      onProgress: (received, total) => progress.push([received, total]),
      ...options,
    },
  );

/** What an earlier transfer left. */
async function leave(bytes: Buffer, note: Partial<Parameters<typeof writePartNote>[1]> = {}) {
  await writeFile(archive(), bytes);
  await writePartNote(archive(), { format: 'usd', etag: '"v1"', totalBytes: content.length, ...note });
}

const failure = (code: string, reason: string | null = null) => ({
  ok: false,
  failure: { code, text: reason === null ? null : (expect.stringContaining(reason) as string) },
});
const whole = { ok: true, value: content.length };

async function fileHandles() {
  const handle = await open(folder(), 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as Awaited<ReturnType<typeof open>>;
}

describe('receiving a result', () => {
  it('writes every byte to the file', async () => {
    expect(await receive()).toEqual(whole);
    expect(await readFile(archive())).toEqual(content);
    expect(service.calls).toEqual([{ jobId: 'job', format: 'usd', resume: null }]);
    expect(clock.waiting()).toEqual([]);
  });

  it('reads on only when what came is written', async () => {
    const writing = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    vi.spyOn(await fileHandles(), 'writeFile').mockImplementationOnce(async () => {
      writing.resolve(undefined);
      await written.promise;
    });
    const received = receive();
    await writing.promise;
    await clock.advance(1_000);
    expect(service.counts.pieces).toBe(1);
    written.resolve(undefined);
    await received;
    expect(service.counts.pieces).toBe(11);
  });

  it('reports progress at once, then at most ten times a second, and at the end', async () => {
    service.answerWith({ beforePiece: () => clock.advance(60) });
    await receive();
    expect(progress).toEqual(
      [0, 2_000, 4_000, 6_000, 8_000, 10_000, 10_500].map((bytes) => [bytes, content.length]),
    );
  });

  it('trusts the end of a body whose length nobody announced: the archive will tell', async () => {
    service.answerWith({ totalBytes: null, bytes: 5_000 });
    expect(await receive()).toEqual({ ok: true, value: 5_000 });
    expect(progress).toEqual([
      [0, null],
      [5_000, null],
    ]);
  });

  it('passes on why the service does not send', async () => {
    service.answerWith({ failure: 'mjcf-missing' });
    expect(await receive()).toEqual(failure('mjcf-missing', 'The service says'));
    service.answerWith({ failure: 'offline' });
    expect(await receive()).toEqual(failure('offline', 'The service says'));
  });

  it('stops at the first byte beyond the announced length', async () => {
    service.answerWith({ totalBytes: 4_500 });
    expect(await receive()).toEqual(failure('bad-answer', 'larger'));
    expect((await readFile(archive())).length).toBe(4_000);
    expect(service.counts.closed).toBe(1);
  });

  it('stops at the first byte beyond what any result has', async () => {
    service.answerWith({ totalBytes: null });
    expect(await receive({ mostBytes: 2_999 })).toEqual(failure('bad-answer', 'larger'));
    service.answerWith({ totalBytes: 1e9 });
    expect(await receive({ mostBytes: 2_999 })).toEqual(failure('bad-answer', 'larger'));
  });

  it('refuses a body that leaves out the beginning', async () => {
    service.answerWith({ offset: 500 });
    expect(await receive()).toEqual(failure('bad-answer', 'beginning'));
    expect(service.counts.closed).toBe(1);
  });
});

describe('the disk', () => {
  it('is asked for room before the first byte', async () => {
    expect(await receive({ freeBytes: async () => content.length - 1 })).toEqual(
      failure('disk-full', 'needed'),
    );
    expect(service.counts).toMatchObject({ pieces: 0, closed: 1 });
    expect(await receive({ freeBytes: async () => content.length })).toEqual(whole);
  });

  it('needs room only for what is missing', async () => {
    await leave(content.subarray(0, 8_000));
    expect(await receive({ freeBytes: async () => 2_500 })).toEqual(whole);
  });

  it('may fill up on the way', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    vi.spyOn(await fileHandles(), 'writeFile').mockRejectedValueOnce(full);
    expect(await receive()).toEqual(failure('disk-full', full.message));
    expect(service.calls).toHaveLength(1);
    expect(service.counts.closed).toBe(1);
  });

  it('may have lost the folder', async () => {
    const missing = join(folder(), 'missing', 'result.zip');
    const received = await receiveResult(
      { jobId: 'job', format: 'usd', archive: missing },
      {
        openResult: service.openResult,
        clock,
        random: () => 1,
        freeBytes: async () => null,
        mostBytes: 1e6,
        signal: stop.signal,
        onProgress: () => undefined,
      },
    );
    expect(received).toEqual(failure('folder-unavailable', 'ENOENT'));
    expect(service.counts.closed).toBe(1);
  });
});

describe('a transfer that breaks', () => {
  it('goes on where it stopped, after a pause', async () => {
    service.answerWith({ bytes: 3_000, then: 'break' }, { bytes: 4_200, then: 'break' });
    const received = receive();
    await clock.untilWaiting(anyPause);
    expect(clock.waiting()).toEqual([1_000]);
    await clock.advance(1_000);
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(whole);
    expect(await readFile(archive())).toEqual(content);
    expect(service.calls.map((call) => call.resume)).toEqual([
      null,
      { offset: 3_000, etag: '"v1"' },
      { offset: 7_200, etag: '"v1"' },
    ]);
  });

  it('is noticed when it looks like an end', async () => {
    service.answerWith({ bytes: 3_000, then: 'end', etag: null });
    expect(await receive()).toEqual(failure('truncated', '3000 of 10500 bytes'));
  });

  it('is noticed when it falls silent for 30 seconds', async () => {
    service.answerWith({ bytes: 3_000, then: 'silence', etag: null });
    const settled = vi.fn();
    const received = receive();
    void received.then(settled);
    await service.until('silences');
    await clock.advance(29_999);
    expect(settled).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(await received).toEqual(failure('timeout', '30 seconds'));
    expect(service.counts.closed).toBe(1);
  });

  it('is given the 30 seconds anew with every piece', async () => {
    service.answerWith({ beforePiece: () => clock.advance(29_000) });
    expect(await receive()).toEqual(whole);
  });

  it('goes on after silence, too', async () => {
    service.answerWith({ bytes: 3_000, then: 'silence' });
    const received = receive();
    await service.until('silences');
    await clock.advance(30_000);
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(whole);
    expect(await readFile(archive())).toEqual(content);
  });

  it('goes on only where the service promises the same bytes', async () => {
    service.answerWith({ bytes: 3_000, then: 'break', etag: null });
    expect(await receive()).toEqual(failure('truncated', 'ERR_CONNECTION_RESET'));
    expect(service.calls).toHaveLength(1);
  });

  it('waits longer each time nothing new came, and fails in the end', async () => {
    service.answerWith({ bytes: 3_000, then: 'break' });
    service.answerWith({ failure: 'offline' }, { failure: 'service-down' }, { bytes: 0, then: 'break' });
    service.answerWith({ failure: 'rate-limited' }, { failure: 'timeout' });
    const received = receive();
    const pauses = [];
    for (let resume = 1; resume <= 5; resume += 1) {
      await clock.untilWaiting(anyPause);
      const [ms = 0] = clock.waiting();
      pauses.push(ms);
      await clock.advance(ms);
    }
    expect(await received).toEqual(failure('timeout', 'The service says'));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 15_000]);
    expect(await readPartNote(archive())).toMatchObject({ etag: '"v1"' });
    expect((await readFile(archive())).length).toBe(3_000);
  });

  it('spreads its pauses by chance, so that many do not come back together', async () => {
    service.answerWith({ bytes: 3_000, then: 'break' });
    const received = receive({ random: () => 0 });
    await clock.untilWaiting(anyPause);
    expect(clock.waiting()).toEqual([500]);
    await clock.advance(500);
    await received;
  });

  it('gives up on a service that starts over each time and never comes further', async () => {
    for (let attempt = 0; attempt < 9; attempt += 1)
      service.answerWith({ offset: 0, bytes: 2_000, then: 'break' });
    const received = receive();
    for (const ms of [1_000, 2_000, 4_000, 8_000, 15_000]) {
      await clock.untilWaiting(anyPause);
      await clock.advance(ms);
    }
    expect(await received).toEqual(failure('truncated', 'RESET'));
  });

  it('does not go on after a failure that would only repeat', async () => {
    service.answerWith({ bytes: 3_000, then: 'break' }, { failure: 'not-found' });
    const received = receive();
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(failure('not-found', 'The service says'));
  });
});

describe('what an earlier transfer left', () => {
  it('is gone on with', async () => {
    await leave(content.subarray(0, 9_000));
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume)).toEqual([{ offset: 9_000, etag: '"v1"' }]);
    expect(service.counts.pieces).toBe(2);
    expect(await readFile(archive())).toEqual(content);
    expect(progress[0]).toEqual([9_000, content.length]);
  });

  it('needs no question when it is whole', async () => {
    await leave(content);
    expect(await receive()).toEqual(whole);
    expect(service.calls).toEqual([]);
    expect(progress).toEqual([[content.length, content.length]]);
  });

  it('is replaced when the service sends all of it again', async () => {
    await leave(Buffer.alloc(9_000, 'old'));
    service.answerWith({ offset: 0, etag: '"v2"' });
    expect(await receive()).toEqual(whole);
    expect(await readFile(archive())).toEqual(content);
    expect(await readPartNote(archive())).toMatchObject({ etag: '"v2"' });
  });

  it.each([
    ['begins elsewhere', { offset: 8_999 }],
    ['is of another file', { etag: '"v2"' }],
    ['promises nothing', { etag: null }],
  ])('is replaced when the rest that comes %s', async (_name, answer) => {
    await leave(content.subarray(0, 9_000));
    service.answerWith(answer);
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume)).toEqual([{ offset: 9_000, etag: '"v1"' }, null]);
    expect(service.counts.closed).toBe(1);
    expect(await readFile(archive())).toEqual(content);
  });

  it.each([
    ['of another format', content.subarray(0, 9_000), { format: 'all' as const }],
    ['longer than the whole', Buffer.alloc(content.length + 1), {}],
    ['empty', Buffer.alloc(0), {}],
  ])('is replaced when it is %s', async (_name, bytes, note) => {
    await leave(bytes, note);
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume)).toEqual([null]);
    expect(await readFile(archive())).toEqual(content);
  });

  it('is replaced when nothing is known of it', async () => {
    await writeFile(archive(), Buffer.alloc(50_000));
    expect(await receive()).toEqual(whole);
    expect(await readFile(archive())).toEqual(content);
  });

  it('is replaced when only the note is left', async () => {
    await writePartNote(archive(), { format: 'usd', etag: '"v1"', totalBytes: content.length });
    expect(await receive()).toEqual(whole);
  });

  it('is forgotten when the new one could not be gone on with', async () => {
    await leave(content.subarray(0, 9_000));
    service.answerWith({ offset: 0, etag: null, bytes: 3_000, then: 'break' });
    await receive();
    expect(await readPartNote(archive())).toBeNull();
  });

  it('is kept when the service cannot be reached, without waiting', async () => {
    await leave(content.subarray(0, 9_000));
    service.answerWith({ failure: 'offline' });
    expect(await receive()).toEqual(failure('offline', 'The service says'));
    expect((await readFile(archive())).length).toBe(9_000);
  });

  it('is still gone on with when its length is not known', async () => {
    await leave(content.subarray(0, 9_000), { totalBytes: null });
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume?.offset)).toEqual([9_000]);
  });
});

describe('stopping', () => {
  it.each(['cancelled', 'interrupted'] as const)(
    'ends a transfer that waits for bytes: %s',
    async (reason) => {
      service.answerWith({ bytes: 3_000, then: 'silence' });
      const received = receive();
      await service.until('silences');
      stop.abort(reason);
      expect(await received).toEqual(failure(reason));
      expect(service.counts.closed).toBe(1);
      expect(clock.waiting()).toEqual([]);
    },
  );

  it('ends a transfer while bytes come', async () => {
    service.answerWith({
      beforePiece: async () => {
        if (service.counts.pieces === 2) stop.abort('cancelled');
      },
    });
    expect(await receive()).toEqual(failure('cancelled'));
    expect(service.counts.pieces).toBeLessThan(5);
  });

  it('ends the pause between two tries', async () => {
    service.answerWith({ bytes: 3_000, then: 'break' });
    const received = receive();
    await clock.untilWaiting(anyPause);
    stop.abort('cancelled');
    expect(await received).toEqual(failure('cancelled'));
    expect(service.calls).toHaveLength(1);
  });

  it('says why it was stopped, whatever the connection made of it', async () => {
    const received = receive({
      openResult: async () => {
        stop.abort('interrupted');
        return { ok: false, failure: { code: 'offline', text: 'AbortError' } };
      },
    });
    expect(await received).toEqual(failure('interrupted'));
  });

  it('asks nothing when it was stopped before', async () => {
    stop.abort('cancelled');
    expect(await receive()).toEqual(failure('cancelled'));
    expect(service.calls).toEqual([]);
  });
});
