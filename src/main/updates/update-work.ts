import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { failed, success, type ErrorCode, type Failure, type Outcome } from '../../shared/errors.ts';
import type { Release } from '../../shared/updates.ts';
import type { BodySink } from '../downloads/receive-body.ts';
import { fileFailed, nullIfMissing } from '../files/file-failure.ts';
import { fillFile } from '../files/fill-file.ts';
import { piecesOf, readingFile, type FolderFiles } from '../files/folder-files.ts';
import type { FetchFile } from '../previews/fetch-file.ts';
import { updateReasons } from '../words/reasons.ts';
import { compareVersions, readSignedFeed, type FeedFile } from './signed-feed.ts';
import type { SeenFeeds } from './seen-feeds.ts';
import type { UpdateFeed } from './update-source.ts';

export interface UpdateWorkOptions {
  feed: UpdateFeed;
  /** The version that runs. */
  version: string;
  /** System and processor, as feeds name them. */
  target: string;
  /** Where a new version lies until it is put in place. It is the app's own, and nothing else is in it. */
  folder: string;
  files: FolderFiles;
  seen: SeenFeeds;
  /** Fetches what is at an address of the feed, or where that redirects to; it has no key to send. */
  fetchFile: FetchFile;
  /**
   * Puts a file that was checked in the place of the app that runs, and has that started in its stead.
   *
   * @param check fails where a copy of the file is not the file any more
   */
  install: (file: string, check: CheckFile) => Promise<Outcome<null>>;
}

export type CheckFile = (path: string) => Promise<Outcome<null>>;

/** What a feed says to the version that runs. */
export type FoundRelease =
  | { kind: 'current' }
  | { kind: 'older'; version: string }
  | { kind: 'newer'; release: Release; file: FeedFile };

/** What new versions take: asking the feed, fetching the file, and putting it in place. */
export interface UpdateWork {
  check(signal: AbortSignal): Promise<Outcome<FoundRelease>>;
  /** Fetches the file of a release, unless it is here already, and checks it. */
  download(file: FeedFile, onBytes: (received: number) => void, signal: AbortSignal): Promise<Outcome<null>>;
  /** Puts a file that was fetched in place. Where that fails, the app is as it was. */
  install(file: FeedFile): Promise<Outcome<null>>;
}

/** Bytes of a feed at most; one is some kilobytes long. */
const maxFeedBytes = 256 * 1024;
/** Bytes that are read at once to check a file. */
const readAtOnce = 1024 * 1024;

