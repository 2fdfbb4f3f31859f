import { join } from 'node:path';
import { createAccount, type Account } from '../account/create-account.ts';
import { DismissedJobs } from '../account/dismissed-jobs.ts';
import type { Read } from '../intake/read-in-thread.ts';
import type { Notifications, Notifier } from '../notifications/notifications.ts';
import { createNotifications } from '../notifications/create-notifications.ts';
import { createPreviews } from '../previews/create-previews.ts';
import type { Previews } from '../previews/previews.ts';
import { Batches } from '../batches/batches.ts';
import type { Clock } from '../lib/clock.ts';
import type { CommandRunner } from '../downloads/hook/command-runner.ts';
import { initialState } from '../state/initial-state.ts';
import { Publisher } from '../state/publisher.ts';
import type { Push } from '../state/publisher.ts';
import { createKeyRing } from '../keys/create-key-ring.ts';
import { createKeyTrouble } from '../account/create-key-trouble.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { KeyTrouble } from '../account/key-trouble.ts';
import type { Keychain } from '../keys/keychain.ts';
import { Banners } from '../state/banners.ts';
import { createDownloads } from '../downloads/create-downloads.ts';
import type { Processes } from '../lib/processes.ts';
import type { DownloadQueue } from '../downloads/download-queue.ts';
import type { RigydClient } from '../api/client.ts';
import type { AddressCheck } from '../api/address-check.ts';
import type { Fetch } from '../api/fetch.ts';
import { safeSettings } from '../settings/safe-mode.ts';
import { JobStore } from '../jobs/job-store.ts';
import { Persistence } from '../persistence/persistence.ts';
import { Preferences } from '../settings/preferences.ts';
import type { RunReader } from '../store/read-elsewhere.ts';
import { backedUpJob } from '../persistence/watch-list-backup.ts';
import { lastAnswered } from '../jobs/last-answered.ts';
import { toRow } from '../jobs/job-row.ts';
import { confirmedJob } from '../jobs/watched-job.ts';
import { createPoller } from '../jobs/create-poller.ts';
import { FreshAnswers } from '../jobs/fresh-answers.ts';
import { createGatedClient } from '../api/gated-client.ts';
import { OriginGates } from '../api/origin-gates.ts';
import { RequestRate } from '../api/request-rate.ts';
import type { Poller } from '../jobs/poller.ts';

/** What the app needs of the machine that it runs on. */
export interface AppOptions {
  clock: Clock;
  random: () => number;
  /** Where the database lives. */
  storeFolder: string;
  /** Folders outside of it, for what it has no room for when the app ends; the best first. */
  unsavedFolders: readonly string[];
  /** Reads a copy of the database in a process of its own. */
  runReader: RunReader | null;
  /** Which processes of this copy of the app are running. */
  processes: Processes;
  /** The system's download folder. */
  downloadsFolder: string;
  /** Where the files that were looked at are kept. */
  previewsFolder: string;
  /** Fetches those files; it has no key to send. */
  fetchFile: Fetch;
  /** Decides which addresses they are fetched from. */
  checkAddress: AddressCheck;
  baseUrl: URL;
  /** @param turn resolves when another request to the API may be sent */
  createClient: (key: () => string | null, turn: (signal: AbortSignal) => Promise<void>) => RigydClient;
  keychain: Keychain;
  environmentKey: string | undefined;
  /** Leaves out in this run what may keep the app from working, see {@link safeSettings}. */
  safeMode: boolean;
  /** The configuration of the service's command line, which may hold a key. */
  cliConfigPath: string;
  push: Push;
  notifier: Notifier;
  /** Reads what was given, in a thread of its own where there is much of it. */
  read: Read;
}

/** The parts of the app, joined. Each can be tested without the others. */
export interface AppParts {
  readonly jobs: JobStore;
  readonly batches: Batches;
  readonly keys: KeyRing;
  readonly keyTrouble: KeyTrouble;
  readonly preferences: Preferences;
  readonly publisher: Publisher;
  readonly banners: Banners;
  /** What may be asked of which host at the moment; shared by polls, the account and downloads. */
  readonly gates: OriginGates;
  /** How often the API may be asked; shared by the same. */
  readonly rate: RequestRate;
  readonly poller: Poller;
  readonly account: Account;
  readonly dismissed: DismissedJobs;
  readonly notifications: Notifications;
  readonly downloads: DownloadQueue;
  readonly commands: CommandRunner;
  readonly resumeCommands: () => void;
  readonly previews: Previews;
  readonly persistence: Persistence;
  /** Where results go at the moment. */
  readonly downloadFolder: () => string;
}

/**
 * Constructs the parts and joins them, so that every change walks one way: from the service through the store to the
 * window. Nothing is read, asked or written before the app starts.
 */
