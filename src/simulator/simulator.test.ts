import { describe, expect, it } from 'vitest';
import { startSimulator } from './simulator.ts';
import { call, stoppedClock, withSimulator } from './testing.ts';

describe('startSimulator', () => {
  it('is the same service again for the same seed', async () => {
    const seen: unknown[] = [];
    for (const seed of ['one', 'one', 'two']) {
      await withSimulator({ seed, jobs: 10 }, async (simulator) => {
        const [first = ''] = simulator.jobIds().slice(-1);
        const bytes = await simulator.resultBytes(first, 'all');
        const jobs = simulator.jobIds().map((id) => simulator.job(id));
        const text = JSON.stringify(jobs).replaceAll(simulator.assetsUrl, '');
        seen.push({ key: simulator.key, text, bytes: bytes.toString('base64') });
      });
    }
    const [one, again, two] = seen.map((value) => JSON.stringify(value));
    expect(again === one).toBe(true);
    expect(two === one).toBe(false);
  });

  it('starts with the very jobs it is given', async () => {
    await withSimulator({ jobs: [{ id: 'abc123', filename: 'mug.glb' }] }, (simulator) => {
      expect(simulator.job('abc123').filename).toBe('mug.glb');
      expect(simulator.jobIds()).toEqual(['abc123']);
      expect(simulator.addJobs(2)).toHaveLength(2);
      return Promise.resolve();
    });
  });

  it('runs by real time unless it is given a clock', async () => {
    const simulator = await startSimulator({ speed: 20 });
    expect([simulator.clock.speed, simulator.clock.paused]).toEqual([20, false]);
    expect(Math.abs(simulator.clock.now() - Date.now())).toBeLessThan(60_000);
    await simulator.close();
  });

  it('is as at first after a reset, and its new jobs have new ids', async () => {
    await withSimulator({ credits: 40 }, async (simulator) => {
      const before = simulator.addJobs(3);
      simulator.setCredits(1);
      simulator.revokeKey();
      simulator.acceptKey('another key');
      simulator.faults.set({ fault: { kind: 'status', status: 500 } });
      await call(simulator, '/me');
      simulator.reset();

      expect([simulator.jobIds(), simulator.requests.total]).toEqual([[], 0]);
      const after = simulator.addJobs(5);
      expect(after.filter((id) => before.includes(id))).toEqual([]);
      // Of the mixed ones the fifth fails, and no other.
      const ends = after.map((_, index) => (index === 4 ? 'failed' : 'completed'));
      after.forEach((id, index) => simulator.setPhase(id, ends[index] ?? ''));
      expect(after.map((id) => simulator.job(id).status)).toEqual(ends);
      const answer = await call(simulator, '/me');
      expect(answer.status).toBe(200);
      expect(JSON.stringify(await answer.json())).toContain('40');
      expect(
        (await call(simulator, '/me', { headers: { authorization: 'Bearer another key' } })).status,
      ).toBe(401);
    });
  });

  it('says so when a job is not there', async () => {
    await withSimulator({}, async (simulator) => {
      expect(() => simulator.job('nobody')).toThrow('no job nobody');
      await expect(simulator.resultBytes('nobody', 'usd')).rejects.toThrow('no job nobody');
    });
  });

  it('rejects a port in use and leaves nothing open', async () => {
    await withSimulator({}, async (simulator) => {
      const port = Number(new URL(simulator.baseUrl).port);
      const servers = (): number =>
        process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
      // The servers of earlier tests take a moment to vanish; two are left, this simulator's own.
      await expect.poll(servers).toBe(2);
      await expect(startSimulator({ port, clock: stoppedClock() })).rejects.toThrow('EADDRINUSE');
      await expect.poll(servers).toBe(2);
    });
  });

  it('cuts connections that hang when it closes', async () => {
    const simulator = await startSimulator({ clock: stoppedClock() });
    simulator.faults.set({ fault: { kind: 'hang' } });
    const hanging = call(simulator, '/me');
    const failed = expect(hanging).rejects.toThrow('fetch failed');
    await expect.poll(() => simulator.requests.total).toBe(1);
    await simulator.close();
    await failed;
    await expect(call(simulator, '/me')).rejects.toThrow('fetch failed');
  });

  it('lets a job in every phase be served to many askers at once', async () => {
    await withSimulator({ jobs: 300 }, async (simulator) => {
      const ids = simulator.jobIds().slice(0, 100);
      const answers = await Promise.all(
        ids.map(async (id) => (await call(simulator, `/conversions/${id}`)).json()),
      );
      expect(answers.map((answer) => (answer as { data: { id: string } }).data.id)).toEqual(ids);
    });
  });

  it('hands a big result over whole', async () => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ filename: 'mug.glb', resultBytes: 8_000_000 });
      simulator.setPhase(id, 'completed');
      const response = await call(simulator, `/conversions/${id}/result?format=usd`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.length).toBeGreaterThan(8_000_000);
      expect(bytes.equals(await simulator.resultBytes(id, 'usd'))).toBe(true);
    });
  });
});