/** New versions from a signed feed, whose word is all that is believed: the file must be the one that it names, to the byte. */
export function createUpdateWork(options: UpdateWorkOptions): UpdateWork {
  const { feed, version, target, folder, files, seen, fetchFile, install } = options;
  const pathOf = ({ name }: FeedFile): string => join(folder, name);

  async function check(signal: AbortSignal): Promise<Outcome<FoundRelease>> {
    const pieces: Uint8Array[] = [];
    const sink: BodySink = {
      async writeFile(data) {
        pieces.push(...piecesOf(data));
      },
    };
    const rules = { kind: 'any', maxBytes: maxFeedBytes, whenLarger: 'refuse' } as const;
    const fetched = await fetchFile(feed.url.href, rules, sink, signal);
    if (!fetched.ok) return { ok: false, failure: feedFailure(fetched.failure) };
    const read = readSignedFeed(Buffer.concat(pieces).toString('utf8'), feed.publicKey);
    if (!read.ok) return read;
    const newest = read.value;
    const admitted = await seen.admit(feed.publicKey, newest.signedAt);
    if (!admitted.ok) return admitted;
    const order = compareVersions(version, newest.version);
    if (order === 0) return success({ kind: 'current' });
    if (order < 0) return success({ kind: 'older', version: newest.version });
    const file = newest.files.find((one) => one.target === target);
    if (file === undefined) return failed('update-unreadable', updateReasons.noFile(target));
    const { notes } = newest;
    return success({ kind: 'newer', release: { version: newest.version, notes, bytes: file.size }, file });
  }

  async function download(
    file: FeedFile,
    onBytes: (received: number) => void,
    signal: AbortSignal,
  ): Promise<Outcome<null>> {
    const path = pathOf(file);
    try {
      await files.mkdir(folder, { recursive: true });
      if ((await checkFile(path, file)).ok) return success(null);
      // Whatever an earlier run left is of no use any more.
      for (const { name } of await files.readdir(folder)) await files.rm(join(folder, name), { force: true });
      const part = `${path}.part`;
      const fetched = await fetchTo(part, file, onBytes, signal);
      const checked = fetched.ok ? await checkFile(part, file) : fetched;
      if (checked.ok) await files.rename(part, path);
      else await files.rm(part, { force: true });
      return checked;
    } catch (error) {
      return fileFailed(error);
    }
  }

  async function fetchTo(
    path: string,
    { name, size }: FeedFile,
    onBytes: (received: number) => void,
    signal: AbortSignal,
  ): Promise<Outcome<unknown>> {
    const address = new URL(encodeURIComponent(name), feed.url);
    const rules = { kind: 'any', maxBytes: size, whenLarger: 'refuse' } as const;
    const fetched = await fillFile(await files.open(path, 'w'), (open) =>
      fetchFile(address.href, rules, open, signal, onBytes),
    );
    return fetched.ok ? fetched : { ok: false, failure: downloadFailure(fetched.failure, size) };
  }

  return {
    check,
    download,
    async install(file) {
      try {
        const checked = await checkFile(pathOf(file), file);
        return checked.ok ? await install(pathOf(file), (path) => checkFile(path, file)) : checked;
      } catch (error) {
        return fileFailed(error);
      }
    },
  };

  /** Whether a file is the one that the feed names. Rejects as the system reports, but not for a file that is missing. */
  async function checkFile(path: string, { size, sha512 }: FeedFile): Promise<Outcome<null>> {
    const open = await files.open(path, readingFile).catch(nullIfMissing);
    if (open === null) return failed('update-damaged', updateReasons.wrongSize(0, size));
    try {
      const { size: bytes } = await open.stat();
      if (bytes !== size) return failed('update-damaged', updateReasons.wrongSize(bytes, size));
      const hash = createHash('sha512');
      const buffer = Buffer.alloc(readAtOnce);
      for (let at = 0; at < size;) {
        const { bytesRead } = await open.read(buffer, 0, readAtOnce, at);
        if (bytesRead === 0) break;
        hash.update(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
      return hash.digest('base64') === sha512
        ? success(null)
        : failed('update-damaged', updateReasons.wrongChecksum);
    } finally {
      await open.close();
    }
  }
}

/** What is no fault of the feed. */
const ownFailures: ReadonlySet<ErrorCode> = new Set(['cancelled', 'disk-full', 'folder-unavailable']);

/** Why a feed could not be read, in terms of updates: the codes of fetching speak of jobs and results. */
function feedFailure({ code, text }: Failure): Failure {
  if (ownFailures.has(code)) return { code, text };
  if (code === 'address-refused') return { code: 'update-unreadable', text: updateReasons.badRedirect };
  if (code === 'too-large')
    return { code: 'update-unreadable', text: updateReasons.tooManyBytes(maxFeedBytes) };
  if (code === 'bad-answer') return { code: 'update-unreadable', text };
  return { code: 'update-unreachable', text };
}

/** The same of the file that a feed names. */
function downloadFailure({ code, text }: Failure, size: number): Failure {
  if (code === 'too-large') return { code: 'update-damaged', text: updateReasons.tooManyBytes(size) };
  if (code === 'bad-answer' || code === 'truncated') return { code: 'update-damaged', text };
  if (code === 'address-refused') return { code: 'update-damaged', text: updateReasons.badRedirect };
  return feedFailure({ code, text });
}
