import { join } from 'node:path';
import type { AddReport } from '../../shared/intake.ts';
import { type Outcome, success } from '../../shared/errors.ts';
import { packPatch, toText } from '../../shared/packed-rows.ts';
import { isKeyRefused } from '../../shared/session.ts';
import { addInputs, type AddOptions } from '../intake/add.ts';
import { AddConfirmations } from '../intake/add-confirmations.ts';
import { AddsInProgress } from '../intake/adds-in-progress.ts';
import { LinkIntake } from '../intake/link-intake.ts';
import type { Input } from '../intake/read-inputs.ts';
import { type Account, createAccount } from '../account/account.ts';
import { type Notifications, createNotifications } from '../notifications/notifications.ts';
import { Batches } from '../batches/batches.ts';
import { type Clock, inTime } from '../lib/clock.ts';
import type { HookRunner } from '../downloads/hook/hook-runner.ts';
import { folderCalls } from '../files/folder-files.ts';
import { inSlices } from '../lib/in-slices.ts';
import { Publisher, type Push, initialState } from '../state/publisher.ts';
import { readCliKey } from '../keys/cli-key.ts';
import { type KeyRing, createKeyRing } from '../keys/key-ring.ts';
import { Banners } from '../state/banners.ts';
import { keepOutOfLogs } from '../lib/redact.ts';
import type { DownloadQueue } from '../downloads/download-queue.ts';
import { JobStore } from '../jobs/job-store.ts';
import type { FirstRows, StoredState } from '../persistence/open-store.ts';
import { Persistence, type Unsaved } from '../persistence/persistence.ts';
import { renewRows } from '../persistence/renew-rows.ts';
import { LastViewFile } from '../settings/last-view-file.ts';
import { Preferences } from '../settings/preferences.ts';
import { watchJobs } from '../jobs/watch-list.ts';
import type { Poller } from '../jobs/poller.ts';
import { DismissedJobs } from '../account/dismissed-jobs.ts';
import { KnownFreshness } from '../account/known-freshness.ts';
import type { Job } from '../../shared/job/job.ts';
import { KeyRecovery } from '../account/key-recovery.ts';
import { createDownloads } from '../downloads/create-downloads.ts';
import type { RigydClient } from '../api/client.ts';
import { safeSettings } from '../settings/safe-mode.ts';
import { LastRun } from './last-run.ts';
import { createViewing, type Viewing } from './create-viewing.ts';
import { Reading } from './reading.ts';
import { toRow } from '../jobs/job-row.ts';
import { Durations } from '../jobs/durations.ts';
import type { AppOptions } from './app-options.ts';
import { createPoller } from '../jobs/create-poller.ts';
import { FreshAnswers } from '../jobs/fresh-answers.ts';
import { createGatedClient } from '../api/gated-client.ts';
import { OriginGates } from '../api/origin-gates.ts';
import { RequestRate } from '../api/request-rate.ts';
import { AppUpdates } from '../updates/updates.ts';
import { nameWords } from '../words/names.ts';

/** Milliseconds that downloads are given to stop when the app ends. */
const closingPatienceMs = 5_000;

/**
 * The application without Electron: constructs its parts and joins them, so that every change walks one way, from the
 * service through the list to the window. Nothing is read, requested or written before {@link start}.
 */
