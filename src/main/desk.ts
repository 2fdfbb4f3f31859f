import { join } from 'node:path';
import type { AddReport } from '../shared/contract.ts';
import type { GivenText } from '../shared/given-text.ts';
import { createAccount, type Account } from './account/create-account.ts';
import { DismissedJobs } from './account/dismissed-jobs.ts';
import { createPreviews } from './assets/create-previews.ts';
import type { Previews } from './assets/previews.ts';
import { Batches } from './batches/batches.ts';
import type { Announcements, Notifier } from './announcements/announcements.ts';
import { createAnnouncements } from './announcements/create-announcements.ts';
import { observeJob } from './announcements/observe.ts';
import { pause, type Clock } from './clock.ts';
import type { CommandRunner } from './completion/command-runner.ts';
import { createDownloading } from './downloading.ts';
import type { Push } from './ipc/push.ts';
import { Publisher } from './ipc/publisher.ts';
import { readCliKey } from './keychain/cli-key.ts';
import type { Keychain } from './keychain/keychain.ts';
import { createKeyRing } from './keychain/create-key-ring.ts';
import type { KeyRing } from './keychain/key-ring.ts';
import { NoticeBoard } from './notice-board.ts';
import type { DownloadQueue } from './results/queue-contract.ts';
import { addAll } from './library/add-all.ts';
import type { RigydClient } from './rigyd/client.ts';
import type { Fetch } from './rigyd/fetch.ts';
import { initialState } from './initial-state.ts';
import { JobStore } from './store/job-store.ts';
import { Persistence } from './store/persistence.ts';
import { Preferences } from './store/preferences.ts';
import { backedUpJob } from './store/watch-list-backup.ts';
import { toRow } from './store/watched-job.ts';
import { createWatching } from './watching.ts';
import { watchJob } from './watch-list.ts';
import type { Watcher } from './watch/watcher.ts';

export interface DeskOptions {
  clock: Clock;
  random: () => number;
  /** Where the database lives. */
  storeFolder: string;
  /** The system's download folder. */
  downloadsFolder: string;
  /** Where the files that were looked at are kept. */
  previewsFolder: string;
  /** Fetches those files; it has no key to send. */
  fetchFile: Fetch;
  baseUrl: URL;
  createClient: (key: () => string | null) => RigydClient;
  keychain: Keychain;
  environmentKey: string | undefined;
  /** The configuration of the service's command line, which may hold a key. */
  cliConfigPath: string;
  push: Push;
  notifier: Notifier;
}

/** Milliseconds that downloads are given to stop when the app ends. */
const closingPatienceMs = 5_000;

/**
 * The application without Electron: the watched jobs, the poll loop, the key and the downloads, joined so that every
 * change walks one way, from the service through the store to the window.
 */
export class Desk {
  readonly jobs: JobStore;
  readonly keys: KeyRing;
  readonly preferences: Preferences;
  readonly batches: Batches;
  readonly publisher: Publisher;
  readonly notices: NoticeBoard;
  readonly watcher: Watcher;
  readonly downloads: DownloadQueue;
  readonly commands: CommandRunner;
  readonly previews: Previews;
  readonly account: Account;
  readonly #dismissed: DismissedJobs;
  readonly announcements: Announcements;
  readonly #options: DeskOptions;
  readonly #persistence: Persistence;
  readonly #loaded: Promise<void>;
  #setLoaded: () => void = () => {};

