import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fileHandles } from './testing/file-handles.ts';
import { anyPause, content, failure, useTransfer, whole } from './testing/transfer-harness.ts';

const transfer = useTransfer();

/** A transfer whose first piece is being written, until the test says that the disk has it, or has no room. */
async function writingSlowly(aheadBytes = 0) {
  const { service, clock, archive, receive } = transfer();
  const prototype = await fileHandles(dirname(archive));
  const { writeFile } = prototype;
  let finish = (): void => undefined;
  let fail: (error: Error) => void = () => undefined;
  const disk = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  vi.spyOn(prototype, 'writeFile').mockImplementationOnce(async function (this: FileHandle, ...given) {
    await disk;
    await writeFile.apply(this, given);
  });
  const received = receive({ aheadBytes });
  await service.until('pieces');
  return { service, clock, received, finish, fail };
}

describe('receiving a result', () => {
  it('writes every byte to the file', async () => {
    const { service, clock, receive, isWhole } = transfer();
    expect(await receive()).toEqual(whole);
    expect(await isWhole()).toBe(true);
    expect(service.calls).toEqual([{ jobId: 'job', format: 'usd', resume: null }]);
    expect(clock.waiting()).toEqual([]);
  });

  it('cuts no file to nothing that has nothing in it: closing it would wait for the disk', async () => {
    const { archive, receive, leave } = transfer();
    const cut = vi.spyOn(await fileHandles(dirname(archive)), 'truncate');
    await receive();
    expect(cut).not.toHaveBeenCalled();
    await leave(content.subarray(0, 3_000), { etag: null });
    await receive();
    expect(cut).toHaveBeenCalledTimes(1);
  });

  it('reads on only when what came is written', async () => {
    const { service, clock, received, finish } = await writingSlowly();
    await clock.advance(1_000);
    expect(service.counts.pieces).toBe(1);
    finish();
    await received;
    expect(service.counts.pieces).toBe(11);
  });

  it('reads ahead of the disk until as much waits as may, and writes all of it in order', async () => {
    const { service, clock, received, finish } = await writingSlowly(3_000);
    await clock.advance(1_000);
    expect(service.counts.pieces).toBe(4);
    finish();
    expect(await received).toEqual(whole);
    expect(await transfer().isWhole()).toBe(true);
  });

  it('goes on behind all that came before the connection broke, also what waited for the disk', async () => {
    transfer().service.answerWith({ bytes: 3_000, then: 'break' });
    const { service, clock, received, finish } = await writingSlowly(1e6);
    await service.until('pieces', 3);
    finish();
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(whole);
    expect(service.calls[1]?.resume).toEqual({ offset: 3_000, etag: '"v1"' });
    expect(await transfer().isWhole()).toBe(true);
  });

  it('takes a disk that writes for ten minutes for no slow host', async () => {
    const { service, clock, received, finish } = await writingSlowly();
    await clock.advance(10 * 60_000);
    finish();
    expect(await received).toEqual(whole);
    expect(service.calls).toHaveLength(1);
  });

  it('reports progress at once, then at most ten times a second, and at the end', async () => {
    const { service, clock, progress, receive } = transfer();
    service.answerWith({ beforePiece: () => clock.advance(60) });
    await receive();
    expect(progress).toEqual(
      [0, 2_000, 4_000, 6_000, 8_000, 10_000, 10_500].map((bytes) => [bytes, content.length]),
    );
  });

  it('goes on reporting it where the system’s clock is set back meanwhile', async () => {
    const { service, clock, progress, receive } = transfer();
    let pieces = 0;
    service.answerWith({
      beforePiece: () => {
        pieces += 1;
        if (pieces === 4) clock.setBack(24 * 3_600_000);
        return clock.advance(60);
      },
    });
    await receive();
    expect(progress).toHaveLength(7);
  });

  it('trusts the end of a body whose length nobody announced: the archive will tell', async () => {
    const { service, progress, receive } = transfer();
    service.answerWith({ totalBytes: null, bytes: 5_000 });
    expect(await receive()).toEqual({ ok: true, value: 5_000 });
    expect(progress).toEqual([
      [0, null],
      [5_000, null],
    ]);
  });

  it('passes on why the service does not send', async () => {
    const { service, receive } = transfer();
    service.answerWith({ failure: 'mjcf-missing' });
    expect(await receive()).toEqual(failure('mjcf-missing', 'The service says'));
    service.answerWith({ failure: 'offline' });
    expect(await receive()).toEqual(failure('offline', 'The service says'));
  });

  it('stops at the first byte beyond the announced length', async () => {
    const { service, receive, size } = transfer();
    service.answerWith({ totalBytes: 4_500 });
    expect(await receive()).toEqual(failure('bad-answer', 'larger'));
    expect(await size()).toBe(4_000);
    expect(service.counts.closed).toBe(1);
  });

  it('stops at the first byte beyond what any result has', async () => {
    const { service, receive } = transfer();
    service.answerWith({ totalBytes: null });
    expect(await receive({ maxBytes: 2_999 })).toEqual(failure('bad-answer', 'larger'));
    service.answerWith({ totalBytes: 1e9 });
    expect(await receive({ maxBytes: 2_999 })).toEqual(failure('bad-answer', 'larger'));
  });

  it('refuses a body that leaves out the beginning', async () => {
    const { service, receive } = transfer();
    service.answerWith({ offset: 500 });
    expect(await receive()).toEqual(failure('bad-answer', 'beginning'));
    expect(service.counts.closed).toBe(1);
  });
});

