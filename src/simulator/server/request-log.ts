import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as a server met it. Times are real milliseconds since the epoch. */
export interface LoggedRequest {
  readonly origin: 'api' | 'assets';
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly at: number;
  readonly hadAuthorization: boolean;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Null until the answer has ended, or when the connection broke before an answer began. */
  status: number | null;
  endedAt: number | null;
}

/** The latest requests, and what must be known of all of them. */
export interface RequestLog {
  /** The latest requests, oldest first. */
  readonly entries: readonly LoggedRequest[];
  /** How many there have been since the start or the last `clear`. */
  readonly total: number;
  /** Whether any request to the assets host ever carried an Authorization header. Not forgotten by `clear`. */
  readonly assetsSawAuthorization: boolean;
  clear(): void;
}

const KEPT = 10_000;

export interface RequestRecorder {
  readonly log: RequestLog;
  record(origin: 'api' | 'assets', incoming: IncomingMessage, outgoing: ServerResponse): void;
}

export function createRequestLog(now: () => number = Date.now): RequestRecorder {
  let entries: LoggedRequest[] = [];
  let total = 0;
  let leaked = false;
  return {
    log: {
      get entries() {
        return entries;
      },
      get total() {
        return total;
      },
      get assetsSawAuthorization() {
        return leaked;
      },
      clear: () => {
        entries = [];
        total = 0;
      },
    },
    record: (origin, incoming, outgoing) => {
      const { authorization, ...headers } = incoming.headers;
      const hadAuthorization = authorization !== undefined;
      const entry: LoggedRequest = {
        origin,
        method: incoming.method ?? 'GET',
        path: incoming.url ?? '/',
        at: now(),
        hadAuthorization,
        headers,
        status: null,
        endedAt: null,
      };
      leaked ||= origin === 'assets' && hadAuthorization;
      // Dropping half at once keeps a busy log from moving ten thousand entries for each request.
      if (entries.length >= KEPT) entries = entries.slice(KEPT / 2);
      entries.push(entry);
      total += 1;
      outgoing.once('close', () => {
        entry.endedAt = now();
        entry.status = outgoing.headersSent ? outgoing.statusCode : null;
      });
    },
  };
}
