import { archiveWith, corrupted } from '../faults/faulty-archive.ts';
import { withSpoiltPhysics } from '../faults/spoilt-physics.ts';
import { zipOf } from '../results/zip.ts';
import type { Fault } from '../faults/faults.ts';
import type { JobSpec } from '../jobs/spec-input.ts';
import { stemOf } from '../results/job-files.ts';
import { FORMATS, hasFormat, resultFiles, served } from '../results/result-store.ts';
import type { Format, Served } from '../results/result-store.ts';
import type { AppContext } from './app-context.ts';
import { failed, jobNotFound } from './errors.ts';
import { sendFile } from './send-file.ts';
import type { World } from './world.ts';

/** Answers `/conversions/:id/result?format=`: the ZIP, or why there is none. */
export async function answerResult(world: World, c: AppContext): Promise<Response> {
  const id = c.req.param('id') ?? '';
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
}

/** The bytes that a fault puts in the place of a file. */
export function fileOf(faults: readonly Fault[] | undefined): Served | null {
  const fault = faults?.find((one) => one.kind === 'file');
  return fault === undefined ? null : served(Buffer.from(fault.base64, 'base64'));
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
    if (fault.kind === 'spoilPhysics')
      return served(await zipOf(withSpoiltPhysics(await resultFiles(spec, format))));
    if (fault.kind === 'zipEntries') {
      return served(await archiveWith(await resultFiles(spec, format), fault.entries));
    }
  }
  return fileOf(faults) ?? world.results.archive(spec, format);
}