describe('the disk', () => {
  it('is asked for room before the first byte', async () => {
    const { service, receive } = transfer();
    expect(await receive({ freeBytes: async () => content.length - 1 })).toEqual(
      failure('disk-full', 'needed'),
    );
    expect(service.counts).toMatchObject({ pieces: 0, closed: 1 });
    expect(await receive({ freeBytes: async () => content.length })).toEqual(whole);
  });

  it('needs room only for what is missing', async () => {
    const { receive, leave } = transfer();
    await leave(content.subarray(0, 8_000));
    expect(await receive({ freeBytes: async () => 2_500 })).toEqual(whole);
  });

  it('may fill up on the way', async () => {
    const { service, archive, receive } = transfer();
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    vi.spyOn(await fileHandles(dirname(archive)), 'writeFile').mockRejectedValueOnce(full);
    expect(await receive()).toEqual(failure('disk-full', full.message));
    expect(service.calls).toHaveLength(1);
    expect(service.counts.closed).toBe(1);
  });

  it('may fill up while the host is silent, which is not waited for', async () => {
    transfer().service.answerWith({ bytes: 2_000, then: 'silence' });
    const { service, received, fail } = await writingSlowly(1e6);
    await service.until('silences');
    fail(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
    expect(await received).toEqual(failure('disk-full', 'ENOSPC'));
    expect(service.counts.closed).toBe(1);
  });

  it('may have lost the folder', async () => {
    const { service, archive, receive } = transfer();
    expect(await receive({ archive: join(dirname(archive), 'missing', 'result.zip') })).toEqual(
      failure('folder-unavailable', 'ENOENT'),
    );
    expect(service.counts.closed).toBe(1);
  });
});

describe('stopping', () => {
  it.each(['cancelled', 'interrupted'] as const)(
    'ends a transfer that waits for bytes: %s',
    async (reason) => {
      const { service, clock, stop, receive } = transfer();
      service.answerWith({ bytes: 3_000, then: 'silence' });
      const received = receive();
      await service.until('silences');
      stop.abort(reason);
      expect(await received).toEqual(failure(reason));
      expect(service.counts.closed).toBe(1);
      expect(clock.waiting()).toEqual([]);
    },
  );

  it('is not taken for the end of a body without a length', async () => {
    const { service, stop, receive } = transfer();
    service.answerWith({ bytes: 3_000, totalBytes: null, then: 'silence' });
    const received = receive();
    await service.until('silences');
    stop.abort('cancelled');
    expect(await received).toEqual(failure('cancelled'));
  });

  it('ends a transfer while bytes come', async () => {
    const { service, stop, receive } = transfer();
    service.answerWith({
      beforePiece: async () => {
        if (service.counts.pieces === 2) stop.abort('cancelled');
      },
    });
    expect(await receive()).toEqual(failure('cancelled'));
    expect(service.counts.pieces).toBeLessThan(5);
  });

  it('ends the pause between two tries', async () => {
    const { service, clock, stop, receive } = transfer();
    service.answerWith({ bytes: 3_000, then: 'break' });
    const received = receive();
    await clock.untilWaiting(anyPause);
    stop.abort('cancelled');
    expect(await received).toEqual(failure('cancelled'));
    expect(service.calls).toHaveLength(1);
  });

  it('says why it was stopped, whatever the connection made of it', async () => {
    const { stop, receive } = transfer();
    const received = receive({
      openResult: async () => {
        stop.abort('interrupted');
        return { ok: false, failure: { code: 'offline', text: 'AbortError' } };
      },
    });
    expect(await received).toEqual(failure('interrupted'));
  });

  it('asks nothing when it was stopped before', async () => {
    const { service, stop, receive } = transfer();
    stop.abort('cancelled');
    expect(await receive()).toEqual(failure('cancelled'));
    expect(service.calls).toEqual([]);
  });
});
