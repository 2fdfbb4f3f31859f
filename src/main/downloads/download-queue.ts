import { isDownloadActive, type Download, type ResultFormat } from '../../shared/downloads.ts';
import type { Failure, Outcome } from '../../shared/errors.ts';
import { folderCalls } from '../files/folder-files.ts';
import type { ResultFailure } from '../api/result-stream.ts';
import { defaultLimits } from './archive.ts';
import { bringHome, isResumable, type DownloadTools, type Home } from './bring-home.ts';
import { systemFreeBytes } from '../files/disk-space.ts';
import { byTurn, keptBySweep, queued, resumed, targetsOf, withTimeInReach } from './download-changes.ts';
import { fileFailure } from '../files/file-failure.ts';
import { createGatedResults } from './gated-results.ts';
import { LateRetries } from './late-retries.ts';
import { discardLeftovers, sweepLeftovers } from './part-slots.ts';
import { QueueReport } from './queue-report.ts';
import {
  isOfKey,
  isWorthRestarting,
  isWorthRetrying,
  isWorthWaiting,
  maxRetries,
  nextLateTry,
  retryPauseMs,
} from './retrying.ts';
import type { DownloadQueue, DownloadQueueOptions } from './queue-contract.ts';
import { ResultPaths } from './result-paths.ts';
import { RetryPauses } from './retry-pauses.ts';
import { RunningDownloads, slownessOf } from './running-downloads.ts';
import type { StopReason } from './stopping.ts';
import { WaitingLine } from './waiting-line.ts';

/** How often a folder may fall silent, or go away, in the middle of a download that is then begun again where it can be. */
const maxSilences = 5;

const untried = { attempts: 0, lateTries: 0 };

