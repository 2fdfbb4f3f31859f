import { parseRange } from '../../shared/byte-range.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { parsePreviewAddress } from '../../shared/previews.ts';
import { readingFile, workFiles, type OpenFile } from '../files/folder-files.ts';
import type { Outcome } from '../../shared/errors.ts';
import { parseThumbnailAddress, type ThumbnailRef } from '../../shared/thumbnails.ts';
import type { PreviewFile, Previews } from './previews.ts';

/** Bytes read from disk at a time. */
const pieceBytes = 256 * 1024;

/** For all that is served: it is what its first bytes say, it may run nothing, and no other page may have it. */
const guards = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cache-Control': 'no-store',
};

/** Lets the page keep what never changes under its address, so that a list does not fetch and decode it with every turn of the wheel. */
const kept = { 'Cache-Control': 'private, max-age=31536000, immutable' };

/** Whatever opens the files that the page loads. */
export interface PreviewSources {
  /** Whether nothing is shown in this run. */
  isSafeMode: boolean;
  previews: Pick<Previews, 'open'>;
  thumbnails: { open: (ref: ThumbnailRef) => Promise<Outcome<PreviewFile>> };
}

/**
 * Answers the page's request for a picture or a video: whole, or the part that a player jumps to. Any failure is a
 * status without content; the page asks by name (`preparePreview`) for what to say about it.
 */
export async function answerPreview(
  sources: PreviewSources,
  request: Pick<Request, 'url' | 'method' | 'headers'>,
): Promise<Response> {
  if (request.method !== 'GET') return failure(405);
  const opening = sources.isSafeMode ? null : open(request.url, sources);
  if (opening === null) return failure(404);
  const found = await opening.file;
  if (!found.ok) return failure(statusOf(found.failure.code));
  const { path, bytes, contentType } = found.value;
  const range = parseRange(request.headers.get('range'), bytes);
  if (range === 'unsatisfiable') return failure(416, { 'Content-Range': `bytes */${bytes}` });
  const { from, to } = range ?? { from: 0, to: bytes - 1 };
  const file = await workFiles.open(path, readingFile).catch(() => null);
  if (file === null) return failure(404);
  const headers = {
    ...guards,
    ...(opening.isForGood ? kept : {}),
    'Content-Type': contentType,
    'Content-Length': String(to - from + 1),
    'Accept-Ranges': 'bytes',
    ...(range === null ? {} : { 'Content-Range': `bytes ${from}-${to}/${bytes}` }),
  };
  return new Response(partOf(file, from, to + 1), { status: range === null ? 200 : 206, headers });
}

interface Opening {
  file: Promise<Outcome<PreviewFile>>;
  /** Whether the address will never lead to anything else. */
  isForGood: boolean;
}

function open(address: string, { previews, thumbnails }: PreviewSources): Opening | null {
  const thumbnail = parseThumbnailAddress(address);
  if (thumbnail !== null) return { file: thumbnails.open(thumbnail), isForGood: true };
  const ref = parsePreviewAddress(address);
  return ref === null ? null : { file: previews.open(ref), isForGood: false };
}

const failure = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...guards, ...headers } });

function statusOf(code: ErrorCode): number {
  if (code === 'unknown-job' || code === 'not-found') return 404;
  return code === 'timeout' ? 504 : 502;
}

/** A part of a file, read as it is wanted. The file is closed at its end, or when nobody wants it any more. */
function partOf(file: OpenFile, from: number, end: number): ReadableStream<Uint8Array> {
  let position = from;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = Buffer.alloc(Math.min(pieceBytes, end - position));
          const { bytesRead } = await file.read(piece, 0, piece.length, position);
          position += bytesRead;
          if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
          if (bytesRead > 0 && position < end) return;
          await file.close();
          controller.close();
        } catch (error) {
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
