import { describe, expect, it } from 'vitest';
import { assetAddress } from '../../shared/asset-scheme.ts';
import type { AssetSource, ServedAsset } from '../../shared/assets.ts';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { answerAsset } from './answer-asset.ts';
import { Assets } from './assets.ts';
import type { OpenContent } from './asset-content.ts';
import type { FetchOptions } from './fetched-files.ts';
import type { FoundAsset } from './job-assets.ts';

const result: AssetSource = { kind: 'job', id: 'chair1', part: 'result-usd' };
const input: AssetSource = { kind: 'job', id: 'lamp1', part: 'input' };
const own: AssetSource = { kind: 'own', number: 3 };

function setUp() {
  const closed: string[] = [];
  const asked: FetchOptions[] = [];
  const told: unknown[] = [];
  const reads = { open: 0 };
  const state = {
    answer: null as
      Outcome<FoundAsset> | { ok: true; value: { kind: 'large'; bytes: number; maxBytes: number } } | null,
    hold: null as Promise<void> | null,
    bytes: null as number | null,
    fails: null as 'open' | 'next' | null,
    isHere: true,
  };
  const openContent = (text: string): OpenContent => {
    const pieces = [Buffer.from(text.slice(0, 3)), Buffer.from(text.slice(3))];
    reads.open += 1;
    return {
      bytes: state.bytes ?? text.length,
      next: async () => {
        if (state.fails === 'next') throw new Error('/home/ada/secret is damaged');
        return pieces.shift() ?? null;
      },
      close: async () => void (reads.open -= 1),
    };
  };
  const assetOf = (name: string): FoundAsset => ({
    roots: [`${name}.usd`],
    from: 'downloaded',
    content: {
      files: [{ path: `${name}.usd`, bytes: 9 }],
      isCut: false,
      open: async (path) => {
        if (state.fails === 'open') throw new Error('EACCES: /home/ada/secret');
        return path === `${name}.usd` ? openContent(`of ${name}`) : null;
      },
      close: async () => void closed.push(name),
    },
  });
  const clock = virtualClock();
  const assets = new Assets({
    clock,
    maxBytes: () => 100,
    onProgress: (progress) => void told.push(progress),
    jobAssets: {
      find: async (id, _part, options) => {
        asked.push(options);
        await state.hold;
        return state.answer ?? success(assetOf(id));
      },
      findHere: async (id) => (state.isHere ? assetOf(id) : null),
    },
    ownAssets: { find: async (number) => success(assetOf(`own${number}`)) },
  });
  const open = async (source: AssetSource): Promise<ServedAsset> => {
    const opened = await assets.open(source, false);
    if (!opened.ok || opened.value.kind !== 'opened') throw new Error('It was not opened.');
    return opened.value;
  };
  const ask = (
    token: string,
    path: string,
    more: { method?: string; headers?: Record<string, string> } = {},
  ) =>
    answerAsset(
      assets,
      { url: assetAddress(token, path), method: more.method ?? 'GET', headers: new Headers(more.headers) },
      'app://desk',
    );
  return { assets, open, ask, asked, told, closed, state, clock, reads };
}

