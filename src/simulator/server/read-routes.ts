import { Hono } from 'hono';
import { PRICING } from '../jobs/catalogue.ts';
import { stemOf } from '../results/job-files.ts';
import { FORMATS, hasFormat, resultFiles, served } from '../results/result-store.ts';
import type { Format, Served } from '../results/result-store.ts';
import { archiveWith, corrupted } from '../faults/faulty-archive.ts';
import type { Fault } from '../faults/faults.ts';
import type { JobSpec } from '../jobs/spec-input.ts';
import type { AppEnv } from './app-context.ts';
import { failed, jobNotFound } from './errors.ts';
import { sendFile } from './send-file.ts';
import type { World } from './world.ts';

const MAX_PAGE_SIZE = 100;

/** The calls that only read: jobs, their results, prices, the account. */
export function readRoutes(world: World): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get('/conversions', (c) => {
    if (!world.account.hasList) return failed(c, 404, 'Not Found');
    const page = wholeNumber(c.req.query('page'), 1);
    const pageSize = Math.min(MAX_PAGE_SIZE, wholeNumber(c.req.query('pageSize'), 25));
    const ids = world.book.ids();
    const data = ids.slice((page - 1) * pageSize, page * pageSize).map((id) => world.book.job(id));
    const pageCount = Math.max(1, Math.ceil(ids.length / pageSize));
    return c.json({ data, meta: { page, pageSize, pageCount, total: ids.length } });
  });

  app.get('/conversions/pricing', (c) => c.json({ data: PRICING }));

  app.get('/conversions/:id', (c) => {
    const job = world.book.job(c.req.param('id'));
    return job === undefined ? jobNotFound(c) : c.json({ data: job });
  });

  app.get('/conversions/:id/result', async (c) => {
    const id = c.req.param('id');
    const format = FORMATS.find((one) => one === (c.req.query('format') ?? 'all'));
    if (format === undefined) {
      return failed(c, 400, `Invalid format. Expected one of: ${FORMATS.join(', ')}`);
    }
    const spec = world.book.spec(id);
    const status = world.book.status(id);
    if (spec === undefined || status === undefined) return jobNotFound(c);
    if (status !== 'completed') return failed(c, 409, 'Job not yet completed', { status });
    if (!hasFormat(spec, format)) {
      return failed(c, 404, `${format.toUpperCase()} package is not available for this conversion`);
    }
    const file = await archiveOf(world, spec, format, c.get('faults') ?? []);
    return sendFile(c, file, 'application/zip', `${stemOf(spec)}-${format}.zip`);
  });

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

/** The result's ZIP, or the spoilt one that a fault asks for. */
async function archiveOf(
  world: World,
  spec: JobSpec,
  format: Format,
  faults: readonly Fault[],
): Promise<Served> {
  for (const fault of faults) {
    if (fault.kind === 'corruptZip') return served(await corrupted(await resultFiles(spec, format)));
    if (fault.kind === 'zipEntries') {
      return served(await archiveWith(await resultFiles(spec, format), fault.entries));
    }
  }
  return world.results.archive(spec, format);
}

/** A query value as a number from 1 on; anything else counts as left out. */
function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise;
}
