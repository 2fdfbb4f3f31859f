import {
  describeNews,
  targetOf,
  type AppNotification,
  type News,
  type Target,
} from '../../shared/notifications.ts';
import type { Settings } from '../../shared/settings.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { NotificationLog } from './notification-log.ts';
import { NewsCollector, emptyMemory, type NewsMemory, type NewsCollectorOptions } from './news-collector.ts';
import { type ObservedJob, observeBatches, observeJob } from './observed-job.ts';
import type { Publisher, Push } from '../state/publisher.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { Preferences } from '../settings/preferences.ts';

/** Reaches a person outside of the window. */
export interface Notifier {
  /** Whether the window is visible and focused, so that it can show notifications itself. */
  isWindowWatched(): boolean;
  /** Shows one; does nothing where the system has none. */
  show(title: string, text: string, target: Target): void;
}

export interface NotificationsOptions extends Pick<NewsCollectorOptions, 'clock' | 'job' | 'batches'> {
  rows: Pick<WriteBehind, 'set' | 'flush'>;
  notify: () => Settings['notify'];
  notifier: Notifier;
  /** Shows it in the window for a moment. */
  showInWindow: (notification: AppNotification) => void;
  onChange: (list: AppNotification[]) => void;
}

/** Keeps news and shows it: in the window if it is being watched, else as a notification of the system. */
export class Notifications {
  readonly log: NotificationLog;
  readonly #options: NotificationsOptions;
  readonly #collector: NewsCollector;
  #memory: NewsMemory = emptyMemory;
  #isClosing = false;

  constructor(options: NotificationsOptions) {
    this.#options = options;
    const { clock, job, batches, rows, onChange } = options;
    this.log = new NotificationLog({
      rows,
      now: () => clock.now(),
      memory: () => this.#collector.memory,
      onChange,
    });
    this.#collector = new NewsCollector({
      clock,
      job,
      batches,
      onMemory: () => this.log.noteMemory(),
      report: (news) => void this.notify(news),
    });
  }

  /** Loads what the last run left on disk. */
  load(rows: ReadonlyMap<string, unknown>): void {
    this.#memory = this.log.load(rows);
  }

  /** Starts collecting news, once everything of the last run is loaded. */
  start(jobs: Iterable<ObservedJob>): void {
    this.#collector.start(jobs, this.#memory);
  }

  jobChanged(id: string): void {
    this.#collector.jobChanged(id);
  }

  jobRemoved(id: string): void {
    this.#collector.jobRemoved(id);
  }

  /** Keeps news and shows it. */
  async notify(news: readonly News[]): Promise<void> {
    const added = await this.log.add(news);
    if (this.#isClosing) return;
    if (this.#options.notifier.isWindowWatched()) added.forEach(this.#options.showInWindow);
    else for (const { news: one } of added) this.#show(one);
  }

  /** Shows a problem that has a banner in the window, unless the window is being watched. Not kept. */
  warn(title: string, text: string): void {
    const { notifier, notify } = this.#options;
    if (notify() !== 'none' && !notifier.isWindowWatched()) notifier.show(title, text, null);
  }

  /** Keeps what has been collected, to be read after the next start. */
  close(): void {
    this.#isClosing = true;
    this.#collector.close();
  }

  #show(news: News): void {
    const choice = this.#options.notify();
    if (choice === 'none' || (choice === 'batches' && !isOfBatches(news))) return;
    const { title, text } = describeNews(news);
    this.#options.notifier.show(title, text, targetOf(news));
  }
}

const isOfBatches = ({ kind }: News): boolean => kind === 'batch' || kind === 'batches';

export interface CreateNotificationsOptions extends Pick<
  NotificationsOptions,
  'clock' | 'rows' | 'notifier'
> {
  jobs: JobStore;
  publisher: Publisher;
  preferences: Preferences;
  push: Push;
}

/** Connects the notifications to the jobs, the settings and the window. */
export function createNotifications({
  jobs,
  publisher,
  preferences,
  push,
  ...options
}: CreateNotificationsOptions): Notifications {
  return new Notifications({
    ...options,
    job: (id) => {
      const job = jobs.get(id);
      return job === undefined ? undefined : observeJob(job);
    },
    batches: (ids, seen) => observeBatches(ids, publisher.state.batches, seen),
    notify: () => preferences.settings.notify,
    showInWindow: (notification) => push('notified', notification),
    onChange: (list) => publisher.set('notifications', list),
  });
}
