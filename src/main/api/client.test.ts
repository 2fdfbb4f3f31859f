import { describe, expect, it, vi } from 'vitest';
import { isWithheld } from '../../shared/account.ts';
import { digestOf, KnownAnswers } from './client.ts';
import { reachOf } from './gate.ts';
import type { Fetch } from './net-fetch.ts';
import { answeringClient as setUp, hangs, json, key, type Call } from './testing/answering-client.ts';

describe('asking for a job', () => {
  it('is one GET with the key, whose redirects are not followed by themselves', async () => {
    const { client, calls } = setUp(json({ data: { id: 'a/b', status: 'running' } }));
    await client.getJob('a/b');
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      url: 'https://api.rigyd.com/api/conversions/a%2Fb',
      redirect: 'manual',
    });
    expect(calls[0]?.headers.get('authorization')).toBe(`Bearer ${key}`);
    expect(calls[0]?.headers.get('x-rigyd-client')).toBe('rigyd-desk/0');
  });

  it('returns the job, its notes, and the JSON it came from', async () => {
    const raw = { id: 'a', status: 'running', progress: 'half', extra: { kept: true } };
    const { client } = setUp(json({ data: raw }));
    const outcome = await client.getJob('a');
    if (!outcome.ok) throw new Error(outcome.failure.code);
    expect(outcome.value.job).toMatchObject({
      id: 'a',
      status: 'running',
      progress: null,
      extra: { kept: true },
    });
    expect(outcome.value.notes.some((note) => note.startsWith('progress:'))).toBe(true);
    expect(outcome.value.raw).toEqual(raw);
  });

  it('takes an answer without its wrapping', async () => {
    const { client } = setUp(json({ id: 'a', status: 'queued' }));
    expect(await client.getJob('a')).toMatchObject({ ok: true, value: { job: { status: 'queued' } } });
  });

  it.each([
    ['{"data":{"status":"running"}}', 'no job ID'],
    ['{"data":{"id":"a"}}', 'no status'],
    ['{"data":null}', 'no job ID'],
    ['[]', 'no job ID'],
    ['7', 'no job ID'],
    ['<!doctype html><p>Sign in</p>', 'web page'],
    ['{"data":', 'isn’t JSON'],
    ['', 'isn’t JSON'],
  ])('cannot use %s', async (body, reason) => {
    const { client } = setUp(new Response(body));
    const outcome = await client.getJob('a');
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'bad-answer' } });
    if (!outcome.ok) expect(outcome.failure.text).toMatch(new RegExp(reason));
  });

  it.each([
    ['is nested too deeply', `${'['.repeat(500)}${']'.repeat(500)}`],
    ['is not a number', '{"mass":NaN}'],
  ])('reads a job of which one part %s', async (_what, report) => {
    const { client } = setUp(new Response(`{"data":{"id":"a","status":"running","report":${report}}}`));
    const outcome = await client.getJob('a');
    expect(outcome).toMatchObject({ ok: true, value: { job: { status: 'running' } } });
  });

  it('hands on what the service said', async () => {
    const { client } = setUp(json({ error: 'Conversion job not found' }, { status: 404 }));
    expect(await client.getJob('a')).toMatchObject({
      failure: { code: 'not-found', text: 'Conversion job not found' },
    });
  });

  it.each([301, 302, 307, 308])('follows a %i within the API’s origin, with the key', async (status) => {
    const moved = new Response(null, { status, headers: { location: '/api/conversions/a/' } });
    const { client, calls } = setUp(moved, json({ data: { id: 'a', status: 'running' } }));
    expect(await client.getJob('a')).toMatchObject({ ok: true });
    expect(calls[1]?.url).toBe('https://api.rigyd.com/api/conversions/a/');
    expect(calls[1]?.headers.get('authorization')).toBe(`Bearer ${key}`);
  });

  it.each([300, 303, 304, 305])(
    'takes a %i for an answer without a job, wherever it leads',
    async (status) => {
      const { client, calls } = setUp(new Response(null, { status, headers: { location: '/api/b' } }));
      expect(await client.getJob('a')).toMatchObject({ ok: false });
      expect(calls).toHaveLength(1);
    },
  );

  it.each(['https://evil.example/', 'http://api.rigyd.com/api/conversions/a', '//evil.example', 'http://%'])(
    'follows no redirect to %s',
    async (location) => {
      const { client, calls } = setUp(new Response(null, { status: 302, headers: { location } }));
      expect(await client.getJob('a')).toMatchObject({ failure: { code: 'bad-answer' } });
      expect(calls).toHaveLength(1);
    },
  );

  it('leaves a circle of redirects, each of which waited for its turn', async () => {
    const { client, calls, turns } = setUp(
      new Response(null, { status: 301, headers: { location: '/api/x' } }),
    );
    expect(await client.getJob('a')).toMatchObject({ failure: { code: 'bad-answer' } });
    expect(calls).toHaveLength(4);
    expect(turns()).toBe(3);
  });

  it('refuses an answer about another job', async () => {
    const { client } = setUp(json({ data: { id: 'b', status: 'running' } }));
    expect(await client.getJob('a')).toMatchObject({
      failure: { code: 'bad-answer', text: 'The response is about another job, b.' },
    });
  });

  it('asks also for what cannot be written into an address as it is', async () => {
    const { client, calls } = setUp(json({ error: 'Conversion job not found' }, { status: 404 }));
    expect(await client.getJob('a/\ud810')).toMatchObject({ failure: { code: 'not-found' } });
    expect(await client.listJobs({ cursor: '\udc00&' }, 10)).toMatchObject({
      failure: { code: 'not-found' },
    });
    const { signal } = new AbortController();
    expect(await client.openResult('\ud810', 'all', { signal, resume: null })).toMatchObject({ ok: false });
    expect(calls.map(({ url }) => url.replace('https://api.rigyd.com/api', ''))).toEqual([
      '/conversions/a%2F%EF%BF%BD',
      '/conversions?cursor=%EF%BF%BD%26&pageSize=10',
      '/conversions/%EF%BF%BD/result?format=all',
    ]);
  });

  it('says no more of such a job’s ID than fits into a sentence', async () => {
    const { client } = setUp(json({ data: { id: 'b'.repeat(100_000), status: 'running' } }));
    const outcome = await client.getJob('a');
    expect(outcome.ok ? null : outcome.failure.text?.length).toBeLessThan(200);
  });

  it('keeps the key out of what the network says', async () => {
    const { client } = setUp(() => Promise.reject(new Error(`net::ERR_FAILED, Bearer ${key}`)));
    expect(await client.getJob('a')).toMatchObject({
      failure: { text: 'net::ERR_FAILED, Bearer [key removed]' },
    });
  });

  it('takes an ID that is a number', async () => {
    const { client } = setUp(json({ data: { id: 17, status: 'running' } }));
    expect(await client.getJob('17')).toMatchObject({ value: { job: { id: '17' } } });
  });

  it('hands on what the service said with a 200', async () => {
    const { client } = setUp(json({ error: 'Temporarily unavailable for maintenance' }));
    expect(await client.getJob('a')).toMatchObject({
      failure: { code: 'rejected', text: 'Temporarily unavailable for maintenance' },
    });
  });

  it.each([401, 403, 404])(
    'takes a web page of status %i for a proxy’s, not for the API’s answer',
    async (status) => {
      const { client } = setUp(new Response('<html>Blocked</html>', { status }));
      expect(await client.getJob('a')).toMatchObject({ failure: { code: 'bad-answer' } });
    },
  );

  it.each([
    [403, 'RBAC: access denied', 'bad-answer'],
    [404, '404 page not found', 'bad-answer'],
    [404, '', 'not-found'],
    [403, '', 'forbidden'],
    [410, ' ', 'gone'],
    [404, ' {"error":"Job not found"}', 'not-found'],
    [401, 'Unauthorized', 'unauthorized'],
    [429, 'Slow down', 'rate-limited'],
    [429, '<html>Slow down</html>', 'rate-limited'],
  ])('takes status %i for what its body makes of it: %s', async (status, text, code) => {
    const { client } = setUp(new Response(text, { status }));
    expect(await client.getJob('a')).toMatchObject({ failure: { code } });
  });

  it.each([403, 410])(
    'takes HTTP %i without a body for no trouble of the service, whatever is asked for',
    async (status) => {
      const asked = [
        await setUp(new Response(null, { status })).client.getJob('a'),
        await setUp(new Response(null, { status })).client.getAccount(),
        await setUp(new Response(null, { status })).client.listJobs({ page: 1 }, 100),
      ];
      for (const answer of asked) expect(answer.ok ? null : reachOf(answer.failure)).toBe('request');
    },
  );

  it('takes plain text of status 404 neither for a refused key nor for a proxy’s page in the place of the account', async () => {
    const { client } = setUp(new Response('Not Found', { status: 404 }));
    expect(await client.checkKey(key, null)).toEqual({ ok: true, value: null });
    const account = await setUp(new Response('Not Found', { status: 404 })).client.getAccount();
    expect(account.ok || isWithheld(account.failure)).toBe(true);
    const page = await setUp(new Response('<p>Not Found', { status: 404 })).client.getAccount();
    expect(page.ok || isWithheld(page.failure)).toBe(false);
  });

  it('asks nothing without a key', async () => {
    const { client, calls, setKey } = setUp(json({}));
    setKey(null);
    expect(await client.getJob('a')).toMatchObject({ failure: { code: 'no-key' } });
    expect(calls).toHaveLength(0);
  });

  it('gives up after twenty seconds', async () => {
    const { client, clock } = setUp(hangs);
    const outcome = client.getJob('a');
    await clock.advance(19_999);
    expect(clock.waiting()).toHaveLength(1);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ failure: { code: 'timeout' } });
  });

  it('gives up as well when the body does not end', async () => {
    const endless: Fetch = (_url, { signal }) =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start: (controller) =>
              signal?.addEventListener('abort', () => controller.error(new Error('aborted'))),
          }),
        ),
      );
    const { client, clock } = setUp(endless);
    const outcome = client.getJob('a');
    await clock.advance(20_000);
    expect(await outcome).toMatchObject({ failure: { code: 'timeout' } });
  });

  it('leaves no timer behind', async () => {
    const { client, clock } = setUp(json({ data: { id: 'a', status: 'queued' } }));
    await client.getJob('a');
    expect(clock.waiting()).toEqual([]);
  });

  it('ends when it is told to', async () => {
    const { client } = setUp(hangs);
    const abort = new AbortController();
    const outcome = client.getJob('a', abort.signal);
    abort.abort();
    expect(await outcome).toMatchObject({ ok: false });
  });

  it('reads no more than any answer can be', async () => {
    const megabyte = new Uint8Array(1024 * 1024);
    const flood = () =>
      new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(megabyte) });
    const { client } = setUp(() => Promise.resolve(new Response(flood())));
    expect(await client.getJob('a')).toMatchObject({
      failure: { code: 'answer-too-large', text: 'The response is larger than 2 MB.' },
    });
    expect(await client.getAccount()).toMatchObject({
      failure: { text: 'The response is larger than 64 KB.' },
    });
    expect(await client.listJobs({ page: 1 }, 100)).toMatchObject({
      failure: { text: 'The response is larger than 8 MB.' },
    });
    expect(await client.checkKey(key, 'a')).toEqual({ ok: true, value: null });
  });

  it('reads of a list of more than ten thousand jobs the first, and says that there are more', async () => {
    const data = Array.from({ length: 10_001 }, (_, index) => ({ id: `job${index}`, status: 'running' }));
    const { client } = setUp(() => Promise.resolve(json({ data })));
    const outcome = await client.listJobs({ page: 1 }, 100);
    expect(outcome).toMatchObject({ ok: true, value: { isCut: true, unreadable: 0 } });
    expect(outcome.ok && outcome.value.jobs).toHaveLength(10_000);
  });

  it('reads of a list that is too large the jobs that came whole, and says that there are more', async () => {
    const data = Array.from({ length: 10 }, (_, index) => ({
      id: `job${index}`,
      status: 'running',
      error: 'x'.repeat(1024 * 1024),
    }));
    const { client } = setUp(() => Promise.resolve(json({ data })));
    const outcome = await client.listJobs({ page: 1 }, 10);
    const ids = outcome.ok ? outcome.value.jobs.map(({ job }) => job.id) : [];
    expect(outcome).toMatchObject({ ok: true, value: { isCut: true, unreadable: 0 } });
    expect(ids.length).toBeGreaterThan(0);
    expect(ids).toEqual(data.slice(0, ids.length).map(({ id }) => id));
    expect(ids.length).toBeLessThan(8);
  });

  it('takes a flood that comes with an error for anybody’s answer', async () => {
    const body = 'x'.repeat(3 * 1024 * 1024);
    const { client } = setUp(() => Promise.resolve(new Response(body, { status: 502 })));
    expect(await client.getJob('a')).toMatchObject({ failure: { code: 'bad-answer' } });
  });

  it.each([
    ['as it is', (text: string) => text],
    ['with one character escaped', (text: string) => text.replace('rgyd', '\\u0072gyd')],
  ])('takes the key out of an answer that repeats it %s', async (_name, escape) => {
    const body = { id: 'a', status: 'failed', error: `bad key ${key}`, report: { [key]: [`${key} ${key}`] } };
    const answered = setUp(new Response(escape(JSON.stringify({ data: body }))));
    const outcome = JSON.stringify(await answered.client.getJob('a'));
    expect(outcome).toContain('key removed');
    expect(outcome).not.toContain(key);
    const words = `${'x'.repeat(470)} ${key}`;
    const failed = setUp(new Response(escape(JSON.stringify({ error: words })), { status: 401 }));
    expect(JSON.stringify(await failed.client.getJob('a'))).not.toContain('kkkkkkkk');
  });
});

