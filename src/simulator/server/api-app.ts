import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { answerFaulty } from '../faults/faulty-response.ts';
import type { AppEnv } from './app-context.ts';
import { controlRoutes } from './control-routes.ts';
import { apiTarget } from './endpoints.ts';
import { failed } from './errors.ts';
import { readRoutes } from './read-routes.ts';
import { submitRoutes } from './submit-routes.ts';
import type { World } from './world.ts';

/** The API host: the service under `/api`, the simulator's own calls under `/_simulator`. */
export function apiApp(world: World): Hono<AppEnv> {
  // A slash at the end of an address changes nothing, so that redirects can add one.
  const app = new Hono<AppEnv>({ strict: false });

  app.use(async (c, next) => {
    world.recorder.record('api', c.env.incoming, c.env.outgoing);
    await next();
  });

  // Faults come before the key check, as a broken proxy in front of the service would.
  app.use('/api/*', async (c, next) => {
    const faults = world.faults.strike(apiTarget(c.req.method, c.req.url));
    if (faults.length > 0) return answerFaulty(c, next, faults, world);
    await next();
    return undefined;
  });

  app.use(
    '/api/*',
    bearer((key) => world.account.isAccepted(key)),
  );
  app.use(
    '/_simulator/*',
    bearer((key) => key === world.account.key),
  );
  app.route('/api', readRoutes(world));
  app.route('/api', submitRoutes(world));
  app.route('/_simulator', controlRoutes(world));
  app.notFound((c) => failed(c, 404, 'Not Found'));
  return app;
}

/** Lets a request pass whose bearer key is accepted. */
function bearer(isAccepted: (key: string) => boolean) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const key = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (key === undefined) return failed(c, 401, 'Authentication required');
    if (!isAccepted(key)) return failed(c, 401, 'Invalid API key');
    await next();
    return undefined;
  });
}
