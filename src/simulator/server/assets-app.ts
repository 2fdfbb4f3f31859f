import { Hono } from 'hono';
import { answerFaulty } from '../faults/faulty-response.ts';
import { served } from '../results/result-store.ts';
import type { AppEnv } from './app-context.ts';
import { assetTarget } from './endpoints.ts';
import { failed } from './errors.ts';
import { answerResult, fileOf } from './result-answer.ts';
import { sendFile } from './send-file.ts';
import { uploadKey } from './world.ts';
import type { World } from './world.ts';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  log: 'text/plain; charset=utf-8',
  glb: 'model/gltf-binary',
  obj: 'model/obj',
  stl: 'model/stl',
  usd: 'model/vnd.usd',
  zip: 'application/zip',
};

/** The assets host: the files that jobs point to, and results that are handed on. It asks for no key and wants to see none. */
export function assetsApp(world: World): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.use(async (c, next) => {
    world.recorder.record('assets', c.env.incoming, c.env.outgoing);
    const faults = world.faults.strike(assetTarget(c.req.url));
    if (faults.length > 0) return answerFaulty(c, next, faults, world);
    await next();
    return undefined;
  });

  app.get('/jobs/:id/:section/:name', async (c) => {
    const { id, section, name } = c.req.param();
    const spec = world.book.spec(id);
    const job = world.book.job(id);
    if (spec === undefined || job === undefined) return failed(c, 404, 'Not found');
    const upload = section === 'input' ? world.uploads.get(uploadKey(id, name)) : undefined;
    if (upload !== undefined) return sendFile(c, served(upload), typeOf(name), name);
    // A file is there as soon as the job points to it, and no earlier.
    const isThere =
      section === 'input' ||
      (section === 'preprocess' && job.preprocess.intermediate_glb !== null) ||
      (section === 'output' && job.output !== null);
    if (!isThere) return failed(c, 404, 'Not found');
    const file = fileOf(c.get('faults')) ?? (await world.results.asset(spec, section, name));
    return file === null ? failed(c, 404, 'Not found') : sendFile(c, file, typeOf(name), name);
  });
  // Results that the API handed on; the address alone opens them, as a signed one does.
  app.get('/api/conversions/:id/result', async (c) => answerResult(world, c));
  app.notFound((c) => failed(c, 404, 'Not found'));
  return app;
}

function typeOf(name: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