export function createParts(options: AppOptions): AppParts {
  const { clock, random, baseUrl, push } = options;

  const publisher = new Publisher({
    clock,
    row: (id) => {
      const job = jobs.get(id);
      return job === undefined ? undefined : toRow(job);
    },
    rows: () => [...jobs.all()].map(toRow),
    size: () => jobs.size,
    initial: initialState(baseUrl),
    push: (patch) => push('patch', patch),
  });
  const banners = new Banners((list) => publisher.set('banners', list));
  const persistence: Persistence = new Persistence({
    folder: options.storeFolder,
    unsavedFolders: options.unsavedFolders,
    runReader: options.runReader,
    clock,
    backup: () => ({
      revision: jobs.revision,
      settings: preferences.kept,
      batches: batches.records(),
      batchRevision: batches.revision,
      jobs: [...jobs.all()].map(({ record }) => backedUpJob(record)),
      dismissed: dismissed.all(),
      keyHint: preferences.keyHint ?? undefined,
    }),
    postBanner: (banner) => banners.post(banner),
    removeBanner: (kind) => banners.remove(kind),
  });
  const { rows } = persistence;
  const preferences = new Preferences(rows, options.safeMode ? safeSettings : {});
  const downloadFolder = (): string =>
    preferences.settings.downloadFolder ?? join(options.downloadsFolder, 'Rigyd');

  const dismissed = new DismissedJobs(rows);
  const jobs = new JobStore({
    rows,
    now: () => clock.now(),
    onChange: (id) => {
      dismissed.forget(id);
      for (const part of [publisher, batches, notifications, freshAnswers]) part.jobChanged(id);
    },
    onRepeat: (id) => {
      publisher.jobRepeated(id);
      freshAnswers.jobChanged(id);
    },
    onRemove: (id) => {
      dismissed.add(id);
      for (const part of [publisher, notifications, freshAnswers]) part.jobRemoved(id);
    },
    onReturn: (id, by) => (by === 'link' ? downloads.leaveEnded(id) : downloads.reinstate(id)),
  });
  const batches = new Batches({
    rows,
    jobs,
    now: () => clock.now(),
    onChange: (list) => publisher.set('batches', list),
    download: (id) => downloads.start(id, preferences.settings.format),
    canDownload: () => keys.current() !== null && !options.safeMode,
    collectsNew: () => preferences.settings.collectNewBatches,
  });

  const { origin } = baseUrl;
  const gates = new OriginGates({
    clock,
    random,
    // One job has trouble, and nothing else is asked: the account's answer tells whether it is the service's.
    onDoubt: (doubted) => {
      if (doubted === origin) account.refresh();
    },
  });
  const rate = new RequestRate(clock);
  /** What everything that asks the API has in common. */
  const asking = { clock, random, gates, rate, origin };
  const client = createGatedClient(
    options.createClient(
      () => keys.current(),
      (signal) => rate.turn(signal),
    ),
    gates,
    origin,
    rate,
  );
  const keys = createKeyRing({
    ...options,
    client,
    preferences,
    knownId: () => lastAnswered(jobs.all()),
    onStatus: (key) => {
      publisher.set('session', { ...publisher.state.session, key });
      if (key.kind === 'present' && key.verdict === 'rejected') poller.lock();
      account.keyChanged(key);
      downloads.refresh();
      keyTrouble.statusChanged(key);
    },
    onKey: (present) => {
      account.anotherKey();
      if (present) askAnew();
      else poller.lock();
    },
  });
  const poller = createPoller({
    ...asking,
    client,
    jobs,
    keys,
    publisher,
    onEnded: () => account.noteSpending(),
  });
  poller.lock();
  const account = createAccount(
    { jobs, poller, keys, preferences, banners, publisher },
    { ...asking, client, dismissed },
  );

  const {
    queue: downloads,
    commands,
    resumeCommands,
  } = createDownloads({
    ...asking,
    client,
    jobs,
    keys,
    publisher,
    banners,
    settings: () => preferences.settings,
    api: origin,
    folder: downloadFolder,
    recorded: async () => (await rows.flush()).ok,
    processes: options.processes,
  });
  const notifications = createNotifications({
    clock,
    rows,
    notifier: options.notifier,
    push,
    jobs,
    publisher,
    preferences,
  });
  const keyTrouble = createKeyTrouble({ ...asking, keys, poller, account, notifications });
  const freshAnswers = new FreshAnswers({ jobs, poller, clock });
  const previews = createPreviews({
    job: (id) => confirmedJob(jobs.get(id)),
    askAnew: (id) => freshAnswers.ask(id),
    folder: options.previewsFolder,
    fetch: options.fetchFile,
    checkAddress: options.checkAddress,
    clock,
    api: baseUrl,
  });

  return {
    jobs,
    batches,
    keys,
    keyTrouble,
    preferences,
    publisher,
    banners,
    gates,
    rate,
    poller,
    account,
    dismissed,
    notifications,
    downloads,
    commands,
    resumeCommands,
    previews,
    persistence,
    downloadFolder,
  };

  /** With another key, jobs that were not this key's may be found. */
  function askAnew(): void {
    gates.retryNow();
    poller.restart();
    batches.collectWanted();
    poller.askNow(
      [...jobs.all()].filter(({ record }) => record.failure !== null).map(({ record }) => record.id),
    );
  }
}
