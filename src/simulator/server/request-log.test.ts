import { describe, expect, it } from 'vitest';
import { call, withSimulator } from '../testing.ts';

describe('the request log', () => {
  it('notes what was asked, by whom, and how it ended, but never the key', async () => {
    await withSimulator({}, async (simulator) => {
      await (await call(simulator, '/me?x=1', { headers: { 'x-rigyd-client': 'test' } })).text();
      await (await fetch(`${simulator.assetsUrl}/nothing`)).text();
      const [api, assets] = simulator.requests.entries;
      expect(api).toMatchObject({
        origin: 'api',
        method: 'GET',
        path: '/api/me?x=1',
        hadAuthorization: true,
      });
      expect(api?.headers).toMatchObject({ 'x-rigyd-client': 'test' });
      expect(assets).toMatchObject({ origin: 'assets', hadAuthorization: false });
      expect(JSON.stringify(simulator.requests.entries)).not.toContain(simulator.key);
      expect(simulator.requests.total).toBe(2);
    });
  });

  it('notes how each ended of those under way at once', async () => {
    let release = (): void => undefined;
    const wait = (): Promise<void> => new Promise((resolve) => (release = resolve));
    await withSimulator({ wait }, async (simulator) => {
      simulator.faults.set({ fault: { kind: 'delay', ms: 1 }, times: 1 });
      const first = call(simulator, '/me');
      await (await call(simulator, '/me')).text();
      release();
      await (await first).text();
      expect(simulator.requests.entries.map((entry) => entry.status)).toEqual([200, 200]);
      expect(simulator.requests.entries.every((entry) => entry.endedAt !== null)).toBe(true);
    });
  });

  it('keeps the latest ten thousand at most and forgets all when cleared', async () => {
    const { createRequestLog } = await import('./request-log.ts');
    const { IncomingMessage, ServerResponse } = await import('node:http');
    const { Socket } = await import('node:net');
    const recorder = createRequestLog(() => 0);
    const incoming = new IncomingMessage(new Socket());
    for (let at = 0; at < 12_000; at += 1) {
      incoming.url = `/${at}`;
      recorder.record('api', incoming, new ServerResponse(incoming));
    }
    const { log } = recorder;
    expect(log.entries.length).toBeLessThanOrEqual(10_000);
    expect(log.entries.at(-1)?.path).toBe('/11999');
    expect(log.total).toBe(12_000);
    log.clear();
    expect([log.entries.length, log.total]).toEqual([0, 0]);
  });
});
