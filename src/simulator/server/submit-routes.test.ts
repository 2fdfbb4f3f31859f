import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { WireJob } from '../jobs/wire.ts';
import type { Simulator } from '../simulator.ts';
import { call, withSimulator } from '../testing.ts';

interface Answer {
  status: number;
  error?: string;
  data?: WireJob;
}

async function post(simulator: Simulator, path: string, body: FormData | object): Promise<Answer> {
  const isForm = body instanceof FormData;
  const headers = isForm ? {} : { 'content-type': 'application/json' };
  const init = { method: 'POST', body: isForm ? body : JSON.stringify(body), headers };
  const response = await call(simulator, path, init);
  return { status: response.status, ...((await response.json()) as object) };
}

function form(fields: Record<string, string | File | File[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) data.append(name, one);
  }
  return data;
}
const file = (name: string, content = 'solid'): File => new File([content], name);
const pictures = (count: number): File[] =>
  Array.from({ length: count }, (_unused, at) => file(`view${at}.png`));

describe('POST /conversions', () => {
  it('makes a job of the file and keeps what was chosen', async () => {
    await withSimulator({}, async (simulator) => {
      const body = form({ file: file('my chair.stl'), target_triangle_count: '20000', optimize: 'true' });
      const headers = { 'x-rigyd-client': 'rigyd-desk' };
      const response = await call(simulator, '/conversions', { method: 'POST', body, headers });
      const { data } = (await response.json()) as { data: WireJob };
      const job = simulator.job(data.id);
      expect(Object.keys(data)).toEqual([
        'id',
        'status',
        'filename',
        'progress',
        'job_type',
        'credits_charged',
        'createdAt',
      ]);
      expect([response.status, data.status, data.filename]).toEqual([202, 'submitting', 'my chair.stl']);
      expect(job.file_size_bytes).toBe(5);
      expect(job.parameters).toEqual({
        target_triangle_count: 20_000,
        optimize: 'true',
        client: 'rigyd-desk',
      });
      expect(await (await fetch(job.input.model?.url ?? '')).text()).toBe('solid');
      expect(simulator.jobIds()).toEqual([job.id]);
    });
  });

  it.each([
    [{}, 400, 'A file is required'],
    [{ file: file('notes.txt') }, 400, 'Unsupported file format'],
    [{ file: file('a.glb'), target_triangle_count: '999' }, 422, 'target_triangle_count'],
    [{ file: file('a.glb'), target_triangle_count: 'many' }, 422, 'target_triangle_count'],
  ])('refuses %j', async (fields, status, text) => {
    await withSimulator({}, async (simulator) => {
      const answer = await post(simulator, '/conversions', form(fields));
      expect(answer.status).toBe(status);
      expect(answer.error).toContain(text);
      expect(simulator.jobIds()).toEqual([]);
    });
  });

  it('refuses a file that is too large before it is sent', async () => {
    await withSimulator({}, async (simulator) => {
      const headers = { authorization: `Bearer ${simulator.key}`, 'content-length': 500 * 1024 * 1024 + 1 };
      const sending = request(`${simulator.baseUrl}/conversions`, { method: 'POST', headers });
      sending.on('error', () => undefined);
      sending.flushHeaders();
      const [response] = (await once(sending, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(413);
      sending.destroy();
    });
  });

  it('takes credits, gives back those of failed jobs, and refuses when there are none', async () => {
    await withSimulator({ credits: 1 }, async (simulator) => {
      const first = await post(simulator, '/conversions', form({ file: file('a.glb') }));
      const refused = await post(simulator, '/conversions', form({ file: file('b.glb') }));
      expect([first.status, refused.status, refused.error]).toEqual([202, 402, 'Insufficient credits']);
      const me = (await (await call(simulator, '/me')).json()) as {
        data: { subscription: { credits_remaining: number } };
      };
      expect(me.data.subscription.credits_remaining).toBe(0);
    });
  });
});

describe('POST /conversions/generate', () => {
  it.each([
    [{ prompt: 'a wooden crate' }, 'text_to_simready', 'a wooden crate'],
    [{ 'images[]': pictures(1) }, 'image_to_simready', 'view0.png'],
    [{ 'images[]': pictures(4), face_limit: '9000' }, 'multiview_to_simready', 'view0.png'],
  ])('makes of %j a %s job', async (fields, type, filename) => {
    await withSimulator({}, async (simulator) => {
      const { status, data } = await post(simulator, '/conversions/generate', form(fields));
      expect([status, data?.job_type, data?.filename]).toEqual([202, type, filename]);
      const sent = 'images[]' in fields ? fields['images[]'].map((one) => one.name) : [];
      expect(simulator.job(data?.id ?? '').input.images.map((one) => one.name)).toEqual(sent);
    });
  });

  it('takes a prompt as JSON', async () => {
    await withSimulator({}, async (simulator) => {
      const { status, data } = await post(simulator, '/conversions/generate', { prompt: 'a mug' });
      expect([status, data?.filename]).toEqual([202, 'a mug']);
    });
  });

  it.each([
    [{}, 422, 'required'],
    [{ prompt: 'x'.repeat(501) }, 422, '500 characters'],
    [{ prompt: 'a mug', 'images[]': pictures(1) }, 422, 'not both'],
    [{ 'images[]': pictures(3) }, 422, 'front, right, back, left'],
    [{ 'images[]': [file('view.bmp')] }, 400, 'Unsupported image format'],
    [{ 'images[]': [file('big.png', 'x'.repeat(10 * 1024 * 1024 + 1))] }, 413, '10 MB'],
    [{ prompt: 'a mug', face_limit: 'all' }, 422, 'face_limit'],
  ])('refuses what cannot be made (case %#)', async (fields, status, text) => {
    await withSimulator({}, async (simulator) => {
      const answer = await post(simulator, '/conversions/generate', form(fields));
      expect(answer.status).toBe(status);
      expect(answer.error).toContain(text);
    });
  });

  it('refuses a body that cannot be read', async () => {
    await withSimulator({}, async (simulator) => {
      const headers = { 'content-type': 'application/json' };
      const response = await call(simulator, '/conversions/generate', { method: 'POST', body: '{', headers });
      expect(response.status).toBe(422);
    });
  });
});

describe('POST /conversions/:id/simulate', () => {
  it('starts a free simulation of a completed job', async () => {
    await withSimulator({ credits: 0 }, async (simulator) => {
      const source = simulator.addJob({ filename: 'mug.glb' });
      simulator.setPhase(source, 'completed');
      const { status, data } = await post(simulator, `/conversions/${source}/simulate`, { scene: 'drop' });
      expect(status).toBe(202);
      expect(data).toMatchObject({
        job_type: 'simulate_usd',
        filename: 'mug.usd',
        source_job_id: source,
      });
      expect(simulator.job(data?.id ?? '')).toMatchObject({
        parameters: { scene: 'drop' },
        source_job: { id: source },
      });
      expect(simulator.job(source).simulations).toMatchObject([{ id: data?.id }]);
    });
  });

  it('refuses a source that is not completed, another scene, and an unknown job', async () => {
    await withSimulator({}, async (simulator) => {
      const source = simulator.addJob();
      const early = await post(simulator, `/conversions/${source}/simulate`, { scene: 'demo' });
      expect(early).toEqual({
        error: 'Source job must be completed before simulation',
        status: 'submitting',
      });
      simulator.setPhase(source, 'completed');
      expect((await post(simulator, `/conversions/${source}/simulate`, { scene: 'moon' })).status).toBe(422);
      const simulation = simulator.addJob({ type: 'simulate_usd', filename: 'mug.usd' });
      expect(await post(simulator, `/conversions/${simulation}/simulate`, {})).toEqual({
        status: 422,
        error: 'Cannot simulate a simulation job',
      });
      expect((await post(simulator, '/conversions/nobody/simulate', {})).status).toBe(404);
    });
  });
});

describe('compositions', () => {
  it('are generated, and submitted at once if asked', async () => {
    await withSimulator({}, async (simulator) => {
      const generate = (fields: object): Promise<Answer> =>
        post(simulator, '/compositions/generate', { prompt: 'a desk drawer', ...fields });
      const ready = await generate({ asset_class: 'articulated', robot_task: 'open it' });
      expect(ready).toMatchObject({
        status: 202,
        data: {
          workflow: { status: 'ready' },
          requested_asset_class: 'articulated',
          asset_brief: { asset_class: 'articulated' },
          seed_input: { prompt: 'a desk drawer', robot_task: 'open it' },
          conversion_job_id: null,
        },
      });
      const submitted = await generate({ auto_submit: true });
      expect(submitted.data).toMatchObject({ conversion_job_id: simulator.jobIds()[0] });
      expect((await generate({ asset_class: 'soft' })).status).toBe(422);
      expect((await generate({ prompt: '' })).error).toContain('required');
    });
  });

  it('are listed, fetched and submitted once', async () => {
    await withSimulator({}, async (simulator) => {
      const { data } = (await (await call(simulator, '/compositions')).json()) as {
        data: { id: string; workflow: object; conversion_job_id: null }[];
      };
      expect(data).toHaveLength(3);
      expect(data[0]).toMatchObject({ workflow: { status: 'draft', progress: 0 }, conversion_job_id: null });
      const path = `/compositions/${data[0]?.id ?? ''}`;
      const submit = (): Promise<Response> => call(simulator, `${path}/submit`, { method: 'POST' });
      expect((await submit()).status).toBe(202);
      const again = (await (await submit()).json()) as { data: WireJob };
      const [jobId] = simulator.jobIds();
      expect(again.data).toMatchObject({ id: jobId, job_type: 'glb_to_simready', status: 'submitting' });
      expect(simulator.jobIds()).toHaveLength(1);
      simulator.setPhase(jobId ?? '', 'completed');
      expect(await (await call(simulator, path)).json()).toMatchObject({
        data: { conversion_job_id: jobId, workflow: { status: 'completed', progress: 100 } },
      });
    });
  });

  it('are not found under another id', async () => {
    await withSimulator({}, async (simulator) => {
      expect((await call(simulator, '/compositions/nobody')).status).toBe(404);
      expect((await call(simulator, '/compositions/nobody/submit', { method: 'POST' })).status).toBe(404);
    });
  });
});
