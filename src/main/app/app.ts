import type { AddReport } from '../../shared/add-report.ts';
import { success, type Outcome } from '../../shared/errors.ts';
import { linkSource } from '../../shared/given-text.ts';
import type { Giving } from '../intake/add-given.ts';
import { AddQuestions } from '../intake/add-questions.ts';
import { LinkIntake } from '../intake/link-intake.ts';
import type { Given } from '../intake/read-given.ts';
import type { Account } from '../account/create-account.ts';
import type { Notifications } from '../notifications/notifications.ts';
import { observeJob } from '../notifications/observe.ts';
import type { Previews } from '../previews/previews.ts';
import type { Batches } from '../batches/batches.ts';
import { inTime } from '../lib/clock.ts';
import type { CommandRunner } from '../downloads/hook/command-runner.ts';
import { folderCalls } from '../files/folder-files.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { Publisher } from '../state/publisher.ts';
import type { Push } from '../state/publisher.ts';
import { readCliKey } from '../keys/cli-key.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { addAll } from '../intake/add-all.ts';
import type { Banners } from '../state/banners.ts';
import { keepOutOfLogs } from '../lib/redact.ts';
import type { DownloadQueue } from '../downloads/download-queue.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Unsaved } from '../persistence/persistence.ts';
import type { Preferences } from '../settings/preferences.ts';
import { watchJob } from '../jobs/watch-list.ts';
import type { Poller } from '../jobs/poller.ts';
import { createParts, type AppOptions, type AppParts } from './app-parts.ts';

/** Milliseconds that downloads are given to stop when the app ends. */
const closingPatienceMs = 5_000;

/** The application without Electron: what it does from its start to its end, and the parts that do it. */
export class App {
  readonly jobs: JobStore;
  readonly batches: Batches;
  readonly keys: KeyRing;
  readonly preferences: Preferences;
  readonly publisher: Publisher;
  readonly banners: Banners;
  readonly poller: Poller;
  readonly account: Account;
  readonly notifications: Notifications;
  readonly downloads: DownloadQueue;
  readonly commands: CommandRunner;
  readonly previews: Previews;
  readonly #options: AppOptions;
  readonly #parts: AppParts;
  readonly addQuestions: AddQuestions;
  readonly #links: LinkIntake;
  /** Aborted when the app ends. */
  readonly #ending = new AbortController();
  readonly #loaded: Promise<void>;
  #setLoaded: () => void = () => {};
  #isStuck = false;

