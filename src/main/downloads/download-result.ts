import type { DownloadPhase, RenamedEntry, ResultFormat } from '../../shared/downloads.ts';
import { type Failure, type Outcome, success } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import { rethrowSilence } from '../files/folder-calls.ts';
import { workFiles } from '../files/folder-files.ts';
import type { OpenResult, ResultFailure } from '../api/result-stream.ts';
import type { ArchiveLimits } from './archive.ts';
import type { EarlyUnpacking } from './early-unpacking.ts';
import type { FreeBytes } from '../files/disk-space.ts';
import { fileFailed, fileFailure, systemCode } from '../files/file-failure.ts';
import type { FolderWork } from './folder-work.ts';
import { groupFolder, place } from './place.ts';
import { markOf, placeOf, type ResultNaming } from './naming.ts';
import { type PlacingNote, sizeOfPart, writePlacingNote } from './slot-notes.ts';
import { claimSlot, type PartSlot, SlotError } from './part-slots.ts';
import type { Processes } from '../lib/processes.ts';
import { isResumable } from './retry-policy.ts';
import { stopFailure } from './receive-body.ts';
import { receiveResult } from './transfer.ts';
import { downloadReasons } from '../words/reasons.ts';

/** What downloads need from outside. */
export interface DownloadTools {
  openResult: OpenResult;
  clock: Clock;
  /** Between 0 and 1. */
  random: () => number;
  freeBytes: FreeBytes;
  processes: Processes;
  limits: ArchiveLimits;
  /** Bytes of a result that may wait to be written while more are received; left out, none. */
  aheadBytes?: number;
  work: FolderWork;
}

export interface DownloadRequest {
  jobId: string;
  format: ResultFormat;
  naming: ResultNaming;
  /** Whether there is an MJCF package as far as is known, so that one that is missing may still be on its way. */
  expectsMjcf: boolean;
  /** The folder to which the result's own folder is added. Made if it is missing. */
  target: string;
  signal: AbortSignal;
  /** Whether the result of another job was put at a path, wherever it is now. */
  isOfAnother: (path: string) => boolean;
  onPhase: (phase: DownloadPhase) => void;
  onProgress: (receivedBytes: number, totalBytes: number | null) => void;
  /** It was not downloaded: so many bytes stay on disk, with which the next try can go on. */
  onLeft: (bytes: number) => void;
}

/** Bytes a ZIP may have at most; nothing the service makes comes near. */
const maxBytes = 8 * 1024 ** 3;

/** A result that lies under its name, and what a person is told of it. */
export interface DownloadedResult extends PlacingNote {
  /** Removes what it was made from. Until then the next run finds the result by it, so the record is written first. */
  release: () => Promise<void>;
}

/** Names that are told at most; thousands would weigh down the list. */
const maxRenamed = 20;

/**
 * Downloads one result: receives its ZIP, checks it, unpacks it beside its final place and moves it there when it is
 * whole. Otherwise nothing is left in the folder, except hidden what a next download can go on with.
 */
export async function downloadResult(
  request: DownloadRequest,
  tools: DownloadTools,
): Promise<Outcome<DownloadedResult, ResultFailure>> {
  const { processes, clock, work } = tools;
  let slot: PartSlot;
  try {
    // What is wrong with a folder, claiming the slot tells.
    const fresh = work
      .claimFresh(request.target, request.jobId, processes, clock.now())
      .catch((error: unknown) => {
        rethrowSilence(error);
        return null;
      });
    slot = (await fresh) ?? (await claimSlot(request.target, request.jobId, processes, clock.now()));
  } catch (error) {
    const isOfSlot = error instanceof SlotError;
    const failure = fileFailure(isOfSlot ? error.cause : error);
    return { ok: false, failure: await failureOfFolder(request.target, failure, isOfSlot) };
  }
  const release = (): Promise<void> => work.release(slot);
  const outcome = await fillAndPlace(slot, request, tools).catch(fileFailed);
  if (outcome.ok) return success({ ...outcome.value, release });
  const { code } = outcome.failure;
  // Nothing can be removed there now.
  if (code === 'folder-silent' || (code === 'folder-unavailable' && (await isGone(request.target))))
    return outcome;
  const left = isResumable(outcome.failure) ? await sizeOfPart(slot.archive) : 0;
  if (left === 0) await release();
  request.onLeft(left);
  return outcome;
}

