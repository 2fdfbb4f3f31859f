import { describe, expect, it } from 'vitest';
import { call, withSimulator } from '../testing.ts';
import { unzipped } from '../testing-zip.ts';

const json = async (response: Response): Promise<unknown> => response.json();

describe('the key', () => {
  it('is asked for', async () => {
    await withSimulator({}, async (simulator) => {
      const response = await fetch(`${simulator.baseUrl}/me`);
      expect([response.status, await json(response)]).toEqual([401, { error: 'Authentication required' }]);
    });
  });

  it('is checked, can be revoked and replaced while running', async () => {
    await withSimulator({}, async (simulator) => {
      const wrong = await call(simulator, '/me', { headers: { authorization: 'Bearer rgyd_test_nobody' } });
      expect([wrong.status, await json(wrong)]).toEqual([401, { error: 'Invalid API key' }]);
      simulator.revokeKey();
      expect((await call(simulator, '/me')).status).toBe(401);
      simulator.acceptKey('rgyd_live_new');
      const fresh = await call(simulator, '/me', { headers: { authorization: 'Bearer rgyd_live_new' } });
      expect(fresh.status).toBe(200);
      simulator.acceptKey();
      expect((await call(simulator, '/me')).status).toBe(200);
    });
  });
});

describe('GET /conversions/:id', () => {
  it('follows a job through every status as the clock is moved', async () => {
    await withSimulator({}, async (simulator) => {
      const durations = { submitting: 1_000, preprocessing: 5_000, queued: 1_000, running: 5_000 };
      const id = simulator.addJob({ filename: 'chair.obj', durations });
      const seen: string[] = [];
      for (let second = 0; second < 14; second += 1) {
        const { data } = (await json(await call(simulator, `/conversions/${id}`))) as {
          data: { status: string };
        };
        if (seen.at(-1) !== data.status) seen.push(data.status);
        simulator.clock.advance(1_000);
      }
      expect(seen).toEqual(['submitting', 'preprocessing', 'queued', 'running', 'completed']);
    });
  });

  it('knows no other job', async () => {
    await withSimulator({}, async (simulator) => {
      const response = await call(simulator, '/conversions/nobody');
      expect([response.status, await json(response)]).toEqual([404, { error: 'Conversion job not found' }]);
    });
  });

  it('answers 404 in JSON for a path that is none', async () => {
    await withSimulator({}, async (simulator) => {
      const response = await call(simulator, '/nothing');
      expect([response.status, await json(response)]).toEqual([404, { error: 'Not Found' }]);
    });
  });
});

describe('GET /conversions', () => {
  interface Page {
    data: { id: string }[];
    meta: object;
  }

  it('pages through all jobs, newest first', async () => {
    await withSimulator({ jobs: 30 }, async (simulator) => {
      const page = async (query: string): Promise<Page> =>
        (await json(await call(simulator, `/conversions${query}`))) as Page;
      const [first, last] = [await page('?page=1&pageSize=20'), await page('?page=2&pageSize=20')];
      expect([...first.data, ...last.data].map((job) => job.id)).toEqual(simulator.jobIds());
      expect(last.meta).toEqual({ page: 2, pageSize: 20, pageCount: 2, total: 30 });
    });
  });

  it.each([
    ['', { page: 1, pageSize: 25 }],
    ['?pageSize=5000', { page: 1, pageSize: 100 }],
    ['?page=-1&pageSize=abc', { page: 1, pageSize: 25 }],
  ])('keeps to its limits for "%s"', async (query, meta) => {
    await withSimulator({}, async (simulator) => {
      const page = (await json(await call(simulator, `/conversions${query}`))) as Page;
      expect(page).toEqual({ data: [], meta: { ...meta, pageCount: 1, total: 0 } });
    });
  });
});