  constructor(options: DeskOptions) {
    const { clock, baseUrl } = options;
    this.#options = options;
    this.#loaded = new Promise((resolve) => (this.#setLoaded = resolve));
    this.publisher = new Publisher({
      clock,
      row: (id) => this.#rowOf(id),
      rows: () => [...this.jobs.all()].map(toRow),
      initial: initialState(baseUrl),
      push: (patch) => options.push('patch', patch),
    });
    this.notices = new NoticeBoard((notices) => this.publisher.set('notices', notices));
    this.#persistence = new Persistence({
      folder: options.storeFolder,
      clock,
      backup: () => this.#backup(),
      postNotice: (notice) => this.notices.post(notice),
      removeNotice: (kind) => this.notices.remove(kind),
    });
    const { rows } = this.#persistence;
    this.preferences = new Preferences(rows);
    this.#dismissed = new DismissedJobs(rows);
    this.jobs = new JobStore({
      rows,
      now: () => clock.now(),
      onChange: (id) => {
        this.#dismissed.forget(id);
        this.publisher.jobChanged(id);
        this.batches.jobChanged(id);
        this.announcements.jobChanged(id);
      },
      onRemove: (id) => {
        this.#dismissed.add(id);
        this.publisher.jobRemoved(id);
        this.batches.jobRemoved(id);
        this.announcements.jobRemoved(id);
      },
    });
    this.batches = new Batches({
      rows,
      jobs: this.jobs,
      now: () => clock.now(),
      onChange: (batches) => this.publisher.set('batches', batches),
      download: (id) => this.downloads.start(id, this.preferences.settings.format),
      canDownload: () => this.keys.current() !== null,
      collectsNew: () => this.preferences.settings.collectNewBatches,
    });
    this.announcements = createAnnouncements({ ...options, rows, desk: this });
    const client = options.createClient(() => this.keys.current());
    this.keys = createKeyRing({
      ...options,
      client,
      preferences: this.preferences,
      onStatus: (key) => {
        this.publisher.set('session', { ...this.publisher.state.session, key });
        this.account.keyChanged(key);
        this.downloads.refresh();
      },
      onKey: (present) => {
        this.account.anotherKey();
        if (present) this.#askAnew();
        else this.watcher.lock();
      },
    });
    this.watcher = createWatching({
      client,
      clock,
      random: options.random,
      jobs: this.jobs,
      keys: this.keys,
      publisher: this.publisher,
      onEnded: () => this.account.noteSpending(),
    });
    this.watcher.lock();
    this.account = createAccount(this, { client, clock, random: options.random, dismissed: this.#dismissed });
    const { queue, commands } = createDownloading({
      client,
      clock,
      random: options.random,
      jobs: this.jobs,
      keys: () => this.keys,
      publisher: this.publisher,
      notices: this.notices,
      settings: () => this.preferences.settings,
      folder: () => this.downloadFolder,
    });
    this.downloads = queue;
    this.commands = commands;
    this.previews = createPreviews({
      job: (id) => this.jobs.get(id)?.job ?? null,
      folder: options.previewsFolder,
      fetch: options.fetchFile,
      clock,
      api: baseUrl,
    });
  }

  /** Reads what the last run left. Nothing is asked of the service before {@link openKeys}. */
  async start(): Promise<void> {
    await this.#persistence.open((stored) => {
      this.preferences.load(stored.rows);
      this.jobs.load(stored);
      this.#dismissed.load(stored.rows);
      this.batches.load(stored.rows);
      this.announcements.load(stored.rows);
    });
    const downloads = [...this.jobs.all()].map(({ record }) => record.download);
    this.downloads.restore(downloads.filter((download) => download !== null));
    this.announcements.start([...this.jobs.all()].map(observeJob));
    this.publisher.set('settings', this.preferences.settings);
    this.publisher.set('loaded', true);
    for (const { record } of this.jobs.all()) {
      this.publisher.jobChanged(record.id);
      watchJob(this, record.id);
    }
    this.account.open();
    this.#setLoaded();
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
   * disk.
   *
   * @param name of the batch; left out, it is called after where the IDs came from
   */
  async addGiven(given: readonly GivenText[], name?: string): Promise<AddReport> {
    await this.#loaded;
    const report = await addAll(this, given, name);
    // Whoever was quick has removed some of them again.
    report.added.forEach((id) => watchJob(this, id));
    this.account.noteSpending();
    return report;
  }

  /** Ends a wait: asks the service at once, or looks into a keychain again that could not be opened. */
  async tryAgain(): Promise<void> {
    const { status } = this.keys;
    if (status.kind === 'absent' && status.failure !== null) await this.keys.load();
    else {
      this.watcher.reopen();
      this.account.refresh();
    }
  }

  /** Adds what was named outside the window, and tells the window of it. */
  async addFromOutside(given: readonly GivenText[]): Promise<void> {
    this.#options.push('jobsAdded', await this.addGiven(given));
  }

  /** Resolves when all that was changed is on disk. */
  readonly flush = (): Promise<void> => this.#persistence.rows.flush();

  /** The key that the service's command line uses on this machine, if there is one. */
  readCliKey(): Promise<string | null> {
    return readCliKey(this.#options.cliConfigPath, this.#options.baseUrl.origin);
  }

  /** Tells the window what is no part of the state. */
  readonly tellWindow: Push = (name, payload) => this.#options.push(name, payload);

  /** Where results go at the moment. */
  get downloadFolder(): string {
    return this.preferences.settings.downloadFolder ?? join(this.#options.downloadsFolder, 'Rigyd');
  }

  /** Whether a call to the keychain that never came back keeps the process from ending. */
  get isHeld(): boolean {
    return this.#options.keychain.isBusy();
  }

  /** Ends everything and writes what is still to be written. */
  async close(): Promise<void> {
    this.watcher.stop();
    this.account.stop();
    this.previews.close();
    this.announcements.close();
    // A folder on a share that went away may never answer; what is in memory is written all the same.
    await Promise.race([
      Promise.all([this.downloads.close(), this.commands.close()]),
      pause(this.#options.clock, closingPatienceMs, new AbortController().signal),
    ]);
    await this.#persistence.close();
  }

  #rowOf(id: string) {
    const job = this.jobs.get(id);
    return job === undefined ? undefined : toRow(job);
  }

  #backup() {
    return {
      revision: this.jobs.revision,
      settings: this.preferences.settings,
      batches: this.batches.records(),
      jobs: [...this.jobs.all()].map(({ record }) => backedUpJob(record)),
      dismissed: this.#dismissed.all(),
    };
  }

  /** With another key, jobs that were not this key's may be found. */
  #askAnew(): void {
    this.watcher.restart();
    this.batches.collectWanted();
    this.watcher.askNow(
      [...this.jobs.all()].filter(({ record }) => record.failure !== null).map(({ record }) => record.id),
    );
  }
}
