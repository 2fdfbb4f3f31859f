import { describe, expect, it } from 'vitest';
import { failed } from '../../shared/errors.ts';
import { previewAddress, type PreviewRef } from '../../shared/previews.ts';
import { thumbnailAddress } from '../../shared/thumbnails.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { answerPreview, type PreviewSources } from './answer-preview.ts';
import type { Previews } from './previews.ts';
import { png, previewHost, texture } from './testing/preview-host.ts';

const folder = useTemporaryFolder();
const setUp = (files?: Parameters<typeof previewHost>[1]) => previewHost(folder(), files);

const noThumbnails: PreviewSources['thumbnails'] = { open: async () => failed('not-found') };

describe('the page’s request for a preview', () => {
  const ask = (previews: Previews, ref: PreviewRef, range?: string, method = 'GET') =>
    answerPreview(
      { previews, thumbnails: noThumbnails, isSafeMode: false },
      {
        url: previewAddress(ref),
        method,
        headers: new Headers(range === undefined ? {} : { range }),
      },
    );

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

  it('is refused in safe mode', async () => {
    const { previews } = setUp();
    const request = { url: previewAddress(texture()), method: 'GET', headers: new Headers() };
    const sources = { previews, thumbnails: noThumbnails, isSafeMode: true };
    expect((await answerPreview(sources, request)).status).toBe(404);
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

  it('is answered with a picture of a result, which the page may keep', async () => {
    const { previews } = setUp();
    const file = await previews.open(texture());
    const asked: unknown[] = [];
    const thumbnails: PreviewSources['thumbnails'] = {
      open: async (ref) => {
        asked.push(ref);
        return ref.id === 'a' ? file : failed('not-found');
      },
    };
    const get = (id: string) =>
      answerPreview(
        { previews, thumbnails, isSafeMode: false },
        { url: thumbnailAddress({ id, kind: 'strip' }, 3), method: 'GET', headers: new Headers() },
      );
    const response = await get('a');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true);
    expect(response.headers.get('cache-control')).toContain('immutable');
    const missing = await get('b');
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect((await ask(previews, texture())).headers.get('cache-control')).toBe('no-store');
    expect(asked).toEqual(['a', 'b'].map((id) => ({ id, kind: 'strip' })));
  });

  it('is refused where it names no place of a job, or wants to do more than read', async () => {
    const { previews, asked } = setUp();
    const other = { url: 'preview://job/a/model/0', method: 'GET', headers: new Headers() };
    expect(
      (await answerPreview({ previews, thumbnails: noThumbnails, isSafeMode: false }, other)).status,
    ).toBe(404);
    expect((await ask(previews, texture(), undefined, 'POST')).status).toBe(405);
    expect(asked).toEqual([]);
  });
});
