import { virtualClock } from '../../testing/virtual-clock.ts';
import { createAddressCheck } from '../address-check.ts';
import type { Fetch } from '../net-fetch.ts';
import { createResultOpener } from '../open-result.ts';
import type { ResumePoint } from '../result-stream.ts';

export const key = `rgyd_test_${'k'.repeat(43)}`;

interface Call {
  url: string;
  headers: Headers;
}

/** A result opener on an API that answers as told, and what it asked. */
export function setUp(
  answer: (call: Call, index: number) => Response | Promise<Response>,
  api = 'https://api.rigyd.com/api',
) {
  const clock = virtualClock();
  const calls: Call[] = [];
  const fetch: Fetch = async (url, init) => {
    const call = { url, headers: new Headers(init.headers) };
    calls.push(call);
    return Promise.race([
      Promise.resolve(answer(call, calls.length - 1)),
      new Promise<never>((_resolve, reject) =>
        init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      ),
    ]);
  };
  let turns = 0;
  const open = createResultOpener({
    fetch,
    turn: async () => void (turns += 1),
    checkAddress: createAddressCheck({
      api: new URL(api),
      resolveHost: async ({ hostname }) => {
        if (hostname === 'nowhere.example') throw new Error('net::ERR_NAME_NOT_RESOLVED');
        return [hostname === 'inside.example' ? '10.0.0.7' : '93.184.216.34'];
      },
    }),
    key: () => key,
    clock,
    clientName: 'rigyd-desk/0',
    url: (id, format) => `${api}/conversions/${id}/result?format=${format}`,
  });
  const abort = new AbortController();
  return {
    calls,
    /** Turns that were waited for, beside the one of whoever asks. */
    turns: () => turns,
    clock,
    abort,
    open: (format: 'usd' | 'mjcf' | 'all' = 'all', resume: ResumePoint | null = null) =>
      open('a', format, { signal: abort.signal, resume }),
  };
}

export const zip = (headers: Record<string, string> = {}, status = 200): Response =>
  new Response('PK…', { status, headers: { 'content-type': 'application/zip', ...headers } });
export const redirect = (location: string): Response =>
  new Response(null, { status: 302, headers: { location } });
export const resume: ResumePoint = { offset: 100, etag: '"v1"' };
