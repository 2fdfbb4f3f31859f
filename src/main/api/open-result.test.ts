import { describe, expect, it } from 'vitest';
import { key, redirect, resume, setUp, zip } from './testing/result-opener.ts';

describe('opening a result', () => {
  it('asks for it uncompressed, with the key', async () => {
    const { open, calls } = setUp(() => zip({ 'content-length': '500', etag: '"v1"' }));
    expect(await open('usd')).toMatchObject({
      ok: true,
      value: { offset: 0, totalBytes: 500, etag: '"v1"' },
    });
    expect(calls[0]?.url).toBe('https://api.rigyd.com/api/conversions/a/result?format=usd');
    expect(calls[0]?.headers.get('accept-encoding')).toBe('identity');
    expect(calls[0]?.headers.get('authorization')).toBe(`Bearer ${key}`);
    expect(calls[0]?.headers.has('range')).toBe(false);
  });

  it('does not trust a length or an ETag that promises nothing', async () => {
    const packed = setUp(() => zip({ 'content-length': '500', 'content-encoding': 'gzip', etag: 'W/"v1"' }));
    expect(await packed.open()).toMatchObject({ value: { totalBytes: null, etag: null } });
  });

  it('sends the key to the API’s origin only, however it is redirected', async () => {
    const hops = [
      'https://api.rigyd.com/files/a',
      'https://assets.rigyd.com/a.zip',
      'https://api.rigyd.com/b.zip',
    ];
    const { open, calls } = setUp((_call, index) =>
      index < hops.length ? redirect(hops[index] ?? '') : zip(),
    );
    expect(await open()).toMatchObject({ ok: true });
    expect(calls.map(({ url, headers }) => [new URL(url).host, headers.has('authorization')])).toEqual([
      ['api.rigyd.com', true],
      ['api.rigyd.com', true],
      ['assets.rigyd.com', false],
      ['api.rigyd.com', true],
    ]);
  });

  it.each([
    'http://assets.rigyd.com/a.zip',
    'http://127.0.0.1:9/a.zip',
    'https://192.168.0.1/a.zip',
    'https://nas.local/a.zip',
    'https://inside.example/a.zip',
    'file:///etc/passwd',
    'https://',
  ])('is not sent on to %s', async (location) => {
    const { open, calls } = setUp(() => redirect(location));
    expect(await open()).toMatchObject({ ok: false, failure: { code: 'address-refused' } });
    expect(calls).toHaveLength(1);
  });

  it('tells that the host it is sent on to cannot be found', async () => {
    const { open } = setUp(() => redirect('https://nowhere.example/a.zip'));
    expect(await open()).toMatchObject({
      failure: { code: 'offline', origin: 'https://nowhere.example' },
    });
  });

  it('follows a test server on this machine to another port of it', async () => {
    const { open, calls } = setUp(
      (_call, index) => (index === 0 ? redirect('http://127.0.0.1:4011/a.zip') : zip()),
      'http://127.0.0.1:4010/api',
    );
    expect(await open()).toMatchObject({ ok: true });
    expect(calls[1]?.headers.has('authorization')).toBe(false);
  });

  it('does not run in a circle, and waits for its turn each time that it asks the API again', async () => {
    const { open, calls, turns } = setUp(() => redirect('https://api.rigyd.com/again'));
    const failure = { code: 'bad-answer', origin: 'https://api.rigyd.com' };
    expect(await open()).toMatchObject({ failure });
    expect(calls.length).toBeLessThan(10);
    expect(turns()).toBe(calls.length - 1);
  });

  it.each([400, 401, 403, 404])(
    'takes a page with status %i for a proxy, not for a word of the service',
    async (status) => {
      const { open } = setUp(() => new Response('<html>Attention required</html>', { status }));
      expect(await open()).toMatchObject({
        failure: { code: 'bad-answer', text: `HTTP ${status}, a web page`, origin: 'https://api.rigyd.com' },
      });
    },
  );

  it.each([
    [403, 'error code: 1020'],
    [404, '404 page not found'],
  ])('takes plain text with status %i for a gateway’s', async (status, text) => {
    const { open } = setUp(() => new Response(text, { status }));
    expect(await open()).toMatchObject({
      failure: { code: 'bad-answer', text: `HTTP ${status}, plain text` },
    });
  });

  it('waits as long as a page with status 429 asks', async () => {
    const { open } = setUp(
      () => new Response('<html>Slow down</html>', { status: 429, headers: { 'retry-after': '60' } }),
    );
    expect(await open()).toMatchObject({ failure: { code: 'rate-limited', retryAfterMs: 60_000 } });
  });

  it('tells a missing MJCF from a missing job', async () => {
    const answer = (error: string) => () => new Response(JSON.stringify({ error }), { status: 404 });
    const noMjcf = setUp(answer('MJCF package is not available for this conversion'));
    expect(await noMjcf.open('mjcf')).toMatchObject({ failure: { code: 'mjcf-missing' } });
    expect(await noMjcf.open('usd')).toMatchObject({ failure: { code: 'not-found' } });
    const noJob = setUp(answer('Conversion job not found'));
    expect(await noJob.open('mjcf')).toMatchObject({ failure: { code: 'not-found' } });
  });

  it('tells so too where everything was asked for', async () => {
    const noMjcf = () => new Response('{"error":"MJCF package is not available"}', { status: 404 });
    expect(await setUp(noMjcf).open('all')).toMatchObject({ failure: { code: 'mjcf-missing' } });
  });

  it.each([400, 401, 403, 404, 410])(
    'takes HTTP %i of the file host for an expired address, never for a verdict on the key',
    async (status) => {
      const { open } = setUp((_call, index) =>
        index === 0
          ? redirect('https://assets.rigyd.com/a.zip?signature=old')
          : new Response('<Error><Code>AccessDenied</Code></Error>', { status }),
      );
      expect(await open()).toMatchObject({
        failure: {
          code: 'link-expired',
          text: `assets.rigyd.com responded with HTTP ${status}.`,
          origin: 'https://assets.rigyd.com',
        },
      });
    },
  );

  it.each([
    ['the words of an error', 503, 'service-down', 2],
    ['a page in place of a ZIP', 200, 'connection-lost', 2],
  ])('counts %s that break off against the host that sent them', async (_what, status, code, asked) => {
    const { open, calls } = setUp((_call, index) => {
      if (index === 0) return redirect('https://assets.rigyd.com/a.zip');
      const body = new ReadableStream({
        pull: (controller) => controller.error(new Error('net::ERR_CONNECTION_RESET')),
      });
      return new Response(body, { status, headers: { 'content-type': 'text/html' } });
    });
    expect(await open()).toMatchObject({ failure: { code, origin: 'https://assets.rigyd.com' } });
    expect(calls).toHaveLength(asked);
  });

  it.each([403, 410])(
    'takes HTTP %i of a gateway that says nothing, or breaks off, for no verdict on a result',
    async (status) => {
      const silent = setUp(() => new Response(null, { status }));
      expect(await silent.open()).toMatchObject({ failure: { code: 'bad-answer' } });
      let sent = false;
      const broken = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (sent) controller.error(new Error('net::ERR_CONNECTION_RESET'));
          else controller.enqueue(new TextEncoder().encode('<html>Access denied by'));
          sent = true;
        },
      });
      const { open } = setUp(
        () => new Response(broken, { status, headers: { 'content-type': 'text/html' } }),
      );
      expect(await open()).toMatchObject({
        failure: { code: 'bad-answer', text: `HTTP ${status}, a web page` },
      });
      const told = setUp(() => new Response('{"error":"Not yours"}', { status }));
      expect(await told.open()).toMatchObject({ failure: { code: status === 403 ? 'forbidden' : 'gone' } });
    },
  );

  it.each([
    ['{"error":"Forbidden"}', 'Forbidden'],
    ['{"data":null,"error":{"status":403,"name":"ForbiddenError","message":"Forbidden"}}', 'Forbidden'],
    ['{"message":"You cannot consume this service"}', 'You cannot consume this service'],
    ['{"detail":"Request blocked"}', 'HTTP 403'],
  ])('takes %s with status 403 for a refusal in the words of whoever gave it', async (body, text) => {
    expect(await setUp(() => new Response(body, { status: 403 })).open()).toMatchObject({
      failure: { code: 'forbidden', text, origin: 'https://api.rigyd.com' },
    });
  });

  it.each([
    ['seconds', () => '120'],
    ['an HTTP date', (now: number) => new Date(now + 120_000).toUTCString()],
  ])('hands on how long a host asked to wait, in %s', async (_form, header) => {
    const { open, clock } = setUp(
      () =>
        new Response('{"error":"Slow down"}', {
          status: 429,
          headers: { 'retry-after': header(clock.now()) },
        }),
    );
    const opened = await open();
    expect(opened).toMatchObject({
      failure: { code: 'rate-limited', text: 'Slow down', origin: 'https://api.rigyd.com' },
    });
    const { retryAfterMs } = opened.ok ? {} : opened.failure;
    // A date counts in whole seconds.
    expect(Math.abs((retryAfterMs ?? 0) - 120_000)).toBeLessThan(1_000);
  });

  it('says that the result is still being made, and how long that may take', async () => {
    const { open } = setUp(
      () =>
        new Response('{"message":"Result is being prepared"}', {
          status: 202,
          headers: { 'retry-after': '5' },
        }),
    );
    expect(await open()).toMatchObject({
      failure: { code: 'not-completed', text: 'Result is being prepared', retryAfterMs: 5_000 },
    });
  });

  it('knows no verdict on the key but the API’s', async () => {
    const { open } = setUp(() => new Response('{}', { status: 401 }));
    expect(await open()).toMatchObject({
      failure: { code: 'unauthorized', origin: 'https://api.rigyd.com' },
    });
  });

  it.each([301, 302, 307, 308])('follows a redirect of status %i', async (status) => {
    const { open } = setUp((_call, index) =>
      index === 0 ? new Response(null, { status, headers: { location: '/files/a.zip' } }) : zip(),
    );
    expect(await open()).toMatchObject({ ok: true });
  });

  it('says that a job is not completed', async () => {
    const { open } = setUp(() => new Response('{"error":"Job not yet completed"}', { status: 409 }));
    expect(await open()).toMatchObject({ failure: { code: 'not-completed', text: 'Job not yet completed' } });
  });

  it.each(['text/html; charset=utf-8', 'application/json'])('takes no %s for a ZIP', async (type) => {
    const page = () => new Response('{"error":"Please sign in"}', { headers: { 'content-type': type } });
    expect(await setUp(page).open()).toMatchObject({
      failure: { code: 'bad-answer', text: `Rigyd sent ${type} instead of a ZIP: Please sign in` },
    });
  });

  it.each(['text/plain', 'image/png', null])('takes no page that is called %s for a ZIP', async (type) => {
    const headers = new Headers(type === null ? {} : { 'content-type': type });
    // A stream: a text would have a type of its own.
    const page = () => new Response(new Blob(['<html>Sign in</html>']).stream(), { headers });
    const text = `Rigyd sent ${type ?? 'something else'} instead of a ZIP.`;
    expect(await setUp(page).open()).toMatchObject({
      failure: { code: 'bad-answer', text, origin: 'https://api.rigyd.com' },
    });
  });

  it.each(['text/html', 'application/json', 'binary/zip', ''])(
    'takes a ZIP that is called %s',
    async (type) => {
      const outcome = await setUp(() => zip({ 'content-type': type, 'content-length': '5' })).open();
      if (!outcome.ok) throw new Error(outcome.failure.code);
      expect(outcome.value).toMatchObject({ offset: 0, totalBytes: 5 });
      expect(await new Response(outcome.value.body).text()).toBe('PK…');
    },
  );

  it('takes it compressed from a host that compresses whatever is asked', async () => {
    const { open, calls } = setUp(({ headers }) => {
      if (headers.has('accept-encoding')) throw new Error('net::ERR_CONTENT_DECODING_FAILED');
      return zip({ 'content-encoding': 'gzip', 'content-length': '3' });
    });
    expect(await open('all', resume)).toMatchObject({ ok: true, value: { offset: 0, totalBytes: null } });
    expect(calls.map(({ headers }) => headers.has('range'))).toEqual([true, false]);
  });

  it('gives up when the headers do not come within a minute, not when the body takes longer', async () => {
    const silent = setUp(() => new Promise<Response>(() => {}));
    const outcome = silent.open();
    await silent.clock.advance(60_000);
    expect(await outcome).toMatchObject({ failure: { code: 'timeout' } });
    const slow = setUp(() => zip());
    await slow.open();
    expect(slow.clock.waiting()).toEqual([]);
  });

  it('is cancelled by whoever asked', async () => {
    const { open, abort } = setUp(() => new Promise<Response>(() => {}));
    const outcome = open();
    abort.abort();
    expect(await outcome).toMatchObject({ failure: { code: 'cancelled' } });
  });

  it.each([
    ['an error', { error: `no: ${key}` }, { status: 401 }],
    ['a message in place of the ZIP', { error: `Token ${key} has no storage` }, {}],
    ['an error whose text is cut within it', { error: `${'x'.repeat(490)}${key}` }, { status: 401 }],
    ['the content type', {}, { headers: { 'content-type': `application/json; token=${key}` } }],
    [
      'the content type, cut within it',
      {},
      { headers: { 'content-type': `text/html; ${'x'.repeat(80)}${key}` } },
    ],
  ])('keeps the key out of what the service says: %s', async (_where, body, init) => {
    const headers = { 'content-type': 'application/json' };
    const { open } = setUp(() => new Response(JSON.stringify(body), { headers, ...init }));
    const opened = await open();
    expect(opened).toMatchObject({ ok: false });
    expect(JSON.stringify(opened)).not.toContain(key.slice(0, 12));
  });

  it('keeps the key out of what the network says', async () => {
    const { open } = setUp(() => {
      throw new Error(`net::ERR_INVALID_RESPONSE for Bearer ${key}`);
    });
    expect(JSON.stringify(await open())).not.toContain(key);
  });

  it('sends the key to no other host where the service puts it into the address or the ETag', async () => {
    const encoded = key.replace('y', '%79');
    for (const address of [
      `https://assets.rigyd.com/a.zip?token=${key}`,
      `https://assets.rigyd.com/a.zip?token=${encoded}`,
      `https://assets.rigyd.com/a.zip?token=${encoded.replace('%', '%25')}`,
      `https://${key}.nowhere.example/a.zip`,
    ]) {
      const leading = setUp(() => redirect(address));
      expect(await leading.open()).toMatchObject({ failure: { code: 'address-refused' } });
      expect(leading.calls).toHaveLength(1);
    }
    expect(await setUp(() => zip({ etag: `"${key}"` })).open()).toMatchObject({
      ok: true,
      value: { etag: null },
    });
  });

  it('shows no more of a content type than fits into a sentence', async () => {
    const page = () => new Response('', { headers: { 'content-type': `text/html; ${'x'.repeat(10_000)}` } });
    const opened = await setUp(page).open();
    expect(opened.ok ? null : opened.failure.text).toHaveLength(`Rigyd sent  instead of a ZIP.`.length + 100);
  });
});
