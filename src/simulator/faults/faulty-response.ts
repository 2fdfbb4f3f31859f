import { gzipSync } from 'node:zlib';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Next } from 'hono';
import type { AppContext } from '../server/app-context.ts';
import type { Fault } from './faults.ts';
import { changedJson } from './json-patch.ts';
import { sendRaw } from './raw-answer.ts';
import type { RawAnswer } from './raw-answer.ts';

export interface FaultTools {
  readonly wait: (ms: number) => Promise<void>;
  /** Where a redirect without an address leads. */
  readonly assetsUrl: string;
}

/** Answers a request that faults strike: instead of the true answer, or with the true answer spoilt. */
export async function answerFaulty(
  c: AppContext,
  next: Next,
  faults: readonly Fault[],
  tools: FaultTools,
): Promise<Response | undefined> {
  const instead = await firstInstead(c, faults, tools);
  if (instead === RESPONSE_ALREADY_SENT) return instead;
  if (instead === null) {
    // What concerns the file or the list rather than its transport is left to the code that serves them.
    c.set('faults', faults);
    await next();
  }
  const spoilt = faults.filter(isSpoiling);
  if (spoilt.length === 0) return instead ?? undefined;
  const answer = spoilt.reduce((sofar, fault) => spoil(c, sofar, fault), await asRaw(instead ?? c.res));
  await sendRaw(c.env.outgoing, answer, tools.wait);
  if (instead !== null) return RESPONSE_ALREADY_SENT;
  c.res = RESPONSE_ALREADY_SENT;
  return undefined;
}

type InsteadFault = Extract<Fault, { kind: 'hang' | 'reset' | 'status' | 'redirect' | 'body' }>;
type SpoilingFault = Extract<Fault, { kind: 'headers' | 'json' | 'truncate' | 'framing' | 'slow' | 'gzip' }>;
const INSTEAD: readonly string[] = ['hang', 'reset', 'status', 'redirect', 'body'];
const SPOILING: readonly string[] = ['headers', 'json', 'truncate', 'framing', 'slow', 'gzip'];
const isInstead = (fault: Fault): fault is InsteadFault => INSTEAD.includes(fault.kind);
const isSpoiling = (fault: Fault): fault is SpoilingFault => SPOILING.includes(fault.kind);

/** The answer of the first fault that has one of its own, after the delays before it. */
async function firstInstead(
  c: AppContext,
  faults: readonly Fault[],
  tools: FaultTools,
): Promise<Response | null> {
  for (const fault of faults) {
    if (fault.kind === 'delay') await tools.wait(fault.ms);
    if (isInstead(fault)) return answerInstead(c, fault, tools);
  }
  return null;
}

async function answerInstead(c: AppContext, fault: InsteadFault, tools: FaultTools): Promise<Response> {
  switch (fault.kind) {
    case 'hang':
      return new Promise<never>(() => undefined);
    case 'reset':
      c.env.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'status':
      return errorResponse(fault);
    case 'redirect':
      return new Response(null, {
        status: fault.status,
        headers: { location: locationOf(c.req.url, fault, tools.assetsUrl) },
      });
    case 'body': {
      const headers = { 'content-type': fault.contentType };
      return new Response(fault.text === '' ? null : fault.text, { status: fault.status, headers });
    }
  }
}

let signatures = 0;

/** Where a redirect leads. */
function locationOf(asked: string, fault: Extract<Fault, { kind: 'redirect' }>, assetsUrl: string): string {
  const { pathname, search } = new URL(asked);
  const to = (fault.to ?? `${assetsUrl}{path}{query}`)
    .replace('{path}', () => pathname)
    .replace('{query}', () => search);
  if (!fault.signed) return to;
  signatures += 1;
  return `${to}${to.includes('?') ? '&' : '?'}X-Amz-Expires=300&X-Amz-Signature=${signatures}`;
}

type StatusFault = Extract<Fault, { kind: 'status' }>;

function errorResponse(fault: StatusFault): Response {
  const headers = new Headers();
  if (fault.retryAfter !== undefined) headers.set('retry-after', String(fault.retryAfter));
  const { status } = fault;
  const text = fault.error ?? `Simulated error ${status}`;
  switch (fault.body) {
    case 'empty':
      return new Response(null, { status, headers });
    case 'html': {
      headers.set('content-type', 'text/html');
      const page = `<html><head><title>${status} ${text}</title></head><body><center><h1>${status} ${text}</h1></center><hr><center>nginx</center></body></html>`;
      return new Response(page, { status, headers });
    }
    case 'xml': {
      headers.set('content-type', 'application/xml');
      const page = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${text}</Message><RequestId>SIMULATED</RequestId></Error>`;
      return new Response(page, { status, headers });
    }
    case 'json':
      return Response.json(shaped(fault, text), { status, headers });
  }
}

/** Names that Strapi gives to errors; others are `ApplicationError`. */
const STRAPI_NAMES: Readonly<Record<number, string>> = {
  400: 'ValidationError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  429: 'RateLimitError',
  500: 'InternalServerError',
};

function shaped({ shape, status, details }: StatusFault, text: string): Record<string, unknown> {
  switch (shape) {
    case 'error':
      return { error: text, ...details };
    case 'error.message':
      return { error: { message: text }, ...details };
    case 'data.error':
      return { data: { error: text }, ...details };
    case 'message':
      return { message: text, ...details };
    case 'strapi': {
      const name = STRAPI_NAMES[status] ?? 'ApplicationError';
      return { data: null, error: { status, name, message: text, details: details ?? {} } };
    }
  }
}

async function asRaw(response: Response): Promise<RawAnswer> {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
    framing: 'length',
    keep: 1,
    bytesPerSecond: null,
    after: 0,
  };
}

function spoil(c: AppContext, answer: RawAnswer, fault: SpoilingFault): RawAnswer {
  switch (fault.kind) {
    case 'headers': {
      const names = new Set(Object.keys(fault.set).map((name) => name.toLowerCase()));
      const kept = Object.entries(answer.headers).filter(([name]) => !names.has(name));
      const set = Object.entries(fault.set).filter((one): one is [string, string] => one[1] !== null);
      return { ...answer, headers: Object.fromEntries([...kept, ...set]) };
    }
    case 'json':
      return { ...answer, body: Buffer.from(changedJson(answer.body.toString(), fault)) };
    case 'truncate':
      return { ...answer, keep: fault.keep, framing: fault.framing };
    case 'framing':
      return { ...answer, framing: fault.framing };
    case 'slow':
      return { ...answer, bytesPerSecond: fault.bytesPerSecond, after: fault.after };
    case 'gzip': {
      const taken = (c.req.header('accept-encoding') ?? '').includes('gzip');
      if (!taken && !fault.always) return answer;
      return {
        ...answer,
        headers: { ...answer.headers, 'content-encoding': 'gzip' },
        body: gzipSync(answer.body),
      };
    }
  }
}
