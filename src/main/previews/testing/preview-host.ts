import { join } from 'node:path';
import { failed, success, type Outcome } from '../../../shared/errors.ts';
import type { FileProgress } from '../../../shared/job/file-slots.ts';
import { parseJob, type Job } from '../../../shared/job/job.ts';
import type { PreviewRef } from '../../../shared/previews.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import type { FetchFile } from '../fetch-file.ts';
import { PreviewCache } from '../preview-cache.ts';
import { FileSources } from '../file-sources.ts';
import { JobFiles } from '../job-files.ts';
import { Previews } from '../previews.ts';

export const pngOf = (width: number, height: number): Buffer => {
  const bytes = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'.padEnd(1_000, '0123456789'), 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};
export const png = pngOf(64, 64);
export const at = (name: string) => ({ url: `https://assets.rigyd.com/${name}?sig=s3cret`, name });

export function jobWith(values: Record<string, unknown>): Job | null {
  return parseJob({ id: 'a', status: 'completed', ...values })?.job ?? null;
}
const job = jobWith({
  input: { model: null, images: [at('front.png')] },
  output: {
    model: at('chair.usd'),
    textures: [at('wood.png'), { url: null, name: 'lost.png' }, null, at('metal.png')],
    mjcf_package: null,
    sim_video: at('drop.webm'),
    sim_gif: at('drop.gif'),
    sim_log: at('drop.log'),
  },
});

/** A host whose files are what the test says, once the test lets them come, and previews of them kept in a folder. */
export function previewHost(folder: string, files: Record<string, string | Buffer | Outcome<null>> = {}) {
  const asked: string[] = [];
  const told: FileProgress[] = [];
  let peak = 0;
  let inFlight = 0;
  let hold: Promise<void> = Promise.resolve();
  const fetchFile: FetchFile = async (address, _rules, file, signal, onBytes) => {
    const name = new URL(address).pathname.slice(1);
    asked.push(name);
    inFlight += 1;
    peak = Math.max(peak, inFlight);
    await hold;
    inFlight -= 1;
    if (signal.aborted) return failed('cancelled');
    const content = files[name] ?? png;
    if (typeof content === 'object' && 'ok' in content) return content;
    await file.writeFile(content);
    onBytes?.(content.length, content.length);
    return success(null);
  };
  const clock = virtualClock();
  const cache = new PreviewCache({
    folder: join(folder, 'previews'),
    clock,
    maxBytes: 10_000_000,
    maxFiles: 100,
  });
  const current: { job: Job | 'unconfirmed' | null; next: Job | 'unconfirmed' | null } = { job, next: job };
  const askedAnew: string[] = [];
  const sources = new FileSources({
    job: (id) => (id === 'a' ? current.job : null),
    refresh: async (id) => {
      askedAnew.push(id);
      current.job = current.next;
    },
  });
  const previews = new Previews({ sources, cache, fetchFile });
  const jobFiles = new JobFiles({
    sources,
    fetchFile,
    findPreview: (ref, source) => previews.findWhole(ref, source),
    folder: join(folder, 'dragged'),
    clock,
    onProgress: (progress) => told.push(progress),
  });
  return {
    told,
    previews,
    jobFiles,
    clock,
    asked,
    askedAnew,
    files,
    current,
    peak: () => peak,
    holdBack: (): (() => void) => {
      let goOn = (): void => {};
      hold = new Promise((resolve) => (goOn = resolve));
      return goOn;
    },
  };
}

export const texture = (index = 0): PreviewRef => ({ id: 'a', slot: 'texture', index });
export const gif: PreviewRef = { id: 'a', slot: 'sim-gif', index: 0 };
export const log: PreviewRef = { id: 'a', slot: 'sim-log', index: 0 };
