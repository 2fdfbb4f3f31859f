import { z } from 'zod';
import { notificationSchema, type AppNotification, type News } from '../../shared/notifications.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { emptyMemory, type NewsMemory } from './news-collector.ts';
import { noneEnded } from './compose-news.ts';

/** The row that holds the notifications and what is still to be reported, so that they are always written together. */
export const notificationsKey = 'app!announcements';

/** Older ones are forgotten. */
const maxNotifications = 100;

const reportedBatchSchema = z.object({
  id: z.string(),
  jobs: z.number(),
  unknown: z.number().catch(0),
  completed: z.number().optional().catch(undefined),
});

const storedSchema = z.object({
  list: z.array(z.unknown()).catch([]),
  memory: z.object({
    untold: z.array(z.string()).catch([]),
    batches: z.array(reportedBatchSchema).catch([]),
    downloads: z
      .object({
        saved: z.number(),
        failed: z.array(z.string()).readonly(),
        folder: z.string().nullable(),
        last: z.string().nullable(),
      })
      .catch(noneEnded),
  }),
});

export interface NotificationLogOptions {
  rows: Pick<WriteBehind, 'set' | 'flush'>;
  now: () => number;
  memory: () => NewsMemory;
  onChange: (list: AppNotification[]) => void;
}

/** The notifications, newest first, and whether they were read. */
export class NotificationLog {
  readonly #options: NotificationLogOptions;
  #list: AppNotification[] = [];
  #lastId = 0;

  constructor(options: NotificationLogOptions) {
    this.#options = options;
  }

  /** Loads what the last run left, without what cannot be read. @returns what is still to be reported */
  load(rows: ReadonlyMap<string, unknown>): NewsMemory {
    const stored = storedSchema.safeParse(rows.get(notificationsKey));
    if (!stored.success) return emptyMemory;
    this.#list = stored.data.list
      .map((one) => notificationSchema.safeParse(one).data)
      .filter((one) => one !== undefined);
    this.#lastId = this.#list.reduce((last, { id }) => Math.max(last, id), this.#lastId);
    this.#options.onChange(this.#list);
    return stored.data.memory;
  }

  get unread(): number {
    return this.#list.filter(({ read }) => !read).length;
  }

  /** Adds news. Resolves when it is on disk: shown any earlier, it could be shown twice. */
  async add(news: readonly News[]): Promise<AppNotification[]> {
    const at = this.#options.now();
    const added = news.map((one) => ({ id: (this.#lastId += 1), at, read: false, news: one }));
    this.#change([...added.toReversed(), ...this.#list].slice(0, maxNotifications));
    await this.#options.rows.flush();
    return added;
  }

  /** @param upTo the last one that was seen: what came since is not read */
  markRead(upTo: number): void {
    const isSeen = ({ id, read }: AppNotification): boolean => !read && id <= upTo;
    if (this.#list.some(isSeen))
      this.#change(this.#list.map((one) => (isSeen(one) ? { ...one, read: true } : one)));
  }

  /** @param upTo likewise */
  clear(upTo: number): void {
    const kept = this.#list.filter(({ id }) => id > upTo);
    if (kept.length < this.#list.length) this.#change(kept);
  }

  /** Notes that {@link NotificationLogOptions.memory} changed. */
  noteMemory(): void {
    const stored = (): unknown => ({ list: this.#list, memory: this.#options.memory() });
    this.#options.rows.set(notificationsKey, stored, 'service');
  }

  #change(list: AppNotification[]): void {
    this.#list = list;
    this.noteMemory();
    this.#options.onChange(list);
  }
}
