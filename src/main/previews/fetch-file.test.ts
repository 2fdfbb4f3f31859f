import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { createAddressCheck } from '../api/address-check.ts';
import type { Fetch } from '../api/net-fetch.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { createFileFetcher } from './fetch-file.ts';
import { wholeFile, type FileRules } from './preview-slots.ts';

const address = 'https://assets.rigyd.com/jobs/a/wood.png?signature=s3cret';
const rules: FileRules = { kind: 'image', maxBytes: 8_000, whenLarger: 'refuse' };
const logRules: FileRules = { kind: 'text', maxBytes: 8_000, whenLarger: 'cut' };
const png = (bytes: number): Uint8Array => Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(bytes, '.'), 'latin1');

interface Call {
  url: string;
  headers: Headers;
  signal: AbortSignal | null;
}
type Answer = (call: Call, index: number) => Response | Promise<Response>;

async function fetched(
  answer: Answer,
  options: {
    rules?: FileRules;
    address?: string;
    signal?: AbortSignal;
    act?: (clock: ReturnType<typeof virtualClock>, written: () => number) => Promise<unknown>;
  } = {},
) {
  const clock = virtualClock();
  const calls: Call[] = [];
  const fetch: Fetch = (url, init) => {
    const call = { url, headers: new Headers(init.headers), signal: init.signal ?? null };
    calls.push(call);
    return Promise.race([
      Promise.resolve(answer(call, calls.length - 1)),
      new Promise<never>((_resolve, reject) =>
        init.signal?.addEventListener('abort', () => reject(new Error(`aborted ${url}`))),
      ),
    ]);
  };
  const api = new URL('https://api.rigyd.com/api');
  const resolveHost = async ({ hostname }: URL): Promise<string[]> => [
    hostname === 'inside.example.com' ? '10.0.0.7' : '93.184.215.14',
  ];
  const checkAddress = createAddressCheck({ api, resolveHost });
  const fetchFile = createFileFetcher({ fetch, clock, checkAddress, api });
  const folder = await mkdtemp(join(tmpdir(), 'rigyd desk '));
  const file = await open(join(folder, 'file'), 'w');
  try {
    const never = new AbortController().signal;
    const bytes: [number, number | null][] = [];
    const outcome = fetchFile(
      options.address ?? address,
      options.rules ?? rules,
      file,
      options.signal ?? never,
      (...told) => bytes.push(told),
    );
    await options.act?.(clock, () => bytes.at(-1)?.[0] ?? 0);
    return {
      outcome: await outcome,
      calls,
      bytes,
      waiting: clock.waiting(),
      content: await readFile(join(folder, 'file')),
    };
  } finally {
    await file.close();
    await rm(folder, { recursive: true });
  }
}

const body = (bytes: Uint8Array, headers: Record<string, string> = {}, status = 200): Response =>
  new Response(Buffer.from(bytes), { status, headers });
const redirect = (location: string): Response => new Response(null, { status: 302, headers: { location } });

