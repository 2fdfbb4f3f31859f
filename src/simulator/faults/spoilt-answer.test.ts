import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Simulator } from '../simulator.ts';
import { call } from '../testing.ts';
import { unzipped } from '../testing-zip.ts';
import { onTheWire, struck } from './testing-faults.ts';

/** The body of an answer as it stood on the wire; the connection is closed when it is whole. */
async function wireBody(simulator: Simulator, path: string): Promise<Buffer> {
  simulator.faults.set({ fault: { kind: 'framing', framing: 'close' }, endpoint: 'job' });
  const wire = await onTheWire(simulator, path);
  return wire.subarray(wire.indexOf('\r\n\r\n') + 4);
}

describe('the true answer', () => {
  it('comes later', async () => {
    const waited: number[] = [];
    const wait = (ms: number): Promise<void> => Promise.resolve(void waited.push(ms));
    await struck(
      { kind: 'delay', ms: 12_000 },
      async (simulator, path) => {
        expect((await call(simulator, path)).status).toBe(200);
        expect(waited).toEqual([12_000]);
      },
      'job',
      { wait },
    );
  });

  it('comes with fields set and removed', async () => {
    const fault = {
      kind: 'json',
      set: { 'data.progress': '42', 'data.status': 'quality_review', 'data.new_field': { a: 1 } },
      remove: ['data.id', 'data.timing'],
    } as const;
    await struck({ ...fault, remove: [...fault.remove] }, async (simulator, path) => {
      const { data } = (await (await call(simulator, path)).json()) as { data: object };
      expect(data).toMatchObject({ progress: '42', status: 'quality_review', new_field: { a: 1 } });
      expect(data).not.toHaveProperty('id');
      expect(data).not.toHaveProperty('timing');
    });
  });

  it('breaks off short of the length it announced', async () => {
    await struck(
      { kind: 'truncate', keep: 0.25 },
      async (simulator, path) => {
        const size = (await simulator.resultBytes('gear', 'usd')).length;
        const wire = await onTheWire(simulator, path);
        expect(wire.toString('latin1')).toContain(`content-length: ${size}\r\n`);
        const body = wire.subarray(wire.indexOf('\r\n\r\n') + 4);
        expect(body.length).toBe(Math.floor(size * 0.25));
        await expect((await call(simulator, path)).arrayBuffer()).rejects.toThrow();
      },
      'result',
    );
  });

  it('breaks off in the middle of chunks', async () => {
    await struck(
      { kind: 'truncate', framing: 'chunked' },
      async (simulator, path) => {
        const wire = (await onTheWire(simulator, path)).toString('latin1').toLowerCase();
        expect(wire).toContain('transfer-encoding: chunked');
        expect(wire).not.toContain('content-length');
        await expect((await call(simulator, path)).arrayBuffer()).rejects.toThrow();
      },
      'result',
    );
  });

  it('ends early without a trace when only the close tells its end', async () => {
    await struck(
      { kind: 'truncate', framing: 'close' },
      async (simulator, path) => {
        const head = (await onTheWire(simulator, path)).toString('latin1').split('\r\n\r\n')[0] ?? '';
        expect(head.toLowerCase()).not.toMatch(/content-length|transfer-encoding/);
        const { byteLength } = await (await call(simulator, path)).arrayBuffer();
        const size = (await simulator.resultBytes('gear', 'usd')).length;
        expect(byteLength).toBe(Math.floor(size / 2));
      },
      'result',
    );
  });

  it('comes whole without its length', async () => {
    await struck(
      { kind: 'framing' },
      async (simulator, path) => {
        const response = await call(simulator, path);
        expect(response.headers.get('content-length')).toBeNull();
        const { byteLength } = await response.arrayBuffer();
        expect(byteLength).toBe((await simulator.resultBytes('gear', 'usd')).length);
      },
      'result',
    );
  });

  it('comes in small pieces over time', async () => {
    let waited = 0;
    const wait = (ms: number): Promise<void> => Promise.resolve(void (waited += ms));
    await struck(
      { kind: 'slow', bytesPerSecond: 20_000 },
      async (simulator, path) => {
        const { byteLength } = await (await call(simulator, path)).arrayBuffer();
        expect(byteLength).toBe((await simulator.resultBytes('gear', 'usd')).length);
        expect(Math.abs(waited / 1_000 - byteLength / 20_000)).toBeLessThan(0.1);
      },
      'result',
      { wait },
    );
  });

  it('drips from the middle on, a byte a second', async () => {
    const waited: number[] = [];
    const wait = (ms: number): Promise<void> => Promise.resolve(void waited.push(ms));
    await struck(
      { kind: 'slow', bytesPerSecond: 1, after: 500 },
      async (simulator, path) => {
        const text = await (await call(simulator, path)).text();
        expect(JSON.parse(text)).toMatchObject({ data: { id: 'gear' } });
        expect(waited).toEqual(Array.from({ length: Buffer.byteLength(text) - 500 }, () => 1_000));
      },
      'job',
      { wait },
    );
  });

  it('comes under other headers', async () => {
    const set = { 'content-type': 'text/html', etag: null, connection: 'close', 'content-encoding': 'gzip' };
    await struck(
      { kind: 'headers', set },
      async (simulator, path) => {
        const wire = (await onTheWire(simulator, path)).toString('latin1');
        const head = wire.slice(0, wire.indexOf('\r\n\r\n')).toLowerCase();
        expect(head).toContain('content-type: text/html\r\n');
        expect(head).toContain('content-encoding: gzip');
        expect(head).not.toContain('etag');
      },
      'result',
    );
  });

  it('stops coming when the client has left', async () => {
    const controller = new AbortController();
    let pieces = 0;
    const wait = async (): Promise<void> => {
      pieces += 1;
      if (pieces === 3) controller.abort();
      // Between two pieces the server hears that the connection is closed.
      if (pieces === 4) await expect.poll(() => closed()).toBe(true);
    };
    let closed = (): boolean => false;
    await struck(
      { kind: 'slow', bytesPerSecond: 2_000 },
      async (simulator, path) => {
        closed = () => simulator.requests.entries[0]?.endedAt !== null;
        const { signal } = controller;
        await expect(call(simulator, path, { signal }).then((answer) => answer.text())).rejects.toThrow(
          'abort',
        );
        await expect.poll(() => pieces).toBeGreaterThan(3);
        await call(simulator, '/me');
        expect(pieces).toBeLessThan(10);
      },
      'result',
      { wait },
    );
  });

  it('comes compressed when the client takes it, or always', async () => {
    const accept = (encoding: string): RequestInit => ({ headers: { 'accept-encoding': encoding } });
    await struck({ kind: 'gzip' }, async (simulator, path) => {
      expect((await call(simulator, path, accept('identity'))).headers.get('content-encoding')).toBeNull();
      const response = await call(simulator, path, accept('gzip'));
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(await response.json()).toMatchObject({ data: { id: 'gear' } });
    });
    await struck({ kind: 'gzip', always: true }, async (simulator, path) => {
      const wire = await wireBody(simulator, path);
      expect(gunzipSync(wire).toString()).toContain('"id":"gear"');
    });
  });
});

