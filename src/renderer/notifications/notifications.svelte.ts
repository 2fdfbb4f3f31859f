import type { RigydBridge, ShownTarget } from '../../shared/contract.ts';
import type { Outcome } from '../../shared/errors.ts';
import { describeNews, targetOf, type AppNotification, type News } from '../../shared/notifications.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';
import { runRequest } from '../state/request.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';
import { notificationsWords } from '../words/notifications.ts';

interface NotificationsOptions {
  bridge: RigydBridge;
  replica: Pick<StateReplica, 'notifications'>;
  toasts: Toasts;
  /** Opens a job, a batch, or a result in its folder. */
  open: (target: ShownTarget) => void;
  /** Whether what a piece of news says can be seen in the window anyway. */
  isSeen: (news: News) => boolean;
  /** Asks whether the app keeps running without its window. */
  askToKeepRunning: (asked: { hasTray: boolean }) => void;
}

/** The bell and its list, and the messages that main sends to the window. */
export class Notifications {
  readonly #options: NotificationsOptions;
  #newIds = $state.raw<readonly number[]>([]);

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  get list(): AppNotification[] {
    return this.#options.replica.notifications;
  }

  get unread(): number {
    return this.list.filter(({ read }) => !read).length;
  }

  /** Whether it was unread when the list was opened. */
  isNew({ id, read }: AppNotification): boolean {
    return !read || this.#newIds.includes(id);
  }

  /** Follows main until the returned function is called. */
  follow(): () => void {
    const { bridge, toasts, open, askToKeepRunning } = this.#options;
    const ends = [
      bridge.onNotified((notification) => this.#show(notification)),
      bridge.onShowTarget(open),
      bridge.onLinkRefused((problem) =>
        toasts.show(notificationsWords.linkProblems[problem], { tone: 'problem' }),
      ),
      bridge.onAskToKeepRunning(askToKeepRunning),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Marks the whole list as read; call it when the list is opened. */
  read(): void {
    this.#newIds = this.list.filter(({ read }) => !read).map(({ id }) => id);
    if (this.#newIds.length > 0) this.#send(this.#options.bridge.readNotifications({ upTo: this.#lastId }));
  }

  clear(): void {
    this.#send(this.#options.bridge.clearNotifications({ upTo: this.#lastId }));
  }

  open({ news }: AppNotification): void {
    const target = targetOf(news);
    if (target !== null) this.#options.open(target);
  }

  answerKeepRunning(keepRunning: boolean): void {
    this.#send(this.#options.bridge.answerKeepRunning({ keepRunning }));
  }

  /** What arrived since has not been shown, so it is neither read nor cleared. */
  get #lastId(): number {
    return this.list.reduce((last, { id }) => Math.max(last, id), 0);
  }

  #show(notification: AppNotification): void {
    // The bar of downloads says the same, and stays.
    if (notification.news.kind === 'downloads' || this.#options.isSeen(notification.news)) return;
    const { title, text } = describeNews(notification.news);
    const target = targetOf(notification.news);
    this.#options.toasts.show(notificationsWords.message(title, text), {
      // LiveAnnouncer has read it out when it happened.
      isSilent: true,
      action: target === null ? null : { label: notificationsWords.open, run: () => this.open(notification) },
    });
  }

  #send(request: Promise<Outcome<unknown>>): void {
    void runRequest(this.#options.toasts, request);
  }
}
