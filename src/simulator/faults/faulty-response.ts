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
  for (const fault of faults) {
    const instead = await answerInstead(c, fault, tools);
    if (instead !== null) return instead;
  }
  // What concerns the file rather than its transport is left to the code that serves files.
  c.set('faults', faults);
  await next();
  const spoilt = faults.filter(isOfBody);
  if (spoilt.length === 0) return undefined;
  const answer = spoilt.reduce((sofar, fault) => spoil(c, sofar, fault), await asRaw(c.res));
  await sendRaw(c.env.outgoing, answer, tools.wait);
  c.res = RESPONSE_ALREADY_SENT;
  return undefined;
}

type BodyFault = Extract<Fault, { kind: 'json' | 'truncate' | 'framing' | 'slow' | 'gzip' }>;
const BODY_KINDS: readonly string[] = ['json', 'truncate', 'framing', 'slow', 'gzip'];
const isOfBody = (fault: Fault): fault is BodyFault => BODY_KINDS.includes(fault.kind);

async function answerInstead(c: AppContext, fault: Fault, tools: FaultTools): Promise<Response | null> {
  switch (fault.kind) {
    case 'delay':
      await tools.wait(fault.ms);
      return null;
    case 'hang':
      return new Promise<never>(() => undefined);
    case 'reset':
      c.env.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case 'status':
      return errorResponse(fault);
    case 'redirect': {
      const location = fault.to ?? `${tools.assetsUrl}${c.req.path}`;
      return new Response(null, { status: fault.status, headers: { location } });
    }
    case 'body':
      return new Response(fault.text, { headers: { 'content-type': fault.contentType } });
    case 'json':
    case 'truncate':
    case 'framing':
    case 'slow':
    case 'gzip':
    case 'corruptZip':
    case 'zipEntries':
    case 'etag':
    case 'ranges':
      return null;
  }
}

function errorResponse(fault: Extract<Fault, { kind: 'status' }>): Response {
  const headers = new Headers();
  if (fault.retryAfter !== undefined) headers.set('retry-after', String(fault.retryAfter));
  const { status } = fault;
  if (fault.body === 'empty') return new Response(null, { status, headers });
  const text = fault.error ?? `Simulated error ${status}`;
  if (fault.body === 'html') {
    headers.set('content-type', 'text/html');
    const page = `<html><head><title>${status} ${text}</title></head><body><center><h1>${status} ${text}</h1></center><hr><center>nginx</center></body></html>`;
    return new Response(page, { status, headers });
  }
  return Response.json({ ...shaped(fault.shape, text), ...fault.details }, { status, headers });
}

function shaped(shape: Extract<Fault, { kind: 'status' }>['shape'], text: string): Record<string, unknown> {
  switch (shape) {
    case 'error':
      return { error: text };
    case 'error.message':
      return { error: { message: text } };
    case 'data.error':
      return { data: { error: text } };
    case 'message':
      return { message: text };
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
  };
}

function spoil(c: AppContext, answer: RawAnswer, fault: BodyFault): RawAnswer {
  switch (fault.kind) {
    case 'json':
      return { ...answer, body: Buffer.from(changedJson(answer.body.toString(), fault)) };
    case 'truncate':
      return { ...answer, keep: fault.keep, framing: fault.framing };
    case 'framing':
      return { ...answer, framing: fault.framing };
    case 'slow':
      return { ...answer, bytesPerSecond: fault.bytesPerSecond };
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
