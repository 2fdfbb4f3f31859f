import {
  isDownloadActive,
  type Download,
  type ResultFormat,
  type DownloadQueueState,
} from '../../shared/downloads.ts';
import type { Failure, Outcome } from '../../shared/errors.ts';
import type { OpenResult, ResultFailure } from '../api/result-stream.ts';
import { fileFailed } from '../files/file-failure.ts';
import { folderCalls } from '../files/folder-files.ts';
import type { DownloadQueueOptions } from './download-queue-options.ts';
import { DownloadHolds } from './download-holds.ts';
import { downloadResult, type DownloadedResult } from './download-result.ts';
import {
  byTurn,
  DownloadRecords,
  keptBySweep,
  keptOf,
  queued,
  resumed,
  targetOfPart,
  targetsOf,
  withRetryInReach,
  type DownloadEntry,
  type OtherJobs,
} from './download-records.ts';
import { ReadyQueue, RunningDownloads, slownessOf, type RunningDownload } from './download-turns.ts';
import { FileWork } from './file-work.ts';
import { createGatedResults } from './gated-results.ts';
import { QueueReport } from './queue-report.ts';
import { LateRetries, RetryDelays } from './retries.ts';
import { afterFailure, isOfKey, isResumable, maxRetries, noTries } from './retry-policy.ts';
import { downloadReasons } from '../words/reasons.ts';

/** What a download has no more once it has ended. */
const untried = { attempts: 0, lateTries: 0, isPaused: false, turn: 0 };

/**
 * Downloads results, a few at once. A download is in one of four places: ready (waits for its turn), delayed (waits before a
 * retry), running, or ended; a failed one may be scheduled for a late retry.
 */
export class DownloadQueue {
  readonly report: QueueReport;
  readonly holds: DownloadHolds;
  readonly #options: DownloadQueueOptions;
  readonly #openResult: OpenResult;
  readonly #records = new DownloadRecords();
  readonly #ready = new ReadyQueue();
  readonly #delayed: RetryDelays;
  readonly #running: RunningDownloads;
  readonly #late: LateRetries;
  readonly #files: FileWork;
  #isClosed = false;
  #lacksKey = false;

