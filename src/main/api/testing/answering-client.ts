import { success } from '../../../shared/errors.ts';
import { virtualClock } from '../../testing/virtual-clock.ts';
import { createRigydClient } from '../client.ts';
import type { Fetch } from '../net-fetch.ts';

export const key = `rgyd_test_${'k'.repeat(43)}`;

export interface Call {
  url: string;
  headers: Headers;
  redirect: string | undefined;
}

export const hangs: Fetch = (_url, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));

/** A client whose answers the test gives: a response for each call, in order; the last one again and again. */
export function answeringClient(...responses: (Response | Fetch)[]) {
  const clock = virtualClock();
  const calls: Call[] = [];
  const fetch: Fetch = (url, init) => {
    calls.push({ url, headers: new Headers(init.headers), redirect: init.redirect });
    const next = responses.length > 1 ? responses.shift() : responses[0];
    return next instanceof Response ? Promise.resolve(next.clone()) : (next ?? hangs)(url, init);
  };
  let turns = 0;
  let current: string | null = key;
  const client = createRigydClient({
    baseUrl: new URL('https://api.rigyd.com/api'),
    fetch,
    fetchResult: fetch,
    turn: async () => void (turns += 1),
    checkAddress: async (text) => success(new URL(text)),
    key: () => current,
    clock,
    clientName: 'rigyd-desk/0',
  });
  return { client, calls, clock, turns: () => turns, setKey: (value: string | null) => (current = value) };
}

export const json = (value: unknown, init?: ResponseInit): Response =>
  new Response(JSON.stringify(value), init);