export class App {
  readonly clock: Clock;
  /** Whether this run leaves out what may keep the app from working. */
  readonly isSafeMode: boolean;
  readonly publisher: Publisher;
  readonly banners: Banners;
  readonly preferences: Preferences;
  readonly lastView: LastViewFile;
  readonly jobs: JobStore;
  readonly batches: Batches;
  readonly keys: KeyRing;
  readonly poller: Poller;
  readonly account: Account;
  readonly downloads: DownloadQueue;
  readonly hook: HookRunner;
  readonly notifications: Notifications;
  readonly previews: Viewing['previews'];
  readonly jobFiles: Viewing['jobFiles'];
  readonly assets: Viewing['assets'];
  readonly ownAssets: Viewing['ownAssets'];
  readonly verdicts: Viewing['verdicts'];
  readonly thumbnails: Viewing['thumbnails'];
  readonly addConfirmations: AddConfirmations;
  readonly reading = new Reading();
  readonly adds: AddsInProgress;
  readonly updates: AppUpdates;
  readonly #options: AppOptions;
  readonly #persistence: Persistence;
  readonly #dismissed: DismissedJobs;
  readonly #freshness: KnownFreshness;
  /** Which host may be sent requests at the moment; shared by polls, the account and downloads. */
  readonly #gates: OriginGates;
  /** How many requests a second the API may be sent; shared by the same. */
  readonly #rate: RequestRate;
  readonly #durations = new Durations();
  readonly #freshAnswers: FreshAnswers;
  readonly #keyRecovery: KeyRecovery;
  readonly #links: LinkIntake;
  readonly #resumeHook: () => void;
  /** Aborted when the app ends. */
  readonly #ending = new AbortController();
  readonly #loaded: Promise<void>;
  #setLoaded: () => void = () => {};
  #isStuck = false;

