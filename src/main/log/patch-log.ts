import type { ErrorCode } from '../../shared/errors.ts';
import type { Connection, KeyStatus } from '../../shared/session.ts';
import type { BannerKind, Patch } from '../../shared/state.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { logEvent } from './log.ts';

const namesResult = (kind: BannerKind): boolean => kind === 'command-failed';

/**
 * Logs changes of the state that help to find a fault: the connection, the key's verdict, banners, and failures by their
 * codes. Jobs are counted, never named.
 */
export class PatchLog {
  readonly #log: typeof logEvent;
  readonly #failures = new Map<string, ErrorCode>();
  #connection: Connection['kind'] = 'idle';
  #key = '';
  #banners: ReadonlySet<BannerKind> = new Set();

  constructor(log: typeof logEvent) {
    this.#log = log;
  }

  note({ session, banners, changed = [], removed = [] }: Patch): void {
    if (session !== undefined) {
      this.#noteConnection(session.connection);
      this.#noteKey(session.key);
    }
    if (banners !== undefined) {
      for (const { kind, detail } of banners)
        if (!this.#banners.has(kind)) this.#log('Banner', { kind, ...(namesResult(kind) ? {} : { detail }) });
      this.#banners = new Set(banners.map(({ kind }) => kind));
    }
    this.#noteFailures('A job could not be asked for', changed, '', ({ failure }) => failure);
    this.#noteFailures('A download failed', changed, 'download ', ({ download }) =>
      download?.phase === 'failed' ? download.failure : null,
    );
    for (const id of removed) for (const prefix of ['', 'download ']) this.#failures.delete(prefix + id);
  }

  #noteConnection(connection: Connection): void {
    if (connection.kind === this.#connection) return;
    this.#connection = connection.kind;
    this.#log('Connection', {
      state: connection.kind,
      ...(connection.kind === 'offline'
        ? { code: connection.failure.code, reason: connection.failure.text }
        : {}),
    });
  }

  #noteKey(key: KeyStatus): void {
    const details = {
      state: key.kind,
      ...(key.kind === 'present' ? { source: key.source, verdict: key.verdict } : {}),
      ...(key.kind === 'absent' && key.failure !== null ? { code: key.failure.code } : {}),
    };
    const text = JSON.stringify(details);
    if (text === this.#key) return;
    this.#key = text;
    this.#log('Key', details);
  }

  /** Counts the rows with a new failure, by its code. */
  #noteFailures(
    message: string,
    rows: readonly JobRow[],
    prefix: string,
    failureOf: (row: JobRow) => { code: ErrorCode } | null | undefined,
  ): void {
    const counts = new Map<ErrorCode, number>();
    for (const row of rows) {
      const code = failureOf(row)?.code;
      const name = prefix + row.id;
      if (code === undefined) this.#failures.delete(name);
      else if (this.#failures.get(name) !== code) {
        this.#failures.set(name, code);
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
    }
    for (const [code, jobs] of counts) this.#log(message, { code, jobs });
  }
}
