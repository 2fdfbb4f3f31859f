import type { Desk } from '../desk.ts';
import type { Push } from '../ipc/push.ts';
import { Announcements, type AnnouncementsOptions } from './announcements.ts';
import { observeBatch, observeJob } from './observe.ts';

export interface CreateAnnouncementsOptions extends Pick<
  AnnouncementsOptions,
  'clock' | 'rows' | 'notifier'
> {
  desk: Pick<Desk, 'jobs' | 'publisher' | 'preferences' | 'downloadFolder'>;
  push: Push;
}

/** Joins announcing to the list, the settings and the window. */
export function createAnnouncements({
  desk,
  clock,
  rows,
  notifier,
  push,
}: CreateAnnouncementsOptions): Announcements {
  return new Announcements({
    clock,
    rows,
    notifier,
    folder: () => desk.downloadFolder,
    job: (id) => {
      const job = desk.jobs.get(id);
      return job === undefined ? undefined : observeJob(job);
    },
    batch: (id) => observeBatch(id, desk.publisher.state.batches, desk.jobs),
    notify: () => desk.preferences.settings.notify,
    showInWindow: (announcement) => push('announced', announcement),
    onChange: (list) => desk.publisher.set('announcements', list),
  });
}