describe('checking a key', () => {
  const missing = json({ error: 'Conversion job not found' }, { status: 404 });
  const refused = json({ error: 'Invalid API key' }, { status: 401 });
  const paths = (calls: Call[]) => calls.map(({ url }) => new URL(url).pathname);

  it('asks the call of the contract, with that key, for a job that cannot exist', async () => {
    const { client, calls, setKey } = setUp(missing);
    setKey(null);
    expect(await client.checkKey('another-key', null)).toEqual({ ok: true, value: null });
    expect(paths(calls)).toEqual(['/api/conversions/rigyd-desk-key-check']);
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer another-key');
  });

  it.each([
    [200, { data: { id: 'a', status: 'running' } }],
    [404, { error: 'Conversion job not found' }],
    [410, { error: 'Deleted after 30 days' }],
    [400, { error: 'Invalid ID' }],
  ])('takes it for good after a %i', async (status, body) => {
    const { client } = setUp(json(body, { status }));
    expect(await client.checkKey(key, null)).toEqual({ ok: true, value: null });
  });

  it('believes a refusal only where a known job and one that cannot exist are both refused', async () => {
    const both = setUp(refused);
    expect(await both.client.checkKey(key, 'known')).toMatchObject({ failure: { code: 'unauthorized' } });
    expect(paths(both.calls)).toEqual(['/api/conversions/known', '/api/conversions/rigyd-desk-key-check']);
    const one = setUp(refused, missing);
    expect(await one.client.checkKey(key, 'known')).toEqual({ ok: true, value: null });
  });

  it.each([
    [403, json({ error: 'Forbidden' }, { status: 403 }), 'forbidden'],
    [503, json({ error: 'Down' }, { status: 503 }), 'service-down'],
    ['a sign-in page', new Response('<!doctype html>', { status: 401 }), 'bad-answer'],
  ])('cannot tell after %s', async (_name, response, code) => {
    expect(await setUp(response).client.checkKey(key, null)).toMatchObject({ failure: { code } });
  });
});