  constructor(options: DownloadQueueOptions) {
    const { clock, gates } = options;
    this.#options = options;
    this.#openResult = createGatedResults(options);
    this.#files = new FileWork(options, options.onError);
    this.#running = new RunningDownloads(folderCalls, (jobId, run, failure) => {
      if (!run.signal.aborted) this.#change(jobId, { failure });
      this.#startNext();
    });
    this.#delayed = new RetryDelays({
      clock,
      gates,
      folders: folderCalls,
      onReady: (jobIds) => {
        for (const jobId of jobIds.toReversed()) this.#ready.add(jobId, 'front');
        this.#startNext();
      },
      onRetryAt: (jobId, retryAt) => {
        if (this.#records.get(jobId)?.download.retryAt !== retryAt) this.#change(jobId, { retryAt });
      },
    });
    this.#late = new LateRetries({
      clock,
      isHeld: () => this.#held !== null,
      onDue: (jobId, isEarly) => this.#retryLate(jobId, isEarly),
    });
    this.holds = new DownloadHolds({
      records: this.#records,
      ready: this.#ready,
      delayed: this.#delayed,
      running: this.#running,
      change: (jobId, changes) => this.#change(jobId, changes),
      startNext: () => this.#startNext(),
    });
    this.report = new QueueReport({
      clock,
      now: () => ({
        held: this.#held,
        active: this.#running.busy,
        waiting: this.#ready.size + this.#delayed.size + this.#running.size - this.#running.busy,
        paused: this.#records.paused,
      }),
      onState: (state) => this.#notify(() => options.onState(state)),
    });
  }

  /** Queues a job's result. Does nothing while its download is active; an older copy on disk stays as it is. */
  start(jobId: string, format: ResultFormat): void {
    const entry = this.#records.get(jobId);
    if (entry?.download.isPaused === true) return this.holds.resume(jobId);
    if (this.#isClosed || (entry !== undefined && isDownloadActive(entry.download.phase))) return;
    const before = entry === undefined ? undefined : (keptOf(entry) ?? entry.download);
    if (entry !== undefined) entry.withdrawn = null;
    this.#ready.add(jobId);
    const turn = this.#records.turnBehindAll;
    this.#set({ ...queued(jobId, format, before, this.#options.clock.now()), turn });
    this.#startNext();
  }

  /** Ends a download that is not done, at once, and then removes what was received of it. */
  cancel(jobId: string): void {
    const run = this.#running.get(jobId);
    const phase = this.#records.get(jobId)?.download.phase;
    run?.stop('cancelled');
    // Shown at once, so it has to hold after a restart as well; the folder may take minutes.
    if (run !== undefined || phase === 'queued' || phase === 'failed') this.#endAsCancelled(jobId);
  }

  /** Ends all that have not started yet. */
  cancelWaiting(): void {
    for (const jobId of [...this.#ready.jobs(), ...this.#delayed.jobs()]) this.#endAsCancelled(jobId);
  }

  /** Queues all that have failed, except of jobs that were taken off the list. */
  retryFailed(isListed: (jobId: string) => boolean): void {
    for (const { download } of this.#records.entries())
      if (download.phase === 'failed' && isListed(download.jobId))
        this.start(download.jobId, download.format);
  }

  /** Ends the download of a job that is taken off the list, so that {@link reinstate} can go on with it. */
  withdraw(jobId: string): void {
    this.#late.cancel(jobId);
    const entry = this.#records.get(jobId);
    if (entry === undefined) return;
    const { download: before, withdrawn } = entry;
    const isActive = isDownloadActive(before.phase);
    if (withdrawn?.isBack === true && keptOf(entry) !== null) this.#discard(entry);
    if (isActive || withdrawn?.isBack !== false) entry.withdrawn = { before, isBack: false };
    if (!isActive) return;
    const run = this.#running.get(jobId);
    run?.stop('interrupted');
    // A running one ends once it has stopped, unless its folder may take minutes.
    if (run === undefined ? before.phase === 'queued' : run.isStalled) this.#end(entry);
  }

  /** Goes on with the download of a job whose removal is undone. */
  reinstate(jobId: string): void {
    const entry = this.#records.get(jobId);
    if (entry === undefined || entry.withdrawn === null) return;
    const { download, withdrawn } = entry;
    if (this.#running.get(jobId) === undefined) {
      if (isDownloadActive(withdrawn.before.phase)) this.start(jobId, withdrawn.before.format);
      else if (download.phase === 'failed') this.#set({ ...download, retryAt: withdrawn.before.retryAt });
    }
    entry.withdrawn = null;
  }

  /**
   * Instead of {@link reinstate} where nothing may start by itself: the download stays ended. What was received is kept for
   * whoever starts it, or reinstates it after all; of one that had not failed, until the app ends.
   */
  leaveEnded(jobId: string): void {
    const entry = this.#records.get(jobId);
    if (entry === undefined) return;
    if (entry.withdrawn !== null) entry.withdrawn = { ...entry.withdrawn, isBack: true };
    if (entry.download.retryAt !== null) this.#change(jobId, { retryAt: null });
  }

  /**
   * Retries now what would be retried later: the machine woke up, or a person asked for it. Short delays that a host asked
   * for are kept. A try that is made early this way does not count as one.
   */
  retryNow(): void {
    for (const jobId of this.#delayed.endEarly().toReversed()) {
      const attempts = this.#records.get(jobId)?.download.attempts ?? 0;
      this.#change(jobId, { attempts: Math.max(0, attempts - 1), retryAt: null });
      this.#ready.add(jobId, 'front');
    }
    this.#late.retryNow();
    this.#delayed.checkMissing();
    this.#startNext();
  }

  /** Applies changed settings: how many run at once, the folder, whether anything may start. Pausing stops those that run. */
  refresh(): void {
    if (this.#held === 'paused') this.#running.interruptAll();
    this.#delayed.checkFolders(this.#options.folder());
    this.#checkKey();
    this.#late.check();
    this.#startNext();
    this.report.changed();
  }

  /**
   * Takes over the downloads of the last run, and goes on with those that were active. A download started meanwhile takes
   * precedence. Sweeps what a killed run left in the folders, except what these downloads can go on with. Finds results
   * again that got their name in a run that could not save its record.
   */
  restore(stored: readonly Download[], others: OtherJobs = {}): void {
    const now = this.#options.clock.now();
    const known = stored.filter(({ jobId }) => this.#records.get(jobId) === undefined);
    for (const download of known) {
      const inReach = withRetryInReach(download, now);
      this.#records.put(inReach);
      this.#late.schedule(inReach);
      if (inReach !== download) this.#notify(() => this.#options.onChange(inReach));
    }
    const kept = keptBySweep(
      this.#records.entries().map(({ download }) => download),
      others,
    );
    this.#files.sweep([this.#options.folder(), ...targetsOf(known)], kept, (jobId) =>
      this.start(jobId, this.#records.get(jobId)?.download.format ?? 'all'),
    );
    for (const download of known.filter(({ phase }) => isDownloadActive(phase)).sort(byTurn)) {
      if (!download.isPaused) this.#ready.add(download.jobId);
      this.#set(resumed(download));
    }
    this.#startNext();
    this.report.changed();
  }

  /** Notes that of a job which an earlier run removed, after {@link restore}: its folder stays its own, and it can be reinstated. */
  noteRemoved(download: Download): void {
    this.#records.putRemoved(download);
  }

  /**
   * Stops everything, for quitting: phases stay as they are, so that `restore` can tell what was interrupted. Only a result
   * that gets its name at that very moment is still reported as done, before this resolves.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.report.stop();
    this.#delayed.stop();
    this.#late.stop();
    this.#running.close();
    // The next run knows neither these jobs nor, if another one is chosen by then, the folder.
    for (const entry of this.#records.entries())
      if (entry.withdrawn !== null && (!entry.withdrawn.isBack || keptOf(entry) !== null))
        this.#discard(entry);
    await this.#files.idle();
  }

  get #held(): DownloadQueueState['held'] {
    return this.#options.held();
  }

  /** A listener that throws must not stop the queue. */
  #notify(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #set(download: Download): void {
    this.#records.put(download);
    this.#late.schedule(download);
    this.#notify(() => this.#options.onChange(download));
    if (!this.#isClosed) this.report.note(download);
  }

  #change(jobId: string, changes: Partial<Download>): void {
    const entry = this.#records.get(jobId);
    if (entry !== undefined) this.#set({ ...entry.download, ...changes });
  }

  #startNext(): void {
    while (!this.#isClosed && this.#held === null && this.#running.hasRoom(this.#capacity())) {
      const jobId = this.#ready.take();
      const entry = jobId === undefined ? undefined : this.#records.get(jobId);
      if (entry === undefined) return;
      this.#startOrWait(entry);
    }
  }

  /** Nothing starts that would only have to wait for its origin; once the API may be probed, one does. */
  #capacity(): number {
    const { gates, api, concurrency } = this.#options;
    if (this.#delayed.isBlocked || !gates.wouldAdmit(api, 'results')) return 0;
    return gates.until(api) === null ? concurrency() : 1;
  }

  #startOrWait(entry: DownloadEntry): void {
    const { jobId, download } = entry;
    const target = download.target ?? this.#options.folder();
    const reason =
      this.#delayed.missingReason(target) ?? (folderCalls.isSlow(target) ? slownessOf(target) : null);
    if (reason === null) return this.#run(entry, target);
    this.#waitForFolder(entry, reason, target);
    // Not at once: each that is released instead may have to wait for its folder as well.
    queueMicrotask(() => this.#delayed.noteEnded(jobId));
  }

  #run(entry: DownloadEntry, target: string): void {
    const { jobId, download } = entry;
    const run = this.#running.begin(jobId, target);
    this.#files.add(jobId, target, async () => {
      const outcome = await this.#download(entry, run).catch(fileFailed);
      const isCurrent = this.#running.end(jobId, run);
      // A cancelled one has ended already, and may have been started again, unless it was downloaded all the same.
      const isWanted = outcome.ok && entry.download.format === download.format;
      if (!isCurrent && isWanted) this.#leave(jobId);
      if (isCurrent || isWanted) this.#finish(entry, outcome);
      this.#startNext();
      if (outcome.ok && (await this.#options.recorded())) await outcome.value.release();
    });
  }

  async #download(
    entry: DownloadEntry,
    run: RunningDownload,
  ): Promise<Outcome<DownloadedResult, ResultFailure>> {
    const { jobId } = entry;
    const { hasMjcf, nameOf } = this.#options;
    const { signal, target } = run;
    const report = (changes: Partial<Download>): void => {
      if (!this.#isClosed && !signal.aborted) this.#change(jobId, changes);
    };
    const isCurrent = (): boolean => this.#running.get(jobId) === run;
    if (!this.#isClosed && isCurrent()) this.#change(jobId, { target, failure: null, retryAt: null });
    const { format, attempts } = entry.download;
    return downloadResult(
      {
        jobId,
        format,
        naming: nameOf(jobId),
        expectsMjcf: hasMjcf(jobId) && attempts < maxRetries,
        target,
        signal,
        isOfAnother: (path) => this.#records.isOfAnother(jobId, path),
        onPhase: (phase) => {
          run.isReceived = phase !== 'receiving';
          report({ phase });
          this.#startNext();
        },
        onProgress: (receivedBytes, totalBytes) => report({ receivedBytes, totalBytes }),
        // Also when it was paused or the app ends, so that it is shown as received.
        onLeft: (bytes) => {
          if (!isCurrent() || entry.download.receivedBytes === bytes) return;
          if (bytes === 0) this.#change(jobId, { receivedBytes: 0, totalBytes: null });
          else if (!this.#isClosed) this.#change(jobId, { receivedBytes: bytes });
        },
      },
      { ...this.#options, openResult: this.#openResult },
    );
  }

  #finish(entry: DownloadEntry, outcome: Outcome<DownloadedResult, ResultFailure>): void {
    const { jobId } = entry;
    const finishedAt = this.#options.clock.now();
    if (outcome.ok || outcome.failure.waitsFor === undefined) this.#delayed.notePassed();
    this.#delayed.noteEnded(jobId);
    if (outcome.ok) {
      const { folder, usdOnly, renamed, renamedCount } = outcome.value;
      const result = { folder, usdOnly, renamed, renamedCount };
      Object.assign(entry, { history: noTries, withdrawn: null });
      this.#change(jobId, { phase: 'done', ...result, ...untried, target: null, failure: null, finishedAt });
      this.#notify(() => this.#options.onDownloaded(entry.download));
    } else if (this.#isClosed) return;
    else if (entry.withdrawn !== null) this.#end(entry);
    else if (outcome.failure.code === 'interrupted' || entry.download.isPaused) {
      const target = targetOfPart(entry.download);
      this.#change(jobId, { phase: 'queued', failure: null, retryAt: null, target });
      if (!entry.download.isPaused) this.#ready.add(jobId, 'front');
    } else this.#fail(entry, outcome.failure, finishedAt);
  }

  #fail(entry: DownloadEntry, failure: ResultFailure, finishedAt: number): void {
    const { jobId, download } = entry;
    const { api, random } = this.#options;
    const shown = { code: failure.code, text: failure.text };
    const { next, history } = afterFailure(failure, download, entry.history, {
      api,
      now: finishedAt,
      random,
    });
    entry.history = history;
    const waiting = { phase: 'queued', failure: shown, target: targetOfPart(download) } as const;
    switch (next.kind) {
      case 'wait-for-folder': {
        const isMissing = shown.code === 'folder-missing';
        if (isMissing) this.#delayed.noteMissing(next.target, shown);
        const text = isMissing ? shown.text : `${downloadReasons.folderSilent(next.target)}.`;
        return this.#waitForFolder(entry, { ...shown, text }, next.target);
      }
      case 'wait-for-origin': {
        const retryAt = this.#delayed.waitForOrigin(jobId, next.origin);
        return this.#change(jobId, { ...waiting, retryAt });
      }
      case 'retry': {
        const retryAt = this.#delayed.delay(jobId, next.delayMs, next.mayEndEarly);
        return this.#change(jobId, { ...waiting, attempts: download.attempts + 1, retryAt });
      }
      case 'fail': {
        const { lateTries, retryAt } = next;
        const target = isResumable(failure) ? waiting.target : null;
        const ended = { phase: 'failed', failure: shown, target, finishedAt } as const;
        return this.#change(jobId, { ...ended, lateTries, retryAt });
      }
    }
  }

  #retryLate(jobId: string, isEarly: boolean): void {
    const entry = this.#records.get(jobId);
    if (entry === undefined) return;
    const { attempts, lateTries, retryAt } = entry.download;
    if (isEarly && retryAt !== null) entry.history = { ...entry.history, dueAt: retryAt };
    // Only a try at its own time counts: the computer may wake often before there is a connection.
    const counts = {
      attempts: attempts + 1,
      lateTries: isEarly ? Math.max(lateTries, 1) : lateTries + 1,
    };
    const turn = this.#records.turnBehindAll;
    this.#ready.add(jobId);
    this.#change(jobId, { phase: 'queued', ...counts, turn, failure: null, retryAt: null, finishedAt: null });
    this.#startNext();
  }

  /** What failed for want of an accepted key is retried once there is one. */
  #checkKey(): void {
    if (this.#held === 'paused') return;
    const lackedKey = this.#lacksKey;
    this.#lacksKey = this.#held === 'no-key';
    if (lackedKey && !this.#lacksKey)
      this.#late.retryNow((jobId) => isOfKey(this.#records.get(jobId)?.download.failure ?? null));
  }

  #waitForFolder({ jobId, download }: DownloadEntry, failure: Failure, target: string): void {
    const kept = targetOfPart(download, target);
    const goesElsewhere = kept === null && this.#options.folder() !== target;
    if (goesElsewhere) this.#ready.add(jobId, 'front');
    const retryAt = goesElsewhere ? null : this.#delayed.waitForFolder(jobId, target);
    // Thousands may wait for a folder that is slow again and again.
    if (download.failure?.text !== failure.text || download.target !== kept)
      this.#change(jobId, { phase: 'queued', failure, target: kept, retryAt });
  }

  #endAsCancelled(jobId: string): void {
    const entry = this.#records.get(jobId);
    if (entry === undefined) return;
    this.#end(entry);
    entry.withdrawn = null;
    this.#discard(entry);
  }

  #end(entry: DownloadEntry): void {
    const { jobId } = entry;
    const finishedAt = this.#options.clock.now();
    this.#leave(jobId);
    entry.history = noTries;
    this.#change(jobId, { phase: 'cancelled', ...untried, failure: null, retryAt: null, finishedAt });
  }

  #discard({ jobId, download }: DownloadEntry): void {
    if (download.target !== null) this.#files.discard(jobId, download.target);
  }

  /** Takes a download out of wherever it waits or runs. */
  #leave(jobId: string): void {
    this.#ready.remove(jobId);
    this.#delayed.cancel(jobId);
    const run = this.#running.get(jobId);
    run?.stop('interrupted');
    if (run !== undefined) this.#running.end(jobId, run);
  }
}
