import { createHash } from 'node:crypto';
import type { JobSpec } from '../jobs/spec-input.ts';
import { fileBytes, fileNames, modelOf, stemOf } from './job-files.ts';
import type { Section } from './job-files.ts';
import { mjcfFiles, padding, usdFiles } from './package-files.ts';
import { zipOf } from './zip.ts';
import type { Files } from './zip.ts';

/** What `GET /conversions/:id/result?format=` can be asked for. */
export const FORMATS = ['usd', 'mjcf', 'all'] as const;
export type Format = (typeof FORMATS)[number];

/** Bytes ready to be served, with the strong ETag that belongs to them. */
export interface Served {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Makes what is served when it is first asked for, and keeps it as long as there is room. */
export interface ResultStore {
  /** The ZIP of a job's result; the same bytes every time. */
  archive(spec: JobSpec, format: Format): Promise<Served>;
  /** A file on the assets host, or null when the job has none of that name. */
  asset(spec: JobSpec, section: Section, name: string): Promise<Served | null>;
}

/** Bytes kept at most; the result asked for longest ago goes first. */
const ROOM = 256 * 1024 * 1024;

/** `room` is how many bytes are kept at most. */
export function createResultStore(room = ROOM): ResultStore {
  const kept = new Map<string, Promise<Served | null>>();
  const sizes = new Map<string, number>();

  const makeRoom = (): void => {
    let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const key of kept.keys()) {
      if (total <= room || kept.size === 1) return;
      total -= sizes.get(key) ?? 0;
      kept.delete(key);
      sizes.delete(key);
    }
  };
  const remembered = (key: string, make: () => Promise<Buffer | null>): Promise<Served | null> => {
    const made = kept.get(key) ?? make().then((bytes) => (bytes === null ? null : served(bytes)));
    // Moving the entry to the end makes the order of the map the order of use.
    kept.delete(key);
    kept.set(key, made);
    return made.then(
      (result) => {
        if (kept.has(key)) sizes.set(key, result?.bytes.length ?? 0);
        makeRoom();
        return result;
      },
      (error: unknown) => {
        kept.delete(key);
        throw error;
      },
    );
  };

  return {
    archive: async (spec, format) => {
      const result = await remembered(`${spec.id}/result/${format}`, async () =>
        zipOf(await resultFiles(spec, format)),
      );
      return result ?? served(Buffer.alloc(0));
    },
    asset: (spec, section, name) =>
      remembered(`${spec.id}/${section}/${name}`, () => fileBytes(spec, section, name)),
  };
}

/** Whether the service would have a package of that format for a completed job. */
export function hasFormat(spec: JobSpec, format: Format): boolean {
  if (format === 'all') return true;
  return format === 'mjcf' ? spec.hasMjcf : spec.type !== 'simulate_usd';
}

/** The files inside a job's result ZIP. A simulation's result is its animation and log, under `simulation/`. */
export async function resultFiles(spec: JobSpec, format: Format): Promise<Files> {
  if (spec.type === 'simulate_usd') return simulationFiles(spec);
  const model = modelOf(spec);
  const stem = stemOf(spec);
  const usd = format === 'mjcf' ? [] : usdFiles(model, stem);
  const mjcf = format === 'usd' || !spec.hasMjcf ? [] : mjcfFiles(model, stem);
  const folder = `${format === 'mjcf' ? 'mjcf' : 'usd'}/${stem}`;
  const extra = spec.resultBytes === null ? [] : padding(folder, spec.resultBytes);
  return new Map([...usd, ...mjcf, ...extra]);
}

async function simulationFiles(spec: JobSpec): Promise<Files> {
  const { simGif, simLog } = fileNames(spec);
  const files = new Map<string, Buffer>();
  for (const name of [simGif, simLog]) {
    const bytes = await fileBytes(spec, 'output', name);
    if (bytes !== null) files.set(`simulation/${name}`, bytes);
  }
  return files;
}

export function served(bytes: Buffer): Served {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"` };
}
