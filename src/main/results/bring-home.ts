import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DownloadPhase, ResultFormat } from '../../shared/downloads.ts';
import type { ErrorCode, Failure, Outcome } from '../../shared/errors.ts';
import type { Clock } from '../clock.ts';
import type { OpenResult } from '../rigyd/result-stream.ts';
import { openArchive, type ArchiveLimits } from './archive.ts';
import type { FreeBytes } from './disk-space.ts';
import { fileFailure } from './file-failure.ts';
import { placeOf, type ResultNaming } from './naming.ts';
import { readPartNote } from './part-note.ts';
import { claimSlot, releaseSlot, type PartSlot } from './part-slots.ts';
import { place } from './place.ts';
import type { Processes } from './processes.ts';
import { stopFailure } from './stopping.ts';
import { receiveResult } from './transfer.ts';
import { unpack } from './unpack.ts';

/** What downloads need from outside. */
export interface DownloadTools {
  openResult: OpenResult;
  clock: Clock;
  /** Between 0 and 1. */
  random: () => number;
  freeBytes: FreeBytes;
  processes: Processes;
  limits: ArchiveLimits;
}

export interface DownloadRequest {
  jobId: string;
  format: ResultFormat;
  naming: ResultNaming;
  /** The folder to which the result's own folder is added. Made if it is missing. */
  target: string;
  signal: AbortSignal;
  onPhase: (phase: DownloadPhase) => void;
  onProgress: (receivedBytes: number, totalBytes: number | null) => void;
}

/** Bytes a ZIP may have at most; nothing the service makes comes near. */
const mostBytes = 8 * 1024 ** 3;

/** After these, what has been received may still be gone on with. */
const resumable: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'connection-lost',
  'timeout',
  'truncated',
  'service-down',
  'rate-limited',
  'unauthorized',
  'no-key',
  'interrupted',
]);

export const isResumable = (failure: Failure): boolean => resumable.has(failure.code);

/**
 * Brings one result home: receives its ZIP, checks it, unpacks it beside its final place and moves it there when it is
 * whole. Otherwise nothing is left in the folder, except hidden what a next download can go on with.
 *
 * @returns the result's folder
 */
export async function bringHome(request: DownloadRequest, tools: DownloadTools): Promise<Outcome<string>> {
  let slot: PartSlot;
  try {
    slot = await claimSlot(request.target, request.jobId, tools.processes);
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
  const outcome = await fillAndPlace(slot, request, tools).catch((error: unknown): Outcome<string> => ({
    ok: false,
    failure: fileFailure(error),
  }));
  const keep = !outcome.ok && isResumable(outcome.failure) && (await readPartNote(slot.archive)) !== null;
  if (!keep) await releaseSlot(slot);
  return outcome;
}

async function fillAndPlace(
  slot: PartSlot,
  request: DownloadRequest,
  tools: DownloadTools,
): Promise<Outcome<string>> {
  const { jobId, format, naming, target, signal, onPhase, onProgress } = request;
  onPhase('receiving');
  const received = await receiveResult(
    { jobId, format, archive: slot.archive },
    { ...tools, mostBytes, signal, onProgress },
  );
  if (!received.ok) return received;

  onPhase('checking');
  const archive = await openArchive(slot.archive, tools);
  if (!archive.ok) return archive;

  onPhase('unpacking');
  const unpacked = await unpack(archive.value, slot.unpacked, signal).finally(archive.value.close);
  if (!unpacked.ok) return unpacked;

  if (signal.aborted) return { ok: false, failure: stopFailure(signal) };
  const { group, name } = placeOf(jobId, naming, format, tools.clock.now());
  const parent = group === null ? target : join(target, group);
  await mkdir(parent, { recursive: true });
  return place(slot.unpacked, parent, name, { clock: tools.clock, signal });
}
