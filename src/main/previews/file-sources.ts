import { createHash } from 'node:crypto';
import { type ErrorCode, failed, type Outcome, success } from '../../shared/errors.ts';
import { fileInSlot, fileNameInSlot, type FileRef } from '../../shared/job/file-slots.ts';
import type { Job } from '../../shared/job/job.ts';
import { slotIdentity } from '../../shared/previews.ts';

export interface FileSourcesOptions {
  /**
   * A watched job as the service answered; null where it is not watched or nothing is known of it. `unconfirmed` is one of
   * which only a hint is known: it may come from a file, whose addresses may be anybody's.
   */
  job: (id: string) => Job | 'unconfirmed' | null;
  /** Has the service asked for a job once more; resolves when it has answered. Its links may be new ones then. */
  refresh: (id: string) => Promise<void>;
}

/** A file of a job with an address that it can be fetched from. */
export interface FileSource {
  /** See {@link slotIdentity}. */
  identity: string;
  url: string;
  /** What it is called; may hold what no system takes in a name. */
  name: string;
  /** Bytes as the service says; null where it does not. */
  bytes: number | null;
}

/** A name for a file of its own, under which it can be kept on disk. */
export const keyOf = ({ identity }: FileSource): string =>
  createHash('sha256').update(identity).digest('hex');

/** Hosts refuse a link that has expired with any of 400, 401, 403, 404 and 410: whether it has, a fresh one shows. */
const mayBeExpired: ReadonlySet<ErrorCode> = new Set(['link-expired', 'not-found', 'rejected']);

export const isExpired = (outcome: Outcome<unknown>): boolean =>
  !outcome.ok && mayBeExpired.has(outcome.failure.code);

/** Looks up where the files of jobs can be fetched from. */
export class FileSources {
  readonly #options: FileSourcesOptions;

  constructor(options: FileSourcesOptions) {
    this.#options = options;
  }

  find(ref: FileRef): Outcome<FileSource> {
    const job = this.#options.job(ref.id);
    if (job === null) return failed('unknown-job');
    if (job === 'unconfirmed') return failed('unconfirmed');
    const file = fileInSlot(job, ref);
    const url = file?.url ?? null;
    if (file === null || url === null) return failed('not-found');
    return success({
      identity: slotIdentity(job, ref, file),
      url,
      name: fileNameInSlot(file, ref),
      bytes: file.size ?? null,
    });
  }

  /**
   * Takes a file from its source. A job that is known by a hint is asked for first; a link that has expired is asked for
   * anew, once.
   */
  async take<T>(ref: FileRef, take: (source: FileSource) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const { job, refresh } = this.#options;
    if (job(ref.id) === 'unconfirmed') await refresh(ref.id);
    const source = this.find(ref);
    if (!source.ok) return source;
    const taken = await take(source.value);
    if (!isExpired(taken)) return taken;
    await refresh(ref.id);
    const fresh = this.find(ref);
    return fresh.ok && fresh.value.url !== source.value.url ? take(fresh.value) : taken;
  }
}
