import { describe, expect, it } from 'vitest';
import { call, withSimulator } from '../testing.ts';
import { onTheWire, struck } from './testing-faults.ts';

describe('instead of the answer', () => {
  it('comes another status, with Retry-After', async () => {
    await struck(
      { kind: 'status', status: 429, retryAfter: 7, error: 'Slow down' },
      async (simulator, path) => {
        const response = await call(simulator, path);
        expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
        expect(await response.json()).toEqual({ error: 'Slow down' });
      },
    );
  });

  it.each([
    ['error', { error: 'no', status: 'running' }],
    ['error.message', { error: { message: 'no' }, status: 'running' }],
    ['data.error', { data: { error: 'no' }, status: 'running' }],
    ['message', { message: 'no', status: 'running' }],
  ] as const)('comes an error with its text under %s', async (shape, body) => {
    const fault = {
      kind: 'status',
      status: 409,
      error: 'no',
      shape,
      details: { status: 'running' },
    } as const;
    await struck(fault, async (simulator, path) => {
      expect(await (await call(simulator, path)).json()).toEqual(body);
    });
  });

  it("comes an error in Strapi's words", async () => {
    const fault = { kind: 'status', status: 403, error: 'Forbidden', shape: 'strapi' } as const;
    await struck(fault, async (simulator, path) => {
      expect(await (await call(simulator, path)).json()).toEqual({
        data: null,
        error: { status: 403, name: 'ForbiddenError', message: 'Forbidden', details: {} },
      });
    });
  });

  it("comes a storage's page in XML", async () => {
    const fault = { kind: 'status', status: 403, body: 'xml', error: 'Request has expired' } as const;
    await struck(fault, async (simulator, path) => {
      const response = await call(simulator, path);
      expect([response.status, response.headers.get('content-type')]).toEqual([403, 'application/xml']);
      expect(await response.text()).toContain('<Code>AccessDenied</Code><Message>Request has expired<');
    });
  });

  it("comes a proxy's page, or nothing", async () => {
    await struck({ kind: 'status', status: 502, body: 'html' }, async (simulator, path) => {
      const response = await call(simulator, path);
      expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
      expect(await response.text()).toMatch(/^<html>/);
    });
    await struck({ kind: 'status', status: 500, body: 'empty' }, async (simulator, path) => {
      expect(await (await call(simulator, path)).text()).toBe('');
    });
  });

  it('comes nothing at all until the client gives up', async () => {
    await struck({ kind: 'hang' }, async (simulator, path) => {
      const controller = new AbortController();
      const answer = call(simulator, path, { signal: controller.signal });
      // A second request that is answered shows that the first was received and is being kept waiting.
      await call(simulator, '/me');
      expect(simulator.requests.entries[0]?.endedAt).toBeNull();
      controller.abort();
      await expect(answer).rejects.toThrow('abort');
    });
  });

  it('comes a broken connection', async () => {
    await struck({ kind: 'reset' }, async (simulator, path) => {
      await expect(call(simulator, path)).rejects.toThrow('fetch failed');
      expect((await onTheWire(simulator, path)).length).toBe(0);
    });
  });

  it('comes a redirect to the assets host, or anywhere', async () => {
    await struck({ kind: 'redirect' }, async (simulator, path) => {
      const response = await call(simulator, path, { redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([
        302,
        `${simulator.assetsUrl}/api/conversions/gear`,
      ]);
    });
    await struck({ kind: 'redirect', status: 307, to: 'http://127.0.0.1:1/x' }, async (simulator, path) => {
      const response = await call(simulator, path, { redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([307, 'http://127.0.0.1:1/x']);
    });
  });

  it('comes a redirect to the same address with a slash at its end, where the true answer is', async () => {
    await struck({ kind: 'redirect', status: 308, to: '{path}/{query}' }, async (simulator, path) => {
      const response = await call(simulator, `${path}?a=1`);
      expect([new URL(response.url).pathname, new URL(response.url).search]).toEqual([
        '/api/conversions/gear/',
        '?a=1',
      ]);
      expect(await response.json()).toMatchObject({ data: { id: 'gear' } });
    });
  });

  it('comes a signed address on the assets host, a new one each time, which can have expired', async () => {
    await struck(
      { kind: 'redirect', signed: true },
      async (simulator, path) => {
        const expired = { kind: 'status', status: 403, body: 'xml' } as const;
        simulator.faults.set({ fault: expired, endpoint: 'assets', job: 'gear', times: 1 });
        const [first, second] = [await call(simulator, path), await call(simulator, path)];
        expect([first.status, second.status]).toEqual([403, 200]);
        expect(first.url).toMatch(/\/result\?format=usd&X-Amz-Expires=300&X-Amz-Signature=\d+$/);
        expect(second.url).not.toBe(first.url);
        const bytes = Buffer.from(await second.arrayBuffer());
        expect(bytes.equals(await simulator.resultBytes('gear', 'usd'))).toBe(true);
      },
      'result',
    );
  });

  it('comes another success, such as a result that is being prepared', async () => {
    const text = '{"status":"preparing"}';
    await struck(
      { kind: 'body', status: 202, text },
      async (simulator, path) => {
        const response = await call(simulator, path);
        expect([response.status, await response.text()]).toEqual([202, text]);
      },
      'result',
    );
    await struck({ kind: 'body', status: 204, text: '' }, async (simulator, path) => {
      expect((await call(simulator, path)).status).toBe(204);
    });
  });

  it('comes an answer that is spoilt itself', async () => {
    await struck({ kind: 'status', status: 502, body: 'html' }, async (simulator, path) => {
      simulator.faults.set({
        fault: { kind: 'headers', set: { server: 'cloudflare', 'Content-Type': null } },
      });
      const { headers } = await call(simulator, path);
      expect([headers.get('server'), headers.get('content-type')]).toEqual(['cloudflare', null]);
    });
  });

  it('comes a page that calls itself JSON', async () => {
    await struck({ kind: 'body' }, async (simulator, path) => {
      const response = await call(simulator, path);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
      await expect(response.json()).rejects.toThrow('JSON');
    });
  });
});

describe('a fault', () => {
  it('strikes the assets host too', async () => {
    await withSimulator({}, async (simulator) => {
      simulator.faults.set({ fault: { kind: 'status', status: 503 }, endpoint: 'assets', job: 'gear' });
      expect((await fetch(`${simulator.assetsUrl}/jobs/gear/output/gear.usd`)).status).toBe(503);
      expect((await fetch(`${simulator.assetsUrl}/jobs/mug/output/mug.usd`)).status).toBe(404);
    });
  });

  it('strikes before the key is looked at, as a proxy in front would', async () => {
    await struck({ kind: 'status', status: 502 }, async (simulator, path) => {
      expect((await fetch(`${simulator.baseUrl}${path}`)).status).toBe(502);
    });
  });

  it('works together with another', async () => {
    await struck({ kind: 'json', set: { 'data.progress': 7 } }, async (simulator, path) => {
      simulator.faults.set({ fault: { kind: 'framing', framing: 'close' } });
      const response = await call(simulator, path);
      expect(response.headers.get('content-length')).toBeNull();
      expect(await response.json()).toMatchObject({ data: { progress: 7 } });
    });
  });
});
