import type { Readable } from 'node:stream';
import type { ClientRequestConstructorOptions, IncomingMessage, Session } from 'electron';
import { net } from 'electron';
import type { ResolveHost } from './address-check.ts';

/** `fetch` that answers a redirect with the 3xx itself when asked for `redirect: 'manual'`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * `fetch` over Chromium's network stack (the system's proxies and certificates), with what `net.fetch` cannot do: a
 * redirect is handed back as the 3xx it is. `net.fetch` would forward `Authorization` to a foreign host, and throws when
 * asked not to follow.
 *
 * @param sessionOf the session to use, asked for at each request; one without a cache, so that no answer is a
 *   remembered one
 */
export function createNetFetch(sessionOf: () => Session): Fetch {
  return (url, init) =>
    new Promise<Response>((resolve, reject) => {
      const signal = init.signal ?? null;
      if (signal?.aborted) return reject(abortError());
      const options: ClientRequestConstructorOptions = {
        url,
        method: 'GET',
        session: sessionOf(),
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      };
      const request = net.request(options);
      for (const [name, value] of new Headers(init.headers)) request.setHeader(name, value);

      let body: Readable | null = null;
      const onAbort = (): void => {
        request.abort();
        body?.destroy(abortError());
        reject(abortError());
      };
      signal?.addEventListener('abort', onAbort, { once: true });

      request.on('redirect', (status, _method, location) => {
        signal?.removeEventListener('abort', onAbort);
        resolve(new Response(null, { status, headers: { location } }));
        request.abort();
      });
      request.on('response', (message) => {
        // Electron's IncomingMessage is a Node stream that its types describe as an event emitter.
        body = message as unknown as Readable;
        const opened = body;
        opened.once('close', () => {
          signal?.removeEventListener('abort', onAbort);
          // Closing the stream alone would leave the connection open, and a host has only six of them.
          if (!opened.readableEnded) request.abort();
        });
        try {
          resolve(toResponse(message, opened));
        } catch (error) {
          opened.on('error', () => {});
          request.abort();
          reject(error);
        }
      });
      request.on('error', (error) => {
        signal?.removeEventListener('abort', onAbort);
        reject(error);
      });
      request.end();
    });
}

const abortError = (): Error => new DOMException('The request was aborted.', 'AbortError');

/** Statuses whose answers have no body; `Response` refuses one. */
const bodiless = new Set([204, 205, 304]);

/** A file name in its own script, say: `Headers` refuses it, and Electron hands it on as it decoded it. */
const notInHeaders = /[^\t\x20-\x7e]+/gu;

/** @throws RangeError for a status that no answer can have */
function toResponse(message: IncomingMessage, body: Readable): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) headers.append(name, one.replaceAll(notInHeaders, encodeURIComponent));
  if (bodiless.has(message.statusCode)) {
    body.on('error', () => {});
    body.resume();
    return new Response(null, { status: message.statusCode, headers });
  }
  return new Response(toWeb(body), { status: message.statusCode, headers });
}

/** Bytes that are read ahead of whoever takes them. */
const readAheadBytes = 2 * 1024 ** 2;

/**
 * The body as a stream of the very pieces that came: each has memory of its own, which can be handed to a thread. Node's
 * own adapter copies them, which takes longer than to receive them.
 */
function toWeb(body: Readable): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        body.on('data', (piece: Uint8Array) => {
          controller.enqueue(piece);
          if ((controller.desiredSize ?? 0) <= 0) body.pause();
        });
        body.once('end', () => controller.close());
        body.on('error', (error) => controller.error(error));
        body.once('close', () => {
          if (!body.readableEnded) controller.error(abortError());
        });
      },
      pull: () => void body.resume(),
      cancel: () => void body.destroy(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: readAheadBytes }),
  );
}

/** Looks names up as Chromium does for the session of the moment: with its cache, the system's hosts file and its proxies. */
export const createNetResolve =
  (sessionOf: () => Session): ResolveHost =>
  async (url) => {
    const session = sessionOf();
    try {
      const { endpoints } = await session.resolveHost(url.hostname);
      return endpoints.map(({ address }) => address);
    } catch (error) {
      // Behind a proxy this machine may know no names of the world outside.
      if ((await session.resolveProxy(url.href)) !== 'DIRECT') return [];
      throw error;
    }
  };
