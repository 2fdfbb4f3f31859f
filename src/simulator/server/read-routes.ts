import { Hono } from 'hono';
import { PRICING } from '../jobs/catalogue.ts';
import type { AppEnv } from './app-context.ts';
import { failed, jobNotFound } from './errors.ts';
import { answerList } from './list-answer.ts';
import { answerResult } from './result-answer.ts';
import type { World } from './world.ts';

/** The calls that only read: jobs, their results, prices, the account. */
export function readRoutes(world: World): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get('/conversions', (c) => {
    if (!world.account.hasList) return failed(c, 404, 'Not Found');
    return answerList(world, c);
  });

  app.get('/conversions/pricing', (c) => c.json({ data: PRICING }));

  app.get('/conversions/:id', (c) => {
    const job = world.book.job(c.req.param('id'));
    return job === undefined ? jobNotFound(c) : c.json({ data: job });
  });

  app.get('/conversions/:id/result', async (c) => answerResult(world, c));

  app.get('/me', (c) =>
    c.json({
      data: {
        user: { email: 'demo@rigyd-desk.test', username: 'demo' },
        subscription: {
          status: 'active',
          plan: { name: 'Studio' },
          credits_remaining: world.account.creditsLeft(),
        },
      },
    }),
  );

  return app;
}
