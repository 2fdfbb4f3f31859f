import { describe, expect, it } from 'vitest';
import type { Simulator } from '../simulator.ts';
import { call, withSimulator } from '../testing.ts';

async function control(
  simulator: Simulator,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<{ status: number; data?: unknown; error?: string }> {
  const response = await call(simulator, `/../_simulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

describe('the control calls', () => {
  it('ask for the key and take it even after it was revoked', async () => {
    await withSimulator({}, async (simulator) => {
      const url = `${new URL(simulator.baseUrl).origin}/_simulator/state`;
      expect((await fetch(url)).status).toBe(401);
      simulator.revokeKey();
      expect((await control(simulator, 'GET', '/state')).status).toBe(200);
    });
  });

  it('set, list and clear faults', async () => {
    await withSimulator({}, async (simulator) => {
      const rule = { fault: { kind: 'status', status: 503 }, endpoint: 'me', times: 1 };
      const { data } = await control(simulator, 'POST', '/faults', rule);
      expect((await call(simulator, '/me')).status).toBe(503);
      expect((await control(simulator, 'GET', '/faults')).data).toMatchObject([{ ...rule, struck: 1 }]);
      const { name } = data as { name: string };
      expect((await control(simulator, 'DELETE', `/faults/${name}`)).data).toEqual([]);
      simulator.faults.set({ fault: { kind: 'hang' }, endpoint: 'list' });
      expect((await control(simulator, 'DELETE', '/faults')).data).toEqual([]);
    });
  });

  it('move the clock', async () => {
    await withSimulator({}, async (simulator) => {
      const before = simulator.clock.now();
      const { data } = await control(simulator, 'POST', '/speed', { speed: 20, advanceMs: 5_000 });
      expect(data).toMatchObject({ speed: 20, paused: true });
      expect(simulator.clock.now()).toBe(before + 5_000);
      await control(simulator, 'POST', '/speed', { paused: false });
      expect(simulator.clock.paused).toBe(false);
      await control(simulator, 'POST', '/speed', { paused: true });
      expect(simulator.clock.paused).toBe(true);
    });
  });

  it('add jobs, by number or exactly', async () => {
    await withSimulator({}, async (simulator) => {
      const many = await control(simulator, 'POST', '/jobs', { count: 3 });
      const one = await control(simulator, 'POST', '/jobs', {
        jobs: [{ id: 'abc123', filename: 'mug.glb' }],
      });
      expect((many.data as { jobIds: string[] }).jobIds).toHaveLength(3);
      expect(one.data).toEqual({ jobIds: ['abc123'] });
      expect(simulator.job('abc123').filename).toBe('mug.glb');
      const again = await control(simulator, 'POST', '/jobs', { jobs: [{ id: 'abc123' }] });
      expect([again.status, again.error]).toEqual([400, expect.stringContaining('already')]);
    });
  });

  it('hold a job at a phase, let it go, and count jobs by status', async () => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ filename: 'gear.glb' });
      const body = { id, status: 'running', progress: 42 };
      expect((await control(simulator, 'POST', '/state', body)).data).toEqual({ status: 'running' });
      expect(simulator.job(id).progress).toBe(42);
      expect((await control(simulator, 'GET', '/state')).data).toMatchObject({ jobs: { running: 1 } });
      await control(simulator, 'POST', '/state', { id, release: true });
      simulator.clock.advance(200_000);
      expect(simulator.job(id).status).toBe('completed');
    });
  });

  it.each([
    ['/faults', { fault: { kind: 'meteor' } }, 'Invalid'],
    ['/faults', { fault: { kind: 'hang' }, endpoint: 'moon' }, 'endpoint'],
    ['/speed', { speed: 0 }, 'speed'],
    ['/speed', { advanceMs: -1 }, 'advanceMs'],
    ['/jobs', { count: 0 }, 'count'],
    ['/jobs', { jobs: [{ filname: 'x' }] }, 'filname'],
    ['/state', { id: 'nobody', status: 'running' }, 'no job nobody'],
  ])('say what is wrong with %s %j', async (path, body, text) => {
    await withSimulator({}, async (simulator) => {
      const answer = await control(simulator, 'POST', path, body);
      expect(answer.status).toBe(400);
      expect(answer.error).toContain(text);
    });
  });

  it('say that a body is no JSON', async () => {
    await withSimulator({}, async (simulator) => {
      const response = await call(simulator, '/../_simulator/speed', { method: 'POST', body: '{' });
      expect(response.status).toBe(400);
    });
  });
});