describe('the result file', () => {
  it('comes with a byte flipped', async () => {
    await struck(
      { kind: 'corruptZip' },
      async (simulator, path) => {
        const bytes = Buffer.from(await (await call(simulator, path)).arrayBuffer());
        await expect(unzipped(bytes)).rejects.toThrow('wrong checksum');
      },
      'result',
    );
  });

  it('comes with entries that lead out of the folder', async () => {
    await struck(
      { kind: 'zipEntries', entries: [{ name: '../evil', text: 'owned' }] },
      async (simulator, path) => {
        const bytes = Buffer.from(await (await call(simulator, path)).arrayBuffer());
        expect(bytes.includes('../evil')).toBe(true);
        await expect(unzipped(bytes)).rejects.toThrow('..');
      },
      'result',
    );
  });

  it('is another file altogether, of which parts can be asked for', async () => {
    const bytes = Buffer.concat([Buffer.from('PK'), Buffer.from([0])]);
    await struck(
      { kind: 'file', base64: bytes.toString('base64') },
      async (simulator, path) => {
        expect(Buffer.from(await (await call(simulator, path)).arrayBuffer()).equals(bytes)).toBe(true);
        const part = await call(simulator, path, { headers: { range: 'bytes=1-' } });
        expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1-2/3']);
      },
      'result',
    );
  });

  it.each([
    ['weak', /^W\/"/],
    ['missing', /^null$/],
    ['changes', /^".+-\d+"$/],
  ] as const)('comes with a tag that is %s', async (mode, pattern) => {
    await struck(
      { kind: 'etag', mode },
      async (simulator, path) => {
        const tag = async (): Promise<string> => String((await call(simulator, path)).headers.get('etag'));
        const [first, second] = [await tag(), await tag()];
        expect(first).toMatch(pattern);
        expect(first === second).toBe(mode !== 'changes');
        const init = { headers: { range: 'bytes=10-', 'if-range': first } };
        expect((await call(simulator, path, init)).status).toBe(200);
      },
      'result',
    );
  });

  it('comes whole although a part was asked for, or as another part', async () => {
    const init = { headers: { range: 'bytes=10-19' } };
    await struck(
      { kind: 'ranges', mode: 'ignored' },
      async (simulator, path) => {
        const response = await call(simulator, path, init);
        expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, null]);
      },
      'result',
    );
    await struck(
      { kind: 'ranges', mode: 'wrong' },
      async (simulator, path) => {
        const response = await call(simulator, path, init);
        expect([response.status, response.headers.get('content-range')]).toEqual([
          206,
          expect.stringMatching(/^bytes 9-19\//),
        ]);
      },
      'result',
    );
  });
});