describe('an asset', () => {
  it('is served under a token that nobody can guess, another one each time', async () => {
    const { open } = setUp();
    const [one, other] = [await open(result), await open(result)];
    expect(one).toEqual({
      kind: 'opened',
      token: expect.stringMatching(/^t[0-9a-f]{32}$/),
      roots: ['chair1.usd'],
      files: [{ path: 'chair1.usd', bytes: 9 }],
      isCut: false,
      from: 'downloaded',
    });
    expect(other.token).not.toBe(one.token);
  });

  it('is served until it is released, the others go on', async () => {
    const { assets, open, ask, closed } = setUp();
    const [one, other] = [await open(result), await open(input)];
    assets.release(one.token);
    assets.release('t0');
    expect(closed).toEqual(['chair1']);
    expect((await ask(one.token, 'chair1.usd')).status).toBe(404);
    expect((await ask(other.token, 'lamp1.usd')).status).toBe(200);
  });

  it('ends with its job, and with what the person looked at', async () => {
    const { assets, open, closed } = setUp();
    for (const source of [result, input, own]) await open(source);
    assets.jobRemoved('chair1');
    expect(closed).toEqual(['chair1']);
    assets.ownClosed(4);
    assets.ownClosed(3);
    expect(closed).toEqual(['chair1', 'own3']);
  });

  it('ends with the page, also one that is still being opened', async () => {
    const { assets, open, closed, state } = setUp();
    await open(result);
    let goOn = (): void => {};
    state.hold = new Promise((resolve) => (goOn = resolve));
    const opening = assets.open(input, false);
    assets.releaseAll();
    goOn();
    expect(await opening).toMatchObject({ failure: { code: 'cancelled' } });
    expect(closed).toEqual(['chair1', 'lamp1']);
  });

  it('that was downloaded is served from there alone', async () => {
    const { assets, ask, state } = setUp();
    const opened = await assets.openHere('chair1');
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value).toMatchObject({ roots: ['chair1.usd'], from: 'downloaded' });
    expect((await ask(opened.value.token, 'chair1.usd')).status).toBe(200);
    assets.jobRemoved('chair1');
    expect((await ask(opened.value.token, 'chair1.usd')).status).toBe(404);
    state.isHere = false;
    expect(await assets.openHere('chair1')).toEqual(failed('folder-unavailable'));
  });

  it('gives way to newer ones where a page never releases any', async () => {
    const { open, closed, ask } = setUp();
    const first = await open(result);
    for (let count = 0; count < 63; count += 1) await open(input);
    expect((await ask(first.token, 'chair1.usd')).status).toBe(200);
    await open(input);
    expect(closed).toEqual(['chair1']);
    expect((await ask(first.token, 'chair1.usd')).status).toBe(404);
  });

  it('is fetched up to the setting, or as large as it is where the person says so', async () => {
    const { assets, asked, state } = setUp();
    state.answer = { ok: true, value: { kind: 'large', bytes: 500, maxBytes: 100 } };
    expect(await assets.open(result, false)).toEqual(state.answer);
    await assets.open(result, true);
    expect(asked.map(({ maxBytes }) => maxBytes)).toEqual([100, 8 * 1024 ** 3]);
  });

  it('is told how far it is, a few times a second', async () => {
    const { open, asked, told, clock } = setUp();
    await open(result);
    for (const received of [0, 1, 2]) asked[0]?.onBytes(received, 9);
    await clock.advance(250);
    asked[0]?.onBytes(3, 9);
    expect(told).toEqual([
      { source: result, receivedBytes: 0, totalBytes: 9 },
      { source: result, receivedBytes: 3, totalBytes: 9 },
    ]);
  });

  it('is given up when the person cancels it, and no other', async () => {
    const { assets, asked, state } = setUp();
    let goOn = (): void => {};
    state.hold = new Promise((resolve) => (goOn = resolve));
    const both = [assets.open(result, false), assets.open(input, false)];
    assets.cancel({ ...result });
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    goOn();
    expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([false, true]);
  });

  it('fails with the reason', async () => {
    const { assets, state } = setUp();
    state.answer = failed('offline');
    expect(await assets.open(result, false)).toEqual(failed('offline'));
  });
});

describe('a worker’s request for a file', () => {
  it('is answered with its bytes and no more', async () => {
    const { open, ask, reads } = setUp();
    const { token } = await open(result);
    const answer = await ask(token, 'chair1.usd');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'application/octet-stream',
      'content-length': '9',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      'access-control-allow-origin': 'app://desk',
    });
    expect(await answer.text()).toBe('of chair1');
    expect(reads.open).toBe(0);
  });

  it('is refused for a file of another asset, one that is not listed, and without the token', async () => {
    const { open, ask } = setUp();
    const [one, other] = [await open(result), await open(input)];
    for (const [token, path] of [
      [one.token, 'lamp1.usd'],
      [other.token, 'chair1.usd'],
      [one.token, '../chair1.usd'],
      [one.token.toUpperCase(), 'chair1.usd'],
      ['t', 'chair1.usd'],
    ] as const)
      expect((await ask(token, path)).status, `${token}/${path}`).toBe(404);
  });

  it('is refused from another page, and for anything but reading', async () => {
    const { open, ask } = setUp();
    const { token } = await open(result);
    const from = (origin: string) => ask(token, 'chair1.usd', { headers: { origin } });
    expect((await from('https://pages.example')).status).toBe(404);
    expect((await from('null')).status).toBe(404);
    expect((await from('app://desk')).status).toBe(200);
    expect((await ask(token, 'chair1.usd', { method: 'POST' })).status).toBe(405);
  });

  it('is refused for a file that no reader takes', async () => {
    const { open, ask, state, reads } = setUp();
    const { token } = await open(result);
    state.bytes = 512 * 1024 ** 2 + 1;
    expect((await ask(token, 'chair1.usd')).status).toBe(413);
    expect(reads.open).toBe(0);
  });

  it('says nothing of the disk where the file cannot be read', async () => {
    const { open, ask, state, reads } = setUp();
    const { token } = await open(result);
    state.fails = 'open';
    const refused = await ask(token, 'chair1.usd');
    expect([refused.status, await refused.text()]).toEqual([502, '']);
    expect(JSON.stringify([...refused.headers])).not.toContain('ada');
    state.fails = 'next';
    await expect((await ask(token, 'chair1.usd')).text()).rejects.toThrow();
    expect(reads.open).toBe(0);
  });

  it('lets the file go when nobody reads on', async () => {
    const { open, ask, reads } = setUp();
    const { token } = await open(result);
    const reader = (await ask(token, 'chair1.usd')).body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('of ');
    await reader?.cancel();
    expect(reads.open).toBe(0);
    await (await ask(token, 'chair1.usd')).body?.cancel();
    expect(reads.open).toBe(0);
  });
});
