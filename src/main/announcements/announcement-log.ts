import { z } from 'zod';
import { announcementSchema, type Announcement, type News } from '../../shared/announcement.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { emptyMemory, type AnnouncerMemory } from './announcer.ts';
import { noneEnded } from './download-tally.ts';

/** The row in which announcements and what is still to be announced are written together: never one without the other. */
export const announcementsKey = 'app!announcements';

/** Older ones are forgotten. */
const mostAnnouncements = 100;

const toldBatchSchema = z.object({
  id: z.string(),
  jobs: z.number(),
  unknown: z.number().catch(0),
  completed: z.number().optional().catch(undefined),
});

const storedSchema = z.object({
  list: z.array(z.unknown()).catch([]),
  memory: z.object({
    untold: z.array(z.string()).catch([]),
    batches: z.array(toldBatchSchema).catch([]),
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

export interface AnnouncementLogOptions {
  rows: Pick<WriteBehind, 'set' | 'flush'>;
  now: () => number;
  memory: () => AnnouncerMemory;
  onChange: (list: Announcement[]) => void;
}

/** What was announced, newest first, and whether it was read. */
export class AnnouncementLog {
  readonly #options: AnnouncementLogOptions;
  #list: Announcement[] = [];

  constructor(options: AnnouncementLogOptions) {
    this.#options = options;
  }

  /** Takes over what the last run left; what cannot be read of it is left out. @returns what is still to be announced */
  load(rows: ReadonlyMap<string, unknown>): AnnouncerMemory {
    const stored = storedSchema.safeParse(rows.get(announcementsKey));
    if (!stored.success) return emptyMemory;
    this.#list = stored.data.list
      .map((one) => announcementSchema.safeParse(one).data)
      .filter((one) => one !== undefined);
    this.#options.onChange(this.#list);
    return stored.data.memory;
  }

  get unread(): number {
    return this.#list.filter(({ read }) => !read).length;
  }

  /** Adds news. Resolves when it is on disk: only then may it be told outside of the window, or it could be told twice. */
  async add(news: readonly News[]): Promise<Announcement[]> {
    const at = this.#options.now();
    const lastId = this.#list.reduce((last, { id }) => Math.max(last, id), 0);
    const added = news.map((one, index) => ({ id: lastId + index + 1, at, read: false, news: one }));
    this.#change([...added.toReversed(), ...this.#list].slice(0, mostAnnouncements));
    await this.#options.rows.flush();
    return added;
  }

  markRead(): void {
    if (this.unread > 0) this.#change(this.#list.map((one) => ({ ...one, read: true })));
  }

  clear(): void {
    if (this.#list.length > 0) this.#change([]);
  }

  /** Notes that {@link AnnouncementLogOptions.memory} changed. */
  noteMemory(): void {
    const stored = (): unknown => ({ list: this.#list, memory: this.#options.memory() });
    this.#options.rows.set(announcementsKey, stored, 'service');
  }

  #change(list: Announcement[]): void {
    this.#list = list;
    this.noteMemory();
    this.#options.onChange(list);
  }
}