describe('GET /conversions/:id/result', () => {
  it.each(['usd', 'mjcf', 'all'] as const)(
    'serves %s as the very bytes that tests can ask for',
    async (format) => {
      await withSimulator({}, async (simulator) => {
        const id = simulator.addJob({ filename: 'gear.glb' });
        simulator.setPhase(id, 'completed');
        const response = await call(simulator, `/conversions/${id}/result?format=${format}`);
        const bytes = Buffer.from(await response.arrayBuffer());
        expect(bytes.equals(await simulator.resultBytes(id, format))).toBe(true);
        expect([...(await unzipped(bytes)).keys()]).toEqual([
          ...(await simulator.resultFiles(id, format)).keys(),
        ]);
        expect(Object.fromEntries(response.headers)).toMatchObject({
          'content-type': 'application/zip',
          'content-length': String(bytes.length),
          'accept-ranges': 'bytes',
          etag: expect.stringMatching(/^"[^"]+"$/) as string,
        });
      });
    },
  );

  it('is everything when no format is named', async () => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ filename: 'gear.glb' });
      simulator.setPhase(id, 'completed');
      const response = await call(simulator, `/conversions/${id}/result`);
      expect(Number(response.headers.get('content-length'))).toBe(
        (await simulator.resultBytes(id, 'all')).length,
      );
      await response.body?.cancel();
    });
  });

  it.each([
    ['?format=fbx', 'completed', 400, { error: 'Invalid format. Expected one of: usd, mjcf, all' }],
    ['?format=usd', 'running', 409, { error: 'Job not yet completed', status: 'running' }],
    ['?format=mjcf', 'completed', 404, { error: 'MJCF package is not available for this conversion' }],
  ])('answers %s of a %s job with %i', async (query, phase, status, body) => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ filename: 'gear.glb', noMjcf: true });
      simulator.setPhase(id, phase);
      const response = await call(simulator, `/conversions/${id}/result${query}`);
      expect([response.status, await json(response)]).toEqual([status, body]);
    });
  });

  it('is not there for a failed or unknown job', async () => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ fails: 'no' });
      simulator.setPhase(id, 'failed');
      expect((await call(simulator, `/conversions/${id}/result`)).status).toBe(409);
      expect((await call(simulator, '/conversions/nobody/result')).status).toBe(404);
    });
  });

  it('goes on where a transfer broke off, as long as the tag is the same', async () => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ filename: 'gear.glb' });
      simulator.setPhase(id, 'completed');
      const path = `/conversions/${id}/result?format=usd`;
      const whole = await simulator.resultBytes(id, 'usd');
      const etag = (await call(simulator, path, { method: 'HEAD' })).headers.get('etag') ?? '';
      const part = (tag: string): Promise<Response> =>
        call(simulator, path, { headers: { range: 'bytes=1000-', 'if-range': tag } });
      const rest = await part(etag);
      expect(rest.status).toBe(206);
      expect(rest.headers.get('content-range')).toBe(`bytes 1000-${whole.length - 1}/${whole.length}`);
      expect(Buffer.from(await rest.arrayBuffer()).equals(whole.subarray(1_000))).toBe(true);
      for (const tag of ['"another"', `W/${etag}`]) {
        const again = await part(tag);
        expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([200, whole.length]);
      }
      const beyond = await call(simulator, path, { headers: { range: `bytes=${whole.length}-` } });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
    });
  });
});

describe('the account', () => {
  it('tells user, plan and prices', async () => {
    await withSimulator({ credits: 12 }, async (simulator) => {
      expect(await json(await call(simulator, '/me'))).toMatchObject({
        data: { user: { username: 'demo' }, subscription: { status: 'active', credits_remaining: 12 } },
      });
      expect(await json(await call(simulator, '/conversions/pricing'))).toMatchObject({
        data: { glb_to_simready: 1, image_to_simready: 3, simulate_usd: 0, prototype: 5 },
      });
    });
  });
});

describe('the assets host', () => {
  it('serves every file that a completed job points to, without a key', async () => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ filename: 'chair.obj' });
      simulator.setPhase(id, 'completed');
      const { output, input, preprocess } = simulator.job(id);
      const files = [output?.model, output?.mjcf_package, input.model, preprocess.intermediate_glb];
      for (const file of [...files, ...(output?.textures ?? [])]) {
        const response = await fetch(file?.url ?? '');
        const { byteLength } = await response.arrayBuffer();
        expect([file?.name, response.status]).toEqual([file?.name, 200]);
        if (file?.size !== undefined) expect(byteLength).toBe(file.size);
      }
      expect(new URL(output?.model?.url ?? '').origin).toBe(simulator.assetsUrl);
      expect(simulator.assetsUrl).not.toBe(new URL(simulator.baseUrl).origin);
      expect(simulator.requests.assetsSawAuthorization).toBe(false);
    });
  });

  it('serves the pictures of an image job and the log of a simulation as what they are', async () => {
    await withSimulator({}, async (simulator) => {
      const image = simulator.addJob({ filename: 'mug.png' });
      const simulation = simulator.addJob({ type: 'simulate_usd', filename: 'mug.usd' });
      simulator.setPhase(simulation, 'completed');
      const types: (string | null)[] = [];
      for (const file of [...simulator.job(image).input.images, simulator.job(simulation).output?.sim_log]) {
        types.push((await fetch(file?.url ?? '')).headers.get('content-type'));
      }
      expect(types).toEqual(['image/png', 'text/plain; charset=utf-8']);
    });
  });

  it('has a file no earlier than the job points to it', async () => {
    await withSimulator({}, async (simulator) => {
      const id = simulator.addJob({ filename: 'chair.obj' });
      const file = async (path: string): Promise<number> =>
        (await fetch(`${simulator.assetsUrl}/jobs/${id}/${path}`)).status;
      expect([await file('output/chair.usd'), await file('preprocess/chair.glb')]).toEqual([404, 404]);
      simulator.setPhase(id, 'running');
      expect([await file('output/chair.usd'), await file('preprocess/chair.glb')]).toEqual([404, 200]);
      expect([await file('secrets/chair.usd'), await file('input/other.obj')]).toEqual([404, 404]);
    });
  });

  it('remembers for ever that it was shown a key', async () => {
    await withSimulator({}, async (simulator) => {
      await fetch(simulator.assetsUrl, { headers: { authorization: 'Bearer x' } });
      simulator.requests.clear();
      expect(simulator.requests.assetsSawAuthorization).toBe(true);
    });
  });
});
