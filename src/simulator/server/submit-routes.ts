import { Hono } from 'hono';
import { z } from 'zod';
import { PRICING } from '../jobs/catalogue.ts';
import { simulationOf } from '../jobs/job-book.ts';
import type { AppContext, AppEnv } from './app-context.ts';
import { failed, jobNotFound } from './errors.ts';
import { MAX_UPLOAD, readComposition, readConversion, readGeneration } from './submission.ts';
import type { Form, Submission } from './submission.ts';
import { uploadKey } from './world.ts';
import type { World } from './world.ts';

const simulation = z.object({ scene: z.enum(['demo', 'drop']).default('demo') });

/** The calls that make jobs. */
export function submitRoutes(world: World): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  const accept = async (c: AppContext, submission: Submission): Promise<Response> => {
    if ('error' in submission) return failed(c, submission.status, submission.error);
    const { files, ...spec } = submission;
    const credits = PRICING[spec.type] ?? 1;
    if (world.account.creditsLeft() < credits) return failed(c, 402, 'Insufficient credits');
    const client = c.req.header('x-rigyd-client');
    const parameters = client === undefined ? spec.parameters : { ...spec.parameters, client };
    const id = world.book.add({ ...spec, parameters, imageNames: imageNames(spec.type, files) });
    world.account.charge(id);
    for (const file of files) {
      world.uploads.set(uploadKey(id, file.name), Buffer.from(await file.arrayBuffer()));
    }
    return accepted(world, c, id);
  };

  app.post('/conversions', async (c) => {
    if (Number(c.req.header('content-length') ?? 0) > MAX_UPLOAD) {
      return failed(c, 413, 'The file is too large: 500 MB at most');
    }
    return accept(c, readConversion(await formOf(c)));
  });

  app.post('/conversions/generate', async (c) => accept(c, readGeneration(await formOf(c))));

  app.post('/conversions/:id/simulate', async (c) => {
    const id = c.req.param('id');
    const source = world.book.spec(id);
    const status = world.book.status(id);
    if (source === undefined) return jobNotFound(c);
    if (source.type === 'simulate_usd') return failed(c, 422, 'Cannot simulate a simulation job');
    if (status !== 'completed') {
      return failed(c, 409, 'Source job must be completed before simulation', { status });
    }
    const asked = simulation.safeParse(await formOf(c));
    if (!asked.success) return failed(c, 422, 'Invalid scene. Expected one of: demo, drop');
    return accepted(world, c, world.book.add(simulationOf(source, 0, asked.data.scene)), {
      source_job_id: id,
    });
  });

  app.get('/compositions', (c) => {
    const data = world.compositions.list();
    return c.json({ data, meta: { page: 1, pageSize: 25, pageCount: 1, total: data.length } });
  });
  app.get('/compositions/:id', (c) => {
    const data = world.compositions.find(c.req.param('id'));
    return data === undefined ? failed(c, 404, 'Composition not found') : c.json({ data });
  });
  app.post('/compositions/generate', async (c) => {
    const asked = readComposition(await formOf(c));
    if ('error' in asked) return failed(c, asked.status, asked.error);
    const { id } = world.compositions.generate(asked.seed, world.clock.now());
    if (asked.submits) world.compositions.submit(id);
    return c.json({ data: world.compositions.find(id) }, 202);
  });
  // The answer is the conversion job, not the composition.
  app.post('/compositions/:id/submit', (c) => {
    const made = world.compositions.submit(c.req.param('id'));
    return made === undefined ? failed(c, 404, 'Composition not found') : accepted(world, c, made);
  });

  return app;
}

/** A new job as the submit pages show it: seven fields, and what this call has beside them. */
function accepted(world: World, c: AppContext, id: string, more: Record<string, unknown> = {}): Response {
  const job = world.book.job(id);
  if (job === undefined) return jobNotFound(c);
  const { status, filename, progress, job_type, credits_charged, createdAt } = job;
  const data = { id, status, filename, progress, job_type, credits_charged, createdAt, ...more };
  return c.json({ data }, 202);
}

/** The names that the submitter's pictures have; none for other kinds of jobs. */
function imageNames(type: string, files: readonly File[]): string[] {
  return type === 'glb_to_simready' ? [] : files.map((file) => file.name);
}

/** A request's fields, whether they came as a form or as JSON; none when they cannot be read. */
async function formOf(c: AppContext): Promise<Form> {
  try {
    const isJson = (c.req.header('content-type') ?? '').includes('json');
    const body: unknown = isJson ? await c.req.json() : await c.req.parseBody({ all: true });
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
