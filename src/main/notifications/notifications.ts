import { describeNews } from '../../shared/notification-words.ts';
import { targetOf, type AppNotification, type News, type Target } from '../../shared/notifications.ts';
import type { Settings } from '../../shared/settings.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { NotificationLog } from './notification-log.ts';
import { Announcer, emptyMemory, type AnnouncerMemory, type AnnouncerOptions } from './announcer.ts';
import type { ObservedJob } from './observed-job.ts';

/** Reaches a person outside of the window. */
export interface Notifier {
  /** Whether the person has the window before them, so that it can tell them itself. */
  isWindowWatched(): boolean;
  /** Shows one; does nothing where the system has none. */
  show(title: string, text: string, target: Target): void;
}

export interface NotificationsOptions extends Pick<AnnouncerOptions, 'clock' | 'job' | 'batches'> {
  rows: Pick<WriteBehind, 'set' | 'flush'>;
  notify: () => Settings['notify'];
  notifier: Notifier;
  /** Tells the window, which shows it for a moment. */
  showInWindow: (notification: AppNotification) => void;
  onChange: (list: AppNotification[]) => void;
}

/** Decides what is worth telling, keeps it, and tells it: in the window to whoever has it before them, else outside. */
export class Notifications {
  readonly log: NotificationLog;
  readonly #options: NotificationsOptions;
  readonly #announcer: Announcer;
  #memory: AnnouncerMemory = emptyMemory;
  #isClosing = false;

  constructor(options: NotificationsOptions) {
    this.#options = options;
    const { clock, job, batches, rows, onChange } = options;
    this.log = new NotificationLog({
      rows,
      now: () => clock.now(),
      memory: () => this.#announcer.memory,
      onChange,
    });
    this.#announcer = new Announcer({
      clock,
      job,
      batches,
      onMemory: () => this.log.noteMemory(),
      announce: (news) => void this.announce(news),
    });
  }

  /** Takes over what the last run left on disk. */
  load(rows: ReadonlyMap<string, unknown>): void {
    this.#memory = this.log.load(rows);
  }

  /** Begins to look for news, once everything of the last run is there again. */
  start(jobs: Iterable<ObservedJob>): void {
    this.#announcer.start(jobs, this.#memory);
  }

  jobChanged(id: string): void {
    this.#announcer.jobChanged(id);
  }

  jobRemoved(id: string): void {
    this.#announcer.jobRemoved(id);
  }

  /** Keeps news of any kind and tells of it. */
  async announce(news: readonly News[]): Promise<void> {
    const added = await this.log.add(news);
    if (this.#isClosing) return;
    if (this.#options.notifier.isWindowWatched()) added.forEach(this.#options.showInWindow);
    else for (const { news: one } of added) this.#notify(one);
  }

  /** Tells of trouble that the window shows for as long as it lasts, where nobody has the window before them. */
  warn(title: string, text: string): void {
    const { notifier, notify } = this.#options;
    if (notify() !== 'none' && !notifier.isWindowWatched()) notifier.show(title, text, null);
  }

  /** Keeps what was still being gathered; it is read at the next start. */
  close(): void {
    this.#isClosing = true;
    this.#announcer.close();
  }

  #notify(news: News): void {
    const choice = this.#options.notify();
    if (choice === 'none' || (choice === 'batches' && !isOfBatches(news))) return;
    const { title, text } = describeNews(news);
    this.#options.notifier.show(title, text, targetOf(news));
  }
}

const isOfBatches = ({ kind }: News): boolean => kind === 'batch' || kind === 'batches';