  constructor(options: AppOptions) {
    const parts = createParts(options);
    this.#options = options;
    this.#parts = parts;
    this.#loaded = new Promise((resolve) => (this.#setLoaded = resolve));
    this.jobs = parts.jobs;
    this.batches = parts.batches;
    this.keys = parts.keys;
    this.preferences = parts.preferences;
    this.publisher = parts.publisher;
    this.banners = parts.banners;
    this.poller = parts.poller;
    this.account = parts.account;
    this.notifications = parts.notifications;
    this.downloads = parts.downloads;
    this.commands = parts.commands;
    this.previews = parts.previews;
    this.addQuestions = new AddQuestions(
      (question) => this.publisher.set('addQuestion', question),
      this.#ending.signal,
    );
    this.#links = new LinkIntake({
      clock: options.clock,
      signal: this.#ending.signal,
      // Written anew, so that nothing of the links but their IDs gets any further.
      add: (ids, maxUnasked) =>
        this.addFromOutside([{ text: ids.join('\n'), source: linkSource }], { by: 'link', maxUnasked }),
    });
  }

  /** Reads what the last run left. Nothing is asked of the service before {@link openKeys}. */
  async start(): Promise<void> {
    let unreadable: string[] = [];
    await this.#parts.persistence.open((stored) => {
      unreadable = stored.unreadable;
      this.preferences.load(stored.rows);
      this.jobs.load(stored);
      this.#parts.dismissed.load(stored.rows);
      this.batches.load(stored.rows);
      this.notifications.load(stored.rows);
    });
    const records = Array.from(this.jobs.all(), ({ record }) => record);
    this.downloads.restore(
      records.flatMap(({ download }) => download ?? []),
      { unreadable, without: records.flatMap(({ id, download }) => (download === null ? id : [])) },
    );
    // Without the command they would count as done with.
    if (!this.#options.safeMode) this.#parts.resumeCommands();
    this.notifications.start([...this.jobs.all()].map(observeJob));
    this.publisher.set('settings', this.preferences.settings);
    this.publisher.set('loaded', true);
    // The window may have had its snapshot before anything was read from disk.
    for (const { record } of this.jobs.all()) {
      this.publisher.jobChanged(record.id);
      watchJob(this, record.id);
    }
    this.account.open();
    this.#setLoaded();
    if (this.#options.safeMode) this.banners.post({ kind: 'safe-mode', detail: '' });
  }

  /** Reads the key, and goes on watching once there is one. A keychain may keep it waiting. */
  openKeys(): Promise<void> {
    return this.keys.load();
  }

  /** Watches the jobs whose IDs stand in a text, see {@link addAll}. */
  addJobs(text: string, source: string): Promise<AddReport> {
    return this.addGiven([{ text, source }]);
  }

  /**
   * Finds the job IDs in what a person gave at once, watches them and makes a batch of them. Resolves when they are on
   * disk, or with a report that says that they are not. Rejects where the app ends before.
   */
  async addGiven(given: readonly Given[], giving: Giving = { by: 'person' }): Promise<AddReport> {
    await this.#loaded;
    const { signal } = this.#ending;
    const { jobs, batches, addQuestions: questions } = this;
    const found = await addAll({ jobs, batches, questions, read: this.#options.read, signal }, given, giving);
    const report: AddReport = (await this.flush()).ok ? found : { ...found, isUnsaved: true };
    // Whoever was quick has removed some of them again.
    await inSlices(report.added, (ids) => ids.forEach((id) => watchJob(this, id)), { signal });
    this.account.jobsGiven(report.added.length);
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
    this.#parts.gates.retryNow();
    this.downloads.retryNow();
    if (this.#isKeyRefused) void this.keys.check();
    else this.poller.reopen();
    this.account.refresh();
  }

  get #isKeyRefused(): boolean {
    const { status } = this.keys;
    return status.kind === 'present' && status.verdict === 'rejected';
  }

  /** Adds what was named outside the window, and tells the window of it. */
  async addFromOutside(given: readonly Given[], giving: Giving): Promise<void> {
    this.#options.push('jobsAdded', await this.addGiven(given, giving));
  }

  /** Adds the jobs that a link names, see {@link LinkIntake}. */
  addFromLink(ids: readonly string[]): Promise<void> {
    return this.#links.take(ids);
  }

  /** The one place that decides what counts as saved: succeeds when all that was changed is on disk. */
  readonly flush = (): Promise<Outcome<null>> => this.#parts.persistence.rows.flush();

  /** Whether something is on its way to disk. */
  get isWriting(): boolean {
    return this.#parts.persistence.rows.isWriting;
  }

  /** Writes everything, before the app ends. @returns what of it is not on disk; null where all is */
  save(): Promise<Unsaved | null> {
    return this.#parts.persistence.save();
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
    return this.#parts.downloadFolder();
  }

  /** Whether a call to the keychain or the file system that has not come back keeps the process from ending. */
  get isHeld(): boolean {
    return this.#options.keychain.isBusy() || folderCalls.isBusy || this.#isStuck;
  }

  /** Ends everything and writes what is still to be written. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#parts.gates.stop();
    this.#parts.rate.stop();
    this.#parts.keyTrouble.stop();
    this.poller.stop();
    this.account.stop();
    this.previews.close();
    this.notifications.close();
    // A folder on a share that went away may never answer; what is in memory is written all the same.
    const ended = Promise.all([this.downloads.close(), this.commands.close()]);
    await inTime(this.#options.clock, closingPatienceMs, ended);
    this.jobs.noteRepeats();
    this.#isStuck = !(await this.#parts.persistence.close());
  }
}