describe('fetching a file of a job', () => {
  it('brings it to the disk as it is', async () => {
    const { outcome, content, calls, waiting } = await fetched(() =>
      body(png(6_000), { 'content-length': '6000', 'content-type': 'text/html' }),
    );
    expect(outcome).toEqual(success(null));
    expect(content.equals(png(6_000))).toBe(true);
    expect(calls.map(({ url }) => url)).toEqual([address]);
    expect(waiting).toEqual([]);
  });

  it.each([
    ['/uploads/a.png', 'https://api.rigyd.com/uploads/a.png'],
    ['//assets.rigyd.com/a.png', 'https://assets.rigyd.com/a.png'],
    ['assets.rigyd.com/a.png', 'https://assets.rigyd.com/a.png'],
  ])('reads %s against the API’s origin, and carries no key there either', async (given, full) => {
    const { outcome, calls } = await fetched(() => body(png(10)), { address: given });
    expect(outcome).toEqual(success(null));
    expect(calls.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([[full, null]]);
  });

  it('tells how much of it is written, and how much there is where that was announced', async () => {
    const { bytes } = await fetched(() => body(png(6_000), { 'content-length': '6000' }));
    expect(bytes.at(-1)).toEqual([6_000, 6_000]);
    const unknown = await fetched(() => body(png(6_000)));
    expect(unknown.bytes.at(-1)).toEqual([6_000, null]);
  });

  it('follows redirects and never carries a key, a cookie or anything of the kind', async () => {
    const hops = ['https://cdn.example.com/a', '/b', 'https://api.rigyd.com/c'];
    const { outcome, calls } = await fetched((_call, index) => {
      const next = hops[index];
      return next === undefined ? body(png(10)) : redirect(next);
    });
    expect(outcome).toEqual(success(null));
    expect(calls.map(({ url }) => url)).toEqual([
      address,
      'https://cdn.example.com/a',
      'https://cdn.example.com/b',
      'https://api.rigyd.com/c',
    ]);
    for (const { headers } of calls)
      expect([...headers.keys()].sort()).toEqual(['accept', 'accept-encoding']);
  });

  it.each([
    'http://127.0.0.1:9200/',
    'file:///etc/passwd',
    'https://192.168.1.1/a.png',
    'https://inside.example.com/a.png',
  ])('knocks at no door that a redirect points to: %s', async (location) => {
    const { outcome, calls } = await fetched(() => redirect(location));
    expect(outcome).toEqual(failed('address-refused'));
    expect(calls).toHaveLength(1);
  });

  it('asks nobody for an address that is none of a file', async () => {
    for (const address of ['http://10.0.0.1/a.png', 'https://inside.example.com/a.png']) {
      const { outcome, calls } = await fetched(() => body(png(10)), { address });
      expect(outcome).toEqual(failed('address-refused'));
      expect(calls).toEqual([]);
    }
  });

  it('does not walk in circles', async () => {
    const { outcome, calls } = await fetched(() => redirect('/again'));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'bad-answer' } });
    expect(calls).toHaveLength(6);
  });

  it('refuses what is announced as too large before reading it', async () => {
    let read = false;
    const stream = new ReadableStream<Uint8Array>({ pull: () => void (read = true) }, { highWaterMark: 0 });
    const { outcome } = await fetched(() => new Response(stream, { headers: { 'content-length': '8001' } }));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'too-large' } });
    expect(read).toBe(false);
  });

  it('breaks off what turns out to be too large', async () => {
    const { outcome, calls } = await fetched(() => body(png(8_001)));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'too-large' } });
    expect(calls[0]?.signal?.aborted).toBe(true);
    expect((await fetched(() => body(png(8_000)))).outcome).toEqual(success(null));
  });

  it('cuts a text that is too long, and keeps a byte more than allowed to show it', async () => {
    const text = Buffer.alloc(20_000, 'line\n');
    const headers = { 'content-length': '20000' };
    const cut = await fetched(() => body(text, headers), { rules: logRules });
    expect(cut.outcome).toEqual(success(null));
    expect(cut.content.equals(text.subarray(0, 8_001))).toBe(true);
    const whole = await fetched(() => body(text.subarray(0, 8_000)), { rules: logRules });
    expect(whole.content.length).toBe(8_000);
  });

  it('takes nothing for a picture that is none, whatever it is announced as', async () => {
    const page = Buffer.from('<!doctype html><title>Please sign in</title>'.padEnd(6_000));
    for (const size of [40, 6_000]) {
      const { outcome } = await fetched(() => body(page.subarray(0, size), { 'content-type': 'image/png' }));
      expect(outcome).toMatchObject({ ok: false, failure: { code: 'not-previewable' } });
    }
    expect((await fetched(() => body(new Uint8Array(0)))).outcome).toMatchObject({ ok: false });
    const large = await fetched(() => body(Buffer.alloc(9_000, page)));
    expect(large.outcome).toMatchObject({ failure: { code: 'not-previewable' } });
  });

  it('reads no more of a page that stands where a picture should be than it takes to know', async () => {
    const endless = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.alloc(5_000, '<!doctype html>')),
    });
    const { outcome, waiting } = await fetched(() => new Response(endless));
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'not-previewable' } });
    expect(waiting).toEqual([]);
  });

  it('tells what the first bytes are also when they come one by one', async () => {
    const bytes = png(5_000);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += 3) controller.enqueue(bytes.subarray(at, at + 3));
        controller.close();
      },
    });
    const { outcome, content } = await fetched(() => new Response(stream));
    expect(outcome).toEqual(success(null));
    expect(content.equals(bytes)).toBe(true);
  });

  it('banners a body that ended early', async () => {
    const { outcome } = await fetched(() => body(png(100), { 'content-length': '101' }));
    expect(outcome).toEqual(failed('truncated'));
    const packed = { 'content-length': '150', 'content-encoding': 'gzip' };
    expect((await fetched(() => body(png(100), packed))).outcome).toEqual(success(null));
  });

  it.each([
    [404, 'not-found'],
    [401, 'link-expired'],
    [403, 'link-expired'],
    [410, 'link-expired'],
    [418, 'rejected'],
    [503, 'service-down'],
    [206, 'bad-answer'],
  ])('says why there is none: HTTP %d', async (status, code) => {
    const { outcome } = await fetched(() => body(png(10), {}, status));
    expect(outcome).toEqual(failed(code as 'not-found', `HTTP ${status}`));
  });

  it('gives up on a host that says nothing', async () => {
    const quiet = await fetched(() => new Promise<never>(() => {}), {
      act: (clock) => clock.advance(30_000),
    });
    expect(quiet.outcome).toEqual(failed('timeout'));
    const midway = await fetched(() => new Response(new ReadableStream()), {
      act: async (clock) => {
        await clock.advance(20_000);
        await clock.advance(30_000);
      },
    });
    expect(midway.outcome).toEqual(failed('timeout'));
    expect(midway.calls[0]?.signal?.aborted).toBe(true);
  });

  it('gives up on a body that trickles for ever', async () => {
    let trickle: ReadableStreamDefaultController<Uint8Array> | undefined;
    let isWanted = true;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => void (trickle = controller),
      cancel: () => void (isWanted = false),
    });
    const { outcome } = await fetched(() => new Response(stream), {
      act: async (clock) => {
        for (let seconds = 0; seconds < 620 && isWanted; seconds += 20) {
          trickle?.enqueue(png(8));
          await clock.advance(10_000);
          await clock.advance(10_000);
        }
        expect(isWanted).toBe(false);
      },
    });
    expect(outcome).toEqual(failed('timeout'));
  });

  it('tells nobody the address, not even when the network names it', async () => {
    const { outcome } = await fetched(({ url }) => Promise.reject(new Error(`net::ERR at ${url}`)));
    expect(outcome).toEqual(failed('offline'));
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error(address)),
    });
    expect((await fetched(() => new Response(broken))).outcome).toEqual(failed('truncated'));
  });

  it('takes anything for a file that is saved but a page in its place', async () => {
    const bytes = Buffer.alloc(20_000, 'o chair\nv 0 0 0\n');
    const whole = await fetched(() => body(bytes), { rules: wholeFile });
    expect(whole.outcome).toEqual(success(null));
    expect(whole.content.equals(bytes)).toBe(true);
    expect((await fetched(() => body(new Uint8Array(0)), { rules: wholeFile })).outcome).toEqual(
      success(null),
    );
    const page = Buffer.from('<!DOCTYPE html><title>Please sign in</title>');
    const signIn = await fetched(() => body(page), { rules: wholeFile });
    expect(signIn.outcome).toMatchObject({ failure: { code: 'bad-answer' } });
  });

  it('has as much time for a file that is saved as it takes, unless it hardly comes', async () => {
    const receive = (bytes: number) => {
      let sender: ReadableStreamDefaultController<Uint8Array> | undefined;
      let isWanted = true;
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => void (sender = controller),
        cancel: () => void (isWanted = false),
      });
      return fetched(() => new Response(stream), {
        rules: wholeFile,
        act: async (clock, written) => {
          for (let pieces = 1; pieces <= 120 && isWanted; pieces += 1) {
            sender?.enqueue(Buffer.alloc(bytes, 'v'));
            // What came is written to a real disk, and the time that takes says nothing of the host.
            await vi.waitUntil(() => written() === pieces * bytes || !isWanted, { interval: 1 });
            await clock.advance(10_000);
          }
          if (isWanted) sender?.close();
        },
      });
    };
    expect((await receive(20_000)).outcome).toEqual(success(null));
    expect((await receive(100)).outcome).toEqual(failed('timeout'));
  });

  it('ends when the app does', async () => {
    const closing = new AbortController();
    const { outcome } = await fetched(() => new Promise<never>(() => {}), {
      signal: closing.signal,
      act: async () => closing.abort(),
    });
    expect(outcome).toEqual(failed('cancelled'));
  });
});