/**
 * Why nothing can be begun in a folder. What cannot be written to may be the place of a drive that is not connected, and is
 * waited for like one that is not there; a file in its place is not, nor is what is wrong with the slot of one job alone.
 */
async function failureOfFolder(target: string, failure: Failure, isOfSlot: boolean): Promise<Failure> {
  if (failure.code !== 'folder-unavailable') return failure;
  if (await isGone(target)) return { code: 'folder-missing', text: downloadReasons.folderMissing(target) };
  if (isOfSlot) return failure;
  const isFolder = await workFiles.stat(target).then(
    (stats) => stats.isDirectory(),
    () => true,
  );
  return isFolder ? { code: 'folder-missing', text: failure.text } : failure;
}

/** Whether a folder is not there. One that this app may not look at may well be. @throws where it does not answer */
async function isGone(folder: string): Promise<boolean> {
  try {
    await workFiles.stat(folder);
    return false;
  } catch (error) {
    rethrowSilence(error);
    const code = systemCode(error);
    return code !== 'EACCES' && code !== 'EPERM';
  }
}

async function fillAndPlace(
  slot: PartSlot,
  request: DownloadRequest,
  tools: DownloadTools,
): Promise<Outcome<PlacingNote, ResultFailure>> {
  const { jobId, naming, target, signal } = request;
  // It may have been moved away since, and the result of another job have its place.
  if (slot.placed !== null && !request.isOfAnother(slot.placed.folder)) return success(slot.placed);
  const unpacked = await receiveAndUnpack(slot, request, tools);
  if (!unpacked.ok) return unpacked;
  const { format, renamed } = unpacked.value;

  if (signal.aborted) return { ok: false, failure: stopFailure(signal) };
  const { work } = tools;
  const { group, name } = placeOf(jobId, naming, format, tools.clock.now());
  const parent = group === null ? target : await groupFolder(target, group, slot);
  const noteAt = (folder: string): PlacingNote => ({
    folder,
    usdOnly: format !== request.format,
    renamed: renamed.slice(0, maxRenamed),
    renamedCount: renamed.length,
  });
  const placed = await place(slot.unpacked, parent, name, {
    clock: tools.clock,
    signal,
    mark: markOf(jobId),
    isReserved: request.isOfAnother,
    move: work.move,
    namesOf: work.namesLike,
    beforeMove: (folder) => writePlacingNote(slot.unpacked, noteAt(folder)),
  });
  return placed.ok ? success(noteAt(placed.value)) : placed;
}

/** Unpacks what is received, as far as it pays before it is whole. */
async function receiveAndUnpack(
  slot: PartSlot,
  request: DownloadRequest,
  tools: DownloadTools,
): Promise<Outcome<{ format: ResultFormat; renamed: readonly RenamedEntry[] }, ResultFailure>> {
  const { signal, onPhase } = request;
  const { clock, limits, work } = tools;
  const { archive } = slot;
  const early = work.follow({ archive, folder: slot.early, limits, signal, clock });
  try {
    onPhase('receiving');
    const received = await receive(slot, request, tools, early);
    if (!received.ok) return received;

    onPhase('checking');
    const onChecked = (): void => onPhase('unpacking');
    const unpacked = await work.unpack(archive, slot.unpacked, { ...tools, signal, onChecked, early });
    return unpacked.ok ? success({ format: received.value, renamed: unpacked.value }) : unpacked;
  } finally {
    await early?.giveUp();
  }
}

/** Receives what was asked for, or USD alone where everything was asked for and no MJCF package was made. */
async function receive(
  { archive }: PartSlot,
  { jobId, format, expectsMjcf, signal, onProgress }: DownloadRequest,
  tools: DownloadTools,
  early: EarlyUnpacking | null,
): Promise<Outcome<ResultFormat, ResultFailure>> {
  const options = { ...tools, maxBytes, signal, onProgress, early };
  const received = await receiveResult({ jobId, format, archive }, options);
  if (received.ok) return success(format);
  const { failure } = received;
  if (failure.code !== 'mjcf-missing') return received;
  // So it may be for the first moments after a job completed.
  if (expectsMjcf) return { ok: false, failure: { ...failure, code: 'not-completed' } };
  if (format !== 'all') return received;
  const usd = await receiveResult({ jobId, format: 'usd', archive }, options);
  return usd.ok ? success('usd') : usd;
}
