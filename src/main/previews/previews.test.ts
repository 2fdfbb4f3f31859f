import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import type { PreviewRef } from '../../shared/previews.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { at, gif, jobWith, log, png, pngOf, previewHost, texture } from './testing/preview-host.ts';
import { createLimit } from './previews.ts';

const folder = useTemporaryFolder();
const setUp = (files?: Parameters<typeof previewHost>[1]) => previewHost(folder(), files);

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

  it('are fetched once, although each answer signs their addresses anew', async () => {
    const { previews, asked, current } = setUp();
    for (let poll = 0; poll < 20; poll += 1) {
      const images = Array.from({ length: 4 }, (_unused, index) => ({
        url: `https://assets.rigyd.com/${index}.png?X-Amz-Date=${poll}&X-Amz-Signature=${poll}`,
        name: `${index}.png`,
      }));
      current.job = jobWith({ status: 'running', input: { model: null, images } });
      for (let index = 0; index < 4; index += 1)
        expect(await previews.open({ id: 'a', slot: 'input-image', index })).toMatchObject({ ok: true });
    }
    expect(asked).toEqual(['0.png', '1.png', '2.png', '3.png']);
    expect(await readdir(join(folder(), 'previews'))).toHaveLength(4);
  });

  it('are fetched anew once the job that makes them has ended, also where a log grew under its name', async () => {
    const { previews, files, current } = setUp({ 'drop.log': 'step 1' });
    const made = { output: { sim_log: at('drop.log'), textures: [at('wood.png')] } };
    current.job = jobWith({ ...made, status: 'running' });
    expect(await previews.readText(log)).toMatchObject({ value: { text: 'step 1' } });
    const before = await previews.open(texture());
    files['drop.log'] = 'step 1, done';
    current.job = jobWith({ ...made, status: 'completed' });
    expect(await previews.readText(log)).toMatchObject({ value: { text: 'step 1, done' } });
    expect(await previews.open(texture())).not.toEqual(before);
  });

  it('that are on their way by a link that has expired come by the newer one of who asks next', async () => {
    const { previews, files, asked, askedAnew, current, holdBack } = setUp();
    const get = () => (asked.length === 1 ? failed('link-expired', 'HTTP 403') : png);
    Object.defineProperty(files, 'wood.png', { get });
    const goOn = holdBack();
    const first = previews.open(texture());
    while (asked.length === 0) await nextTurn();
    current.job = current.next = jobWith({
      output: { textures: [{ ...at('wood.png'), url: `${at('wood.png').url}2` }] },
    });
    const second = previews.open(texture());
    goOn();
    expect([(await first).ok, (await second).ok]).toEqual([true, true]);
    expect(askedAnew).toEqual(['a']);
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

  it.each([
    ['link-expired', 'HTTP 403'],
    ['not-found', 'HTTP 404'],
    ['rejected', 'HTTP 400'],
  ] as const)('have their link asked for anew, once, where it may have expired: %s', async (code, text) => {
    const { previews, asked, askedAnew, current } = setUp({ 'wood.png': failed(code, text) });
    current.next = jobWith({ output: { textures: [at('fresh.png')] } });
    expect(await previews.open(texture())).toMatchObject(success({ bytes: 1_000 }));
    expect([asked, askedAnew]).toEqual([['wood.png', 'fresh.png'], ['a']]);
  });

  it('of a job that is known by a hint are fetched from where the service says, which is asked first', async () => {
    const { previews, asked, askedAnew, current } = setUp();
    current.job = 'unconfirmed';
    current.next = jobWith({ output: { textures: [at('fresh.png')] } });
    expect(await previews.open(texture())).toMatchObject(success({ bytes: 1_000 }));
    expect([asked, askedAnew]).toEqual([['fresh.png'], ['a']]);
  });

  it('are not fetched as long as the service has not answered for their job', async () => {
    const { previews, asked, askedAnew, current } = setUp();
    current.job = current.next = 'unconfirmed';
    expect(await previews.open(texture())).toEqual(failed('unconfirmed'));
    expect([asked, askedAnew]).toEqual([[], ['a']]);
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

it('lets so many tasks run at once and the others in their order, whether one fails or not', async () => {
  const limit = createLimit(2);
  const begun: number[] = [];
  const ends: ((fail: boolean) => void)[] = [];
  const tasks = [0, 1, 2, 3].map((number) =>
    limit(
      () =>
        new Promise<number>((resolve, reject) => {
          begun.push(number);
          ends[number] = (fail) => (fail ? reject(new Error('no')) : resolve(number));
        }),
    ).catch(() => -1),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.(true);
  await tasks[1];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.(false);
  await tasks[0];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.(false);
  ends[3]?.(false);
  expect(await Promise.all(tasks)).toEqual([0, -1, 2, 3]);
  expect(await limit(async () => 'again')).toBe('again');
});
