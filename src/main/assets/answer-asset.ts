import { defaultLimits } from '../../asset/limits.ts';
import { parseAssetAddress } from '../../shared/asset-scheme.ts';
import { fileFailure } from '../files/file-failure.ts';
import { logEvent } from '../log/log.ts';
import type { OpenContent } from './asset-content.ts';
import type { Assets } from './assets.ts';

/** Bytes of a file that a reader takes. */
const { maxFileBytes } = defaultLimits;

/** For all that is served: it is bytes and no more, may run nothing, and stays in no cache. */
const guards = {
  'Content-Type': 'application/octet-stream',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-store',
};

/**
 * Answers a worker's request for a file of an asset. Whatever is not to be had is a status without content: which folder it
 * is in, and why it cannot be read, stays in main.
 *
 * @param pageOrigin of the app's own page; no other page may read the answer
 */
export async function answerAsset(
  assets: Pick<Assets, 'openFile'>,
  request: Pick<Request, 'url' | 'method' | 'headers'>,
  pageOrigin: string,
): Promise<Response> {
  const failure = (status: number): Response => new Response(null, { status, headers: guards });
  // Electron 33 sends none with what a worker fetches.
  const origin = request.headers.get('origin');
  if (origin !== null && origin !== pageOrigin) return failure(404);
  if (request.method !== 'GET') return failure(405);
  const place = parseAssetAddress(request.url);
  if (place === null) return failure(404);
  let file: OpenContent | null;
  try {
    file = await assets.openFile(place);
  } catch (error) {
    noteFailure(error);
    return failure(502);
  }
  if (file === null) return failure(404);
  if (file.bytes > maxFileBytes) {
    await file.close();
    return failure(413);
  }
  const headers = {
    ...guards,
    'Access-Control-Allow-Origin': pageOrigin,
    'Content-Length': String(file.bytes),
  };
  return new Response(bodyOf(file), { headers });
}

/** Without the error's own words, which name the file. */
const noteFailure = (error: unknown): void =>
  logEvent('A file of an asset could not be read', { code: fileFailure(error).code });

/** The content of a file, read as it is wanted. The file is closed at its end, or when nobody wants it any more. */
function bodyOf(file: OpenContent): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await file.next();
          if (piece !== null) return controller.enqueue(piece);
          await file.close();
          controller.close();
        } catch (error) {
          noteFailure(error);
          await file.close().catch(() => undefined);
          controller.error(error);
        }
      },
      async cancel() {
        await file.close();
      },
    },
    { highWaterMark: 0 },
  );
}