  constructor(options: AppOptions) {
    const { clock, random, baseUrl, push, safeMode, lastViewPath: path } = options;
    const { origin } = baseUrl;
    this.#options = options;
    this.clock = clock;
    this.isSafeMode = safeMode;
    this.#loaded = new Promise((resolve) => (this.#setLoaded = resolve));

    this.publisher = this.#createPublisher();
    this.banners = new Banners((list) => this.publisher.set('banners', list));
    this.#persistence = this.#createPersistence();
    const { rows } = this.#persistence;
    this.preferences = new Preferences(rows, safeMode ? safeSettings : {});
    this.lastView = new LastViewFile({ path, safeMode, clock });
    this.#dismissed = new DismissedJobs(rows);
    this.#freshness = new KnownFreshness(rows);
    this.jobs = this.#createJobs();
    this.batches = new Batches({
      rows,
      jobs: this.jobs,
      now: () => clock.now(),
      onChange: (list) => this.publisher.set('batches', list),
      download: (id) => this.downloads.start(id, this.preferences.settings.format),
      canDownload: () => this.keys.current() !== null && !safeMode,
      collectsNew: () => this.preferences.settings.collectNewBatches,
    });

    this.#gates = new OriginGates({
      clock,
      random,
      // One job has trouble, and nothing else is requested: the account's answer tells whether it is the service's.
      onDoubt: (doubted) => {
        if (doubted === origin) this.account.refresh();
      },
    });
    this.#rate = new RequestRate(clock);
    const client = createGatedClient(
      options.createClient(
        () => this.keys.current(),
        (signal) => this.#rate.turn(signal),
      ),
      this.#gates,
      origin,
      this.#rate,
    );
    this.keys = this.#createKeys(client);
    /** What everything that sends requests has in common. */
    const requests = { clock, random, origin, gates: this.#gates, rate: this.#rate, client };
    const { publisher, banners, preferences, jobs, keys } = this;
    const parts = { publisher, banners, preferences, jobs, keys };
    const onEnded = (job: Job): void => {
      this.#durations.note(job);
      this.account.noteSpending();
    };
    this.poller = createPoller({
      ...parts,
      ...requests,
      durations: this.#durations,
      onAnswer: (id, answer, sent) => this.account.noteSingle(id, answer, sent),
      onEnded,
    });
    this.poller.lock();
    const { poller } = this;
    this.account = createAccount(
      { ...parts, poller },
      { ...requests, dismissed: this.#dismissed, freshness: this.#freshness, onEnded },
    );
    const { queue, hook, resumeHook } = createDownloads({
      ...parts,
      ...requests,
      settings: () => this.preferences.settings,
      api: origin,
      folder: () => this.downloadFolder,
      recorded: async () => (await rows.flush()).ok,
      processes: options.processes,
      work: options.folderWork,
    });
    this.downloads = queue;
    this.hook = hook;
    this.#resumeHook = resumeHook;

    this.notifications = createNotifications({ ...parts, clock, rows, push, notifier: options.notifier });
    this.#keyRecovery = new KeyRecovery({
      ...parts,
      ...requests,
      poller,
      account: this.account,
      notifications: this.notifications,
    });
    this.#freshAnswers = new FreshAnswers({ jobs, poller, clock });
    const viewing = createViewing({ ...options, ...parts, ...requests, freshAnswers: this.#freshAnswers });
    this.previews = viewing.previews;
    this.jobFiles = viewing.jobFiles;
    this.assets = viewing.assets;
    this.ownAssets = viewing.ownAssets;
    this.verdicts = viewing.verdicts;
    this.thumbnails = viewing.thumbnails;
    this.addConfirmations = new AddConfirmations(
      (confirmation) => this.publisher.set('addConfirmation', confirmation),
      this.#ending.signal,
    );
    this.adds = new AddsInProgress((progress) => this.publisher.set('adding', progress), this.#ending.signal);
    this.updates = new AppUpdates({ ...options.updates, ...parts, clock });
    this.#links = new LinkIntake({
      clock,
      signal: this.#ending.signal,
      // Written anew, so that nothing of the links but their IDs gets any further.
      add: (ids, maxUnconfirmed) =>
        this.addFromOutside([{ text: ids.join('\n'), source: { kind: 'link' } }], {
          by: 'link',
          maxUnconfirmed,
        }),
    });
  }

  /** Reads what the last run left. Nothing is asked of the service before {@link openKeys}. */
  start(): Promise<void> {
    return this.reading.run((noteFirst) => this.#start(noteFirst));
  }

  async #start(noteFirst: () => void): Promise<void> {
    this.lastView.open();
    if (this.isSafeMode) this.banners.post({ kind: 'safe-mode', detail: '' });
    let [unreadable, outdated]: [string[], string[]] = [[], []];
    let rows: StoredState['rows'] = new Map();
    const lastRun = new LastRun();
    const showFirst = (first: FirstRows): void => {
      this.preferences.load(first.rows);
      this.publisher.set('settings', this.preferences.settings);
      this.jobs.loadNewest(first.records);
      noteFirst();
    };
    await this.#persistence.open(
      (stored) => {
        ({ unreadable, outdated, rows } = stored);
        this.preferences.load(stored.rows);
        this.jobs.load(stored);
        this.#dismissed.load(stored.rows);
        this.#freshness.load(stored.rows);
        this.batches.load(stored.rows);
        this.notifications.load(stored.rows);
      },
      { onFirst: showFirst, onJob: (watched) => lastRun.note(watched, this.#durations) },
    );
    const { downloads, without } = lastRun;
    this.downloads.restore(downloads, { unreadable, without });
    // Without the command they would count as done with.
    if (!this.isSafeMode) this.#resumeHook();
    this.publisher.set('settings', this.preferences.settings);
    this.publisher.set('loaded', true);
    // The window may have had its snapshot before anything was read from disk.
    this.publisher.rowsReplaced();
    this.notifications.start(lastRun.observed(this.jobs));
    await this.#whileOpen([...this.jobs.ids()], (slice) => watchJobs(this, slice));
    // Nobody sees at first what can be restored, and there may be thousands.
    await this.jobs.removed.load(rows, (download) => this.downloads.noteRemoved(download));
    if (this.#ending.signal.aborted) return;
    this.account.open();
    this.#setLoaded();
    this.verdicts.start();
    void this.updates.start();
    const { jobs, flush } = this;
    void renewRows(outdated, { write: (keys) => jobs.writeAnew(keys), flush, signal: this.#ending.signal });
  }

  /** Takes items a slice at a time, as long as the app does not end. */
  #whileOpen<T>(all: readonly T[], take: (slice: readonly T[]) => void): Promise<void> {
    return inSlices(all, (slice) => {
      if (!this.#ending.signal.aborted) take(slice);
    });
  }

  /** Reads the key, and goes on watching once there is one. A keychain may keep it waiting. */
  openKeys(): Promise<void> {
    return this.keys.load();
  }

  /**
   * Adds the jobs in texts and files, see {@link addInputs}, and watches them. Resolves when they are on disk, or with a
   * report that says that they are not. Rejects where the app ends before.
   */
  async addInputs(inputs: readonly Input[], options: AddOptions = { by: 'person' }): Promise<AddReport> {
    await this.#loaded;
    const { signal } = this.#ending;
    const { jobs, batches, addConfirmations: confirmations, adds } = this;
    const now = (): number => this.clock.now();
    const parts = { jobs, batches, now, confirmations, adds, read: this.#options.read, signal };
    const found = await addInputs(parts, inputs, options);
    const report: AddReport = (await this.flush()).ok ? found : { ...found, isUnsaved: true };
    // Whoever was quick has removed some of them again.
    await inSlices(report.added, (ids) => watchJobs(this, ids), { signal });
    this.account.jobsAdded(report.added.length);
    return report;
  }

  /**
   * Ends a wait: asks the service at once, or whether it still refuses the key, or looks into a keychain again that could
   * not be opened.
   */
  async tryAgain(): Promise<Outcome<null>> {
    const { status } = this.keys;
    if (status.kind === 'absent' && status.failure !== null) await this.keys.load();
    // A key may be refused by mistake, or for a while. Once it is taken, everything goes on by itself.
    else if (this.#isKeyRefused) return this.keys.check();
    else this.retryNow();
    return success(null);
  }

  /** Ends all waits for the service: a person does not want to wait, the machine woke up, or the network is a new one. Downloads go on as well. */
  retryNow(): void {
    this.#gates.retryNow();
    this.downloads.retryNow();
    if (this.#isKeyRefused) void this.keys.check();
    else this.poller.reopen();
    this.account.refresh();
  }

  get #isKeyRefused(): boolean {
    return isKeyRefused(this.keys.status);
  }

  /** Adds what was named outside the window, and tells the window of it. */
  async addFromOutside(inputs: readonly Input[], options: AddOptions): Promise<void> {
    this.#options.push('jobsAdded', await this.addInputs(inputs, options));
  }

  /** Adds the jobs that a link names, see {@link LinkIntake}. */
  addFromLink(ids: readonly string[]): Promise<void> {
    return this.#links.take(ids);
  }

  /** The one place that decides what counts as saved: succeeds when all that was changed is on disk. */
  readonly flush = (): Promise<Outcome<null>> => this.#persistence.rows.flush();

  /** Whether something is on its way to disk. */
  get isWriting(): boolean {
    return this.#persistence.rows.isWriting;
  }

  /** Writes everything, before the app ends. @returns what of it is not on disk; null where all is */
  save(): Promise<Unsaved | null> {
    return this.#persistence.save();
  }

  /** The key that the service's command line uses on this machine, if there is one. */
  async readCliKey(): Promise<string | null> {
    const key = await readCliKey(this.#options.cliConfigPath, this.#options.baseUrl.origin);
    if (key !== null) keepOutOfLogs(key);
    return key;
  }

  /** Tells the window what is no part of the state. */
  readonly tellWindow: Push = (name, payload) => this.#options.push(name, payload);

  /** Where results go at the moment. */
  get downloadFolder(): string {
    return this.preferences.settings.downloadFolder ?? join(this.#options.downloadsFolder, nameWords.results);
  }

  /** Whether a call to the keychain or the file system that has not come back keeps the process from ending. */
  get isHeld(): boolean {
    return this.#options.keychain.isBusy() || folderCalls.isBusy || this.#isStuck;
  }

  /** Ends everything and writes what is still to be written. */
  async close(): Promise<void> {
    this.#ending.abort();
    for (const part of [this.#gates, this.#rate, this.#keyRecovery, this.poller, this.account]) part.stop();
    for (const part of [this.previews, this.jobFiles, this.verdicts, this.updates]) part.close();
    this.assets.releaseAll();
    this.notifications.close();
    // A folder on a share that went away may never answer; what is in memory is written all the same.
    const ended = Promise.all([this.downloads.close(), this.hook.close(), this.lastView.settled()]);
    await inTime(this.#options.clock, closingPatienceMs, ended);
    this.jobs.noteRepeats();
    this.#isStuck = !(await this.#persistence.close());
  }

  #createPublisher(): Publisher {
    const { clock, baseUrl, push } = this.#options;
    return new Publisher({
      clock,
      row: (id) => {
        const job = this.jobs.get(id);
        return job === undefined ? undefined : toRow(job, this.poller.paceOf(id));
      },
      newest: (count, before) => this.jobs.newest(count, before).map((job) => toRow(job)),
      initial: initialState(baseUrl),
      push: (patch) => push('patch', toText(packPatch(patch))),
      onPatch: (patch) => this.#options.onPatch?.(patch),
    });
  }

  #createPersistence(): Persistence {
    const { storeFolder, unsavedFolders, runReader, clock } = this.#options;
    return new Persistence({
      folder: storeFolder,
      unsavedFolders,
      runReader,
      clock,
      backup: () => ({
        revision: this.jobs.revision,
        settings: this.preferences.kept,
        batches: this.batches.records(),
        batchRevision: this.batches.revision,
        jobs: this.jobs.records(),
        dismissed: this.#dismissed.all(),
        keyHint: this.preferences.keyHint ?? undefined,
      }),
      postBanner: (banner) => this.banners.post(banner),
      removeBanner: (kind) => this.banners.remove(kind),
    });
  }

  /** The list of jobs, whose changes reach everything that follows it. */
  #createJobs(): JobStore {
    return new JobStore({
      rows: this.#persistence.rows,
      now: () => this.#options.clock.now(),
      onChange: (id) => {
        this.#dismissed.forget(id);
        const { publisher, batches, notifications, verdicts } = this;
        for (const part of [publisher, batches, notifications, this.#freshAnswers, verdicts])
          part.jobChanged(id);
      },
      onRepeat: (id) => {
        this.publisher.jobRepeated(id);
        this.#freshAnswers.jobChanged(id);
      },
      onRemove: (id) => {
        this.#dismissed.add(id);
        for (const part of [this.publisher, this.notifications, this.#freshAnswers, this.assets])
          part.jobRemoved(id);
      },
      onReturn: (id, by) => (by === 'link' ? this.downloads.leaveEnded(id) : this.downloads.reinstate(id)),
    });
  }

  #createKeys(client: RigydClient): KeyRing {
    return createKeyRing({
      ...this.#options,
      client,
      preferences: this.preferences,
      knownId: () => this.jobs.lastAnswered,
      onStatus: (key) => {
        this.publisher.set('session', { ...this.publisher.state.session, key });
        if (isKeyRefused(key)) this.poller.lock();
        this.account.keyChanged(key);
        this.downloads.refresh();
        this.#keyRecovery.statusChanged(key);
      },
      onKey: (present) => {
        this.account.anotherKey();
        if (present) this.#requestAllAgain();
        else this.poller.lock();
      },
    });
  }

  /** With another key, jobs that were not this key's may be found. */
  #requestAllAgain(): void {
    this.#gates.retryNow();
    this.poller.restart();
    this.batches.collectWanted();
    this.poller.pollNow(this.jobs.failing());
  }
}
