import type { RenamedEntry } from '../../shared/downloads.ts';
import { success, type Outcome } from '../../shared/errors.ts';
import type { FreeBytes } from '../files/disk-space.ts';
import { fileFailed } from '../files/file-failure.ts';
import { workFiles } from '../files/folder-files.ts';
import { removeFolder } from '../files/remove-folder.ts';
import { processesBeside, type Owner } from '../lib/processes.ts';
import { openArchive, type Archive, type ArchiveEntry, type ArchiveLimits } from './archive.ts';
import { checkArchive } from './check-archive.ts';
import { EarlyFiles, type EarlyFilesOptions, type Received } from './early-files.ts';
import { claimFreshSlot, releaseSlot } from './part-slots.ts';
import { moveThrough, namesLike } from './place.ts';
import type { StopReason } from './receive-body.ts';
import { writePartNote } from './slot-notes.ts';
import { unpackSteps, type UnpackStep } from './unpack.ts';

/** Milliseconds after which a call returns to say that it goes on: a folder that stops answering is told by one that does not. */
const maxCallMs = 200;

/** What comes of a call: the end, or that there is more to do, and whether it waits for the disk first. */
export type UnpackProgress = { outcome: Outcome<null> } | { next: UnpackStep };

type Steps = AsyncGenerator<UnpackStep, Outcome<null>>;

interface Unpacking {
  archive: Archive;
  folder: string;
  stop: AbortController;
  steps: Steps;
}

interface Early {
  files: EarlyFiles;
  steps: Steps;
}

export type ResultCalls = ReturnType<typeof createResultCalls>;

/**
 * The calls that one thread answers, named in the order of a download. The first argument of each is a path on the share that
 * it is about.
 */
export function createResultCalls(freeBytes: FreeBytes) {
  /** The archive that this thread unpacks; one at a time. */
  let current: Unpacking | null = null;

  /** What it has unpacked of that before it was whole. */
  let early: Early | null = null;

  function beginUnpacking(archive: Archive, folder: string, next: Int32Array): Unpacking {
    const stop = new AbortController();
    const take = (entry: ArchiveEntry): string | null => early?.files.take(entry) ?? null;
    const steps = unpackSteps(entriesFrom(archive, next), folder, stop.signal, { take });
    return { archive, folder, stop, steps };
  }

  /** What was unpacked early is part of what is to be unpacked. */
  async function freeBesideEarly(folder: string): Promise<number | null> {
    const free = await freeBytes(folder);
    return free === null ? null : free + (early?.files.bytes ?? 0);
  }

  return {
    claimFresh: (target: string, jobId: string, own: Owner, now: number) =>
      claimFreshSlot(target, jobId, processesBeside(own), now),

    writePartNote,

    /** Unpacks for a moment what has come of an archive into a new folder. */
    async follow(
      archive: string,
      folder: string,
      limits: ArchiveLimits,
      received: Received,
    ): Promise<UnpackProgress> {
      early ??= beginEarly({ archive, folder, limits, freeBytes });
      early.files.note(received);
      return forAMoment(early.steps);
    },

    /**
     * Checks an archive, to be unpacked by the calls that follow, and makes the folder for it.
     *
     * @param next shared by all threads that unpack it: the place among its entries of the one that is next
     * @returns also the bytes of all files, none of which has been unpacked early; 0 where some have
     */
    async check(
      path: string,
      folder: string,
      limits: ArchiveLimits,
      next: Int32Array,
    ): Promise<Outcome<{ renamed: readonly RenamedEntry[]; bytes: number }>> {
      const opened = await checkArchive(path, { limits, freeBytes: freeBesideEarly });
      if (!opened.ok) return opened;
      const { entries, renamed } = opened.value;
      try {
        await early?.files.keepFor(entries);
        await workFiles.mkdir(folder);
      } catch (error) {
        await opened.value.close();
        return fileFailed(error);
      }
      current = beginUnpacking(opened.value, folder, next);
      const isEarly = (early?.files.bytes ?? 0) > 0;
      return success({ renamed, bytes: isEarly ? 0 : entries.reduce((sum, { size }) => sum + size, 0) });
    },

    /** Joins another thread that has checked an archive, to unpack it together. */
    async help(path: string, folder: string, limits: ArchiveLimits, next: Int32Array): Promise<void> {
      // The other one has found that there is room, and is filling it.
      const opened = await openArchive(path, { limits, freeBytes: () => Promise.resolve(null) });
      if (opened.ok) current = beginUnpacking(opened.value, folder, next);
    },

    /** Unpacks for a moment. @param stop why it is given up, if it is */
    async unpack(_path: string, stop: StopReason | null): Promise<UnpackProgress> {
      if (current === null) return { outcome: success(null) };
      if (stop !== null) current.stop.abort(stop);
      return forAMoment(current.steps);
    },

    /** Ends it. @param keeps whether what was unpacked stays; otherwise it is removed */
    async end(_path: string, keeps: boolean): Promise<void> {
      const [ended, endedEarly] = [current, early];
      current = null;
      early = null;
      await ended?.steps.return(success(null));
      await endedEarly?.steps.return(success(null));
      await ended?.archive.close();
      if (keeps) return;
      if (endedEarly !== null) await removeFolder(endedEarly.files.folder);
      if (ended !== null) await removeFolder(ended.folder);
    },

    namesLike,

    move: (to: string, from: string) => moveThrough(from, to),

    release: (folder: string) => releaseSlot({ folder }),
  };
}

function beginEarly(options: EarlyFilesOptions): Early {
  const files = new EarlyFiles(options);
  return { files, steps: files.steps() };
}

async function forAMoment(steps: Steps): Promise<UnpackProgress> {
  const begun = performance.now();
  for (;;) {
    const { done, value } = await steps.next();
    if (done === true) return { outcome: value };
    if (value !== 'write' || performance.now() - begun > maxCallMs) return { next: value };
  }
}

/** The entries that are this thread's turn. */
function* entriesFrom({ entries }: Archive, next: Int32Array): Generator<ArchiveEntry> {
  for (;;) {
    const entry = entries[Atomics.add(next, 0, 1)];
    if (entry === undefined) return;
    yield entry;
  }
}
