import { describe, expect, it } from 'vitest';
import { resume, setUp, zip } from './testing/result-opener.ts';

describe('going on with a result', () => {
  const partial = (headers: Record<string, string>): Response => zip({ etag: '"v1"', ...headers }, 206);

  it('asks for the rest, if it is still the same file', async () => {
    const { open, calls } = setUp(() => partial({ 'content-range': 'bytes 100-499/500' }));
    expect(await open('all', resume)).toMatchObject({
      value: { offset: 100, totalBytes: 500, etag: '"v1"' },
    });
    expect(calls[0]?.headers.get('range')).toBe('bytes=100-');
    expect(calls[0]?.headers.get('if-range')).toBe('"v1"');
  });

  it('takes the rest also where its length or its version is not said again', async () => {
    const withoutTotal = setUp(() => partial({ 'content-range': 'bytes 100-499/*' }));
    expect(await withoutTotal.open('all', resume)).toMatchObject({
      value: { offset: 100, totalBytes: null, etag: '"v1"' },
    });
    const withoutEtag = setUp(() => zip({ 'content-range': 'bytes 100-499/500' }, 206));
    expect(await withoutEtag.open('all', resume)).toMatchObject({
      value: { offset: 100, totalBytes: 500, etag: null },
    });
  });

  it('begins again where the service sends all of it', async () => {
    const { open } = setUp(() => zip({ 'content-length': '700', etag: '"v2"' }));
    expect(await open('all', resume)).toMatchObject({ value: { offset: 0, totalBytes: 700, etag: '"v2"' } });
  });

  it.each([
    ['another part', { 'content-range': 'bytes 90-499/500' }],
    ['a part it does not name', {}],
    ['a part of another version', { 'content-range': 'bytes 100-499/500', etag: '"v2"' }],
    ['a part that promises less', { 'content-range': 'bytes 100-499/500', etag: 'W/"v1"' }],
  ])('begins again after %s', async (_what, headers) => {
    const { open, calls, turns } = setUp((_call, index) => (index === 0 ? partial(headers) : zip()));
    expect(await open('all', resume)).toMatchObject({ ok: true, value: { offset: 0 } });
    expect(calls[1]?.headers.has('range')).toBe(false);
    expect(turns()).toBe(1);
  });

  it('keeps what is here where a page comes in its place, for the next time', async () => {
    const page = { headers: { 'content-type': 'text/html' } };
    const { open, calls } = setUp(() => new Response('<html>wait</html>', page));
    expect(await open('all', resume)).toMatchObject({ ok: false, failure: { code: 'bad-answer' } });
    expect(calls.map(({ headers }) => headers.get('range'))).toEqual(['bytes=100-']);
  });

  it('is done where everything is here already', async () => {
    const { open } = setUp(
      () => new Response(null, { status: 416, headers: { 'content-range': 'bytes */100' } }),
    );
    const outcome = await open('all', resume);
    if (!outcome.ok) throw new Error(outcome.failure.code);
    expect(outcome.value).toMatchObject({ offset: 100, totalBytes: 100, etag: '"v1"' });
    expect(await new Response(outcome.value.body).text()).toBe('');
  });

  it('begins again where there is less than what is here', async () => {
    const { open, calls } = setUp((_call, index) =>
      index === 0 ? new Response(null, { status: 416, headers: { 'content-range': 'bytes */50' } }) : zip(),
    );
    expect(await open('all', resume)).toMatchObject({ ok: true, value: { offset: 0 } });
    expect(calls).toHaveLength(2);
  });
});