describe('known answers', () => {
  it('are found by the job and the bytes', () => {
    const known = new KnownAnswers<string>();
    known.keep('a', digestOf('key', 'one'), 'first');
    expect(known.find('a', digestOf('key', 'one'))).toBe('first');
    expect(known.find('a', digestOf('key', 'two'))).toBeUndefined();
    expect(known.find('a', digestOf('other key', 'one'))).toBeUndefined();
    expect(known.find('b', digestOf('key', 'one'))).toBeUndefined();
    known.forget('a');
    expect(known.find('a', digestOf('key', 'one'))).toBeUndefined();
  });

  it('are the newest five thousand', () => {
    const known = new KnownAnswers<number>();
    for (let job = 0; job <= 5_000; job += 1) known.keep(`${job}`, 'digest', job);
    expect([known.find('0', 'digest'), known.find('1', 'digest')]).toEqual([undefined, 1]);
  });
});

describe('asking for a job again', () => {
  it('parses an answer once while it stays the same, and gives the very same object again', async () => {
    const parse = vi.spyOn(JSON, 'parse');
    const running = json({ data: { id: 'a', status: 'running', progress: 5 } });
    const { client, setKey } = setUp(
      running,
      running,
      running,
      json({ data: { id: 'a', status: 'running' } }),
    );
    const first = await client.getJob('a');
    const before = parse.mock.calls.length;
    const second = await client.getJob('a');
    expect(parse.mock.calls.length).toBe(before);
    parse.mockRestore();
    if (!first.ok || !second.ok) throw new Error('It was not read.');
    expect(second.value).toBe(first.value);
    setKey(`rgyd_test_${'b'.repeat(43)}`);
    const withAnotherKey = await client.getJob('a');
    expect(withAnotherKey).toEqual(first);
    if (withAnotherKey.ok) expect(withAnotherKey.value).not.toBe(first.value);
    expect(await client.getJob('a')).toMatchObject({ value: { job: { progress: null } } });
  });

  it('takes another key out of the same answer', async () => {
    const other = `rgyd_test_${'b'.repeat(43)}`;
    const { client, setKey } = setUp(json({ data: { id: 'a', status: 'running', stage: other } }));
    expect(await client.getJob('a')).toMatchObject({ value: { job: { stage: other } } });
    setKey(other);
    expect(await client.getJob('a')).toMatchObject({ value: { job: { stage: '[key removed]' } } });
  });
});
