import { readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { readPartNote, writePartNote } from './slot-notes.ts';
import { anyPause, content, failure, useTransfer, whole } from './testing/transfer-harness.ts';

const transfer = useTransfer();

describe('a transfer that breaks', () => {
  it('goes on where it stopped, after a pause', async () => {
    const { service, clock, receive, isWhole } = transfer();
    service.answerWith({ bytes: 3_000, then: 'break' }, { bytes: 4_200, then: 'break' });
    const received = receive();
    await clock.untilWaiting(anyPause);
    expect(clock.waiting()).toEqual([1_000]);
    await clock.advance(1_000);
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(whole);
    expect(await isWhole()).toBe(true);
    expect(service.calls.map((call) => call.resume)).toEqual([
      null,
      { offset: 3_000, etag: '"v1"' },
      { offset: 7_200, etag: '"v1"' },
    ]);
  });

  it('has what came unpacked all the while, and anew where the service begins anew', async () => {
    const { service, clock, receive, size } = transfer();
    service.answerWith({ bytes: 3_000, then: 'break' }, { offset: 0 });
    const told: unknown[] = [];
    const early = {
      note: (received: unknown) => void told.push(received),
      giveUp: async () => void told.push({ begins: await size() }),
    };
    const received = receive({ early });
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(whole);
    const pieces = (from: number, to: number) =>
      Array.from({ length: Math.ceil((to - from) / 1_000) }, (_, at) => {
        const bytes = Math.min(to, from + (at + 1) * 1_000);
        return { bytes, rest: content.length - bytes };
      });
    // The file still has what came before when that is given up.
    expect(told).toEqual([
      { begins: 0 },
      ...pieces(0, 3_000),
      { begins: 3_000 },
      ...pieces(0, content.length),
    ]);
  });

  it('is noticed when it looks like an end', async () => {
    const { service, receive } = transfer();
    service.answerWith({ bytes: 3_000, then: 'end', etag: null });
    expect(await receive()).toEqual(failure('truncated', '3,000 of 10,500 bytes'));
  });

  it('is noticed when it falls silent for 30 seconds', async () => {
    const { service, clock, receive } = transfer();
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
    const { service, clock, receive } = transfer();
    let pieces = 0;
    service.answerWith({
      beforePiece: () => ((pieces += 1) <= 4 ? clock.advance(29_000) : Promise.resolve()),
    });
    expect(await receive()).toEqual(whole);
    expect(service.calls).toHaveLength(1);
  });

  it('is taken up anew where less than a kilobyte a second came over two minutes', async () => {
    const { service, clock, receive } = transfer();
    service.answerWith({ beforePiece: () => clock.advance(29_000) });
    const received = receive();
    await service.until('closed');
    await clock.untilWaiting((ms) => ms === 1_000);
    await clock.advance(1_000);
    expect(await received).toEqual(whole);
    expect(service.calls.map(({ resume }) => (resume?.offset ?? 0) > 0)).toEqual([false, true]);
  });

  it('gives way where less than half a kilobyte a second came over four minutes, however often it was taken up', async () => {
    const { service, clock, archive, receive } = transfer();
    for (let attempt = 0; attempt < 10; attempt += 1) service.answerWith({ bytes: 1_000, then: 'silence' });
    const settled = vi.fn();
    const received = receive();
    void received.then(settled);
    for (let silences = 1; silences <= 8; silences += 1) {
      expect(settled).not.toHaveBeenCalled();
      await service.until('silences', silences);
      await clock.advance(30_000);
      if (silences === 8) break;
      await clock.untilWaiting(anyPause);
      await clock.advance(1_000);
    }
    expect(await received).toEqual(failure('timeout', '30 seconds'));
    expect(await readPartNote(archive)).toMatchObject({ etag: '"v1"' });
  });

  it('goes on after silence, too', async () => {
    const { service, clock, receive, isWhole } = transfer();
    service.answerWith({ bytes: 3_000, then: 'silence' });
    const received = receive();
    await service.until('silences');
    await clock.advance(30_000);
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(whole);
    expect(await isWhole()).toBe(true);
  });

  it('goes on only where the service promises the same bytes', async () => {
    const { service, receive } = transfer();
    service.answerWith({ bytes: 3_000, then: 'break', etag: null });
    expect(await receive()).toEqual(failure('truncated', 'ERR_CONNECTION_RESET'));
    expect(service.calls).toHaveLength(1);
  });

  it('waits longer each time nothing new came, and fails in the end', async () => {
    const { service, clock, archive, receive, size } = transfer();
    service.answerWith({ bytes: 3_000, then: 'break' });
    service.answerWith({ failure: 'timeout' }, { failure: 'service-down' }, { bytes: 0, then: 'break' });
    service.answerWith({ failure: 'service-down' }, { failure: 'timeout' });
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
    expect(await readPartNote(archive)).toMatchObject({ etag: '"v1"' });
    expect(await size()).toBe(3_000);
  });

  it.each(['offline', 'rate-limited'] as const)(
    'leaves it to whoever asked when it is %s: more than this one waits then',
    async (code) => {
      const { service, archive, receive } = transfer();
      service.answerWith({ bytes: 3_000, then: 'break' }, { failure: code });
      const received = receive();
      await transfer().clock.untilWaiting(anyPause);
      await transfer().clock.advance(1_000);
      expect(await received).toEqual(failure(code, 'The service says'));
      expect(await readPartNote(archive)).toMatchObject({ etag: '"v1"' });
    },
  );

  it('spreads its pauses by chance, so that many do not come back together', async () => {
    const { service, clock, receive } = transfer();
    service.answerWith({ bytes: 3_000, then: 'break' });
    const received = receive({ random: () => 0 });
    await clock.untilWaiting(anyPause);
    expect(clock.waiting()).toEqual([500]);
    await clock.advance(500);
    await received;
  });

  it('gives up on a service that starts over each time and never comes further', async () => {
    const { service, clock, receive } = transfer();
    for (let attempt = 0; attempt < 9; attempt += 1)
      service.answerWith({ offset: 0, bytes: attempt % 2 === 0 ? 2_000 : 1_000, then: 'break' });
    const received = receive();
    for (const ms of [1_000, 2_000, 4_000, 8_000, 15_000]) {
      await clock.untilWaiting(anyPause);
      await clock.advance(ms);
    }
    expect(await received).toEqual(failure('truncated', 'RESET'));
  });

  it('does not go on after a failure that would only repeat', async () => {
    const { service, clock, receive } = transfer();
    service.answerWith({ bytes: 3_000, then: 'break' }, { failure: 'not-found' });
    const received = receive();
    await clock.untilWaiting(anyPause);
    await clock.advance(1_000);
    expect(await received).toEqual(failure('not-found', 'The service says'));
  });
});

describe('what an earlier transfer left', () => {
  it('is gone on with', async () => {
    const { service, progress, receive, leave, isWhole } = transfer();
    await leave(content.subarray(0, 9_000));
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume)).toEqual([{ offset: 9_000, etag: '"v1"' }]);
    expect(service.counts.pieces).toBe(2);
    expect(await isWhole()).toBe(true);
    expect(progress[0]).toEqual([9_000, content.length]);
  });

  it('may not become longer than announced', async () => {
    const { service, receive, leave, size } = transfer();
    await leave(content.subarray(0, 9_000), { totalBytes: null });
    service.answerWith({ totalBytes: 9_500 });
    expect(await receive()).toEqual(failure('bad-answer', 'larger'));
    expect(await size()).toBe(9_000);
  });

  it('needs no question when it is whole', async () => {
    const { service, progress, receive, leave } = transfer();
    await leave(content);
    expect(await receive()).toEqual(whole);
    expect(service.calls).toEqual([]);
    expect(progress).toEqual([[content.length, content.length]]);
  });

  it('is replaced when the service sends all of it again', async () => {
    const { service, archive, receive, leave, isWhole } = transfer();
    await leave(Buffer.alloc(9_000, 'old'));
    service.answerWith({ offset: 0, etag: '"v2"' });
    expect(await receive()).toEqual(whole);
    expect(await isWhole()).toBe(true);
    expect(await readPartNote(archive)).toMatchObject({ etag: '"v2"' });
  });

  it.each([
    ['begins elsewhere', { offset: 8_999 }],
    ['is of another file', { etag: '"v2"' }],
    ['promises nothing', { etag: null, totalBytes: null }],
    ['has no version and another length', { etag: null, totalBytes: content.length + 1 }],
  ])('is replaced when the rest that comes %s', async (_name, answer) => {
    const { service, receive, leave, isWhole } = transfer();
    await leave(content.subarray(0, 9_000));
    service.answerWith(answer);
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume)).toEqual([{ offset: 9_000, etag: '"v1"' }, null]);
    expect(service.counts.closed).toBe(1);
    expect(await isWhole()).toBe(true);
  });

  it.each([
    ['whose version is not said again, nor changed its length', { etag: null }],
    ['whose length is not said again', { totalBytes: null }],
  ])('is gone on with by the rest of a file %s', async (_name, answer) => {
    const { service, archive, receive, leave, isWhole } = transfer();
    await leave(content.subarray(0, 9_000));
    service.answerWith(answer);
    expect(await receive()).toEqual(whole);
    expect(service.calls).toHaveLength(1);
    expect(await isWhole()).toBe(true);
    expect(await readPartNote(archive)).toMatchObject({ etag: '"v1"', totalBytes: content.length });
  });

  it.each([
    ['of another format', content.subarray(0, 9_000), { format: 'all' as const }],
    ['longer than the whole', Buffer.alloc(content.length + 1), {}],
    ['empty', Buffer.alloc(0), {}],
  ])('is replaced when it is %s', async (_name, bytes, note) => {
    const { service, receive, leave, isWhole } = transfer();
    await leave(bytes, note);
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume)).toEqual([null]);
    expect(await isWhole()).toBe(true);
  });

  it('is replaced when nothing is known of it', async () => {
    const { archive, receive, isWhole } = transfer();
    await writeFile(archive, Buffer.alloc(50_000));
    expect(await receive()).toEqual(whole);
    expect(await isWhole()).toBe(true);
  });

  it('is replaced when only the note is left', async () => {
    const { archive, receive } = transfer();
    await writePartNote(archive, { format: 'usd', etag: '"v1"', totalBytes: content.length });
    expect(await receive()).toEqual(whole);
  });

  it('is forgotten when the new one could not be gone on with', async () => {
    const { service, archive, receive, leave } = transfer();
    await leave(content.subarray(0, 9_000));
    service.answerWith({ offset: 0, etag: null, bytes: 3_000, then: 'break' });
    await receive();
    expect(await readPartNote(archive)).toBeNull();
  });

  it('is kept when the service cannot be reached, without waiting', async () => {
    const { service, receive, leave, size } = transfer();
    await leave(content.subarray(0, 9_000));
    service.answerWith({ failure: 'offline' });
    expect(await receive()).toEqual(failure('offline', 'The service says'));
    expect(await size()).toBe(9_000);
  });

  it('is still gone on with when its length is not known', async () => {
    const { service, receive, leave } = transfer();
    await leave(content.subarray(0, 9_000), { totalBytes: null });
    expect(await receive()).toEqual(whole);
    expect(service.calls.map((call) => call.resume?.offset)).toEqual([9_000]);
  });
});

// Windows lets few people make links.
it.skipIf(process.platform === 'win32')(
  'a transfer writes through no link in the place of its file',
  async () => {
    const { service, receive, archive } = transfer();
    service.answerWith({});
    const precious = `${archive}.precious`;
    await writeFile(precious, 'precious');
    await symlink(precious, archive);
    expect(await receive()).toEqual(failure('folder-unavailable', 'ELOOP'));
    expect(await readFile(precious, 'utf8')).toBe('precious');
  },
);