export function createDownloadQueue(options: DownloadQueueOptions): DownloadQueue {
  const { clock, folder, nameOf, hasMjcf = () => false, gates, api } = options;
  const { concurrency = () => 2, held = () => null, recorded = () => Promise.resolve(true) } = options;
  const tools: DownloadTools = {
    openResult: createGatedResults({ ...options, now: () => clock.now() }),
    clock,
    random: options.random ?? Math.random,
    freeBytes: options.freeBytes ?? systemFreeBytes,
    processes: options.processes,
    limits: options.limits ?? defaultLimits,
  };
  const downloads = new Map<string, Download>();
  const paths = new ResultPaths();
  const line = new WaitingLine();
  const running = new RunningDownloads(folderCalls, (jobId, failure) => {
    if (running.get(jobId)?.stop.signal.aborted === false) change(jobId, { failure });
    startWaiting();
  });
  /** The downloads of jobs that were taken out of the list, as they were then. Jobs that a link gave again are back on it. */
  const withdrawn = new Map<string, { before: Download; isBack: boolean }>();
  /** Those that were begun again from the start, which is done once. */
  const restarted = new Set<string>();
  /** How often a folder fell silent under a job's files, or went away, and was back, with no more of it received since. */
  const silences = new Map<string, { times: number; bytes: number }>();
  /** How often a download found out in a row that nothing comes from an origin yet. */
  const probes = new Map<string, number>();
  /** When a late try was due that was made earlier, because somebody did not want to wait. */
  const dueAt = new Map<string, number>();
  /** The last thing done with a job's files, so that the next one waits for it. */
  const turns = new Map<string, Promise<void>>();
  /** Whoever is told of something must not stop the queue. */
  const tell = (told: () => void): void => {
    try {
      told();
    } catch (error) {
      options.onError(error);
    }
  };
  const onChange = (download: Download): void => tell(() => options.onChange(download));
  const report = new QueueReport({
    clock,
    now: () => ({
      held: held(),
      active: running.busy,
      waiting: line.size + pauses.size + running.size - running.busy,
    }),
    onState: (state) => tell(() => options.onState?.(state)),
  });
  const pauses = new RetryPauses({
    clock,
    gates,
    folders: folderCalls,
    onOver: (jobIds) => {
      for (const jobId of jobIds.toReversed()) line.add(jobId, 'front');
      startWaiting();
    },
    onHeld: (jobId, retryAt) => {
      if (downloads.get(jobId)?.retryAt !== retryAt) change(jobId, { retryAt });
    },
  });
  const late = new LateRetries({
    clock,
    isHeld: () => held() !== null,
    onDue: (jobId, isEarly) => {
      const { attempts = 0, lateTries = 0, retryAt = null } = downloads.get(jobId) ?? {};
      if (isEarly && retryAt !== null) dueAt.set(jobId, retryAt);
      // Only what is tried at its own time uses up a try: the computer may wake often before there is a connection.
      const counts = {
        attempts: attempts + 1,
        lateTries: isEarly ? Math.max(lateTries, 1) : lateTries + 1,
      };
      line.add(jobId);
      change(jobId, { phase: 'queued', ...counts, failure: null, retryAt: null, finishedAt: null });
      startWaiting();
    },
  });
  /** The sweeping of each folder, which the downloads to it wait for. */
  const sweeps = new Map<string, Promise<void>>();
  let closed = false;
  let lacksKey = false;

  function keep(download: Download): void {
    const { jobId, folder } = download;
    paths.note(jobId, downloads.get(jobId)?.folder ?? null, folder);
    downloads.set(jobId, download);
  }

  function set(download: Download): void {
    keep(download);
    late.await(download);
    onChange(download);
    if (!closed) report.note(download);
  }

  function change(jobId: string, changes: Partial<Download>): void {
    const download = downloads.get(jobId);
    if (download !== undefined) set({ ...download, ...changes });
  }

  function inTurn(jobId: string, target: string, task: () => Promise<void>): void {
    turns.set(
      jobId,
      Promise.all([turns.get(jobId), sweeps.get(target)])
        .then(task)
        .catch(options.onError),
    );
  }

  function startWaiting(): void {
    while (!closed && held() === null && running.busy < capacity()) {
      const jobId = line.take();
      if (jobId === undefined) return;
      const target = downloads.get(jobId)?.target ?? folder();
      const away = pauses.absenceOf(target) ?? (folderCalls.isSlow(target) ? slownessOf(target) : null);
      if (away !== null) {
        waitForFolder(jobId, away, target);
        // Not within this loop: each one that is let go instead may wait for its folder as well.
        queueMicrotask(() => pauses.noteEnded(jobId));
        continue;
      }
      const run = running.begin(jobId, target);
      const format = downloads.get(jobId)?.format;
      inTurn(jobId, target, async () => {
        const outcome = await bring(jobId, target, run.stop.signal);
        const isOpen = running.get(jobId) === run && running.delete(jobId);
        // One that was cancelled has ended already, and may have been begun anew, unless it came home all the same.
        const isWanted = outcome.ok && downloads.get(jobId)?.format === format;
        if (!isOpen && isWanted) leave(jobId);
        if (isOpen || isWanted) finish(jobId, outcome, run.isWithdrawn);
        startWaiting();
        if (outcome.ok && (await recorded())) await outcome.value.release();
      });
    }
  }

  /** Nothing is begun that would only be held back; when the API's wait is over, one request finds out. */
  function capacity(): number {
    if (pauses.standsStill || !gates.wouldAdmit(api, 'results')) return 0;
    return gates.until(api) === null ? concurrency() : 1;
  }

  async function bring(
    jobId: string,
    target: string,
    signal: AbortSignal,
  ): Promise<Outcome<Home, ResultFailure>> {
    const download = downloads.get(jobId);
    const advance = (changes: Partial<Download>): void => {
      if (!closed && !signal.aborted) change(jobId, changes);
    };
    const isRunning = (): boolean => running.get(jobId)?.stop.signal === signal;
    if (!closed && isRunning()) change(jobId, { target, failure: null, retryAt: null });
    try {
      return await bringHome(
        {
          jobId,
          format: download?.format ?? 'all',
          naming: nameOf(jobId),
          expectsMjcf: hasMjcf(jobId) && (download?.attempts ?? 0) < maxRetries,
          target,
          signal,
          isOfAnother: (path) => paths.isOfAnother(jobId, path),
          onPhase: (phase) => advance({ phase }),
          onProgress: (receivedBytes, totalBytes) => advance({ receivedBytes, totalBytes }),
          // Also where it was paused or the app ends: it is told as here until it is begun again.
          onLeft: (bytes) => {
            if (!isRunning() || downloads.get(jobId)?.receivedBytes === bytes) return;
            if (bytes === 0) change(jobId, { receivedBytes: 0, totalBytes: null });
            else if (!closed) change(jobId, { receivedBytes: bytes });
          },
        },
        tools,
      );
    } catch (error) {
      return { ok: false, failure: fileFailure(error) };
    }
  }

  function finish(jobId: string, outcome: Outcome<Home, ResultFailure>, isWithdrawn: boolean): void {
    const finishedAt = clock.now();
    if (outcome.ok || outcome.failure.waitsFor === undefined) pauses.notePassed();
    pauses.noteEnded(jobId);
    if (outcome.ok) {
      forget(jobId);
      withdrawn.delete(jobId);
      const { folder, usdOnly, renamed, renamedCount } = outcome.value;
      const told = { folder, usdOnly, renamed, renamedCount };
      change(jobId, { phase: 'done', ...told, ...untried, target: null, failure: null, finishedAt });
      const download = downloads.get(jobId);
      if (download !== undefined) tell(() => options.onHome?.(download));
    } else if (closed) return;
    else if (isWithdrawn) end(jobId, 'withdraw');
    else if (outcome.failure.code === 'interrupted') {
      change(jobId, { phase: 'queued', failure: null, target: targetOfPart(jobId) });
      line.add(jobId, 'front');
    } else fail(jobId, outcome.failure, finishedAt);
  }

  function fail(jobId: string, failure: ResultFailure, finishedAt: number): void {
    const { code, text, waitsFor, retryAfterMs, hasProbed = false } = failure;
    const download = downloads.get(jobId);
    const { attempts = 0, lateTries = 0, phase, target = null, receivedBytes = 0 } = download ?? {};
    // A folder that could not be used to begin with does not get better by itself.
    const restarts = isWorthRestarting(code) && phase !== 'queued' && !restarted.has(jobId);
    if (restarts) restarted.add(jobId);
    const isMissing = code === 'folder-missing';
    const wasStopped = isMissing ? restarted.delete(jobId) : phase !== 'queued' && receivedBytes > 0;
    const before = silences.get(jobId);
    const silent = { bytes: receivedBytes, times: before?.bytes === receivedBytes ? before.times : 0 };
    if (wasStopped) silent.times += 1;
    if ((isMissing || code === 'folder-silent') && target !== null && silent.times <= maxSilences) {
      silences.set(jobId, silent);
      if (isMissing) pauses.noteMissing(target, { code, text });
      waitForFolder(jobId, { code, text: isMissing ? text : `${target} does not answer.` }, target);
    } else if (waitsFor !== undefined && isWorthWaiting(failure, api, probes.get(jobId) ?? 0)) {
      if (hasProbed) probes.set(jobId, (probes.get(jobId) ?? 0) + 1);
      const retryAt = pauses.hold(jobId, waitsFor);
      change(jobId, { phase: 'queued', failure: { code, text }, target: targetOfPart(jobId), retryAt });
    } else if (restarts || isWorthRetrying(failure, attempts)) {
      const pauseMs = retryPauseMs(attempts + 1, retryAfterMs ?? null, tools.random());
      const retryAt = pauses.begin(jobId, pauseMs, (retryAfterMs ?? 0) <= 0);
      const target = targetOfPart(jobId);
      change(jobId, { phase: 'queued', attempts: attempts + 1, failure: { code, text }, target, retryAt });
    } else {
      const due = dueAt.get(jobId);
      forget(jobId);
      const kept = isResumable(failure) ? targetOfPart(jobId) : null;
      const next = nextLateTry(failure, { lateTries, due, now: finishedAt, random: tools.random() });
      change(jobId, { phase: 'failed', failure: { code, text }, target: kept, ...next, finishedAt });
    }
  }

  /** The folder in which something of a download lies. Where there is nothing yet, one that is chosen since takes it as well. */
  function targetOfPart(jobId: string, folder = downloads.get(jobId)?.target ?? null): string | null {
    return (downloads.get(jobId)?.receivedBytes ?? 0) > 0 ? folder : null;
  }

  function forget(jobId: string): void {
    restarted.delete(jobId);
    silences.delete(jobId);
    probes.delete(jobId);
    dueAt.delete(jobId);
  }

  /**
   * A download that has ended only because its job was taken off the list, to be gone on with where it lies as one that was
   * paused: what was received of it is there until the app ends. Null for any other.
   */
  function keptOf(jobId: string): Download | null {
    const before = withdrawn.get(jobId)?.before;
    const download = downloads.get(jobId);
    if (before === undefined || download?.phase !== 'cancelled' || !isDownloadActive(before.phase))
      return null;
    return { ...download, phase: 'queued', target: targetOfPart(jobId) };
  }

  /** What failed for want of a usable key is tried again once there is one. */
  function lookAtKey(): void {
    if (held() === 'paused') return;
    const lackedKey = lacksKey;
    lacksKey = held() === 'no-key';
    if (lackedKey && !lacksKey) late.retryNow((jobId) => isOfKey(downloads.get(jobId)?.failure ?? null));
  }

  function waitForFolder(jobId: string, failure: Failure, target: string): void {
    const kept = targetOfPart(jobId, target);
    const goesElsewhere = kept === null && folder() !== target;
    if (goesElsewhere) line.add(jobId, 'front');
    const retryAt = goesElsewhere ? null : pauses.holdForFolder(jobId, target);
    const { failure: told, target: before = null } = downloads.get(jobId) ?? {};
    // Thousands may wait for a folder that is slow again and again.
    if (told?.text !== failure.text || before !== kept)
      change(jobId, { phase: 'queued', failure, target: kept, retryAt });
  }

  function end(jobId: string, how: 'cancel' | 'withdraw'): void {
    if (!downloads.has(jobId)) return;
    leave(jobId);
    forget(jobId);
    change(jobId, { phase: 'cancelled', ...untried, failure: null, retryAt: null, finishedAt: clock.now() });
    if (how === 'withdraw') return;
    withdrawn.delete(jobId);
    discard(jobId);
  }

  /** Removes what was received of a download. */
  function discard(jobId: string): void {
    const target = downloads.get(jobId)?.target ?? null;
    if (target !== null)
      inTurn(jobId, target, () => discardLeftovers(target, jobId, tools.processes, clock.now()));
  }

  /** Ends whatever a download waits for, or does. */
  function leave(jobId: string): void {
    line.remove(jobId);
    pauses.end(jobId);
    running.get(jobId)?.stop.abort('interrupted' satisfies StopReason);
    running.delete(jobId);
  }

  function stop(jobId: string, how: 'cancel' | 'withdraw'): void {
    const run = running.get(jobId);
    const phase = downloads.get(jobId)?.phase;
    if (run !== undefined) {
      run.stop.abort((how === 'cancel' ? 'cancelled' : 'interrupted') satisfies StopReason);
      // A person is told at once that it is cancelled, so it has to be so after a restart; its folder may take minutes.
      if (how === 'withdraw' && !run.isStalled) run.isWithdrawn = true;
      else if (running.delete(jobId)) end(jobId, how);
    } else if (phase === 'queued' || (phase === 'failed' && how === 'cancel')) end(jobId, how);
  }

  function start(jobId: string, format: ResultFormat): void {
    const current = downloads.get(jobId);
    if (closed || (current !== undefined && isDownloadActive(current.phase))) return;
    const before = keptOf(jobId) ?? current;
    withdrawn.delete(jobId);
    line.add(jobId);
    set(queued(jobId, format, before, clock.now()));
    startWaiting();
  }

  return {
    start,
    cancel: (jobId) => stop(jobId, 'cancel'),
    cancelWaiting: () => [...line.all(), ...pauses.jobs()].forEach((jobId) => end(jobId, 'cancel')),
    retryFailed: (isListed) => {
      for (const { jobId, format, phase } of [...downloads.values()])
        if (phase === 'failed' && isListed(jobId)) start(jobId, format);
    },

    withdraw(jobId) {
      late.end(jobId);
      const before = downloads.get(jobId);
      if (before === undefined) return;
      const isActive = isDownloadActive(before.phase);
      const known = withdrawn.get(jobId);
      if (known?.isBack === true && keptOf(jobId) !== null) discard(jobId);
      if (isActive || known?.isBack !== false) withdrawn.set(jobId, { before, isBack: false });
      if (isActive) stop(jobId, 'withdraw');
    },

    reinstate(jobId) {
      const before = withdrawn.get(jobId)?.before;
      const download = downloads.get(jobId);
      const run = running.get(jobId);
      if (before === undefined || download === undefined) return;
      if (run !== undefined) run.isWithdrawn = false;
      else if (isDownloadActive(before.phase)) start(jobId, before.format);
      else if (download.phase === 'failed') set({ ...download, retryAt: before.retryAt });
      withdrawn.delete(jobId);
    },

    leaveEnded(jobId) {
      const download = downloads.get(jobId);
      const known = withdrawn.get(jobId);
      if (known !== undefined) withdrawn.set(jobId, { ...known, isBack: true });
      if (download !== undefined && download.retryAt !== null) change(jobId, { retryAt: null });
    },

    retryNow() {
      for (const jobId of pauses.endEarly().toReversed()) {
        // The tries of a download are to last for a while, however often somebody does not want to wait.
        const { attempts = 0 } = downloads.get(jobId) ?? {};
        change(jobId, { attempts: Math.max(0, attempts - 1), retryAt: null });
        line.add(jobId, 'front');
      }
      late.retryNow();
      pauses.lookForMissing();
      startWaiting();
    },

    refresh() {
      if (held() === 'paused')
        for (const run of running.values()) run.stop.abort('interrupted' satisfies StopReason);
      pauses.lookAtFolders(folder());
      lookAtKey();
      late.look();
      startWaiting();
      report.changed();
    },

    get: (jobId) => downloads.get(jobId) ?? null,
    all: () => [...downloads.values()],

    restore(stored, others = {}) {
      const known = stored.filter(({ jobId }) => !downloads.has(jobId));
      for (const download of known) {
        const inReach = withTimeInReach(download, clock.now());
        keep(inReach);
        late.await(inReach);
        if (inReach !== download) onChange(inReach);
      }
      const kept = keptBySweep([...downloads.values()], others);
      const sweep = { ...kept, now: clock.now(), processes: tools.processes };
      const bringUnrecorded = (jobId: string): void => start(jobId, downloads.get(jobId)?.format ?? 'all');
      for (const target of new Set([folder(), ...targetsOf(known)]))
        sweeps.set(
          target,
          sweepLeftovers(target, sweep).then((placed) => placed.forEach(bringUnrecorded)),
        );
      for (const download of known.filter(({ phase }) => isDownloadActive(phase)).sort(byTurn)) {
        line.add(download.jobId);
        set(resumed(download));
      }
      startWaiting();
      report.changed();
    },

    report,
    onSummary: (listener) => report.onSummary((summary) => tell(() => listener(summary))),

    async close() {
      closed = true;
      report.stop();
      pauses.stop();
      late.stop();
      running.stop();
      for (const run of running.values()) run.stop.abort('interrupted' satisfies StopReason);
      // The next run does not know these jobs, nor the folder if another one is chosen by then.
      for (const [jobId, { isBack }] of withdrawn) if (!isBack || keptOf(jobId) !== null) discard(jobId);
      await Promise.all([...sweeps.values(), ...turns.values()]);
    },
  };
}
