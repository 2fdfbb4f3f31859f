import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { parseJob, type Job } from '../../shared/job.ts';
import { previewAddress, type PreviewRef } from '../../shared/previews.ts';
import { useTemporaryFolder } from '../results/testing/temporary-folder.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { answerPreview } from './answer-preview.ts';
import type { FetchFile } from './fetch-file.ts';
import { PreviewCache } from './preview-cache.ts';
import { Previews } from './previews.ts';

const folder = useTemporaryFolder();
const pngOf = (width: number, height: number): Buffer => {
  const bytes = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'.padEnd(1_000, '0123456789'), 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
const png = pngOf(64, 64);
const at = (name: string) => ({ url: `https://assets.rigyd.com/${name}?sig=s3cret`, name });

function jobWith(values: Record<string, unknown>): Job | null {
  return parseJob({ id: 'a', status: 'completed', ...values })?.job ?? null;
}
const job = jobWith({
  input: { model: null, images: [at('front.png')] },
  output: {
    model: at('chair.usd'),
    textures: [at('wood.png'), { url: null, name: 'lost.png' }, null, at('metal.png')],
    mjcf_package: null,
    sim_video: at('drop.webm'),
    sim_gif: at('drop.gif'),
    sim_log: at('drop.log'),
  },
});

/** A host whose files are what the test says, once the test lets them come. */
function setUp(files: Record<string, string | Buffer | Outcome<null>> = {}) {
  const asked: string[] = [];
  let peak = 0;
  let underWay = 0;
  let hold: Promise<void> = Promise.resolve();
  const fetchFile: FetchFile = async (address, _rules, file, signal) => {
    const name = new URL(address).pathname.slice(1);
    asked.push(name);
    underWay += 1;
    peak = Math.max(peak, underWay);
    await hold;
    underWay -= 1;
    if (signal.aborted) return failed('cancelled');
    const content = files[name] ?? png;
    if (typeof content === 'object' && 'ok' in content) return content;
    await file.writeFile(content);
    return success(null);
  };
  const cache = new PreviewCache({
    folder: join(folder(), 'previews'),
    clock: virtualClock(),
    mostBytes: 10_000_000,
    mostFiles: 100,
  });
  const current = { job, next: job };
  const askedAnew: string[] = [];
  const previews = new Previews({
    job: (id) => (id === 'a' ? current.job : null),
    cache,
    fetchFile,
    askAnew: async (id) => {
      askedAnew.push(id);
      current.job = current.next;
    },
  });
  return {
    previews,
    asked,
    askedAnew,
    files,
    current,
    peak: () => peak,
    holdBack: (): (() => void) => {
      let goOn = (): void => {};
      hold = new Promise((resolve) => (goOn = resolve));
      return goOn;
    },
  };
}

const texture = (index = 0): PreviewRef => ({ id: 'a', slot: 'texture', index });
const gif: PreviewRef = { id: 'a', slot: 'sim-gif', index: 0 };
const log: PreviewRef = { id: 'a', slot: 'sim-log', index: 0 };

describe('previews', () => {
  it('are found by their place in the job, fetched once, and kept', async () => {
    const { previews, asked } = setUp();
    const first = await previews.open(texture());
    expect(first).toMatchObject(success({ bytes: 1_000, contentType: 'image/png' }));
    expect(await previews.open(texture())).toEqual(first);
    expect(asked).toEqual(['wood.png']);
    await previews.open({ id: 'a', slot: 'input-image', index: 0 });
    await previews.open(texture(3));
    expect(asked).toEqual(['wood.png', 'front.png', 'metal.png']);
  });

  it('say nothing of their address to the disk', async () => {
    const { previews } = setUp();
    await previews.open(texture());
    expect(await readdir(join(folder(), 'previews'))).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  it.each<[string, PreviewRef, string]>([
    ['of a job that is not watched', { ...texture(), id: 'b' }, 'unknown-job'],
    ['beyond the last', texture(4), 'not-found'],
    ['of a file that was not made', texture(2), 'not-found'],
    ['of a file without an address', texture(1), 'not-found'],
    ['of a second GIF', { ...gif, index: 1 }, 'not-found'],
  ])('are none %s', async (_what, ref, code) => {
    const { previews, asked } = setUp();
    expect(await previews.open(ref)).toMatchObject({ ok: false, failure: { code } });
    expect(asked).toEqual([]);
  });

  it('share one download among all who ask while it is on its way', async () => {
    const { previews, asked, holdBack } = setUp();
    const goOn = holdBack();
    const both = [previews.open(texture()), previews.open(texture())];
    await Promise.resolve();
    goOn();
    const [one, other] = await Promise.all(both);
    expect(one).toMatchObject({ ok: true });
    expect(other).toEqual(one);
    expect(asked).toEqual(['wood.png']);
  });

  it('are fetched four at a time', async () => {
    const { previews, asked, current, peak, holdBack } = setUp();
    const textures = Array.from({ length: 12 }, (_unused, index) => at(`${index}.png`));
    current.job = jobWith({ output: { textures } });
    const goOn = holdBack();
    const all = Promise.all(textures.map((_file, index) => previews.open(texture(index))));
    while (asked.length < 4) await nextTurn();
    goOn();
    expect((await all).every(({ ok }) => ok)).toBe(true);
    expect([peak(), asked.length]).toEqual([4, 12]);
  });

  it('can be tried again after a failure', async () => {
    const { previews, files } = setUp({ 'wood.png': failed('offline') });
    expect(await previews.open(texture())).toEqual(failed('offline'));
    files['wood.png'] = png;
    expect(await previews.open(texture())).toMatchObject({ ok: true });
  });

  it('are fetched anew when the job names another file', async () => {
    const { previews, asked, current } = setUp();
    await previews.open(texture());
    current.job = jobWith({ output: { textures: [at('other.png')] } });
    await previews.open(texture());
    expect(asked).toEqual(['wood.png', 'other.png']);
  });

  it('are not what they should be if the file is not, even on this disk', async () => {
    const { previews } = setUp({ 'wood.png': '<!doctype html>', 'drop.log': png, 'drop.webm': png });
    const video: PreviewRef = { id: 'a', slot: 'sim-video', index: 0 };
    for (const ref of [texture(), log, video])
      expect(await previews.open(ref)).toMatchObject({ ok: false, failure: { code: 'not-previewable' } });
  });

  it('are read as text where they are one, as far as it is kept', async () => {
    const { previews, files, current } = setUp({ 'drop.log': '[0.000] 3 \xb5m\n' });
    expect(await previews.readText(log)).toEqual(success({ text: '[0.000] 3 \xb5m\n', isCut: false }));
    expect(await previews.readText(texture())).toMatchObject({ ok: false });
    expect(await previews.readText({ ...log, id: 'b' })).toEqual(failed('unknown-job'));
    current.job = jobWith({ output: { sim_log: at('long.log') } });
    const most = 8 * 1024 * 1024;
    files['long.log'] = 'x'.repeat(most + 1);
    const long = await previews.readText(log);
    expect(long.ok && [long.value.isCut, long.value.text.length]).toEqual([true, most]);
  });

  it('have their link asked for anew, once, where it has expired', async () => {
    const { previews, asked, askedAnew, current } = setUp({ 'wood.png': failed('link-expired', 'HTTP 403') });
    current.next = jobWith({ output: { textures: [at('fresh.png')] } });
    expect(await previews.open(texture())).toMatchObject(success({ bytes: 1_000 }));
    expect([asked, askedAnew]).toEqual([['wood.png', 'fresh.png'], ['a']]);
  });

  it.each<[string, string | null]>([
    ['the same', 'wood.png'],
    ['expired as well', 'wood2.png'],
    ['gone', null],
  ])('say that their link has expired where the new one is %s', async (_what, name) => {
    const expired = failed('link-expired', 'HTTP 403');
    const { previews, askedAnew, current } = setUp({ 'wood.png': expired, 'wood2.png': expired });
    current.next = jobWith({ output: { textures: [name === null ? null : at(name)] } });
    expect(await previews.open(texture())).toEqual(expired);
    expect(askedAnew).toEqual(['a']);
  });

  it('are refused where they would take too much memory, in a sentence, and tell their size', async () => {
    const { previews, files } = setUp({ 'wood.png': pngOf(20_000, 20_000) });
    const text = 'It has 20,000 × 20,000 pixels.';
    for (let look = 0; look < 2; look += 1)
      expect(await previews.open(texture())).toEqual(failed('too-large', text));
    files['metal.png'] = pngOf(8_192, 8_192);
    expect(await previews.open(texture(3))).toMatchObject(success({ contentType: 'image/png' }));
    files['front.png'] = Buffer.from('\xff\xd8\xff\xda no size', 'latin1');
    const front: PreviewRef = { id: 'a', slot: 'input-image', index: 0 };
    expect(await previews.open(front)).toEqual(failed('not-previewable'));
  });

  it('are broken off when the app closes', async () => {
    const { previews, holdBack } = setUp();
    const goOn = holdBack();
    const opening = previews.open(texture());
    await Promise.resolve();
    previews.close();
    goOn();
    expect(await opening).toEqual(failed('cancelled'));
  });
});

describe('the page’s request for a preview', () => {
  const ask = (previews: Previews, ref: PreviewRef, range?: string, method = 'GET') =>
    answerPreview(previews, {
      url: previewAddress(ref),
      method,
      headers: new Headers(range === undefined ? {} : { range }),
    });

  it('is answered with the file, as what it is', async () => {
    const { previews } = setUp();
    const response = await ask(previews, texture());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(response.headers.has('content-range')).toBe(false);
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true);
  });

  it('is answered with the part that a player jumps to', async () => {
    const { previews } = setUp();
    const response = await ask(previews, texture(), 'bytes=100-199');
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 100-199/1000');
    expect(response.headers.get('content-length')).toBe('100');
    expect(Buffer.from(await response.arrayBuffer()).equals(png.subarray(100, 200))).toBe(true);
    const rest = await ask(previews, texture(), 'bytes=990-');
    expect(Buffer.from(await rest.arrayBuffer()).equals(png.subarray(990))).toBe(true);
    const beyond = await ask(previews, texture(), 'bytes=1000-');
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });

  it('is answered piece by piece, and the file is let go when nobody reads on', async () => {
    const large = Buffer.concat([png, Buffer.alloc(1_000_000)]);
    const { previews } = setUp({ 'wood.png': large });
    const whole = await ask(previews, texture());
    expect(Buffer.from(await whole.arrayBuffer()).equals(large)).toBe(true);
    const left = await ask(previews, texture());
    const reader = left.body?.getReader();
    expect((await reader?.read())?.value?.length).toBe(256 * 1024);
    await reader?.cancel();
    expect(await reader?.closed).toBeUndefined();
  });

  it.each([
    ['not-found', 404],
    ['unknown-job', 404],
    ['timeout', 504],
    ['offline', 502],
    ['not-previewable', 502],
  ] as const)('fails with a status and no content: %s', async (code, status) => {
    const { previews } = setUp({ 'wood.png': failed(code, 'https://assets.rigyd.com/?sig=s3cret') });
    const response = await ask(previews, texture());
    expect([response.status, await response.text()]).toEqual([status, '']);
  });

  it('is refused where it names no place of a job, or wants to do more than read', async () => {
    const { previews, asked } = setUp();
    const other = { url: 'preview://job/a/model/0', method: 'GET', headers: new Headers() };
    expect((await answerPreview(previews, other)).status).toBe(404);
    expect((await ask(previews, texture(), undefined, 'POST')).status).toBe(405);
    expect(asked).toEqual([]);
  });
});
