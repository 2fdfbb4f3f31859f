import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeService, type Answer } from '../downloads/testing/fake-service.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { ownFiles } from '../files/folder-files.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { receiveArchive } from './receive-archive.ts';

const folder = useTemporaryFolder();
const content = Buffer.alloc(10_000, 'abc');

async function receive({
  maxBytes = 1e9,
  free = 1e12,
  answers = [] as Answer[],
  stop = new AbortController(),
} = {}) {
  const service = createFakeService(content);
  service.answerWith(...answers);
  const told: unknown[] = [];
  const path = join(folder(), 'archive');
  const file = await ownFiles.open(path, 'w');
  const write = receiveArchive('chair1', {
    openResult: service.openResult,
    clock: virtualClock(),
    freeBytes: async () => free,
    folder: folder(),
  });
  const outcome = await write(file, {
    maxBytes,
    signal: stop.signal,
    onBytes: (...bytes) => void told.push(bytes),
  });
  await file.close();
  return { outcome, told, formats: service.calls.map(({ format }) => format), service, path };
}

describe('the archive of a result', () => {
  it('is received whole, with all that the service made', async () => {
    const { outcome, told, formats, path } = await receive();
    expect(outcome).toEqual({ ok: true, value: null });
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(told[0]).toEqual([0, content.length]);
    expect(told.at(-1)).toEqual([content.length, content.length]);
    expect(formats).toEqual(['all']);
  });

  it('is the USD part where there is no MJCF package', async () => {
    const { outcome, formats } = await receive({ answers: [{ failure: 'mjcf-missing' }] });
    expect(outcome).toMatchObject({ ok: true });
    expect(formats).toEqual(['all', 'usd']);
  });

  it('is given up before its first byte where it is announced too large', async () => {
    const { outcome, service } = await receive({ maxBytes: 9_999 });
    expect(outcome).toEqual({ ok: false, failure: { code: 'too-large', text: null, bytes: 10_000 } });
    expect(service.counts).toMatchObject({ pieces: 0, closed: 1 });
    expect((await receive({ maxBytes: 10_000 })).outcome).toMatchObject({ ok: true });
  });

  it('is given up while it comes where nobody said how large it is', async () => {
    const { outcome, service } = await receive({ maxBytes: 4_500, answers: [{ totalBytes: null }] });
    expect(outcome).toEqual({ ok: false, failure: { code: 'too-large', text: null, bytes: null } });
    expect(service.counts.pieces).toBeLessThan(10);
    expect((await receive({ answers: [{ totalBytes: null }] })).outcome).toMatchObject({ ok: true });
  });

  it('is not begun where the disk has no room for it', async () => {
    const { outcome, service } = await receive({ free: 9_999 });
    expect(outcome).toMatchObject({ failure: { code: 'disk-full' } });
    expect(service.counts).toMatchObject({ pieces: 0, closed: 1 });
  });

  it.each([
    ['ends too early', { bytes: 5_000, then: 'end' }, 'truncated'],
    ['breaks', { bytes: 5_000, then: 'break' }, 'truncated'],
    ['is longer than announced', { totalBytes: 5_000 }, 'bad-answer'],
    ['is refused', { failure: 'unauthorized' }, 'unauthorized'],
  ] as const)('fails where it %s', async (_what, answer, code) => {
    expect((await receive({ answers: [answer] })).outcome).toMatchObject({ failure: { code } });
  });

  it('is given up when nobody wants it any more', async () => {
    const stop = new AbortController();
    const beforePiece = async () => stop.abort('cancelled');
    const { outcome, service } = await receive({ stop, answers: [{ beforePiece }] });
    expect(outcome).toMatchObject({ failure: { code: 'cancelled' } });
    expect(service.counts.pieces).toBeLessThan(10);
  });
});
