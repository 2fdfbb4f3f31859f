import { Hono } from 'hono';
import { z } from 'zod';
import { faultRule } from '../faults/faults.ts';
import { jobSpecInput } from '../jobs/spec-input.ts';
import type { AppContext, AppEnv } from './app-context.ts';
import type { World } from './world.ts';

const speed = z.strictObject({
  speed: z.number().positive().max(10_000).optional(),
  paused: z.boolean().optional(),
  advanceMs: z.number().nonnegative().optional(),
});
const jobs = z.union([
  z.strictObject({ count: z.int().min(1).max(10_000) }),
  z.strictObject({ jobs: z.array(jobSpecInput).min(1).max(10_000) }),
]);
const account = z.strictObject({
  credits: z.number().nonnegative().optional(),
  list: z.boolean().optional(),
});
const state = z.union([
  z.strictObject({ id: z.string(), status: z.string(), progress: z.number().min(0).max(100).default(0) }),
  z.strictObject({ id: z.string(), release: z.literal(true) }),
]);

/** The simulator's own calls, by which another process drives it. They are no part of the service's API. */
export function controlRoutes(world: World): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get('/faults', (c) => c.json({ data: world.faults.list() }));
  app.post('/faults', async (c) => {
    const rule = await read(c, faultRule);
    return rule instanceof Response ? rule : c.json({ data: { name: world.faults.set(rule) } });
  });
  app.delete('/faults/:name?', (c) => {
    world.faults.clear(c.req.param('name'));
    return c.json({ data: world.faults.list() });
  });

  app.post('/speed', async (c) => {
    const asked = await read(c, speed);
    if (asked instanceof Response) return asked;
    if (asked.speed !== undefined) world.clock.setSpeed(asked.speed);
    if (asked.paused === true) world.clock.pause();
    if (asked.paused === false) world.clock.resume();
    if (asked.advanceMs !== undefined) world.clock.advance(asked.advanceMs);
    return c.json({ data: clockState(world) });
  });

  app.post('/jobs', async (c) => {
    const asked = await read(c, jobs);
    if (asked instanceof Response) return asked;
    return attempt(c, () => ({
      jobIds:
        'count' in asked ? world.book.addMany(asked.count) : asked.jobs.map((one) => world.book.add(one)),
    }));
  });

  app.post('/account', async (c) => {
    const asked = await read(c, account);
    if (asked instanceof Response) return asked;
    if (asked.credits !== undefined) world.account.setCredits(asked.credits);
    if (asked.list !== undefined) world.account.hasList = asked.list;
    return c.json({ data: { credits: world.account.creditsLeft(), list: world.account.hasList } });
  });

  app.get('/state', (c) => c.json({ data: { ...clockState(world), jobs: countByStatus(world) } }));
  app.post('/state', async (c) => {
    const asked = await read(c, state);
    if (asked instanceof Response) return asked;
    return attempt(c, () => {
      if ('release' in asked) world.book.release(asked.id);
      else world.book.setPhase(asked.id, asked.status, asked.progress);
      return { status: world.book.status(asked.id) };
    });
  });

  return app;
}

function clockState(world: World): Record<string, unknown> {
  const { clock } = world;
  return { now: new Date(clock.now()).toISOString(), speed: clock.speed, paused: clock.paused };
}

function countByStatus(world: World): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const id of world.book.ids()) {
    const status = world.book.status(id) ?? 'unknown';
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/** The request's body as the schema has it, or the answer that says what is wrong with it. */
async function read<Schema extends z.ZodType>(
  c: AppContext,
  schema: Schema,
): Promise<z.output<Schema> | Response> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : c.json({ error: z.prettifyError(parsed.error) }, 400);
}

/** Runs a change; one that cannot be made (no such job, no such phase) is the caller's mistake. */
function attempt(c: AppContext, change: () => unknown): Response {
  try {
    return c.json({ data: change() });
  } catch (error) {
    if (error instanceof RangeError) return c.json({ error: error.message }, 400);
    throw error;
  }
}
