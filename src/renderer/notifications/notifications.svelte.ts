import type { RigydBridge, ShownTarget } from '../../shared/contract.ts';
import type { LinkProblem } from '../../shared/deep-link.ts';
import type { Outcome } from '../../shared/errors.ts';
import { describeNews } from '../../shared/notification-words.ts';
import { targetOf, type AppNotification } from '../../shared/notifications.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';
import type { Toasts } from '../ui/toasts.svelte.ts';

interface NotificationsOptions {
  bridge: RigydBridge;
  replica: Pick<StateReplica, 'notifications'>;
  toasts: Toasts;
  /** Opens something that can be seen in the window, or a result in its folder. */
  open: (target: ShownTarget) => void;
  /** Asks whether the app shall go on without its window. */
  askToGoOn: () => void;
  /** Sends a request and says so if it fails. */
  send: (request: Promise<Outcome<unknown>>) => void;
}

/** What the notice centre shows and does, and what main tells the window out of turn. */
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

  /** Whether it had not been read when the list was opened. */
  isNew({ id, read }: AppNotification): boolean {
    return !read || this.#newIds.includes(id);
  }

  /** Follows main until the returned function is called. */
  follow(): () => void {
    const { bridge, toasts, open, askToGoOn } = this.#options;
    const ends = [
      bridge.onNotified((notification) => this.#tell(notification)),
      bridge.onShowTarget(open),
      bridge.onLinkRefused((problem) => toasts.show(describeLinkProblem(problem), { tone: 'problem' })),
      bridge.onAskToGoOn(askToGoOn),
    ];
    return () => ends.forEach((end) => end());
  }

  /** The list is opened: all of it counts as read from now on. */
  read(): void {
    this.#newIds = this.list.filter(({ read }) => !read).map(({ id }) => id);
    if (this.#newIds.length > 0)
      this.#options.send(this.#options.bridge.readNotifications({ upTo: this.#lastId }));
  }

  clear(): void {
    this.#options.send(this.#options.bridge.clearNotifications({ upTo: this.#lastId }));
  }

  open({ news }: AppNotification): void {
    const target = targetOf(news);
    if (target !== null) this.#options.open(target);
  }

  answerGoOn(goOn: boolean): void {
    this.#options.send(this.#options.bridge.answerGoOn({ goOn }));
  }

  /** Main may have told more by now, which no list here has shown. */
  get #lastId(): number {
    return this.list.reduce((last, { id }) => Math.max(last, id), 0);
  }

  #tell(notification: AppNotification): void {
    // The bar of downloads at the foot of the window says the same, and stays.
    if (notification.news.kind === 'downloads') return;
    const { title, text } = describeNews(notification.news);
    const target = targetOf(notification.news);
    this.#options.toasts.show(`${title}: ${text}`, {
      // The sums of what has ended were said when it did; see live/.
      isSilent: true,
      action: target === null ? null : { label: 'Open', run: () => this.open(notification) },
    });
  }
}

const words: Record<LinkProblem, string> = {
  'not-a-link':
    'That link means nothing here. Links look like rigyd-desk://job/<ID> or rigyd-desk://watch?ids=<ID>,<ID>.',
  'no-id': 'That link names no job. Ask for one with a job ID in it, or add the ID by hand.',
  'bad-id': 'That link holds something that is no job ID, so nothing of it was taken. Add the IDs by hand.',
  'too-many':
    'That link names more than 500 jobs. Put the IDs into a file and drop it on the window instead.',
  'too-long': 'That link is too long. Put the IDs into a file and drop it on the window instead.',
};

/** What a person reads of a link that was not followed. */
const describeLinkProblem = (problem: LinkProblem): string => words[problem];
